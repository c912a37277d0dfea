import { copyFile, link, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { MakeInput } from '@clipo/batch';
import { hashBrief } from '@clipo/batch/brief';
import { ClipoError } from '@clipo/contract';
import { templateFile } from '../features/batches/check-batch.ts';
import type { BatchRow } from '../features/batches/queries.ts';
import { selectMaterialHashes } from '../features/batches/queries.ts';
import type { PlainSettings } from './plan-messages.ts';
import type { WorkDeps } from './work-deps.ts';

/** Where batches have their folders. */
export function batchesFolder(home: string): string {
  return join(home, 'work');
}

/** Where the files of a batch lie while it is being made. */
export function batchFolder(home: string, batchId: string): string {
  return join(batchesFolder(home), batchId);
}

/** Removes what was only needed to make a batch. */
export async function removeBatchFolder(home: string, batchId: string): Promise<void> {
  await rm(batchFolder(home, batchId), { recursive: true, force: true });
}

/**
 * Lays the materials of a batch out as its brief names them, out of the media store, and gives what the pipeline takes.
 * @throws ClipoError not_found where a material is gone
 */
export async function layOutBatch(
  batch: BatchRow,
  { db, media, settings }: Pick<WorkDeps, 'db' | 'media' | 'settings'>,
): Promise<MakeInput> {
  const folder = join(batchFolder(settings.home, batch.id), 'brief');
  await mkdir(folder, { recursive: true });
  const files = Object.entries(batch.files);
  const hashes = await db.asTeam(batch.teamId, (tx) =>
    selectMaterialHashes(
      tx,
      batch.teamId,
      files.map(([, id]) => id),
    ),
  );
  for (const [file, id] of files) {
    const hash = hashes.get(id);
    const path = join(folder, file);
    if (hash === undefined) {
      throw new ClipoError('not_found', `the material of ${file} is gone`, { details: { file } });
    }
    if (relative(folder, path).startsWith('..')) {
      throw new ClipoError('outside_folder', `${file} leaves the folder`, { details: { file } });
    }
    if ((await stat(path).catch(() => undefined)) === undefined) {
      await mkdir(dirname(path), { recursive: true });
      await linkOrCopy(await media.localFile(hash), path);
    }
  }
  if (batch.template !== null) {
    await writeFile(join(folder, templateFile), JSON.stringify(batch.template));
  }
  return {
    folder,
    brief: batch.brief,
    products: batch.products,
    briefHash: await hashBrief(batch.brief, batch.products, folder),
    outDir: join(batchFolder(settings.home, batch.id), 'out'),
    isDraft: batch.isDraft,
    isForce: true,
  };
}

/** Nothing writes into materials, so a second name for the same bytes is as good as a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(async (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') {
      await copyFile(from, to);
    }
  });
}

/** The pipeline's settings of this process, with the one secret that this brief may use. */
export function plainSettings({ brief }: BatchRow, settings: WorkDeps['settings']): PlainSettings {
  const key = brief.model === undefined ? undefined : settings.variable(brief.model.keyFrom);
  return {
    home: settings.home,
    language: 'en',
    providerCode: settings.CLIPO_PROVIDER_CODE,
    cacheGiB: settings.CLIPO_CACHE_GIB,
    encoder: settings.CLIPO_ENCODER,
    variables: brief.model === undefined || key === undefined ? {} : { [brief.model.keyFrom]: key },
  };
}
