import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import type { Actor, Need } from '../../http/actor.ts';
import { lacksGuardian } from '../accounts/guardian.ts';
import { selectUser } from '../accounts/queries.ts';
import { hasAgreed } from '../agreements/accept-texts.ts';
import { selectLatestConsents, selectOwner } from '../agreements/queries.ts';
import { standingOf } from '../measures/standing-of.ts';
import { assertApiAccess } from '../teams/api-access.ts';
import { selectUsableKey, touchKey } from './queries.ts';
import { firstRunScope, operatorScope } from './scopes.ts';
import { hashOfSecret } from './secret.ts';

/**
 * Who holds a key. That it was used is noted, to the minute.
 * @throws ClipoError `unauthenticated` where the key is wrong, revoked or expired
 */
export async function findActor(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  secret: string,
  now = new Date(),
): Promise<Actor> {
  return db.asSystem(async (tx) => {
    const key = await selectUsableKey(tx, hashOfSecret(secret), now);
    if (key === undefined || key.scopes.includes(firstRunScope)) {
      throw new ClipoError('unauthenticated', 'no such key');
    }
    await touchKey(tx, key.id, now);
    const actor = { teamId: key.teamId, keyId: key.id, scopes: key.scopes };
    if (key.scopes.includes(operatorScope)) {
      return actor;
    }
    await assertApiAccess(tx, key.teamId, now);
    // A key acts for who owns the team: without their agreement, or their guardian's consent, it reads, and no more.
    const owner = await selectOwner(tx, key.teamId);
    const standing = owner === undefined ? undefined : await standingOf(tx, owner, now);
    const own = { ...actor, ...(standing !== undefined && { standing }) };
    const ownerNeeds = owner === undefined ? [] : await needsOfOwner(tx, settings, owner, now);
    return ownerNeeds.length === 0 ? own : { ...own, ownerNeeds };
  });
}

async function needsOfOwner(tx: Transaction, settings: Deps['settings'], userId: string, now: Date): Promise<Need[]> {
  const user = await selectUser(tx, userId);
  const [guardian] = await selectLatestConsents(tx, userId, ['guardian']);
  return [
    ...((await hasAgreed(tx, settings, userId, now)) ? [] : (['agreements'] as const)),
    ...(user !== undefined && lacksGuardian(user, guardian?.act) ? (['guardian'] as const) : []),
  ];
}
