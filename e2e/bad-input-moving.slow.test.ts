import { execFile } from 'node:child_process';
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cutBytes, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { expectNoLitter, expectPlainWords, expectRightVideos, filesUnder, readManifest } from './outcome.fixture.ts';

const execute = promisify(execFile);

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('moving');
});
afterAll(() => workshop.remove());

it('materials that are removed or changed while a batch is made change nothing of it', async () => {
  const materials = [{ file: 'clip.mp4' }, { file: 'photo.png' }, { file: 'still.jpg' }];
  const music = { file: 'music.wav' };
  const song = join(workshop.folder, 'song.wav');
  await execute('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=4:r=48000', song]);
  const files = {
    'clip.mp4': { media: 'threeShots' },
    'photo.png': { media: 'fineStripes' },
    'still.jpg': { media: 'pictureJpeg' },
    'music.wav': await readFile(song),
  } as const;
  const quiet = await workshop.brief({ materials, music, count: 2 }, files);
  expect((await workshop.run(['make', quiet, '--draft'])).code).toBe(0);
  const wanted = (await readManifest(join(quiet, 'out'))).videos.map((video) => video.sha256);
  // Nothing of the first run may stand in for what the second draws.
  await rm(join(workshop.home, 'cache'), { recursive: true });

  const folder = await workshop.brief({ materials, music, count: 2 }, files);
  const running = workshop.start(['make', folder, '--draft', '--json']);
  await running.until('"event":"batch-plan"');
  await rm(join(folder, 'clip.mp4'));
  await rm(join(folder, 'music.wav'));
  await cp(await tinyMedia('picture'), join(folder, 'photo.png'));
  await writeFile(join(folder, 'still.jpg'), 'no picture any more');
  const end = await running.ended;
  expectPlainWords(end.err);
  expect(end.code, end.err).toBe(0);
  const manifest = await expectRightVideos(join(folder, 'out'));
  expect(manifest.videos.map((video) => video.sha256)).toEqual(wanted);
  await expectNoLitter(join(folder, 'out'), workshop);
}, 180_000);

it('a clip that was cut off gives a video of its good beginning, and no frame of it stands still', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'cut.mp4' }] }, {});
  const whole = join(workshop.folder, 'whole.mp4');
  // The index at the start, as cameras of the web write it: what was saved before the cut can be read.
  const source = ['-f', 'lavfi', '-i', 'testsrc2=s=180x320:r=30:d=4', '-vf', 'noise=alls=20:allf=t'];
  const form = ['-c:v', 'libx264', '-g', '15', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  await execute('ffmpeg', ['-v', 'error', ...source, ...form, whole]);
  await cutBytes(whole, join(folder, 'cut.mp4'), 0.5);
  await rm(join(workshop.home, 'cache', 'materials', 'materials'), { recursive: true, force: true });
  const end = await workshop.run(['make', folder, '--draft']);
  expectPlainWords(end.err);
  expect(end.code, end.err).toBe(0);
  await expectRightVideos(join(folder, 'out'));
  const [entry = ''] = await readdir(join(workshop.home, 'cache', 'materials', 'materials'));
  const playable = join(workshop.home, 'cache', 'materials', 'materials', entry, 'playable.mp4');
  const { stdout } = await execute('ffmpeg', ['-v', 'error', '-i', playable, '-map', '0:v', '-f', 'framehash', '-']);
  const frames = stdout.split('\n').filter((line) => /^0,/.test(line));
  const pictures = frames.map((line) => line.split(',').at(-1)?.trim());
  expect(frames.length).toBeGreaterThan(30);
  expect(frames.length).toBeLessThan(75);
  expect(new Set(pictures).size).toBe(frames.length);
}, 180_000);

it('a clip that was cut off soon after its start is refused by name', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'stub.mp4' }] }, {});
  await cutBytes(join(workshop.folder, 'whole.mp4'), join(folder, 'stub.mp4'), 0.1);
  const end = await workshop.runHere(['make', folder, '--draft']);
  expectPlainWords(end.err);
  expect(end.code).toBe(2);
  expect(end.err).toMatch(/stub\.mp4 can't be read/);
  expect(await filesUnder(join(folder, 'out'))).toEqual([]);
});
