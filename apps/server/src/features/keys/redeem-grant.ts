import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { insertKey, revokeKey, selectUsableKey } from './queries.ts';
import { firstRunScope, operatorScope } from './scopes.ts';
import { hashOfSecret, newSecret, prefixOfSecret } from './secret.ts';

/**
 * Changes the grant of the first-run link for the operator's key. A grant works once.
 * @returns the key's secret: it is shown now and never again
 * @throws ClipoError not_found where the grant is used, old or wrong
 */
export async function redeemGrant(
  { db }: Pick<Deps, 'db'>,
  grant: string,
  now = new Date(),
): Promise<{ teamId: string; secret: string }> {
  return db.asSystem(async (tx) => {
    const key = await selectUsableKey(tx, hashOfSecret(grant), now);
    const isGrant = key?.scopes.includes(firstRunScope) === true;
    if (key === undefined || !isGrant || !(await revokeKey(tx, key.id, now))) {
      throw new ClipoError('not_found', 'this link has been used or is too old', { details: { file: 'grant' } });
    }
    const secret = newSecret();
    await insertKey(tx, {
      id: newId('key'),
      teamId: key.teamId,
      name: 'operator',
      prefix: prefixOfSecret(secret),
      hash: hashOfSecret(secret),
      scopes: [operatorScope],
    });
    return { teamId: key.teamId, secret };
  });
}
