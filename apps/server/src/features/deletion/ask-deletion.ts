import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { selectUser } from '../accounts/queries.ts';
import { selectEnteredYears } from '../calendar/queries.ts';
import { endOfWorkdays } from '../calendar/workdays.ts';
import { recordAct } from '../measures/record-act.ts';
import { notify } from '../notices/notify.ts';
import { type DeletionRow, insertDeletion, selectOpenDeletion } from '../privacy/queries.ts';
import { selectSharedTeams } from './queries.ts';

/** How long a person may think better of it. */
const coolingDays = 7;
/** By when a request is answered at the latest, in working days. */
export const answerWorkdays = 15;

type AskDeps = Pick<Deps, 'db' | 'envelope' | 'settings'>;

/**
 * A person asks for their account to be deleted: it is, after the time to think better of it, unless they withdraw.
 * @param wish `guardian` is the consent of a guardian who asks in a minor's place, and withdraws alone
 * @throws ClipoError conflict where it was asked for, who runs the service, or who owns a team that others are in
 */
export async function askDeletion(
  { db, ...deps }: AskDeps,
  wish: { userId: string; reason: string; guardian?: string },
  now = new Date(),
): Promise<DeletionRow> {
  const { userId, reason, guardian = null } = wish;
  return db.asSystem(async (tx) => {
    if ((await selectOpenDeletion(tx, userId)) !== undefined) {
      throw conflict('deletion was asked for already');
    }
    if ((await selectUser(tx, userId))?.isOperator) {
      throw conflict('you run the service: have another operator take that away first');
    }
    const shared = await selectSharedTeams(tx, userId);
    if (shared.length > 0) {
      throw conflict(
        `others are in teams that you own: give ${shared.map(({ name }) => `"${name}"`).join(', ')} to one of them first`,
      );
    }
    const erasesAt = new Date(now.getTime() + coolingDays * 86_400_000);
    const dueAt = endOfWorkdays(answerWorkdays, now, await selectEnteredYears(tx)).at;
    const row = await insertDeletion(tx, {
      id: newId('del', now.getTime()),
      createdAt: now,
      userId,
      cause: 'user',
      reason,
      orderedBy: guardian,
      dueAt,
      erasesAt,
    });
    const said = { act: 'deletion asked', by: guardian ?? userId, ground: 'the person asks', after: { erasesAt } };
    await recordAct(tx, { aboutId: row.id, userId, ...said }, now);
    const values = { time: erasesAt.toISOString(), reason: '' };
    await notify(tx, deps, { userId, template: 'deletion-planned', isPopup: true, values }, now);
    return row;
  });
}

/**
 * An operator carries out an order of an authority, or a termination: after written notice and 15 working days, in which it
 * can be appealed. In a year whose days off are not known it waits until they are.
 * @throws ClipoError no_such_thing, conflict
 */
export async function orderDeletion(
  { db, ...deps }: AskDeps,
  { userId, ground, by }: { userId: string; ground: string; by: string },
  now = new Date(),
): Promise<DeletionRow> {
  return db.asSystem(async (tx) => {
    const user = await selectUser(tx, userId);
    if (user === undefined) {
      throw new ClipoError('no_such_thing', 'no such person', { details: { kind: 'person', id: userId } });
    }
    if (user.isOperator) {
      throw conflict('this person runs the service: take that away first');
    }
    if ((await selectOpenDeletion(tx, userId)) !== undefined) {
      throw conflict('a deletion is under way already');
    }
    const { at, isKnown } = endOfWorkdays(answerWorkdays, now, await selectEnteredYears(tx));
    const row = await insertDeletion(tx, {
      id: newId('del', now.getTime()),
      createdAt: now,
      userId,
      cause: 'order',
      reason: ground,
      dueAt: at,
      erasesAt: isKnown ? at : null,
      heldBy: isKnown ? null : 'calendar',
      orderedBy: by,
    });
    await recordAct(tx, { aboutId: row.id, userId, act: 'deletion ordered', by, ground, after: { erasesAt: at } }, now);
    const values = { time: at.toISOString(), reason: ground };
    await notify(tx, deps, { userId, template: 'deletion-planned', isPopup: true, values }, now);
    return row;
  });
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
