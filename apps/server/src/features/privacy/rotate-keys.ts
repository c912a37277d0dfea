import type { Deps } from '../../deps.ts';
import { replaceSealed, sealedColumns, selectSealed } from './queries.ts';

/**
 * Makes a new data key and seals with it everything that the store holds under older ones. Consents are never changed, so
 * what is sealed in them keeps its key. @returns how many values were sealed anew
 */
export async function rotateKeys({ db, envelope }: Pick<Deps, 'db' | 'envelope'>): Promise<number> {
  await envelope.rotate();
  let count = 0;
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
