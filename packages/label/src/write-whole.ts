import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ClipoError, isDiskFull } from '@clipo/contract/errors';
import { type ByteSource, unreadable } from './byte-source.ts';
import type { Part } from './parts.ts';

/** Bytes of the old file that are copied at once. */
const copyBytes = 4 * 1024 * 1024;
/** Stretches under way at once: while one is written, the next is read. More would wait for each other at the new file. */
const lanes = 2;

/**
 * Writes a file that is made of new bytes and stretches of an old one, so that it is either whole or not there: into a
 * neighbour first, which is checked and then takes the name. However large the old file is, some megabytes are in memory.
 * @throws ClipoError `output_unwritable`, `disk_full`, `cancelled`, `unreadable_material` where the old file ends early, and
 *   whatever `parts` and `check` throw
 */
export async function writeWhole(
  path: string,
  source: ByteSource,
  parts: Iterable<Part> | AsyncIterable<Part>,
  options: { signal?: AbortSignal; check?: (path: string) => Promise<void> } = {},
): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `.${basename(path)}.${randomBytes(6).toString('hex')}.part`);
  const file = await open(draft, 'wx').catch((cause) => {
    throw ofWriting(cause, folder);
  });
  try {
    const steps = stepsOf(parts);
    const each = Array.from({ length: lanes }, async () => {
      let buffer = new Uint8Array();
      // All lanes draw from one row of steps; a lane that fails ends it for the others.
      for await (const step of steps) {
        if (options.signal?.aborted === true) {
          throw new ClipoError('cancelled', `${path}: cancelled`);
        }
        let { bytes } = step;
        if (bytes === undefined) {
          buffer = buffer.length < step.length ? new Uint8Array(step.length) : buffer;
          bytes = buffer.subarray(0, step.length);
          if ((await source.readInto(bytes, step.from)) < step.length) {
            throw unreadable(source.name, 'became shorter while it was read');
          }
        }
        await writeAt(file, bytes, step.to).catch((cause) => {
          throw ofWriting(cause, folder);
        });
      }
    });
    const ended = await Promise.allSettled(each).finally(() => file.close());
    const failed = ended.find((lane) => lane.status === 'rejected');
    if (failed !== undefined) {
      throw failed.reason;
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

/** Bytes for a place in the new file: made ones, or so many of the old file. */
interface Step {
  to: number;
  from: number;
  length: number;
  bytes?: Uint8Array;
}

async function* stepsOf(parts: Iterable<Part> | AsyncIterable<Part>): AsyncGenerator<Step> {
  let to = 0;
  for await (const part of parts) {
    if (part instanceof Uint8Array) {
      yield { to, from: 0, length: part.length, bytes: part };
      to += part.length;
      continue;
    }
    for (let from = part.start; from < part.end; from += copyBytes) {
      const length = Math.min(copyBytes, part.end - from);
      yield { to, from, length };
      to += length;
    }
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, to: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, to + done)).bytesWritten;
  }
}

function ofWriting(cause: NodeJS.ErrnoException, folder: string): ClipoError {
  return isDiskFull(cause)
    ? new ClipoError('disk_full', `${folder}: no room left on the disk`, { details: { folder }, cause })
    : new ClipoError('output_unwritable', `${folder}: ${cause.message}`, { details: { folder }, cause });
}
