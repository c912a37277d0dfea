import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ClipoError } from '@clipo/contract/errors';

const stepBytes = 1024 * 1024;

/**
 * Writes a file under a temporary name beside its place, then renames it: readers see the whole file or none. The
 * SHA-256 (hex) is made of the same bytes on their way. Throws `disk_full`, `output_unwritable`, `cancelled`.
 */
export async function saveFile(path: string, bytes: Uint8Array, signal?: AbortSignal): Promise<{ sha256: string }> {
  const temporary = `${path}.${randomUUID()}.part`;
  const hash = createHash('sha256');
  try {
    const file = await open(temporary, 'wx');
    try {
      for (let at = 0; at < bytes.length; at += stepBytes) {
        if (signal?.aborted) {
          throw new ClipoError('cancelled', `writing ${path} was cancelled`);
        }
        const step = bytes.subarray(at, at + stepBytes);
        hash.update(step);
        await file.writeFile(step);
      }
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw asClipoError(path, cause);
  }
  return { sha256: hash.digest('hex') };
}

function asClipoError(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException).code;
  const folder = dirname(path);
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new ClipoError('disk_full', `no room left for ${path}`, { details: { folder }, cause });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EISDIR':
      return new ClipoError('output_unwritable', `${path} can't be written (${code})`, { details: { folder }, cause });
    default:
      return cause;
  }
}
