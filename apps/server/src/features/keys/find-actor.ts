import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { assertApiAccess } from '../teams/api-access.ts';
import { selectUsableKey, touchKey } from './queries.ts';
import { firstRunScope, operatorScope } from './scopes.ts';
import { hashOfSecret } from './secret.ts';

/**
 * Who holds a key. That it was used is noted, to the minute.
 * @throws ClipoError `unauthenticated` where the key is wrong, revoked or expired
 */
export async function findActor({ db }: Pick<Deps, 'db'>, secret: string, now = new Date()): Promise<Actor> {
  return db.asSystem(async (tx) => {
    const key = await selectUsableKey(tx, hashOfSecret(secret), now);
    if (key === undefined || key.scopes.includes(firstRunScope)) {
      throw new ClipoError('unauthenticated', 'no such key');
    }
    if (!key.scopes.includes(operatorScope)) {
      await assertApiAccess(tx, key.teamId, now);
    }
    await touchKey(tx, key.id, now);
    return { teamId: key.teamId, keyId: key.id, scopes: key.scopes };
  });
}
