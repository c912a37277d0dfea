import { ClipoError } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { type FolderRow, hasFolder, insertFolder, placeVideos, selectFinished } from './queries.ts';

/** Makes a folder. @throws ClipoError content_rejected, conflict where the name is taken */
export async function createFolder({ db }: Pick<Deps, 'db'>, teamId: string, name: string): Promise<FolderRow> {
  const content = { kind: 'document', document: { name } } as const;
  assertAllowed(content, check(content));
  const made = await db.asTeam(teamId, (tx) => insertFolder(tx, { id: newId('fld'), teamId, name }));
  if (made === undefined) {
    const problem = `there is a folder ${name} already`;
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  return made;
}

/** Puts videos into a folder, or out of all. @throws ClipoError no_such_thing */
export async function moveVideos(
  { db }: Pick<Deps, 'db'>,
  teamId: string,
  ids: readonly string[],
  folderId: string | null,
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    if (folderId !== null && !(await hasFolder(tx, teamId, folderId))) {
      throw new ClipoError('no_such_thing', `no folder ${folderId}`, { details: { kind: 'folder', id: folderId } });
    }
    await mustHave(tx, teamId, ids);
    await placeVideos(tx, teamId, ids, { folderId });
  });
}

/** Puts videos into the bin. Files stay for a while, so that it can be undone. @throws ClipoError no_such_thing */
export async function deleteVideos(
  { db }: Pick<Deps, 'db'>,
  { teamId, person, keyId }: Actor,
  ids: readonly string[],
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    await mustHave(tx, teamId, ids);
    await placeVideos(tx, teamId, ids, { deletedAt: new Date(), deletedBy: person?.userId ?? keyId });
  });
}

/** Takes videos out of the bin. @throws ClipoError no_such_thing */
export async function restoreVideos({ db }: Pick<Deps, 'db'>, teamId: string, ids: readonly string[]): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    await mustHave(tx, teamId, ids);
    await placeVideos(tx, teamId, ids, { deletedAt: null, deletedBy: null });
  });
}

async function mustHave(tx: Transaction, teamId: string, ids: readonly string[]): Promise<void> {
  const known = new Set(await selectFinished(tx, teamId, ids));
  const missing = ids.find((id) => !known.has(id));
  if (missing !== undefined) {
    throw new ClipoError('no_such_thing', `no video ${missing}`, { details: { kind: 'video', id: missing } });
  }
}
