import type { Deps } from '../../deps.ts';
import { replaceWebhookSecrets } from '../webhooks/queries.ts';
import { replaceSealed, sealedColumns, selectSealed } from './queries.ts';

/**
 * Makes a new data key and seals with it everything that the store holds under older ones. Consents are never changed, so
 * what is sealed in them keeps its key. @returns how many values were sealed anew
 */
export async function rotateKeys({
  db,
  envelope,
  secrets,
}: Pick<Deps, 'db' | 'envelope' | 'secrets'>): Promise<number> {
  await envelope.rotate();
  // These are sealed with the service's secret itself: after a change of it, the one before is no longer needed.
  let count = await db.asSystem((tx) => replaceWebhookSecrets(tx, (sealed) => secrets.seal(secrets.unseal(sealed))));
  for (const column of sealedColumns) {
    const places = column.place === 'contact_changes' ? ['users.email', 'users.phone'] : [column.place];
    count += await db.asSystem(async (tx) => {
      let own = 0;
      for (const { id, sealed } of await selectSealed(tx, column)) {
        if (await envelope.isStale(sealed)) {
          await replaceSealed(tx, column, id, await sealAnew(envelope, sealed, places));
          own += 1;
        }
      }
      return own;
    });
  }
  return count;
}

async function sealAnew(
  envelope: Deps['envelope'],
  sealed: string,
  [place = '', ...others]: readonly string[],
): Promise<string> {
  try {
    return await envelope.seal(await envelope.unseal(sealed, place), place);
  } catch (error) {
    if (others.length === 0) {
      throw error;
    }
    return sealAnew(envelope, sealed, others);
  }
}
