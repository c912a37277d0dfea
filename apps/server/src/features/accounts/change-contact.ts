import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { notify } from '../notices/notify.ts';
import type { Contact } from './contact.ts';
import { lockContact, selectUser, selectUserByContact, type UserRow, updateUser } from './queries.ts';
import { endContactChanges, insertContactChange, lockDueChanges } from './queries-security.ts';
import { takeCode } from './take-code.ts';

type ContactDeps = Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>;

/** How long the owner of the old contact has to object. */
const waitMs = 24 * 3_600_000;

/**
 * Binds a contact that a code of purpose `bind` proves. Where the person has one of that kind, the old one is told and the
 * new one waits a day; the first is bound at once.
 * @returns when it counts
 * @throws ClipoError sign_in_failed, conflict where it is somebody else's
 */
export async function bindContact(
  deps: ContactDeps,
  { userId, contact, code }: { userId: string; contact: Contact; code: string },
  now = new Date(),
): Promise<Date> {
  await takeCode(deps, { contact, purpose: 'bind', code }, now);
  const { channel, value } = contact;
  const target = await deps.envelope.indexOf(value, channel);
  const sealed = await deps.envelope.seal(value, channel === 'email' ? 'users.email' : 'users.phone');
  return deps.db.asSystem(async (tx) => {
    await lockContact(tx, target);
    const user = await selectUser(tx, userId);
    const holder = await selectUserByContact(tx, channel, target);
    if (user === undefined || (holder !== undefined && holder.id !== userId)) {
      const problem = 'this contact is bound to another account';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    if (!hasContact(user, channel)) {
      await setContact(tx, userId, { channel, target, sealed });
      // The other contact is told: who holds a stolen session must not get a way in of their own unnoticed.
      const values = { contact: masked(contact) };
      await notify(tx, deps, { userId, template: 'contact-changed', urgency: 'urgent', values });
      return now;
    }
    const dueAt = new Date(now.getTime() + waitMs);
    await insertContactChange(tx, { id: newId('chg'), userId, channel, target, sealed, dueAt });
    await notify(tx, deps, {
      userId,
      template: 'contact-change',
      urgency: 'urgent',
      isPopup: true,
      values: { time: dueAt.toISOString(), contact: masked(contact), link: `${deps.settings.CLIPO_URL ?? ''}/account` },
    });
    return dueAt;
  });
}

/** Takes back a change of contact that waits. @throws ClipoError no_such_thing */
export async function cancelContactChange(
  { db }: Pick<Deps, 'db'>,
  userId: string,
  channel: 'email' | 'sms',
): Promise<void> {
  if ((await db.asSystem((tx) => endContactChanges(tx, userId, channel))) === 0) {
    throw new ClipoError('no_such_thing', 'no change waits', { details: { kind: 'contact change', id: channel } });
  }
}

/** Makes the changes whose time has come. What has been bound to somebody else since is dropped. @returns how many */
export async function applyDueChanges(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  now = new Date(),
): Promise<number> {
  return deps.db.asSystem(async (tx) => {
    const due = await lockDueChanges(tx, now);
    for (const change of due) {
      await endContactChanges(tx, change.userId, change.channel);
      if ((await selectUserByContact(tx, change.channel, change.target)) === undefined) {
        await setContact(tx, change.userId, change);
        const value = await deps.envelope.unseal(
          change.sealed,
          change.channel === 'email' ? 'users.email' : 'users.phone',
        );
        const contact = masked({ channel: change.channel, value });
        await notify(tx, deps, {
          userId: change.userId,
          template: 'contact-changed',
          urgency: 'urgent',
          values: { contact },
        });
      }
    }
    return due.length;
  });
}

/** Whether a person has a proven contact of a kind. */
export function hasContact(user: UserRow, channel: 'email' | 'sms'): boolean {
  return channel === 'email' ? user.emailVerified : user.phoneNumber !== null;
}

async function setContact(
  tx: Transaction,
  userId: string,
  { channel, target, sealed }: { channel: 'email' | 'sms'; target: string; sealed: string },
): Promise<void> {
  await updateUser(
    tx,
    userId,
    channel === 'email'
      ? { email: target, emailSealed: sealed, emailVerified: true }
      : { phoneNumber: target, phoneSealed: sealed },
  );
}

/** How a contact is shown where it must not be told whole: `l•••@example.com`, `+86138••••8000`. */
export function masked({ channel, value }: Contact): string {
  if (channel === 'sms') {
    return `${value.slice(0, -8)}••••${value.slice(-4)}`;
  }
  return `${value.slice(0, 1)}•••${value.slice(value.lastIndexOf('@'))}`;
}
