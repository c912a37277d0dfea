import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

interface CachedFile {
  path: string;
  bytes: number;
  usedMs: number;
}

/** A file that nobody has finished for this long was left by a process that died. */
const abandonedMs = 60 * 60 * 1000;

/**
 * Keeps a cache folder within a size: what was used longest ago goes first. What `isKept` names stays, whatever its age.
 * Leftovers of processes that died (temporary names, an hour old) go always. A file that vanishes meanwhile is no error.
 * @returns bytes that were freed
 */
export async function pruneCache(
  folder: string,
  options: { mostBytes: number; isKept: (path: string) => boolean; nowMs?: number },
): Promise<number> {
  const nowMs = options.nowMs ?? Date.now();
  const files = await listFiles(folder);
  const isAbandoned = (file: CachedFile) => isTemporary(file.path) && nowMs - file.usedMs > abandonedMs;
  const abandoned = files.filter(isAbandoned);
  const whole = files.filter((file) => !isTemporary(file.path)).sort((a, b) => a.usedMs - b.usedMs);
  let excess = whole.reduce((sum, file) => sum + file.bytes, 0) - options.mostBytes;
  const old = whole.filter((file) => {
    if (excess <= 0 || options.isKept(file.path)) {
      return false;
    }
    excess -= file.bytes;
    return true;
  });
  const gone = [...abandoned, ...old];
  await Promise.all(gone.map((file) => rm(file.path, { force: true })));
  return gone.reduce((sum, file) => sum + file.bytes, 0);
}

/** `HASH.mp4` is whole; `HASH.mp4.PID.RANDOM.mp4` is being written. */
function isTemporary(path: string): boolean {
  return /\.mp4\.\d+\.[a-z0-9]+\.mp4$/.test(path);
}

async function listFiles(folder: string): Promise<CachedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        const found = await stat(path).catch(() => undefined);
        return found === undefined ? [] : [{ path, bytes: found.size, usedMs: found.mtimeMs }];
      }),
  );
  return files.flat();
}
