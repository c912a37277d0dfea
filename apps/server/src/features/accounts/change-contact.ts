import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { notify } from '../notices/notify.ts';
import { notMeLink } from '../sessions/link-token.ts';
import type { Contact } from './contact.ts';
import { lockContact, selectUser, selectUserByContact, type UserRow, updateUser } from './queries.ts';
import {
  type ContactChangeRow,
  endContactChanges,
  insertContactChange,
  lockDueChanges,
  selectLinked,
  selectPasskeys,
} from './queries-security.ts';
import { takeCode } from './take-code.ts';

type ContactDeps = Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>;
type Channel = Contact['channel'];

/** How long the owner of the old contact has to object. */
const waitMs = 24 * 3_600_000;
/** What stands in a change in place of a contact where the present one is to go. */
const nothing = '';

/** Whether a change takes a contact away and puts none in its place. */
export function isRemoval({ target }: Pick<ContactChangeRow, 'target'>): boolean {
  return target === nothing;
}

const sealedAs = (channel: Channel) => (channel === 'email' ? 'users.email' : 'users.phone');

/**
 * Binds a contact that a code of purpose `bind` proves. Where the person has one of that kind, the old one is told and the
 * new one waits a day; the first is bound at once, and the other contact is told.
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
  const sealed = await deps.envelope.seal(value, sealedAs(channel));
  return deps.db.asSystem(async (tx) => {
    await lockContact(tx, target);
    const user = await selectUser(tx, userId, true);
    const holder = await selectUserByContact(tx, channel, target);
    if (user === undefined || (holder !== undefined && holder.id !== userId)) {
      const problem = 'this contact is bound to another account';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const change = { id: newId('chg', now.getTime()), userId, channel, target, sealed, createdAt: now };
    const link = notMeLink(deps, userId, now);
    if (!hasContact(user, channel)) {
      // The other contact is told: who holds a stolen session must not get a way in of their own unnoticed.
      const values = { contact: masked(contact), link };
      await notify(tx, deps, { userId, template: 'contact-changed', values });
      await setContact(tx, userId, { channel, target, sealed });
      await insertContactChange(tx, { ...change, dueAt: now, endedAt: now });
      return now;
    }
    const dueAt = new Date(now.getTime() + waitMs);
    await insertContactChange(tx, { ...change, dueAt });
    await notify(tx, deps, {
      userId,
      template: 'contact-change',
      isPopup: true,
      values: { time: dueAt.toISOString(), contact: masked(contact), link },
    });
    return dueAt;
  });
}

/**
 * Has a contact of a person taken away: it is told, and goes in a day.
 * @returns when it goes
 */
export async function dropContact(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'secrets' | 'settings'>,
  { userId, channel }: { userId: string; channel: Channel },
  now: Date,
): Promise<Date> {
  const dueAt = new Date(now.getTime() + waitMs);
  const id = newId('chg', now.getTime());
  const sealed = await deps.envelope.seal(nothing, sealedAs(channel));
  await insertContactChange(tx, { id, userId, channel, target: nothing, sealed, createdAt: now, dueAt });
  await notify(tx, deps, {
    userId,
    template: 'contact-removal',
    isPopup: true,
    values: { time: dueAt.toISOString(), link: notMeLink(deps, userId, now) },
  });
  return dueAt;
}

/** Takes back a change of contact that waits. @throws ClipoError no_such_thing */
export async function cancelContactChange({ db }: Pick<Deps, 'db'>, userId: string, channel: Channel): Promise<void> {
  if ((await db.asSystem((tx) => endContactChanges(tx, userId, channel))) === 0) {
    throw new ClipoError('no_such_thing', 'no change waits', { details: { kind: 'contact change', id: channel } });
  }
}

/** Makes the changes whose time has come. What can no longer be made is dropped. @returns how many were due */
export async function applyDueChanges(
  deps: Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>,
  now = new Date(),
): Promise<number> {
  return deps.db.asSystem(async (tx) => {
    const due = await lockDueChanges(tx, now);
    for (const change of due) {
      await endContactChanges(tx, change.userId, change.channel);
      await (isRemoval(change) ? takeAway(tx, deps, change) : replace(tx, deps, change, now));
    }
    return due.length;
  });
}

/** Unless it was bound to somebody else since. */
async function replace(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'secrets' | 'settings'>,
  { userId, channel, target, sealed }: ContactChangeRow,
  now: Date,
): Promise<void> {
  if ((await selectUserByContact(tx, channel, target)) === undefined) {
    await setContact(tx, userId, { channel, target, sealed });
    const value = await deps.envelope.unseal(sealed, sealedAs(channel));
    const values = { contact: masked({ channel, value }), link: notMeLink(deps, userId, now) };
    await notify(tx, deps, { userId, template: 'contact-changed', values });
  }
}

/** Unless nothing would be left to sign in with. */
async function takeAway(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  { userId, channel }: Pick<ContactChangeRow, 'userId' | 'channel'>,
): Promise<void> {
  const user = await selectUser(tx, userId, true);
  const isLeft =
    (user !== undefined && hasContact(user, channel === 'email' ? 'sms' : 'email')) ||
    (await selectLinked(tx, { userId }, 'wechat')) !== undefined ||
    (await selectPasskeys(tx, userId)).length > 0;
  if (isLeft) {
    await unsetContact(tx, deps, userId, channel);
  }
}

/** Whether a person has a proven contact of a kind. */
export function hasContact(user: UserRow, channel: Channel): boolean {
  return channel === 'email' ? user.emailVerified : user.phoneNumber !== null;
}

async function setContact(
  tx: Transaction,
  userId: string,
  { channel, target, sealed }: { channel: Channel; target: string; sealed: string },
): Promise<void> {
  await updateUser(
    tx,
    userId,
    channel === 'email'
      ? { email: target, emailSealed: sealed, emailVerified: true }
      : { phoneNumber: target, phoneSealed: sealed },
  );
}

/** Leaves a person without a contact of a kind. better-auth wants an address of everybody: nobody's stands in its place. */
export async function unsetContact(
  tx: Transaction,
  { envelope }: Pick<Deps, 'envelope'>,
  userId: string,
  channel: Channel,
): Promise<void> {
  if (channel === 'sms') {
    await updateUser(tx, userId, { phoneNumber: null, phoneSealed: null });
    return;
  }
  const none = `${userId}@no-email.invalid`;
  await updateUser(tx, userId, {
    email: await envelope.indexOf(none, 'email'),
    emailSealed: await envelope.seal(none, 'users.email'),
    emailVerified: false,
  });
}

/** How a contact is shown where it must not be told whole: `l•••@example.com`, `+86138••••8000`. */
export function masked({ channel, value }: Contact): string {
  if (channel === 'sms') {
    return `${value.slice(0, -8)}••••${value.slice(-4)}`;
  }
  return `${value.slice(0, 1)}•••${value.slice(value.lastIndexOf('@'))}`;
}
