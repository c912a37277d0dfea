import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { recordFolder } from '@clipo/batch/brief';
import { downloadFile } from '@clipo/client';
import { hashFile } from '@clipo/engine';
import type { RemoteBatch } from './make-remotely.ts';

/** Files that are fetched at once. */
const parallel = 4;
const endings = { video: 'mp4', srt: 'srt', vtt: 'vtt', ass: 'ass' } as const;

interface Wanted {
  link: string;
  path: string;
  sha256: string;
}

/**
 * Fetches the files of all finished videos of a batch to where `make` writes them; each is checked by its hash, and what
 * is there already is left alone. Links are good for an hour, so they are asked for page by page.
 */
export async function fetchMade(
  { server, client, id }: RemoteBatch,
  outDir: string,
  signal: AbortSignal,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const query = { batch: id, limit: 50, ...(cursor === undefined ? {} : { cursor }) };
    const { data } = await client.GET('/api/v1/videos', { params: { query }, signal });
    const videos = data?.items ?? [];
    const wanted = videos.flatMap(({ name, files }): Wanted[] =>
      files === null
        ? []
        : [
            ...Object.entries(endings).map(([kind, ending]) => ({
              ...files[kind as keyof typeof endings],
              path: join(outDir, 'videos', `${name}.${ending}`),
            })),
            { ...files.cover, path: join(outDir, 'covers', `${name}.png`) },
            ...(files.cover3x4 === undefined
              ? []
              : [{ ...files.cover3x4, path: join(outDir, 'covers', `${name}-3x4.png`) }]),
          ],
    );
    await fetchAll(wanted, (file) => fetchOne(server, file, signal));
    await Promise.all(
      videos.map(({ name, files, record }) =>
        files === null || record === null ? undefined : keepRecord(outDir, name, files.video.sizeBytes, record),
      ),
    );
    cursor = data?.next ?? undefined;
  } while (cursor !== undefined);
}

async function fetchAll(list: readonly Wanted[], fetchFile: (file: Wanted) => Promise<void>): Promise<void> {
  const waiting = [...list];
  const work = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      await fetchFile(file);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

async function fetchOne(server: RemoteBatch['server'], file: Wanted, signal: AbortSignal): Promise<void> {
  const there = await hashFile(file.path, signal).catch(() => undefined);
  if (there !== file.sha256) {
    await downloadFile(server, file, signal);
  }
}

/** A record says that a video's files are this brief's: who replaces its work takes them away. */
async function keepRecord(outDir: string, name: string, bytes: number, video: object): Promise<void> {
  const path = join(outDir, recordFolder, `${name}.json`);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ videoHash: 'remote', bytes, video })}\n`);
}
