import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ClipoError, isDiskFull } from '@clipo/contract';

/**
 * Writes a file so that it is either whole or not there: into a neighbour first, which is checked and then takes the name.
 * @throws ClipoError `output_unwritable`, `disk_full`, `cancelled`, and whatever `make` and `check` throw
 */
export async function writeWhole(
  path: string,
  make: (write: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
  options: { signal?: AbortSignal; check?: (path: string) => Promise<void> } = {},
): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  const file = await open(draft, 'wx').catch((cause) => {
    throw ofWriting(cause, folder);
  });
  try {
    try {
      await make(async (bytes) => {
        if (options.signal?.aborted === true) {
          throw new ClipoError('cancelled', `${path}: cancelled`);
        }
        await file.writeFile(bytes).catch((cause) => {
          throw ofWriting(cause, folder);
        });
      });
    } finally {
      await file.close();
    }
    await options.check?.(draft);
    await rename(draft, path).catch((cause) => {
      throw ofWriting(cause, folder);
    });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

function ofWriting(cause: NodeJS.ErrnoException, folder: string): ClipoError {
  return isDiskFull(cause)
    ? new ClipoError('disk_full', `${folder}: no room left on the disk`, { details: { folder }, cause })
    : new ClipoError('output_unwritable', `${folder}: ${cause.message}`, { details: { folder }, cause });
}
