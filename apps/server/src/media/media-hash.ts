import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { ClipoError } from '@clipo/contract';
import type { PutLimits, StoredMedia } from './media-store.ts';

/** SHA-256 of a file's bytes, 64 hexadecimal digits in lower case. */
export type MediaHash = string;

const form = /^[0-9a-f]{64}$/;

/** Whether a text has the form of a hash; nothing else may become part of a path or key. */
export function isMediaHash(text: string): text is MediaHash {
  return form.test(text);
}

/** Where a hash is kept, below the store's root: two levels, so that no folder grows too large to list. */
export function mediaKey(hash: MediaHash): string {
  if (!isMediaHash(hash)) {
    throw new ClipoError('internal', `${hash} is no content hash`, { details: { problem: 'no content hash' } });
  }
  return `content/${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}`;
}

/** Hash and size of a file on this machine. */
export async function hashOfFile(path: string): Promise<StoredMedia> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(chunk as Buffer);
    sizeBytes += (chunk as Buffer).byteLength;
  }
  return { hash: hash.digest('hex'), sizeBytes };
}

/** Counts and hashes bytes on their way, and stops them where they break a limit. */
export function measuredStream(
  source: AsyncIterable<Uint8Array>,
  { mostBytes, signal }: PutLimits,
): { bytes: AsyncIterable<Uint8Array>; measured(): StoredMedia } {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let digest: string | undefined;
  async function* bytes(): AsyncIterable<Uint8Array> {
    for await (const chunk of source) {
      signal?.throwIfAborted();
      sizeBytes += chunk.byteLength;
      if (sizeBytes > mostBytes) {
        throw tooLarge(mostBytes);
      }
      hash.update(chunk);
      yield chunk;
    }
  }
  return {
    bytes: bytes(),
    measured: () => {
      digest ??= hash.digest('hex');
      return { hash: digest, sizeBytes };
    },
  };
}

export function tooLarge(most: number): ClipoError {
  return new ClipoError('too_large', `larger than ${most} bytes`, { details: { most } });
}

/** @throws ClipoError `checksum_mismatch` */
export function checkHash(found: StoredMedia, expected: MediaHash | undefined): void {
  if (expected !== undefined && expected !== found.hash) {
    throw new ClipoError('checksum_mismatch', `expected ${expected}, received ${found.hash}`, {
      details: { expected, received: found.hash },
    });
  }
}

export function noSuchMedia(hash: string): ClipoError {
  return new ClipoError('no_such_thing', `no file ${hash}`, { details: { kind: 'file', id: hash } });
}
