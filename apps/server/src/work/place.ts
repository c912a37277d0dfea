import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The name of a folder of pieces: the same for all workers that share it, another for every other folder. */
export async function placeOf(home: string): Promise<string> {
  const cache = join(home, 'cache');
  await mkdir(cache, { recursive: true });
  const file = join(cache, 'place');
  const part = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(part, randomBytes(8).toString('hex'));
  // Whole or not at all, and never over another's: whoever comes first names it.
  await link(part, file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EEXIST') {
      throw cause;
    }
  });
  await rm(part, { force: true });
  return readFile(file, 'utf8');
}
