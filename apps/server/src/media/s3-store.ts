import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { ClipoError } from '@clipo/contract';
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

/** Where an S3 store keeps things. */
export interface S3Place {
  client: S3Client;
  bucket: string;
  /** Folder of this machine for copies that programs open, and for what is on its way in. */
  localDir: string;
}

const partBytes = 16 * 1024 * 1024;

/** Keeps media in a bucket of S3 or of a service that speaks like it. */
export function openS3Store({ client, bucket, localDir }: S3Place): MediaStore {
  const cacheOf = (hash: MediaHash) => join(localDir, hash);

  async function sizeOf(hash: MediaHash): Promise<number | undefined> {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: mediaKey(hash) }));
      return found.ContentLength;
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw storeFailed(error);
    }
  }

  async function send(path: string, found: StoredMedia): Promise<StoredMedia> {
    const Key = mediaKey(found.hash);
    if ((await sizeOf(found.hash)) === found.sizeBytes) {
      return found;
    }
    const upload = new Upload({
      client,
      params: { Bucket: bucket, Key, Body: createReadStream(path), ContentLength: found.sizeBytes },
      partSize: partBytes,
      queueSize: 2,
    });
    await upload.done().catch((error: unknown) => {
      throw storeFailed(error);
    });
    return found;
  }

  async function newLocal(): Promise<string> {
    await mkdir(localDir, { recursive: true });
    return join(localDir, `incoming-${randomUUID()}`);
  }

  async function read(hash: MediaHash, range?: ByteRange): Promise<Readable> {
    const Key = mediaKey(hash);
    try {
      const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
      const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key, Range }));
      if (!(found.Body instanceof Readable)) {
        throw new Error('S3 answered without a body');
      }
      return found.Body;
    } catch (error) {
      throw isMissing(error) ? noSuchMedia(hash) : storeFailed(error);
    }
  }

  return {
    kind: 's3',
    sizeOf,
    read,
    async put(source: AsyncIterable<Uint8Array>, limits: PutLimits) {
      // The name is the hash, which is known when the last byte is: the bytes wait on this machine's disk.
      const path = await newLocal();
      const { bytes, measured } = measuredStream(source, limits);
      try {
        await pipeline(bytes, createWriteStream(path, { flags: 'wx' }));
        checkHash(measured(), limits.expected);
        return await send(path, measured());
      } finally {
        await rm(path, { force: true });
      }
    },
    async putFile(path, { isMove = false, expected } = {}) {
      const found = await hashOfFile(path);
      checkHash(found, expected);
      await send(path, found);
      if (isMove) {
        await rm(path, { force: true });
      }
      return found;
    },
    async localFile(hash) {
      const path = cacheOf(hash);
      if ((await stat(path).catch(() => undefined)) !== undefined) {
        const now = new Date();
        await utimes(path, now, now).catch(() => undefined);
        return path;
      }
      const incoming = await newLocal();
      try {
        await pipeline(await read(hash), createWriteStream(incoming, { flags: 'wx' }));
        checkHash(await hashOfFile(incoming), hash);
        await rename(incoming, path);
        return path;
      } catch (error) {
        await rm(incoming, { force: true });
        throw error;
      }
    },
    async remove(hash) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: mediaKey(hash) })).catch((error: unknown) => {
        throw storeFailed(error);
      });
      await rm(cacheOf(hash), { force: true });
    },
    async *list() {
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: 'content/', ContinuationToken }),
        );
        for (const { Key = '', Size = 0, LastModified } of page.Contents ?? []) {
          const hash = Key.split('/').at(-1) ?? '';
          if (isMediaHash(hash)) {
            yield { hash, sizeBytes: Size, putAt: LastModified ?? new Date() };
          }
        }
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
    async check() {
      await client.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 })).catch((error: unknown) => {
        throw storeFailed(error);
      });
    },
  };
}

/** Whether S3 says that there is no such object. */
function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return name === 'NoSuchKey' || name === 'NotFound' || $metadata?.httpStatusCode === 404;
}

export function storeFailed(cause: unknown): ClipoError {
  const problem = cause instanceof Error ? cause.name : 'no answer';
  return new ClipoError('unavailable', `the media store failed: ${String(cause)}`, {
    details: { problem: `media store: ${problem}` },
    isRetryable: true,
    cause,
  });
}
