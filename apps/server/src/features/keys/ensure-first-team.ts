import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { hasOtherKeys, insertKey, insertTeam, lockFirstTeam, revokeGrants, selectFirstTeam } from './queries.ts';
import { firstRunScope } from './scopes.ts';
import { hashOfSecret, newSecret, prefixOfSecret } from './secret.ts';

/** The link is for who starts the service and sees its first words. */
const grantHours = 24;

/**
 * Makes the first team where there is none, and a grant for its operator until somebody has used one. Each start makes a
 * new grant and ends the ones before, so that a link in an old log is worth nothing.
 * @returns the secret of the grant, or undefined where the operator has their key
 */
export async function ensureFirstTeam({ db }: Pick<Deps, 'db'>, now = new Date()): Promise<string | undefined> {
  return db.asSystem(async (tx) => {
    await lockFirstTeam(tx);
    let teamId = (await selectFirstTeam(tx))?.id;
    if (teamId === undefined) {
      teamId = newId('team');
      await insertTeam(tx, { id: teamId, name: 'Clipo' });
    }
    await revokeGrants(tx, teamId, firstRunScope, now);
    if (await hasOtherKeys(tx, teamId, firstRunScope)) {
      return undefined;
    }
    const secret = newSecret();
    await insertKey(tx, {
      id: newId('key'),
      teamId,
      name: 'first run',
      prefix: prefixOfSecret(secret),
      hash: hashOfSecret(secret),
      scopes: [firstRunScope],
      expiresAt: new Date(now.getTime() + grantHours * 3_600_000),
    });
    return secret;
  });
}
