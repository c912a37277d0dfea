import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from './hash-file.ts';
import { unreadable } from './unreadable.ts';

/** A file as it was when it was looked at first. */
export interface SeenFile {
  /** As the brief names it. */
  file: string;
  path: string;
  /** SHA-256 of its content. */
  id: string;
  sizeBytes: number;
}

/**
 * A copy of a picture or sound that is used as it is, named by its content and shared by all runs: whoever removes or
 * changes the file while a batch is made changes nothing of it, and no piece is kept under the hash of another content.
 * Where the file system can, the copy takes no room of its own.
 * @throws ClipoError `unreadable_material` where the file was changed since it was seen; what the file system throws.
 */
export async function keepOriginal(seen: SeenFile, folder: string, signal?: AbortSignal): Promise<string> {
  const kept = path.join(folder, `${seen.id}${path.extname(seen.path).toLowerCase()}`);
  const known = await stat(kept).catch(() => undefined);
  if (known?.size === seen.sizeBytes) {
    return kept;
  }
  await mkdir(folder, { recursive: true });
  const draft = `${kept}.${randomUUID()}.part`;
  try {
    await copyFile(seen.path, draft, constants.COPYFILE_FICLONE);
    if ((await hashFile(draft, signal)) !== seen.id) {
      throw changed(seen.file);
    }
    await rename(draft, kept);
  } catch (cause) {
    throw (cause as NodeJS.ErrnoException).code === 'ENOENT' ? changed(seen.file, cause) : cause;
  } finally {
    await rm(draft, { force: true });
  }
  return kept;
}

/**
 * Refuses a file that is not any more what was seen: what was made of it may be of the one content or the other.
 * @throws ClipoError `unreadable_material`
 */
export async function refuseChanged(seen: SeenFile, signal?: AbortSignal): Promise<void> {
  const id = await hashFile(seen.path, signal).catch(() => undefined);
  signal?.throwIfAborted();
  if (id !== seen.id) {
    throw changed(seen.file);
  }
}

function changed(file: string, cause?: unknown) {
  return unreadable(file, 'was changed while it was being read; run the command again when it is at rest', cause);
}
