import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { insertMaterial, lockTeam, type MaterialRow, selectSameMaterial } from '../materials/queries.ts';
import { lockLicensedItem } from './queries.ts';

/**
 * Puts an item of the library among a team's materials, with its licence. A team that has this content already, taken or
 * sent by itself, gets that. The bytes stay where they are.
 * @throws ClipoError `no_such_thing`, `conflict` where it was withdrawn
 */
export async function takeLicensedItem(
  { db }: Pick<Deps, 'db'>,
  { teamId }: Pick<Actor, 'teamId'>,
  itemId: string,
): Promise<{ material: MaterialRow; isNew: boolean }> {
  return db.asSystem(async (tx) => {
    // Who withdraws it waits, or we see that it is withdrawn.
    const item = foundOr(await lockLicensedItem(tx, itemId), 'licensed item', itemId);
    if (item.withdrawnAt !== null) {
      const problem = `it was withdrawn from the library: ${item.withdrawnWhy ?? ''}`;
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await lockTeam(tx, teamId);
    const same = await selectSameMaterial(tx, teamId, item.sha256);
    if (same !== undefined) {
      return { material: same, isNew: false };
    }
    const { name, sha256, bytes, mediaType, rights, aiOrigin, verdict, tags, seen } = item;
    const material = await insertMaterial(tx, {
      ...{ id: newId('mat'), teamId, name, sha256, bytes, mediaType, rights, aiOrigin, verdict, tags, seen },
      fromLibrary: { item: itemId, withdrawn: null },
    });
    return { material, isNew: true };
  });
}
