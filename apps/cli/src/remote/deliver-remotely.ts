import { resolve } from 'node:path';
import { type ClientOptions, downloadFile, openClient } from '@clipo/client';
import { type Channel, ClipoError, InputProblems, type Language } from '@clipo/contract';
import type { PublishingLabel } from '@clipo/contract/channels';
import { inputFault } from '@clipo/messages';
import { readRun } from './remote-run.ts';

/** What is packed by a service. */
export interface RemoteDelivery {
  /** Id of a batch, or the folder that `make --server` wrote. */
  batch: string;
  /** Names of videos; none: all that are finished. */
  names: readonly string[];
  channels: Channel[];
  labels: PublishingLabel[];
  language: Language;
  /** The zip, absolute. */
  out: string;
}

/** A delivery that a service packed; `remarks` are what its channels may not like. */
export interface RemoteDelivered {
  videos: number;
  remarks: { channel: Channel; video: string; field: string; message: string }[];
}

/**
 * Has a batch of a service packed for channels and fetches the zip; it is there under its name when it is whole.
 * @throws ClipoError not_found where the folder is of no service, invalid_input, and as the service tells it; InputProblems where a video has no such name
 */
export async function deliverRemotely(
  server: ClientOptions,
  { batch, names, out, ...wish }: RemoteDelivery,
  signal: AbortSignal,
): Promise<RemoteDelivered> {
  if (!out.toLowerCase().endsWith('.zip')) {
    throw inputFault('--out', 'rule.deliver_remote_zip');
  }
  const client = openClient(server);
  const videos = await finishedVideos(client, await batchOf(batch), signal);
  const missing = names.filter((name) => !videos.some((video) => video.name === name));
  if (missing.length > 0) {
    throw new InputProblems(missing.map((name) => inputFault(`--video ${name}`, 'rule.deliver_not_done')));
  }
  const chosen = videos.filter(({ name }) => names.length === 0 || names.includes(name));
  const body = { ...wish, videos: chosen.map(({ id }) => id), posts: {} };
  const { data: checked } = await client.POST('/api/v1/deliveries/check', { body, signal });
  const { data: made } = await client.POST('/api/v1/deliveries', { body, signal });
  if (made === undefined) {
    throw new ClipoError('internal', 'the service answered without a delivery');
  }
  await downloadFile(server, { link: made.package, path: resolve(out) }, signal);
  const remarks = (checked?.findings ?? []).filter(({ level }) => level === 'warning');
  return {
    videos: chosen.length,
    remarks: remarks.map(({ channel, video, field, message }) => ({ channel, video, field, message })),
  };
}

async function batchOf(given: string): Promise<string> {
  if (/^bat_[a-z0-9]+$/.test(given)) {
    return given;
  }
  const run = await readRun(given);
  if (run === undefined) {
    throw new ClipoError('not_found', `${given} holds no batch of a service`, { details: { file: given } });
  }
  return run.batch;
}

async function finishedVideos(
  client: ReturnType<typeof openClient>,
  batch: string,
  signal: AbortSignal,
): Promise<{ id: string; name: string }[]> {
  const found: { id: string; name: string }[] = [];
  let cursor: string | undefined;
  do {
    const query = { batch, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    const { data } = await client.GET('/api/v1/videos', { params: { query }, signal });
    found.push(...(data?.items ?? []).filter(({ status }) => status === 'done').map(({ id, name }) => ({ id, name })));
    cursor = data?.next ?? undefined;
  } while (cursor !== undefined);
  return found;
}
