import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { ClipoError } from '@clipo/contract/errors';
import { authorization, type ClientOptions, problemOf } from './open-client.ts';

/**
 * Sends a file as a material, memory flat whatever its size; what it is, is checked by its hash on arrival.
 * @returns the material's id
 */
export async function uploadFile(
  server: ClientOptions,
  { path, name, sha256 }: { path: string; name: string; sha256: string },
  signal: AbortSignal,
): Promise<string> {
  const address = `/api/v1/materials?${new URLSearchParams({ name, sha256 })}`;
  const response = await sendFile(server, { address, path }, signal);
  return ((await response.json()) as { id: string }).id;
}

/**
 * Sends a file to an address that takes one, and gives the answer.
 * @throws ClipoError as the service tells it
 */
export async function sendFile(
  { url, key, language = 'en' }: ClientOptions,
  { address, path }: { address: string; path: string },
  signal: AbortSignal,
): Promise<Response> {
  const { size } = await stat(path);
  const response = await fetch(`${url.replace(/\/+$/, '')}${address}`, {
    method: 'POST',
    headers: {
      ...authorization(key),
      'accept-language': language,
      'content-type': 'application/octet-stream',
      'content-length': String(size),
    },
    body: Readable.toWeb(createReadStream(path)) as BodyInit,
    duplex: 'half',
    signal,
  } as RequestInit);
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

/**
 * Fetches a file behind a link of the service; it appears under its name when it is whole and what it should be. Left out,
 * its hash is not known: a package is made while it is read, and breaks off where anything fails.
 * @throws ClipoError `checksum_mismatch`, `link_expired` …
 */
export async function downloadFile(
  { url }: Pick<ClientOptions, 'url'>,
  { link, path, sha256 }: { link: string; path: string; sha256?: string },
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(new URL(link, url), { signal });
  if (!response.ok || response.body === null) {
    throw await problemOf(response);
  }
  await mkdir(dirname(path), { recursive: true });
  const part = `${path}.part`;
  const hash = createHash('sha256');
  try {
    await pipeline(
      Readable.fromWeb(response.body as ReadableStream),
      async function* (chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      createWriteStream(part),
    );
    const received = hash.digest('hex');
    if (sha256 !== undefined && received !== sha256) {
      throw new ClipoError('checksum_mismatch', `${path}: expected ${sha256}, received ${received}`, {
        details: { expected: sha256, received },
        isRetryable: true,
      });
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
