import { createHash } from 'node:crypto';
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliEnd, openWorkshop, placeFiles, usualBrief, type Workshop } from './cli.fixture.ts';
import {
  expectNoLitter,
  expectPlainWords,
  expectRightVideos,
  filesUnder,
  readManifest,
  stampsUnder,
} from './outcome.fixture.ts';

let workshop: Workshop;
/** A brief of three videos that are made; every test works on a copy. */
let made: string;
let first: CliEnd;
beforeAll(async () => {
  workshop = await openWorkshop('again');
  made = await workshop.brief({ count: 3 });
  first = await make(made);
  expect(first.code, first.err).toBe(0);
}, 180_000);
afterAll(() => workshop.remove());

const make = (folder: string, ...words: string[]) => workshop.run(['make', folder, '--draft', ...words]);

it('a second run over finished work takes all of it from the records, quickly, and says so in the manifest', async () => {
  const folder = await workshop.copyOf(made);
  const out = join(folder, 'out');
  const before = await stampsUnder(join(out, 'videos'));
  const hashes = (await readManifest(out)).videos.map((video) => video.sha256);
  const second = await make(folder);
  expect(second.code).toBe(0);
  expect(second.ms).toBeLessThan(first.ms);
  expect(await stampsUnder(join(out, 'videos'))).toEqual(before);
  const manifest = await expectRightVideos(out);
  expect(manifest.totals.scenesRendered).toBe(0);
  const scenes = new Set(manifest.videos.flatMap((video) => video.scenes.map(({ hash }) => hash)));
  expect(manifest.totals.scenesCached).toBeGreaterThanOrEqual(scenes.size);
  for (const video of manifest.videos) {
    expect(video.scenes.every((scene) => scene.cached)).toBe(true);
    expect(video.cpuSeconds).toBe(0);
  }
  expect(manifest.videos.map((video) => video.sha256)).toEqual(hashes);
  for (const video of manifest.videos) {
    const bytes = await readFile(join(out, video.file ?? ''));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(video.sha256);
  }
});

