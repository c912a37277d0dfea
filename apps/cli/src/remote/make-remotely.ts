import { createHash, randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { MakeInput } from '@clipo/batch';
import { loadTemplates } from '@clipo/batch/brief';
import { type ApiClient, type ClientOptions, openClient, uploadFile } from '@clipo/client';
import {
  type BatchEvent,
  ClipoError,
  isTemplateFile,
  type Manifest,
  musicFilesOf,
  type Template,
  templatesOf,
} from '@clipo/contract';
import { hashFile } from '@clipo/engine';
import { fetchMade } from './fetch-made.ts';
import { followBatch } from './follow-batch.ts';
import { forgetRun, readRun, writeRun } from './remote-run.ts';

export interface RemoteDeps {
  onEvent(event: BatchEvent): void;
  signal: AbortSignal;
}

/** Where a batch is made, and under which id. */
export interface RemoteBatch {
  server: ClientOptions;
  client: ApiClient;
  id: string;
}

/**
 * Starts a batch on a service: sends the files that it does not have yet. A batch that the same command started before,
 * and that is noted in the output folder, is gone on with: what failed of it, or was cancelled, is made once more.
 * @throws ClipoError as the service tells it
 */
export async function startRemotely(
  server: ClientOptions,
  input: MakeInput,
  signal: AbortSignal,
): Promise<RemoteBatch> {
  const client = openClient(server);
  const { brief, products, isDraft } = input;
  const template = await ownTemplate(brief, input.folder);
  const request = createHash('sha256')
    .update(JSON.stringify([server.url, brief, products, template, isDraft]))
    .digest('hex');
  const run = await readRun(input.outDir);
  if (run?.request === request && (await reopen(client, run.batch, signal))) {
    return { server, client, id: run.batch };
  }
  const files = await sendFiles(server, client, input, signal);
  // Not before: who is refused (a wrong key, no room) still has what was made here.
  await forgetRun(input.outDir);
  const { data } = await client.POST('/api/v1/batches', {
    params: { header: { 'Idempotency-Key': randomUUID() } },
    body: {
      brief,
      products: products.map(({ product, materials }) => ({ product, materials: [...materials] })),
      files,
      ...(template === undefined ? {} : { template }),
      isDraft,
    } as never,
    signal,
  });
  const id = data?.id ?? '';
  await writeRun(input.outDir, { request, batch: id });
  return { server, client, id };
}

/**
 * Follows a batch to its end and fetches what was made. A cancel here cancels it there: what is finished stays, and the
 * same command goes on with the rest.
 * @throws ClipoError as the service tells it, or `cancelled`
 */
export async function finishRemotely(batch: RemoteBatch, input: MakeInput, deps: RemoteDeps): Promise<Manifest> {
  const { client, id } = batch;
  try {
    await followBatch(batch, deps);
  } catch (error) {
    if (deps.signal.aborted) {
      await client.POST('/api/v1/batches/{id}/cancel', { params: { path: { id } } }).catch(() => undefined);
    }
    throw error;
  }
  const { data } = await client.GET('/api/v1/batches/{id}/manifest', { params: { path: { id } }, signal: deps.signal });
  await fetchMade(batch, input.outDir, deps.signal);
  return { ...(data as Manifest), briefHash: input.briefHash };
}

/** Whether a batch of an earlier run can be gone on with. What failed of it is begun again. */
async function reopen(client: ApiClient, id: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { data } = await client.GET('/api/v1/batches/{id}', { params: { path: { id } }, signal });
    const hasFailed = data?.status === 'failed' || data?.status === 'cancelled';
    if (hasFailed || (data?.status === 'done' && data.progress.videos.failed > 0)) {
      await client.POST('/api/v1/batches/{id}/retry', { params: { path: { id } }, signal });
    } else if (data?.isPaused === true) {
      await client.POST('/api/v1/batches/{id}/resume', { params: { path: { id } }, signal });
    }
    return true;
  } catch (error) {
    // Gone, or of another team, or not to be tried again: a new one is started.
    if (error instanceof ClipoError && (error.code === 'no_such_thing' || error.code === 'conflict')) {
      return false;
    }
    throw error;
  }
}

/** The template's file that a brief names: the service has no folder to read it from. */
async function ownTemplate(brief: MakeInput['brief'], folder: string): Promise<Template | undefined> {
  if (!templatesOf(brief).some(isTemplateFile)) {
    return undefined;
  }
  const [template] = await loadTemplates(brief, folder);
  return template;
}

/** Every file that the brief and its products name, sent once. @returns file → id of its material */
async function sendFiles(
  server: ClientOptions,
  client: ApiClient,
  { brief, products, folder }: MakeInput,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const { voice } = brief;
  const named = new Set([
    ...[...brief.materials, ...products.flatMap(({ materials }) => materials)].map(({ file }) => file),
    ...(brief.brand?.logo === undefined ? [] : [brief.brand.logo]),
    ...(brief.brand?.fonts ?? []).map(({ file }) => file),
    ...musicFilesOf(brief).map(({ file }) => file),
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
