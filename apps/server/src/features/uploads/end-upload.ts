import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Actor } from '../../http/actor.ts';
import type { StoredMedia } from '../../media/media-store.ts';
import type { ArrivedPart } from '../../media/s3-uploads.ts';
import type { UploadDoor } from '../../media/upload-door.ts';
import { addMaterial } from '../materials/add-material.ts';
import { type MaterialRow, selectMaterial } from '../materials/queries.ts';
import { mostUploadBytes } from './begin-upload.ts';
import { selectUpload, type UploadRow, updateUpload } from './queries.ts';

type TusDoor = Pick<Extract<UploadDoor, { protocol: 'tus' }>, 'directory'>;
type UploadDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'uploads' | 'looker' | 'queue'>;

/** An open upload of the actor's team. @throws ClipoError `no_such_thing`, `conflict` where it has ended */
export async function openUploadOf(
  { db }: Pick<Deps, 'db'>,
  actor: Pick<Actor, 'teamId'>,
  id: string,
): Promise<UploadRow> {
  const row = await db.asTeam(actor.teamId, (tx) => selectUpload(tx, id));
  if (row === undefined || (row.status === 'open' && row.expiresAt <= new Date())) {
    throw new ClipoError('no_such_thing', `no upload ${id}`, { details: { kind: 'upload', id } });
  }
  return row;
}

/**
 * Ends an upload whose bytes are all there: measures them, makes the material. Ending it again gives the same material,
 * also where the first try was cut off half way: what has arrived is kept until the material's row is there.
 * @throws ClipoError `conflict` (bytes are missing), `checksum_mismatch`, and those of `addMaterial`
 */
export async function endUpload(
  deps: UploadDeps,
  actor: Actor,
  { id, parts }: { id: string; parts: readonly ArrivedPart[] },
): Promise<MaterialRow> {
  const upload = await openUploadOf(deps, actor, id);
  if (upload.materialId !== null) {
    const { materialId } = upload;
    const made = await deps.db.asTeam(actor.teamId, (tx) => selectMaterial(tx, materialId));
    if (made !== undefined) {
      return made;
    }
  }
  if (upload.status === 'failed') {
    throw conflict('the upload has ended; begin a new one');
  }
  try {
    const stored = await takeBytes(deps, upload, parts);
    // Its bytes count as the material's from now on, and what they are is known.
    await deps.db.asTeam(actor.teamId, (tx) => updateUpload(tx, id, { status: 'done', sha256: stored.hash }));
    const words = { name: upload.name, ...(upload.rights === null ? {} : { rights: upload.rights }) };
    const { material } = await addMaterial(deps, actor, { stored, words });
    await deps.db.asTeam(actor.teamId, (tx) => updateUpload(tx, id, { materialId: material.id }));
    await dropBytes(deps, upload);
    return material;
  } catch (error) {
    const isLasting = error instanceof ClipoError && error.code !== 'conflict' && !error.isRetryable;
    if (isLasting) {
      await dropBytes(deps, upload);
      await deps.db.asTeam(actor.teamId, (tx) => updateUpload(tx, id, { status: 'failed' }));
    }
    throw error;
  }
}

/** Takes away what has arrived of an upload. */
export async function dropBytes({ uploads }: Pick<Deps, 'uploads'>, { id, s3 }: UploadRow): Promise<void> {
  if (uploads.protocol === 'tus') {
    await rm(join(uploads.directory, id), { force: true });
    await rm(join(uploads.directory, `${id}.json`), { force: true });
  } else if (s3 !== null) {
    await uploads.abort(s3);
  }
}

async function takeBytes(
  { media, uploads }: UploadDeps,
  { id, bytes, sha256, s3, status }: UploadRow,
  parts: readonly ArrivedPart[],
): Promise<StoredMedia> {
  const expected = sha256 ?? undefined;
  // Taken by a try that was cut off before its material was there.
  if (status === 'done' && expected !== undefined && (await media.sizeOf(expected)) === bytes) {
    return { hash: expected, sizeBytes: bytes };
  }
  if (uploads.protocol === 's3') {
    if (s3 === null) {
      throw conflict('the upload was begun before files went to S3; begin a new one');
    }
    return uploads.complete(s3, { parts, mostBytes: Math.min(bytes, mostUploadBytes), expected });
  }
  const size = await arrivedBytes(uploads, id);
  if (size !== bytes) {
    throw conflict(`${size} of ${bytes} bytes have arrived`);
  }
  const path = join(uploads.directory, id);
  return media.putFile(path, { isShared: true, ...(expected === undefined ? {} : { expected }) });
}

/** How many bytes of an upload lie on this machine. */
export async function arrivedBytes({ directory }: TusDoor, id: string): Promise<number> {
  return (await stat(join(directory, id)).catch(() => undefined))?.size ?? 0;
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
