import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Node's own recursive form never returns where a file system refuses folders with
 * "no such file" (the kernel's own folders do); here that is an error like any other.
 */
export async function makeFolder(path: string): Promise<void> {
  const info = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  });
  if (info?.isDirectory() === true) {
    return;
  }
  if (dirname(path) !== path) {
    await makeFolder(dirname(path));
  }
  await mkdir(path).catch((error: NodeJS.ErrnoException) => {
    // Another run made it in between; a file of that name is told by whoever writes into it.
    if (error.code !== 'EEXIST') {
      throw error;
    }
  });
}
