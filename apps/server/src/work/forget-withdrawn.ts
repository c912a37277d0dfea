import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openPieceCache } from '@clipo/engine';
import { keptOf } from '@clipo/presenter/consent';
import type { Deps } from '../deps.ts';
import { selectPiecesOfWithdrawn, selectWithdrawnFiles } from '../features/person-consents/queries.ts';

/**
 * Removes from this machine what it kept for drawing people whose consent was withdrawn: what was found of their faces, and
 * pieces that show them. Every machine does it when it is told, when it comes (back), and once an hour, as a piece may have
 * been at work. Who has consented again, or to another team, is drawn anew.
 */
export async function forgetWithdrawn({ db, settings }: Pick<Deps, 'db' | 'settings'>): Promise<void> {
  const cacheDir = join(settings.home, 'cache');
  const { files, pieces } = await db.asSystem(async (tx) => ({
    files: await selectWithdrawnFiles(tx),
    pieces: await selectPiecesOfWithdrawn(tx),
  }));
  const cache = openPieceCache(join(cacheDir, 'pieces'));
  await Promise.all([
    ...files.map((sha256) => rm(keptOf(cacheDir, sha256), { recursive: true, force: true })),
    ...pieces.map((hash) => rm(cache.pathOf(hash), { force: true })),
  ]);
}