it('of a smaller batch in the same folder only its own videos are left, and what somebody wrote there since', async () => {
  const folder = await workshop.copyOf(made);
  const out = join(folder, 'out');
  const earlier = (await readManifest(out)).videos;
  const mine = ['covers/mine.png', 'videos/mine.mp4'];
  await Promise.all(mine.map((file) => writeFile(join(out, file), 'mine')));
  const end = await make(folder, '--count', '1');
  expect(end.code, end.err).toBe(0);
  const kept = (await expectRightVideos(out)).videos;
  const gone = earlier.filter(({ name }) => kept.every((video) => video.name !== name));
  expect(gone.length).toBeGreaterThanOrEqual(2);
  expect(end.err).toMatch(new RegExp(`note: ${gone.length} videos of an earlier run.* removed: ${gone[0]?.name}`));
  const files = kept.flatMap(({ file, captions, cover }) => [file, captions?.srt, captions?.vtt, captions?.ass, cover]);
  const left = (await filesUnder(out)).filter((file) => /^(videos|covers)\//.test(file));
  expect(left).toEqual([...files, ...mine].sort());
});

it('a finished video that is gone or cut off is made again, the same to the byte; the others stay', async () => {
  const folder = await workshop.copyOf(made);
  const out = join(folder, 'out');
  const [gone, cut, kept] = (await readManifest(out)).videos;
  const before = await stampsUnder(join(out, 'videos'));
  await rm(join(out, gone?.cover ?? ''));
  await truncate(join(out, cut?.file ?? ''), 1000);
  expect((await make(folder)).code).toBe(0);
  const manifest = await expectRightVideos(out);
  expect(manifest.videos.map((video) => video.sha256)).toEqual([gone?.sha256, cut?.sha256, kept?.sha256]);
  const name = `${kept?.name}.mp4`;
  expect((await stampsUnder(join(out, 'videos')))[name]).toBe(before[name]);
});

it('another brief needs --force for the same folder; without it nothing there is touched', async () => {
  const other = await workshop.brief({ product: { ...usualBrief.product, id: 'B2' } });
  const out = join(await workshop.copyOf(made), 'out');
  const before = await stampsUnder(out);
  for (const [lang, says] of [
    ['en', /holds the work of another brief.*--out.*--force/],
    ['zh-CN', /另一份需求.*--out.*--force/],
  ] as const) {
    const end = await workshop.runHere(['make', other, '--draft', '--out', out], { lang });
    expect(end.code).toBe(2);
    expect(end.err).toMatch(says);
    expectPlainWords(end.err);
    expect(await stampsUnder(out)).toEqual(before);
  }
  const forced = await make(other, '--out', out, '--force');
  expect(forced.code, forced.err).toBe(0);
  const manifest = await expectRightVideos(out);
  expect(manifest.videos.map((video) => video.product)).toEqual(['B2']);
  // The manifest tells of all that lies there: the other brief's videos are gone.
  const delivered = manifest.videos.flatMap(({ file, captions }) => [
    file,
    captions?.srt,
    captions?.vtt,
    captions?.ass,
  ]);
  expect((await filesUnder(join(out, 'videos'))).map((file) => `videos/${file}`)).toEqual(delivered.sort());
  expect(await filesUnder(join(out, 'covers'))).toEqual(manifest.videos.map((video) => `${video.name}.png`));
});

it('one video that fails leaves the others done: exit 3, told in the manifest, and the next run makes it', async () => {
  const folder = await workshop.brief({ count: 3 });
  const out = join(folder, 'out');
  // A folder stands where the video would: a real fault of one video alone.
  const name = (await readManifest(join(made, 'out'))).videos[1]?.name ?? '';
  const obstacle = join(out, 'videos', `${name}.mp4`, 'mine');
  await placeFiles(join(out, 'videos', `${name}.mp4`), { mine: 'not yours' });
  const end = await make(folder);
  expect({ code: end.code }, end.err).toEqual({ code: 3 });
  expectPlainWords(end.err);
  expect(end.err).toMatch(new RegExp(`${name} failed: `));
  expect(end.err).toMatch(/2 videos done, 1 failed/);
  const manifest = await readManifest(out);
  expect(manifest.totals).toMatchObject({ videos: 3, done: 2, failed: 1 });
  const failed = manifest.videos.find((video) => video.status === 'failed');
  expect(failed).toMatchObject({ name, file: null, sha256: null });
  expect(failed?.error?.message).not.toMatch(/\n\s+at /);
  expect(await readFile(obstacle, 'utf8')).toBe('not yours');
  await expectNoLitter(out, workshop);

  const before = await stampsUnder(join(out, 'covers'));
  await rm(join(out, 'videos', `${name}.mp4`), { recursive: true });
  expect((await make(folder)).code).toBe(0);
  await expectRightVideos(out);
  expect(Object.keys(await stampsUnder(join(out, 'covers'))).length).toBe(
    Object.keys(before).length + 1 - Number(`${name}.png` in before),
  );
});

it('two runs at once with one CLIPO_HOME and two outputs both come out right', async () => {
  const folder = await workshop.brief({ seed: 41 });
  const outs = [join(folder, 'one'), join(folder, 'two')];
  const ends = await Promise.all(outs.map((out) => make(folder, '--out', out)));
  expect(ends.map((end) => end.code)).toEqual([0, 0]);
  const [one, two] = await Promise.all(outs.map((out) => expectRightVideos(out)));
  expect(one?.videos.map((video) => video.sha256)).toEqual(two?.videos.map((video) => video.sha256));
  await expectNoLitter(outs[0] ?? '', workshop);
  await expectNoLitter(outs[1] ?? '', workshop);
});

it('of two runs into one output the second is turned away and the first is not disturbed', async () => {
  const folder = await workshop.brief({ count: 3, seed: 51 });
  const out = join(folder, 'out');
  const first = workshop.start(['make', folder, '--draft', '--json']);
  await first.until('"event":"piece-end"');
  for (const [lang, says] of [
    ['en', /Another run is working in .*out .*Wait for its end, or choose another folder/],
    ['zh-CN', /out.*另一次运行/],
  ] as const) {
    const second = await workshop.runHere(['make', folder, '--draft', '--force'], { lang });
    expect(second.code).toBe(2);
    expect(second.err).toMatch(says);
    expectPlainWords(second.err);
  }
  expect((await first.ended).code).toBe(0);
  await expectRightVideos(out);
  await expectNoLitter(out, workshop);
  expect((await make(folder)).code).toBe(0);
});

it('a lock that a dead run left behind, or one that is damaged, does not stop the next', async () => {
  const folder = await workshop.copyOf(made);
  const out = join(folder, 'out');
  for (const text of ['', '{"pid": 1', JSON.stringify({ host: 'elsewhere', pid: 'x' })]) {
    await writeFile(join(out, '.clipo', 'run.json'), text);
    const end = await make(folder);
    expect(end.code, end.err).toBe(0);
    expect(await readdir(join(out, '.clipo'))).not.toContain('run.json');
  }
});
