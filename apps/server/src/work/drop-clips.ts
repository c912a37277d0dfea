import { glob, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import { localDocument } from './portable.ts';
import { selectClipsInUse } from './queries.ts';

/** A batch that is being planned does not name its clips yet. */
const graceMs = 60 * 60_000;

/**
 * Removes the clips of outside engines that no batch at work draws from. They are large, and made anew from what the engine
 * sent, which the media store keeps.
 */
export async function dropOldClips({ db, settings }: Pick<Deps, 'db' | 'settings'>, now = Date.now()): Promise<void> {
  const { home } = settings;
  const inUse = new Set(localDocument(await db.asSystem((tx) => selectClipsInUse(tx)), home));
  for await (const path of glob(join(home, 'cache', 'people', '*', '*', '*', '*.mkv'))) {
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined && !inUse.has(path) && found.mtimeMs < now - graceMs) {
      await rm(path, { force: true });
    }
  }
}
