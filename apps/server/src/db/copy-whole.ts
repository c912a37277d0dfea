import { chmod, cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Copies a folder to where everybody may read it, once: it is there whole or not at all, also where several processes
 * begin at the same moment. Each makes a copy of its own; the first to be done gives it its name.
 */
export async function copyWhole(from: string, to: string): Promise<void> {
  if (await isThere(to)) {
    return;
  }
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  const part = await mkdtemp(`${to}.part-`);
  try {
    await cp(from, part, { recursive: true, verbatimSymlinks: true });
    await chmod(part, 0o755);
    await rename(part, to);
  } catch (cause) {
    if (!(await isThere(to))) {
      throw cause;
    }
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

/** Whether something is at a path. */
export async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
