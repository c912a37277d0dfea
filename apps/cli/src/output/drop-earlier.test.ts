import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Manifest } from '@clipo/contract';
import { tempFolder } from '@clipo/testkit';
import { expect, it } from 'vitest';
import { dropEarlier } from './drop-earlier.ts';

/** Seconds after which the record of a video was written. */
const recorded = 1_700_000_000;

it('what an earlier run made and nobody touched goes; edited files, other files and the current batch stay', async () => {
  await using folder = await tempFolder('drop');
  const write = async (file: string, seconds: number) => {
    const path = join(folder.path, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file);
    await utimes(path, seconds, seconds);
  };
  for (const name of ['now', 'before']) {
    for (const file of [`videos/${name}.mp4`, `videos/${name}.srt`, `covers/${name}.png`]) {
      await write(file, recorded - 1);
    }
    await write(`.clipo/videos/${name}.json`, recorded);
  }
  await write('videos/before.vtt', recorded + 60);
  await write('videos/mine.mp4', recorded - 60);
  const manifest = { videos: [{ name: 'now' }] } as Manifest;
  expect(await dropEarlier(manifest, folder.path)).toEqual(['before']);
  expect((await readdir(join(folder.path, 'videos'))).sort()).toEqual(['before.vtt', 'mine.mp4', 'now.mp4', 'now.srt']);
  expect(await readdir(join(folder.path, 'covers'))).toEqual(['now.png']);
  expect(await readdir(join(folder.path, '.clipo', 'videos'))).toEqual(['now.json']);
  expect(await dropEarlier(manifest, folder.path)).toEqual([]);
});
