import { mkdir, rename, rm, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isWholeFile } from '../media/is-whole-file.ts';

/** Where encoded pieces live: one file a content hash, spread over 256 folders. */
export interface PieceCache {
  pathOf(hash: string): string;
  /** Whether the piece is there, to its end; marks it as used, so that the oldest can be thrown away first. */
  has(hash: string): Promise<boolean>;
  /**
   * Makes a piece through `write`, which gets a temporary path. The file appears under its name only when it is whole,
   * so a piece that was cut off by `kill -9` is never mistaken for a good one.
   */
  put(hash: string, write: (temporaryPath: string) => Promise<void>): Promise<string>;
}

/** Opens the cache of pieces in a folder; the folder is made when it is first needed. */
export function openPieceCache(folder: string): PieceCache {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), `${hash}.mp4`);
  return {
    pathOf,
    async has(hash) {
      if (!(await isWholeFile(pathOf(hash)))) {
        return false;
      }
      const now = new Date();
      await utimes(pathOf(hash), now, now).catch(() => undefined);
      return true;
    },
    async put(hash, write) {
      const path = pathOf(hash);
      await mkdir(dirname(path), { recursive: true });
      const temporaryPath = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}.mp4`;
      try {
        await write(temporaryPath);
        await rename(temporaryPath, path);
      } catch (cause) {
        await rm(temporaryPath, { force: true });
        throw cause;
      }
      return path;
    },
  };
}
