import { newId } from '../../db/new-id.ts';
import type { DeletionCause } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { selectEnteredYears } from '../calendar/queries.ts';
import { endOfWorkdays } from '../calendar/workdays.ts';
import { recordAct, theService } from '../measures/record-act.ts';
import { tellOperators } from '../measures/tell.ts';
import { notify } from '../notices/notify.ts';
import { insertDeletion, selectDeletion, updateDeletion } from '../privacy/queries.ts';
import { answerWorkdays } from './ask-deletion.ts';
import { erasePerson } from './erase-person.ts';
import { finishErasure } from './finish-erasure.ts';
import {
  lockDueDeletion,
  selectAbsent,
  selectHold,
  selectNoticed,
  selectReturned,
  selectUnfinished,
  selectUnnoticedFreezes,
  selectUnused,
} from './queries.ts';
import { stopDeletion } from './stop-deletion.ts';

export type DeletionDeps = Pick<Deps, 'db' | 'envelope' | 'settings' | 'media' | 'log' | 'secrets'>;

const dayMs = 86_400_000;
/** A frozen account's silence after the written notice (A5). */
const silentDays = 30;
/** Without a sign-in for so long (A5). */
const absentMonths = 24;
const most = 100;

const why: Readonly<Record<'silence' | 'absence', string>> = {
  silence: '账号处于冻结状态。 The account is frozen.',
  absence:
    '账号已连续 24 个月未登录，且无未到期或未使用的权益。 Nobody signed in for 24 months, and nothing of it is unexpired or unused.',
};

/**
 * Does what has come due with deletions at a moment. Each step is in a transaction of its own and can be done again: a
 * process that dies anywhere leaves nothing half deleted. @returns how many accounts were erased
 */
export async function passDeletions(deps: DeletionDeps, now = new Date()): Promise<number> {
  await stopReturned(deps, now);
  await noticeSilent(deps, now);
  await noticeAbsent(deps, now);
  await startClocks(deps, now);
  let erased = 0;
  const skipped: string[] = [];
  for (let next = await eraseNext(deps, now, skipped); next !== undefined; next = await eraseNext(deps, now, skipped)) {
    skipped.push(next.id);
    erased += next.isErased ? 1 : 0;
  }
  for (const id of await deps.db.asSystem((tx) => selectUnfinished(tx))) {
    await finishErasure(deps, id, now);
  }
  return erased;
}

async function stopReturned({ db, ...deps }: DeletionDeps, now: Date): Promise<void> {
  for (const id of await db.asSystem((tx) => selectReturned(tx))) {
    const reason = '您已登录、答复或申诉。 You signed in, answered or appealed.';
    await db.asSystem((tx) => stopDeletion(tx, deps, { id, by: theService, why: reason }, now));
  }
}

async function noticeSilent(deps: DeletionDeps, now: Date): Promise<void> {
  for (const { id, userId } of await deps.db.asSystem((tx) => selectUnnoticedFreezes(tx, most))) {
    await give(deps, { userId, cause: 'silence', measureId: id }, now);
  }
}

async function noticeAbsent(deps: DeletionDeps, now: Date): Promise<void> {
  const since = new Date(now);
  since.setUTCMonth(since.getUTCMonth() - absentMonths);
  for (const userId of await deps.db.asSystem((tx) => selectAbsent(tx, since, most))) {
    if ((await deps.db.asSystem((tx) => selectUnused(tx, userId, now))).length === 0) {
      await give(deps, { userId, cause: 'absence' }, now);
    }
  }
}

/** Gives the written notice, from whose delivery the clock runs. */
async function give(
  { db, ...deps }: DeletionDeps,
  { userId, cause, measureId }: { userId: string; cause: 'silence' | 'absence'; measureId?: string },
  now: Date,
): Promise<void> {
  await db.asSystem(async (tx) => {
    const term = await termOf(tx, cause, now);
    const values = {
      reason: why[cause],
      time: term.at.toISOString(),
      link: `${deps.settings.CLIPO_URL ?? ''}/measures`,
    };
    const noticeId = await notify(tx, deps, { userId, template: 'deletion-notice', values, isPopup: true }, now);
    const row = { id: newId('del', now.getTime()), createdAt: now, userId, cause, reason: why[cause], dueAt: term.at };
    await insertDeletion(tx, { ...row, noticeId: noticeId ?? null, measureId: measureId ?? null, heldBy: 'notice' });
    const said = { act: 'deletion notice given', by: theService, ground: cause, after: { noticeId } };
    await recordAct(tx, { aboutId: row.id, userId, ...said }, now);
  });
}

async function termOf(
  tx: Parameters<typeof selectEnteredYears>[0],
  cause: DeletionCause,
  from: Date,
): Promise<{ at: Date; isKnown: boolean }> {
  return cause === 'silence'
    ? { at: new Date(from.getTime() + silentDays * dayMs), isKnown: true }
    : endOfWorkdays(answerWorkdays, from, await selectEnteredYears(tx));
}

/** Where the notice has come, or a calendar is known now, tells when it is carried out; else it waits. */
async function startClocks({ db, ...deps }: DeletionDeps, now: Date): Promise<void> {
  for (const { id, cause, deliveredAt } of await db.asSystem((tx) => selectNoticed(tx))) {
    await db.asSystem(async (tx) => {
      const row = await selectDeletion(tx, id, true);
      const from = cause === 'order' ? row?.createdAt : deliveredAt;
      if (row === undefined || row.erasesAt !== null || from === undefined || from === null) {
        return;
      }
      const { at, isKnown } = await termOf(tx, cause, from);
      if (isKnown) {
        await updateDeletion(tx, id, { erasesAt: at, dueAt: at, heldBy: null });
      } else if (row.heldBy !== 'calendar' || cause === 'order') {
        await updateDeletion(tx, id, { heldBy: 'calendar' });
        const said = {
          zh: `注销 ${id} 的期限跨入放假安排尚未录入的年份，录入前不会执行（运营 › 申诉）`,
          en: `Deletion ${id} waits: its term reaches a year whose holidays are not known (Operation › Appeals)`,
        };
        if (row.heldBy !== 'calendar') {
          await tellOperators(tx, deps, said, now);
        }
      }
    });
  }
}

async function eraseNext(
  deps: DeletionDeps,
  now: Date,
  skipped: readonly string[],
): Promise<{ id: string; isErased: boolean } | undefined> {
  return deps.db.asSystem(async (tx) => {
    const id = await lockDueDeletion(tx, { now, skipped });
    const row = id === undefined ? undefined : await selectDeletion(tx, id);
    if (row === undefined) {
      return undefined;
    }
    const unused = row.cause === 'absence' ? (await selectUnused(tx, row.userId, now))[0] : undefined;
    const hold = (await selectHold(tx, row)) ?? unused;
    if (hold !== undefined) {
      await updateDeletion(tx, row.id, { heldBy: hold });
      return { id: row.id, isErased: false };
    }
    await erasePerson(tx, row, now);
    return { id: row.id, isErased: true };
  });
}
