import { createHash, randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { ClipoError } from '@clipo/contract';
import { checkHash, type MediaHash, mediaKey, tooLarge } from './media-hash.ts';
import type { StoredMedia } from './media-store.ts';
import { storeFailed } from './s3-store.ts';

/** An upload in parts that goes from the sender to S3 without passing through this process. */
export interface S3Upload {
  key: string;
  uploadId: string;
}

/** One part's number (from 1) and the address to PUT it to. */
export interface SignedPart {
  number: number;
  url: string;
}

/** A single copy within S3 takes at most 5 GiB; larger ones go in parts of this size. */
const copyBytes = 1024 ** 3;
const linkSeconds = 24 * 60 * 60;

/** Parts of a file: 16 MiB, more where a file would otherwise need more than the 10,000 parts that S3 takes. */
export function partSizeFor(sizeBytes: number): number {
  const MiB = 1024 * 1024;
  return Math.max(16 * MiB, Math.ceil(sizeBytes / 1000 / MiB) * MiB);
}

/** Begins an upload in parts. */
export async function beginS3Upload(client: S3Client, bucket: string): Promise<S3Upload> {
  const key = `incoming/${randomUUID()}`;
  const { UploadId } = await tried(client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: key })));
  if (UploadId === undefined) {
    throw storeFailed(new Error('S3 began no upload'));
  }
  return { key, uploadId: UploadId };
}

/**
 * Addresses for parts of a file, each good for a day and for exactly its part's length. The sender keeps the tag that S3
 * answers each part with; parts that were lost are asked for again by their numbers.
 */
export async function signParts(
  client: S3Client,
  bucket: string,
  { upload, sizeBytes, numbers }: { upload: S3Upload; sizeBytes: number; numbers?: readonly number[] | undefined },
): Promise<SignedPart[]> {
  const partBytes = partSizeFor(sizeBytes);
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes));
  const all = Array.from({ length: count }, (_, index) => index + 1);
  return Promise.all(
    all
      .filter((number) => numbers?.includes(number) ?? true)
      .map(async (number) => ({
        number,
        url: await getSignedUrl(
          client,
          new UploadPartCommand({
            Bucket: bucket,
            Key: upload.key,
            UploadId: upload.uploadId,
            PartNumber: number,
            ContentLength: number === count ? sizeBytes - (count - 1) * partBytes : partBytes,
          }),
          { expiresIn: linkSeconds, unhoistableHeaders: new Set(['content-length']) },
        ),
      })),
  );
}

/** A part that has arrived: its number and the tag that S3 answered with. */
export interface ArrivedPart {
  number: number;
  tag: string;
}

/**
 * Ends an upload: joins the parts, reads the whole once to learn its hash, and gives it its name. What was sent is not
 * believed: size and hash are measured here. What was joined stays until the upload is given up, so that a try that was
 * cut off can be made again.
 * @throws ClipoError `conflict` (parts are missing), `too_large`, `checksum_mismatch`
 */
export async function completeS3Upload(
  client: S3Client,
  bucket: string,
  {
    upload,
    parts,
    mostBytes,
    expected,
  }: { upload: S3Upload; parts: readonly ArrivedPart[]; mostBytes: number; expected?: MediaHash | undefined },
): Promise<StoredMedia> {
  const Parts = parts
    .toSorted((a, b) => a.number - b.number)
    .map(({ number, tag }) => ({ PartNumber: number, ETag: tag }));
  const joined = new CompleteMultipartUploadCommand({
    Bucket: bucket,
    Key: upload.key,
    UploadId: upload.uploadId,
    MultipartUpload: { Parts },
  });
  await client.send(joined).catch(async (error: unknown) => {
    // Joined already by a try that was cut off before the file had its name: S3 knows the upload no more.
    if (await isThere(client, bucket, upload.key)) {
      return;
    }
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    const status = $metadata?.httpStatusCode ?? 0;
    if (status >= 400 && status < 500) {
      const problem = 'parts are missing, or their tags are not those that were answered; send these parts again';
      throw new ClipoError('conflict', problem, { details: { problem }, cause: error });
    }
    throw storeFailed(error);
  });
  const found = await measureObject(client, bucket, upload.key, mostBytes);
  checkHash(found, expected);
  await copyObject(client, bucket, { from: upload.key, to: mediaKey(found.hash), sizeBytes: found.sizeBytes });
  return found;
}

async function isThere(client: S3Client, bucket: string, key: string): Promise<boolean> {
  return client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).then(
    () => true,
    () => false,
  );
}

/** Gives an upload up, or cleans up after one whose file has its name: parts and what they were joined to are deleted. */
export async function abortS3Upload(client: S3Client, bucket: string, { key, uploadId }: S3Upload): Promise<void> {
  await client
    .send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId: uploadId }))
    .catch(() => undefined);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch(() => undefined);
}

async function measureObject(client: S3Client, bucket: string, key: string, mostBytes: number): Promise<StoredMedia> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const { Body } = await tried(client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  for await (const chunk of Body as AsyncIterable<Uint8Array>) {
    hash.update(chunk);
    sizeBytes += chunk.byteLength;
    if (sizeBytes > mostBytes) {
      throw tooLarge(mostBytes);
    }
  }
  return { hash: hash.digest('hex'), sizeBytes };
}

async function copyObject(
  client: S3Client,
  bucket: string,
  { from, to, sizeBytes }: { from: string; to: string; sizeBytes: number },
): Promise<void> {
  const CopySource = `${bucket}/${from}`;
  if (sizeBytes <= copyBytes) {
    await tried(client.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource })));
    return;
  }
  const { UploadId } = await tried(client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key: to })));
  const Parts = [];
  for (let start = 0, PartNumber = 1; start < sizeBytes; start += copyBytes, PartNumber += 1) {
    const CopySourceRange = `bytes=${start}-${Math.min(start + copyBytes, sizeBytes) - 1}`;
    const { CopyPartResult } = await tried(
      client.send(
        new UploadPartCopyCommand({ Bucket: bucket, Key: to, UploadId, PartNumber, CopySource, CopySourceRange }),
      ),
    );
    Parts.push({ PartNumber, ETag: CopyPartResult?.ETag });
  }
  await tried(
    client.send(new CompleteMultipartUploadCommand({ Bucket: bucket, Key: to, UploadId, MultipartUpload: { Parts } })),
  );
}

async function tried<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw storeFailed(error);
  });
}
