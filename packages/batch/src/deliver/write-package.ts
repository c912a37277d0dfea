import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { PackageEntry } from './types.ts';

/**
 * Entries as a zip that is made while it is read: memory stays flat whatever it holds, and above 4 GiB it is of the zip64
 * kind. Films and pictures are stored as they are: they are compressed already.
 * @param at when its entries are said to be made
 * @returns the stream, and its length in bytes, which is known before the first byte is read
 */
export async function zipOf(
  entries: readonly PackageEntry[],
  { at, signal }: { at: Date; signal?: AbortSignal },
): Promise<{ stream: Readable; sizeBytes: number }> {
  const zip = new yazl.ZipFile();
  const out = zip.outputStream as Readable;
  // One file is open at a time: it is left when nobody reads on.
  let current: Readable | undefined;
  out.once('close', () => current?.destroy());
  zip.on('error', (cause: Error) => out.destroy(cause));
  signal?.addEventListener('abort', () => out.destroy(), { once: true });
  // Their total length must be known ahead, which the length of what is compressed is not.
  const options = { compress: false, mtime: at };
  for (const entry of entries) {
    if ('text' in entry) {
      zip.addBuffer(Buffer.from(entry.text), entry.path, options);
      continue;
    }
    const { sizeBytes, open } = entry.file;
    zip.addReadStreamLazy(entry.path, { ...options, size: sizeBytes }, (give) => {
      open().then(
        (stream) => {
          current = stream;
          // A file that breaks off ends the whole package: a zip that only looks whole is worse than none.
          stream.once('error', (cause) => out.destroy(cause));
          give(null, stream);
        },
        (cause: unknown) => give(cause, undefined as never),
      );
    });
  }
  const sizeBytes = await new Promise<number>((resolve) =>
    zip.end(undefined, (size?: unknown) => resolve(Number(size))),
  );
  return { stream: out, sizeBytes };
}

/** Writes entries as a zip file, which is there under its name only when it is whole. */
export async function writeZip(entries: readonly PackageEntry[], path: string, signal: AbortSignal): Promise<number> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const { stream, sizeBytes } = await zipOf(entries, { at: new Date(), signal });
    await pipeline(stream, createWriteStream(part), { signal });
    await rename(part, path);
    return sizeBytes;
  } finally {
    await rm(part, { force: true });
  }
}

/** Writes entries as files into a folder, each there under its name only when it is whole. */
export async function writeFolder(
  entries: readonly PackageEntry[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const entry of entries) {
    signal.throwIfAborted();
    const path = join(folder, entry.path);
    const part = `${path}.part`;
    await mkdir(dirname(path), { recursive: true });
    try {
      if ('text' in entry) {
        await writeFile(part, entry.text);
      } else {
        await pipeline(await entry.file.open(), createWriteStream(part), { signal });
      }
      await rename(part, path);
    } finally {
      await rm(part, { force: true });
    }
  }
}
