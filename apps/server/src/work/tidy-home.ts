import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openPieceCache, pruneCache } from '@clipo/engine';
import type { Deps } from '../deps.ts';
import { batchesFolder } from './batch-input.ts';
import { selectOpenBatches, selectOpenPieces } from './queries.ts';

const everyMs = 60 * 60_000;

/**
 * Keeps a worker's folder small: rendered pieces within CLIPO_CACHE_GIB, those that open batches need apart, and no
 * folders of batches that another machine has ended.
 * @returns bytes of pieces that were freed
 */
export async function tidyHome({ db, settings }: Pick<Deps, 'db' | 'settings'>): Promise<number> {
  const { pieces, batches } = await db.asSystem(async (tx) => ({
    pieces: await selectOpenPieces(tx),
    batches: new Set((await selectOpenBatches(tx)).map(({ id }) => id)),
  }));
  const work = batchesFolder(settings.home);
  const folders = await readdir(work).catch(() => []);
  await Promise.all(
    folders.filter((id) => !batches.has(id)).map((id) => rm(join(work, id), { recursive: true, force: true })),
  );
  const folder = join(settings.home, 'cache', 'pieces');
  const cache = openPieceCache(folder);
  const needed = new Set(pieces.map((hash) => cache.pathOf(hash)));
  return pruneCache(folder, {
    mostBytes: settings.CLIPO_CACHE_GIB * 1024 ** 3,
    isKept: (path) => needed.has(path),
  });
}

/** Tidies up once an hour. @returns what ends it */
export function keepTidy(deps: Pick<Deps, 'db' | 'settings' | 'log'>): () => void {
  const timer = setInterval(() => {
    tidyHome(deps).then(
      (bytes) => bytes > 0 && deps.log.info({ bytes }, 'old pieces made room'),
      (cause: unknown) => deps.log.warn({ cause }, 'could not tidy up'),
    );
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
