import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { keptOf } from '@clipo/presenter/consent';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { tellStop } from '../../work/queries.ts';
import { deleteOrdersOfFaces } from '../presenters/queries.ts';
import {
  type FileWithPerson,
  isFileConsented,
  type PersonConsentRow,
  selectFilesWith,
  selectPersonConsent,
  withdrawRow,
} from './queries.ts';
import { deleteFacePoints } from './queries-points.ts';

/**
 * Withdraws a consent. Whatever is planned, drawn or saved from now on asks the row and is refused; what this machine kept of
 * the face for drawing it is removed, and all workers are told to remove what they keep (work/forget-withdrawn.ts). Tells the files made with it. Doing it twice changes nothing.
 * @throws ClipoError `no_such_thing`
 */
export async function withdrawPersonConsent(
  { db, settings }: Pick<Deps, 'db' | 'settings'>,
  teamId: string,
  id: string,
  said: { by: string; reason: string | undefined },
): Promise<{ row: PersonConsentRow; files: FileWithPerson[] }> {
  const done = await db.asTeam(teamId, async (tx) => {
    foundOr(await selectPersonConsent(tx, teamId, id), 'consent', id);
    await withdrawRow(tx, teamId, id, { at: new Date(), ...said });
    await tellStop(tx, 'withdrawal');
    const row = foundOr(await selectPersonConsent(tx, teamId, id), 'consent', id);
    await deleteOrdersOfFaces(
      tx,
      teamId,
      row.terms.files.map(({ sha256 }) => sha256),
    );
    await deleteFacePoints(tx, teamId, row.materialId);
    return { row, files: await selectFilesWith(tx, teamId, row.materialId) };
  });
  for (const { sha256 } of done.row.terms.files) {
    // Another team, or another copy, may hold a consent of its own to the same file.
    if (!(await db.asSystem((tx) => isFileConsented(tx, sha256)))) {
      await rm(keptOf(join(settings.home, 'cache'), sha256), { recursive: true, force: true });
    }
  }
  return done;
}
