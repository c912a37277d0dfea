import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { dropContact, isRemoval } from './change-contact.ts';
import { selectPassword, selectUser, upsertAccount } from './queries.ts';
import { deleteLinked, deletePasskey, selectContactChanges, selectLinked, selectPasskeys } from './queries-security.ts';

/** Ways to sign in that a person can take away. */
export const removableWays = ['email', 'phone', 'password', 'wechat'] as const;
type RemovableWay = (typeof removableWays)[number];

type WaysDeps = Pick<Deps, 'db' | 'envelope' | 'secrets' | 'settings'>;

/** The ways by which a person can sign in. A password alone is one only together with a contact to name. */
export async function listWays({ db }: Pick<Deps, 'db'>, userId: string) {
  return db.asSystem((tx) => waysOf(tx, userId));
}

/** The ways of a person; `isLocked` while one is taken away, so that of two who take the last two, one is refused. */
async function waysOf(tx: Transaction, userId: string, isLocked = false) {
  const user = await selectUser(tx, userId, isLocked);
  return {
    email: user?.emailVerified === true,
    phone: user?.phoneNumber != null,
    password: (await selectPassword(tx, userId)) !== undefined,
    wechat: (await selectLinked(tx, { userId }, 'wechat')) !== undefined,
    passkeys: await selectPasskeys(tx, userId),
  };
}

/** Sets or replaces the password. */
export async function setPassword(
  { db, accounts }: Pick<Deps, 'db' | 'accounts'>,
  userId: string,
  password: string,
): Promise<void> {
  const hash = await accounts.hashPassword(password);
  await db.asSystem((tx) =>
    upsertAccount(tx, { id: newId('acc'), userId, accountId: userId, providerId: 'credential', password: hash }),
  );
}

/**
 * Takes a way away, unless nothing would be left to sign in with. A contact is told, and goes in a day: who holds a
 * stolen session must not get rid of it before its owner has heard.
 * @returns when it is gone
 * @throws ClipoError no_such_thing, conflict
 */
export async function removeWay(deps: WaysDeps, userId: string, way: RemovableWay, now = new Date()): Promise<Date> {
  return deps.db.asSystem(async (tx) => {
    const ways = await waysOf(tx, userId, true);
    if (!ways[way]) {
      throw new ClipoError('no_such_thing', `no ${way}`, { details: { kind: 'way to sign in', id: way } });
    }
    await mustBeLeft(tx, userId, { ...ways, [way]: false });
    if (way === 'email' || way === 'phone') {
      return dropContact(tx, deps, { userId, channel: way === 'email' ? 'email' : 'sms' }, now);
    }
    await deleteLinked(tx, userId, way === 'password' ? 'credential' : 'wechat');
    return now;
  });
}

/** Takes a passkey away, unless nothing would be left to sign in with. @throws ClipoError no_such_thing, conflict */
export async function removePasskey(deps: Pick<Deps, 'db'>, userId: string, id: string): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const ways = await waysOf(tx, userId, true);
    await mustBeLeft(tx, userId, { ...ways, passkeys: ways.passkeys.filter((passkey) => passkey.id !== id) });
    if (!(await deletePasskey(tx, userId, id))) {
      throw new ClipoError('no_such_thing', 'no such passkey', { details: { kind: 'passkey', id } });
    }
  });
}

/** A contact that goes in a day is none that is left. @throws ClipoError conflict */
async function mustBeLeft(
  tx: Transaction,
  userId: string,
  left: Pick<Awaited<ReturnType<typeof waysOf>>, 'email' | 'phone' | 'wechat' | 'passkeys'>,
): Promise<void> {
  const goes = (await selectContactChanges(tx, userId)).filter(isRemoval).map(({ channel }) => channel);
  const isLeft =
    (left.email && !goes.includes('email')) ||
    (left.phone && !goes.includes('sms')) ||
    left.wechat ||
    left.passkeys.length > 0;
  if (!isLeft) {
    const problem = 'it is the last way to sign in: add another first';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
}
