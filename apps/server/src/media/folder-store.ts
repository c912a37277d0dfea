import { randomUUID } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { access, copyFile, link, mkdir, open, opendir, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { ClipoError, isDiskFull } from '@clipo/contract';
import {
  checkHash,
  hashOfFile,
  isMediaHash,
  type MediaHash,
  measuredStream,
  mediaKey,
  noSuchMedia,
} from './media-hash.ts';
import type { ByteRange, MediaStore, PutLimits, StoredMedia } from './media-store.ts';

/**
 * Keeps media in a folder. What comes in is written and hashed beside the content and moved to its name when it is whole
 * and on the disk, so that a crash leaves at most a file in `incoming`, which the next sweep takes away.
 */
export function openFolderStore(root: string): MediaStore {
  const pathOf = (hash: MediaHash) => join(root, mediaKey(hash));
  const incoming = join(root, 'incoming');

  async function newIncoming(): Promise<string> {
    await mkdir(incoming, { recursive: true });
    return join(incoming, randomUUID());
  }

  /** Moves a whole file to its name. What is already there is the same, and only becomes young again. */
  async function settle(path: string, found: StoredMedia): Promise<StoredMedia> {
    const target = pathOf(found.hash);
    const known = await stat(target).catch(() => undefined);
    if (known?.size === found.sizeBytes) {
      const now = new Date();
      await utimes(target, now, now);
      await rm(path, { force: true });
      return found;
    }
    await mkdir(dirname(target), { recursive: true });
    await rename(path, target);
    return found;
  }

  return {
    kind: 'folder',
    async put(source: AsyncIterable<Uint8Array>, limits: PutLimits) {
      const path = await newIncoming();
      const { bytes, measured } = measuredStream(source, limits);
      try {
        await writeWhole(path, bytes);
        checkHash(measured(), limits.expected);
        return await settle(path, measured());
      } catch (error) {
        await rm(path, { force: true });
        throw isDiskFull(error)
          ? new ClipoError('disk_full', 'no room for media', { details: { folder: root }, cause: error })
          : error;
      }
    },
    async putFile(path, { isMove = false, isShared = false, expected } = {}) {
      const found = await hashOfFile(path);
      checkHash(found, expected);
      if (isMove && (await isSameDisk(path, root))) {
        return settle(path, found);
      }
      const copy = await newIncoming();
      try {
        const isLinked = isShared && (await isDone(link(path, copy)));
        if (!isLinked) {
          // A file system that can share blocks copies nothing.
          await copyFile(path, copy, constants.COPYFILE_FICLONE);
        }
        const settled = await settle(copy, found);
        if (isMove) {
          await rm(path, { force: true });
        }
        return settled;
      } catch (error) {
        await rm(copy, { force: true });
        throw isDiskFull(error)
          ? new ClipoError('disk_full', 'no room for media', { details: { folder: root }, cause: error })
          : error;
      }
    },
    async sizeOf(hash) {
      return (await stat(pathOf(hash)).catch(() => undefined))?.size;
    },
    async read(hash, range?: ByteRange): Promise<Readable> {
      const path = pathOf(hash);
      await access(path, constants.R_OK).catch(() => {
        throw noSuchMedia(hash);
      });
      return createReadStream(path, { ...range, highWaterMark: 256 * 1024 });
    },
    async localFile(hash) {
      const path = pathOf(hash);
      await access(path, constants.R_OK).catch(() => {
        throw noSuchMedia(hash);
      });
      return path;
    },
    async remove(hash) {
      await rm(pathOf(hash), { force: true });
    },
    list: () => listFolder(join(root, 'content')),
    async check() {
      await mkdir(incoming, { recursive: true });
      await access(incoming, constants.W_OK);
    },
  };
}

/** Writes and flushes: a name must never stand for bytes that a power cut can still take away. */
async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  const file = await open(path, 'wx', 0o644);
  try {
    for await (const chunk of bytes) {
      let written = 0;
      while (written < chunk.byteLength) {
        written += (await file.write(chunk, written)).bytesWritten;
      }
    }
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function* listFolder(content: string): AsyncIterable<StoredMedia & { putAt: Date }> {
  const folder = await opendir(content, { recursive: true }).catch(() => undefined);
  if (folder === undefined) {
    return;
  }
  for await (const entry of folder) {
    if (entry.isFile() && isMediaHash(entry.name)) {
      const info = await stat(join(entry.parentPath, entry.name)).catch(() => undefined);
      if (info !== undefined) {
        yield { hash: entry.name, sizeBytes: info.size, putAt: info.mtime };
      }
    }
  }
}

/** Whether something that not every disk can do was done. */
function isDone(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}

async function isSameDisk(path: string, folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  return (await stat(path)).dev === (await stat(folder)).dev;
}
