import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { MediaReport } from '@clipo/batch';
import { type ClientOptions, sendFile } from '@clipo/client';
import { ClipoError, ImplicitLabel } from '@clipo/contract';

/** What a service says of the label of a file of this machine. @throws ClipoError `not_found` … */
export async function verifyThere(server: ClientOptions, path: string, signal: AbortSignal): Promise<MediaReport> {
  await assertThere(path);
  const answer = await sendFile(server, { address: '/api/v1/labels/verify', path }, signal);
  return (await answer.json()) as MediaReport;
}

/** Has a service label a file of this machine; the labelled file appears under `out` when it is whole. */
export async function labelThere(
  server: ClientOptions,
  { path, out }: { path: string; out: string },
  signal: AbortSignal,
): Promise<ImplicitLabel> {
  await assertThere(path);
  const address = `/api/v1/labels?${new URLSearchParams({ name: basename(path) })}`;
  const answer = await sendFile(server, { address, path }, signal);
  const part = `${out}.part`;
  try {
    await mkdir(dirname(out), { recursive: true });
    await pipeline(Readable.fromWeb(answer.body as ReadableStream), createWriteStream(part));
    await rename(part, out);
  } finally {
    await rm(part, { force: true });
  }
  return ImplicitLabel.parse(JSON.parse(answer.headers.get('clipo-label') ?? 'null'));
}

async function assertThere(path: string): Promise<void> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isFile() !== true) {
    throw new ClipoError('not_found', `${path} is no file`, { details: { file: path } });
  }
}
