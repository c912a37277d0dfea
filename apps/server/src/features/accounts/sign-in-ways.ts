import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { selectPassword, selectUser, updateUser, upsertAccount } from './queries.ts';
import { deleteLinked, deletePasskey, selectLinked, selectPasskeys } from './queries-security.ts';

/** Ways to sign in that a person can take away. */
export const removableWays = ['email', 'phone', 'password', 'wechat'] as const;
type RemovableWay = (typeof removableWays)[number];

type WaysDeps = Pick<Deps, 'db' | 'envelope'>;

/** The ways by which a person can sign in. A password alone is one only together with a contact to name. */
export async function listWays({ db }: Pick<Deps, 'db'>, userId: string) {
  return db.asSystem(async (tx) => {
    const user = await selectUser(tx, userId);
    const passkeys = await selectPasskeys(tx, userId);
    return {
      email: user?.emailVerified === true,
      phone: user?.phoneNumber != null,
      password: (await selectPassword(tx, userId)) !== undefined,
      wechat: (await selectLinked(tx, { userId }, 'wechat')) !== undefined,
      passkeys,
    };
  });
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
 * Takes a way away, unless nothing would be left to sign in with.
 * @throws ClipoError no_such_thing, conflict
 */
export async function removeWay(deps: WaysDeps, userId: string, way: RemovableWay): Promise<void> {
  const ways = await listWays(deps, userId);
  if (!ways[way]) {
    throw new ClipoError('no_such_thing', `no ${way}`, { details: { kind: 'way to sign in', id: way } });
  }
  const left = { ...ways, [way]: false };
  mustBeLeft(left.email || left.phone || left.wechat || left.passkeys.length > 0);
  if (way === 'email') {
    const none = `${userId}@no-email.invalid`;
    const change = {
      email: await deps.envelope.indexOf(none, 'email'),
      emailSealed: await deps.envelope.seal(none, 'users.email'),
      emailVerified: false,
    };
    await deps.db.asSystem((tx) => updateUser(tx, userId, change));
  } else if (way === 'phone') {
    await deps.db.asSystem((tx) => updateUser(tx, userId, { phoneNumber: null, phoneSealed: null }));
  } else {
    const provider = way === 'password' ? 'credential' : 'wechat';
    await deps.db.asSystem((tx) => deleteLinked(tx, userId, provider));
  }
}

/** Takes a passkey away, unless nothing would be left to sign in with. @throws ClipoError no_such_thing, conflict */
export async function removePasskey(deps: Pick<Deps, 'db'>, userId: string, id: string): Promise<void> {
  const ways = await listWays(deps, userId);
  mustBeLeft(ways.email || ways.phone || ways.wechat || ways.passkeys.length > 1);
  if (!(await deps.db.asSystem((tx) => deletePasskey(tx, userId, id)))) {
    throw new ClipoError('no_such_thing', 'no such passkey', { details: { kind: 'passkey', id } });
  }
}

function mustBeLeft(isLeft: boolean): void {
  if (!isLeft) {
    const problem = 'it is the last way to sign in: add another first';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
}
