import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { notify } from '../notices/notify.ts';
import { selectOwnerOf } from '../teams/queries.ts';
import { type LicensedRow, lockLicensedItem, selectItemUses, tellCopies, updateLicensedItem } from './queries.ts';

/** Videos that used an item are listed up to this many. */
export const mostItemUses = 1000;

/**
 * Withdraws an item: nothing new is made with any team's copy from this moment on, and the owner of each team that has one is
 * told, with how many of its videos show it. Withdrawing again changes nothing.
 * @throws ClipoError `no_such_thing`
 */
export async function withdrawItem(
  { db, envelope, settings }: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  { id, why, by }: { id: string; why: string; by: string },
  now = new Date(),
): Promise<LicensedRow> {
  return db.asSystem(async (tx) => {
    const item = foundOr(await lockLicensedItem(tx, id), 'licensed item', id);
    if (item.withdrawnAt !== null) {
      return item;
    }
    const row = await updateLicensedItem(tx, id, { withdrawnAt: now, withdrawnBy: by, withdrawnWhy: why });
    const copies = await tellCopies(tx, id, { at: now.toISOString(), why });
    const uses = await selectItemUses(tx, item, mostItemUses);
    for (const teamId of new Set(copies.map((copy) => copy.teamId))) {
      const owner = await selectOwnerOf(tx, teamId);
      if (owner !== undefined) {
        const videos = uses.filter((use) => use.teamId === teamId).length;
        const values = { name: item.name, why, videos };
        await notify(tx, { envelope, settings }, { userId: owner.id, template: 'licensed-withdrawn', values });
      }
    }
    return row;
  });
}

/**
 * Takes a withdrawal back: teams that have a copy may use it again.
 * @throws ClipoError `no_such_thing`, `conflict` where its file is gone
 */
export async function readmitItem({ db, media }: Pick<Deps, 'db' | 'media'>, id: string): Promise<LicensedRow> {
  return db.asSystem(async (tx) => {
    const item = foundOr(await lockLicensedItem(tx, id), 'licensed item', id);
    if ((await media.sizeOf(item.sha256)) === undefined) {
      const problem = 'its file has been collected since: send it again and add it anew';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await tellCopies(tx, id, null);
    return updateLicensedItem(tx, id, { withdrawnAt: null, withdrawnBy: null, withdrawnWhy: null });
  });
}
