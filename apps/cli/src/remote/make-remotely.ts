import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { MakeInput } from '@clipo/batch';
import { type ApiClient, type ClientOptions, downloadFile, followEvents, openClient, uploadFile } from '@clipo/client';
import { type BatchEvent, ClipoError } from '@clipo/contract';
import { hashFile } from '@clipo/engine';

/** What a batch that was made by a service came to. */
export interface RemoteEnd {
  /** Absolute path of the list of videos that was written. */
  list: string;
  done: number;
  failed: number;
}

interface RemoteDeps {
  onEvent(event: BatchEvent): void;
  signal: AbortSignal;
}

/**
 * Makes a batch on a service: sends the files that it does not have yet, starts the batch, follows it, and fetches what
 * was made into the output folder. A cancel here cancels it there.
 * @throws ClipoError as the service tells it
 */
export async function makeRemotely(server: ClientOptions, input: MakeInput, deps: RemoteDeps): Promise<RemoteEnd> {
  const client = openClient(server);
  const files = await sendFiles(server, client, input, deps.signal);
  const { data: batch } = await client.POST('/api/v1/batches', {
    params: { header: { 'Idempotency-Key': randomUUID() } },
    body: {
      brief: input.brief,
      products: input.products.map(({ product, materials }) => ({ product, materials: [...materials] })),
      files,
      isDraft: input.isDraft,
    } as never,
    signal: deps.signal,
  });
  const id = batch?.id ?? '';
  try {
    await follow(server, id, deps);
  } catch (error) {
    if (deps.signal.aborted) {
      await client.POST('/api/v1/batches/{id}/cancel', { params: { path: { id } } }).catch(() => undefined);
    }
    throw error;
  }
  return fetchVideos(server, client, { id, outDir: input.outDir }, deps.signal);
}

/** Every file that the brief and its products name, sent once. @returns file → id of its material */
async function sendFiles(
  server: ClientOptions,
  client: ApiClient,
  { brief, products, folder }: MakeInput,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { music, voice } = brief;
  const named = new Set([
    ...[...brief.materials, ...products.flatMap(({ materials }) => materials)].map(({ file }) => file),
    ...(brief.brand?.logo === undefined ? [] : [brief.brand.logo]),
    ...(typeof music === 'object' && 'file' in music ? [music.file] : []),
    ...(typeof voice === 'object' && 'file' in voice ? [voice.file] : []),
  ]);
  const files: Record<string, string> = {};
  for (const file of named) {
    const path = resolve(folder, file);
    const sha256 = await hashFile(path, signal).catch((cause: NodeJS.ErrnoException) => {
      throw cause.code === 'ENOENT'
        ? new ClipoError('not_found', `${path} does not exist`, { details: { file: path } })
        : cause;
    });
    const { data } = await client.GET('/api/v1/materials', { params: { query: { sha256, limit: 1 } }, signal });
    files[file] = data?.items[0]?.id ?? (await uploadFile(server, { path, name: basename(file), sha256 }, signal));
  }
  return files;
}

async function follow(server: ClientOptions, id: string, { onEvent, signal }: RemoteDeps): Promise<void> {
  for await (const { type, data } of followEvents(server, id, signal)) {
    if (type === 'batch-end') {
      const error = data.error as { code?: string; message?: string } | undefined;
      if (error?.message !== undefined) {
        throw new ClipoError('unavailable', error.message, { details: { problem: error.message } });
      }
      return;
    }
    // The service tells more than the command line shows.
    if (type === 'warning' || type === 'piece-end' || type === 'video-end') {
      onEvent({ event: type, ...data } as BatchEvent);
    }
  }
}

async function fetchVideos(
  server: ClientOptions,
  client: ApiClient,
  { id, outDir }: { id: string; outDir: string },
  signal: AbortSignal,
): Promise<RemoteEnd> {
  const videos = [];
  let cursor: string | undefined;
  do {
    const query = { batch: id, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { data } = await client.GET('/api/v1/videos', { params: { query }, signal });
    videos.push(...(data?.items ?? []));
    cursor = data?.next ?? undefined;
  } while (cursor !== undefined);
  await mkdir(outDir, { recursive: true });
  for (const { name, files } of videos) {
    if (files !== null) {
      const endings = { video: 'mp4', cover: 'png', srt: 'srt', vtt: 'vtt', ass: 'ass' } as const;
      for (const [kind, ending] of Object.entries(endings) as [keyof typeof endings, string][]) {
        await downloadFile(
          server,
          { link: files[kind].link, path: join(outDir, 'videos', `${name}.${ending}`) },
          signal,
        );
      }
    }
  }
  const list = join(outDir, 'videos.json');
  await writeFile(list, `${JSON.stringify({ batch: id, videos }, null, 2)}\n`);
  const done = videos.filter(({ status }) => status === 'done').length;
  return { list, done, failed: videos.length - done };
}
