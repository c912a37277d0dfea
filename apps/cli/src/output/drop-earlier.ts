import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { recordFolder } from '@clipo/batch/brief';
import type { Manifest } from '@clipo/contract';

/** The files of a video, as they are named in an output folder. */
export function filesOf(name: string): string[] {
  return [
    ...['mp4', 'srt', 'vtt', 'ass'].map((ending) => join('videos', `${name}.${ending}`)),
    join('covers', `${name}.png`),
    join('covers', `${name}-3x4.png`),
  ];
}

/** Names of the videos that have a record in an output folder: what Clipo made there, now or earlier. */
export async function recordedIn(outDir: string): Promise<string[]> {
  const records = await readdir(join(outDir, recordFolder)).catch(() => []);
  return records.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
}

/**
 * Takes away what earlier runs made in an output folder and the new manifest no longer names, so that all that lies there
 * belongs together. Only files that stand as Clipo wrote them go: what was written to since is somebody's own work.
 * @returns names of the videos that went, sorted
 */
export async function dropEarlier(manifest: Manifest, outDir: string): Promise<string[]> {
  const current = new Set(manifest.videos.map(({ name }) => name));
  const dropped: string[] = [];
  for (const name of (await recordedIn(outDir)).filter((each) => !current.has(each)).sort()) {
    const record = join(outDir, recordFolder, `${name}.json`);
    // A record is written after its files.
    const written = (await stat(record)).mtimeMs;
    const files = filesOf(name).map((file) => join(outDir, file));
    const isOurs = await Promise.all(
      files.map(async (file) => {
        const info = await stat(file).catch(() => undefined);
        return info !== undefined && info.mtimeMs <= written;
      }),
    );
    const ours = files.filter((_, index) => isOurs[index]);
    await Promise.all(ours.map((file) => rm(file, { force: true })));
    await rm(record, { force: true });
    if (ours.length > 0) {
      dropped.push(name);
    }
  }
  return dropped;
}
