import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { type Actor, mayUse, type Scope } from '../../http/actor.ts';
import { assertApiAccess } from '../teams/api-access.ts';
import { type ApiKeyRow, insertKey } from './queries.ts';
import { operatorScope } from './scopes.ts';
import { hashOfSecret, newSecret, prefixOfSecret } from './secret.ts';

export interface NewKey {
  name: string;
  scopes: Scope[];
  expiresAt?: string | undefined;
}

/**
 * Makes a key for the actor's team. Nobody gives away more than they hold.
 * @returns the row and the secret, which is told now and never again
 * @throws ClipoError `forbidden`, `invalid_input`
 */
export async function createKey(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  { name, scopes, expiresAt }: NewKey,
  now = new Date(),
): Promise<{ row: ApiKeyRow; secret: string }> {
  const lacking = scopes.find((scope) => !mayUse(actor, scope));
  if (lacking !== undefined) {
    throw new ClipoError('forbidden', `the key lacks ${lacking}`, { details: { need: lacking } });
  }
  if (expiresAt !== undefined && new Date(expiresAt) <= now) {
    const problem = 'must lie in the future';
    throw new ClipoError('invalid_input', `expiresAt: ${problem}`, { details: { field: 'expiresAt', problem } });
  }
  const secret = newSecret();
  const row: ApiKeyRow = {
    id: newId('key'),
    teamId: actor.teamId,
    createdAt: now,
    name,
    prefix: prefixOfSecret(secret),
    hash: hashOfSecret(secret),
    scopes: [...new Set(scopes)],
    lastUsedAt: null,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
    revokedAt: null,
  };
  await db.asTeam(actor.teamId, async (tx) => {
    if (!actor.scopes.includes(operatorScope)) {
      await assertApiAccess(tx, actor.teamId, now);
    }
    await insertKey(tx, row);
  });
  return { row, secret };
}
