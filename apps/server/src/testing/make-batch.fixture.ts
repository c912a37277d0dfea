import { Brief, type BriefInput } from '@clipo/contract';
import { cupProduct, sampleFont, tinyMedia } from '@clipo/testkit';
import { check } from '../check/check.ts';
import { newId } from '../db/new-id.ts';
import { materials } from '../db/schema/index.ts';
import type { Deps } from '../deps.ts';
import { type CreateBatch, createBatch } from '../features/batches/create-batch.ts';
import { type BatchRow, selectBatch } from '../features/batches/queries.ts';
import { materialContent } from '../features/materials/check-material.ts';

/** A brief that makes videos of six seconds in small frames (as a draft 360×360). */
function smallBrief(changes: Partial<BriefInput> = {}): Brief {
  return Brief.parse({
    product: cupProduct,
    materials: [{ file: 'cup.mp4' }, { file: 'cup.jpg' }],
    durationSeconds: 6,
    formats: ['1x1'],
    resolution: 720,
    fps: 24,
    music: false,
    ...changes,
  });
}

/** Puts the small brief's files and a font into the store as materials of a team. @returns file → id */
async function addMaterials(
  { db, media: store }: Pick<Deps, 'db' | 'media'>,
  teamId: string,
): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const paths = {
    'cup.mp4': await tinyMedia('clip'),
    'cup.jpg': await tinyMedia('pictureJpeg'),
    'brand.woff2': sampleFont('woff2'),
  };
  for (const [name, path] of Object.entries(paths)) {
    const { hash, sizeBytes } = await store.putFile(path);
    const id = newId('mat');
    const verdict = check(materialContent({ sha256: hash, name }));
    const row = { id, teamId, name, sha256: hash, bytes: sizeBytes, mediaType: 'application/octet-stream', verdict };
    await db.asTeam(teamId, (tx) => tx.insert(materials).values(row));
    files[name] = id;
  }
  return files;
}

/** What a small batch of a team is started with, as a draft. */
export async function batchInput(
  deps: Pick<Deps, 'db' | 'media'>,
  teamId: string,
  changes: Partial<BriefInput> = {},
): Promise<CreateBatch> {
  return { brief: smallBrief(changes), files: await addMaterials(deps, teamId), isDraft: true };
}

/** Creates a small batch of a team as a draft. */
export async function addBatch(
  deps: Pick<Deps, 'db' | 'media' | 'queue' | 'settings'>,
  teamId: string,
  changes: Partial<BriefInput> = {},
  userId?: string,
): Promise<BatchRow> {
  const by = userId === undefined ? undefined : { userId };
  return createBatch(deps, teamId, await batchInput(deps, teamId, changes), by);
}

/** Waits until a batch is as asked. However long that takes: how fast a machine is, is not what is tested. */
export async function batchWhen(
  { db }: Pick<Deps, 'db'>,
  { teamId, id }: Pick<BatchRow, 'teamId' | 'id'>,
  isIt: (batch: BatchRow) => boolean,
): Promise<BatchRow> {
  for (;;) {
    const batch = await db.asTeam(teamId, (tx) => selectBatch(tx, teamId, id));
    if (batch !== undefined && isIt(batch)) {
      return batch;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
