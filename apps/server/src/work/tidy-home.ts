import { readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { openPieceCache, pruneCache } from '@clipo/engine';
import type { Deps } from '../deps.ts';
import { selectOpenRenders } from '../features/renders/queries.ts';
import { batchesFolder } from './batch-folders.ts';
import { dropOldClips } from './drop-clips.ts';
import { forgetWithdrawn } from './forget-withdrawn.ts';
import { selectOpenBatches, selectOpenPieces } from './queries.ts';
import { rendersFolder } from './renders/make-render.ts';

const everyMs = 60 * 60_000;

/**
 * Keeps a worker's folder small: rendered pieces within CLIPO_CACHE_GIB, those that open batches need apart, and no
 * clips of engines that nobody draws from, nor folders of batches that another machine has ended, or of renders whose worker died in the middle of them.
 * @returns bytes of pieces that were freed
 */
export async function tidyHome({ db, settings }: Pick<Deps, 'db' | 'settings'>): Promise<number> {
  // Read before the rows are: a folder that comes later is of a row that comes later.
  const folders = [batchesFolder(settings.home), rendersFolder(settings.home)].map(readNames);
  const [ofBatches = [], ofRenders = []] = await Promise.all(folders);
  const { pieces, batches, renders } = await db.asSystem(async (tx) => ({
    pieces: await selectOpenPieces(tx),
    batches: new Set((await selectOpenBatches(tx)).map(({ id }) => id)),
    renders: new Set(await selectOpenRenders(tx)),
  }));
  const over = [
    ...ofBatches.filter((path) => !batches.has(basename(path))),
    ...ofRenders.filter((path) => !renders.has(basename(path))),
  ];
  await Promise.all(over.map((path) => rm(path, { recursive: true, force: true })));
  await dropOldClips({ db, settings });
  const folder = join(settings.home, 'cache', 'pieces');
  const cache = openPieceCache(folder);
  const needed = new Set(pieces.map((hash) => cache.pathOf(hash)));
  return pruneCache(folder, {
    mostBytes: settings.CLIPO_CACHE_GIB * 1024 ** 3,
    isKept: (path) => needed.has(path),
  });
}

async function readNames(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
}

/** Tidies up once an hour. @returns what ends it */
export function keepTidy(deps: Pick<Deps, 'db' | 'settings' | 'log'>): () => void {
  const timer = setInterval(() => {
    forgetWithdrawn(deps)
      .then(() => tidyHome(deps))
      .then(
        (bytes) => bytes > 0 && deps.log.info({ bytes }, 'old pieces made room'),
        (cause: unknown) => deps.log.warn({ cause }, 'could not tidy up'),
      );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
