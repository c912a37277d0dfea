import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectUser } from '../accounts/queries.ts';
import { recordAct } from '../measures/record-act.ts';
import { notify } from '../notices/notify.ts';
import { selectMember, selectTeam } from '../teams/queries.ts';
import { type ActingRow, insertActing, lockActing, updateActing } from './queries.ts';

type ActingDeps = Pick<Deps, 'envelope' | 'settings'>;

const askedMs = 24 * 3_600_000;
/** So long an operator acts for somebody, once they began. */
const actingMs = 30 * 60_000;

/** Where it stands, as both sides are shown it. */
export type ActingState = 'asked' | 'consented' | 'running' | 'ended';

export function stateOf(row: ActingRow, now: Date): ActingState {
  const isOver = row.endedAt !== null || (row.endsAt !== null && row.endsAt <= now);
  if (isOver || (row.startedAt === null && row.asksUntil <= now)) {
    return 'ended';
  }
  return row.startedAt !== null ? 'running' : row.consentedAt !== null ? 'consented' : 'asked';
}

/**
 * An operator asks to act on a person's behalf in one of their teams, and says why; the person is told by every channel.
 * @throws ClipoError no_such_thing where they are not in the team
 */
export async function askToAct(
  tx: Transaction,
  deps: ActingDeps,
  { userId, teamId, reason, by }: { userId: string; teamId: string; reason: string; by: string },
  now = new Date(),
): Promise<ActingRow> {
  foundOr(await selectUser(tx, userId), 'person', userId);
  foundOr(await selectMember(tx, teamId, userId), 'member', userId);
  const row = await insertActing(tx, {
    ...{ id: newId('atg', now.getTime()), createdAt: now, userId, teamId, reason, operatorId: by },
    asksUntil: new Date(now.getTime() + askedMs),
  });
  await recordAct(tx, { aboutId: row.id, userId, act: 'acting asked', by, ground: reason, after: { teamId } }, now);
  const values = {
    team: (await selectTeam(tx, teamId))?.name ?? teamId,
    reason,
    time: row.asksUntil.toISOString(),
    link: `${deps.settings.CLIPO_URL ?? ''}/security#acting`,
  };
  await notify(tx, deps, { userId, template: 'acting-asked', values, isPopup: true }, now);
  return row;
}

/** The person consents to it, for this time. @throws ClipoError no_such_thing, conflict */
export async function consentToActing(
  tx: Transaction,
  { id, userId }: { id: string; userId: string },
  now = new Date(),
): Promise<ActingRow> {
  const row = await own(tx, id, userId);
  if (stateOf(row, now) !== 'asked') {
    throw conflict('it is not asked for any more');
  }
  await recordAct(tx, { aboutId: id, userId, act: 'acting consented', by: userId, ground: row.reason }, now);
  return updateActing(tx, id, { consentedAt: now });
}

/** The operator begins, in the session that they ask with. @throws ClipoError no_such_thing, conflict without consent */
export async function startActing(
  tx: Transaction,
  deps: ActingDeps,
  { id, by, sessionId }: { id: string; by: string; sessionId: string },
  now = new Date(),
): Promise<ActingRow> {
  const row = await lockActing(tx, id);
  if (row?.operatorId !== by) {
    throw new ClipoError('no_such_thing', 'nothing that you asked for', { details: { kind: 'acting', id } });
  }
  if (stateOf(row, now) !== 'consented') {
    throw conflict(row.consentedAt === null ? 'the person has not consented' : 'it was begun before');
  }
  const endsAt = new Date(now.getTime() + actingMs);
  const started = await updateActing(tx, id, { startedAt: now, endsAt, sessionId });
  const { userId } = row;
  await recordAct(tx, { aboutId: id, userId, act: 'acting begun', by, ground: row.reason, after: { endsAt } }, now);
  const values = {
    reason: row.reason,
    time: endsAt.toISOString(),
    link: `${deps.settings.CLIPO_URL ?? ''}/security#acting`,
  };
  await notify(tx, deps, { userId, template: 'acting-begun', values }, now);
  return started;
}

/** Either side ends it, or says no; what is over stays as it is. The person is told. @throws ClipoError no_such_thing */
export async function endActing(
  tx: Transaction,
  deps: ActingDeps,
  { id, by }: { id: string; by: string },
  now = new Date(),
): Promise<ActingRow> {
  const row = await lockActing(tx, id);
  if (row === undefined || (row.userId !== by && row.operatorId !== by)) {
    throw new ClipoError('no_such_thing', 'no such acting', { details: { kind: 'acting', id } });
  }
  if (row.endedAt !== null) {
    return row;
  }
  const { userId, reason } = row;
  await recordAct(tx, { aboutId: id, userId, act: 'acting ended', by, ground: reason }, now);
  if (row.startedAt !== null) {
    const values = { reason, time: now.toISOString() };
    await notify(tx, deps, { userId, template: 'acting-ended', values }, now);
  }
  return updateActing(tx, id, { endedAt: now, endedBy: by });
}

async function own(tx: Transaction, id: string, userId: string): Promise<ActingRow> {
  const row = await lockActing(tx, id);
  if (row?.userId !== userId) {
    throw new ClipoError('no_such_thing', 'no such acting', { details: { kind: 'acting', id } });
  }
  return row;
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
