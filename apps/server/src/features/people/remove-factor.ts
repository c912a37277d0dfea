import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { identityChecks } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { hasContact } from '../accounts/change-contact.ts';
import { selectUser, updateUser } from '../accounts/queries.ts';
import {
  deleteDevices,
  deletePasskeys,
  deleteSessions,
  deleteTotp,
  hasTotp,
  selectPasskeys,
} from '../accounts/queries-security.ts';
import { notify } from '../notices/notify.ts';
import { notMeLink } from '../sessions/link-token.ts';
import {
  confirmRemoval,
  endRemoval,
  insertRemoval,
  lockDueRemovals,
  type RemovalRow,
  selectOpenRemoval,
} from './queries.ts';

type RemovalDeps = Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>;

const hourMs = 3_600_000;
/** How long the person can object where one operator decided alone, and where a second one looked at it too. */
export const aloneMs = 72 * hourMs;
export const confirmedMs = hourMs;

/** Who of the operators acts: the person, or the key of one that is no person's. */
export function operatorOf({ person, keyId }: Pick<Actor, 'person' | 'keyId'>): string {
  return person?.userId ?? keyId;
}

/**
 * Has the second factor of somebody who lost it taken away, once the operator has made sure who it is. The person is told
 * on every channel and can object for three days; nothing changes before.
 * @returns when it goes
 * @throws ClipoError no_such_thing, forbidden for oneself, conflict
 */
export async function askRemoval(
  deps: RemovalDeps,
  given: { userId: string; by: string; identityCheck: (typeof identityChecks)[number]; note: string },
  now = new Date(),
): Promise<Date> {
  const { userId, by, identityCheck, note } = given;
  refuseOneself(userId, by);
  const dueAt = new Date(now.getTime() + aloneMs);
  const id = newId('frm', now.getTime());
  const noteSealed = await deps.envelope.seal(note, 'factor_removals.note');
  await deps.db.asSystem(async (tx) => {
    const user = await selectUser(tx, userId, true);
    if (user === undefined) {
      throw new ClipoError('no_such_thing', 'no such person', { details: { kind: 'person', id: userId } });
    }
    if (!(await hasTotp(tx, userId)) && (await selectPasskeys(tx, userId)).length === 0) {
      throw conflict('there is no second factor to take away');
    }
    if (!hasContact(user, 'email') && !hasContact(user, 'sms')) {
      throw conflict('there is no verified contact to sign in with afterwards');
    }
    if ((await selectOpenRemoval(tx, userId)) !== undefined) {
      throw conflict('that was asked for already, and waits');
    }
    await insertRemoval(tx, { id, createdAt: now, userId, askedBy: by, identityCheck, noteSealed, dueAt });
    await tell(tx, deps, { userId, dueAt, now });
  });
  return dueAt;
}

/**
 * A second operator has looked at it too: it goes in an hour. Only people confirm, and what a key asked for waits: nobody can
 * say whose key it is.
 * @throws ClipoError no_such_thing, forbidden
 */
export async function confirmAsSecond(
  deps: RemovalDeps,
  { userId, by }: { userId: string; by: string | undefined },
  now = new Date(),
): Promise<Date> {
  refuseOneself(userId, by);
  return deps.db.asSystem(async (tx) => {
    const open = await openOne(tx, userId);
    if (by === undefined || by === open.askedBy || !open.askedBy.startsWith('usr_')) {
      throw new ClipoError('forbidden', 'only a second operator', { details: { need: 'a second operator' } });
    }
    const dueAt = new Date(Math.min(open.dueAt.getTime(), now.getTime() + confirmedMs));
    await confirmRemoval(tx, open.id, { confirmedBy: by, dueAt });
    await tell(tx, deps, { userId, dueAt, now });
    return dueAt;
  });
}

/** Takes back what waits, by an operator or by the person. @throws ClipoError no_such_thing */
export async function takeRemovalBack(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  userId: string,
  by: string,
): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    await openOne(tx, userId);
    await endRemoval(tx, userId, { end: 'taken-back', endedBy: by });
    await notify(tx, deps, { userId, template: 'factor-kept', values: {} });
  });
}

/**
 * Takes away the second factors whose time has come: authenticator, recovery codes, passkeys; all sessions end, and who ran
 * the service no longer does. The person signs in by a code to their contact and sets up another. @returns how many were due
 */
export async function applyDueRemovals(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  now = new Date(),
): Promise<number> {
  return deps.db.asSystem(async (tx) => {
    const due = await lockDueRemovals(tx, now);
    for (const { userId } of due) {
      await endRemoval(tx, userId, { end: 'done', endedBy: '' });
      await deleteTotp(tx, userId);
      await deletePasskeys(tx, userId);
      await deleteSessions(tx, userId);
      await deleteDevices(tx, userId);
      await updateUser(tx, userId, { isOperator: false, operatorRoles: [] });
      await notify(tx, deps, { userId, template: 'factor-removed', values: {}, isPopup: true });
    }
    return due.length;
  });
}

async function tell(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'secrets' | 'settings'>,
  { userId, dueAt, now }: { userId: string; dueAt: Date; now: Date },
): Promise<void> {
  const values = { time: dueAt.toISOString(), link: notMeLink(deps, userId, now) };
  await notify(tx, deps, { userId, template: 'factor-removal', values, isPopup: true }, now);
}

async function openOne(tx: Transaction, userId: string): Promise<RemovalRow> {
  const open = await selectOpenRemoval(tx, userId);
  if (open === undefined) {
    throw new ClipoError('no_such_thing', 'nothing waits', { details: { kind: 'removal', id: userId } });
  }
  return open;
}

function refuseOneself(userId: string, by: string | undefined): void {
  if (userId === by) {
    throw new ClipoError('forbidden', 'not for oneself', { details: { need: 'a second operator' } });
  }
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
