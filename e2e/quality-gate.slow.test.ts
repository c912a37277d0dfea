import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BatchEvent, type QualityFinding } from '@clipo/contract';
import { verifyFile } from '@clipo/label';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { readManifest, stampsUnder } from './outcome.fixture.ts';

const execute = promisify(execFile);

// Every test makes a batch or two: how long that takes is no concern of theirs.
vi.setConfig({ testTimeout: 180_000 });

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('gate');
});
afterAll(() => workshop.remove());

const make = (folder: string, ...words: string[]) => workshop.run(['make', folder, '--draft', ...words]);

/** A clip that begins with black, as many recordings do, and a brief that has nothing else. */
async function briefOf(blackSeconds: number, sources: readonly string[]): Promise<string> {
  const clip = join(workshop.folder, `black-${blackSeconds}.mp4`);
  const inputs = [`color=black:s=320x180:r=30:d=${blackSeconds}`, ...sources].flatMap((each) => [
    '-f',
    'lavfi',
    '-i',
    each,
  ]);
  const graph = `concat=n=${sources.length + 1}:v=1,format=yuv420p`;
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-threads', '1', '-y', clip];
  await execute('ffmpeg', ['-v', 'error', ...inputs, '-filter_complex', graph, ...coded]);
  return workshop.brief({ materials: [{ file: 'clip.mp4' }] }, { 'clip.mp4': await readFile(clip) });
}

/** Seconds of a file in which at least a fifth of the frame is black: a shot may stand beside or under other things. */
async function blackSeconds(file: string): Promise<number> {
  const filter = 'fps=10,blackframe=amount=20:threshold=20';
  const { stderr } = await execute('ffmpeg', ['-hide_banner', '-i', file, '-vf', filter, '-an', '-f', 'null', '-']);
  return [...stderr.matchAll(/pblack:\d+/g)].length / 10;
}

it('a shot that came out black gets another one, once, and the next run finds that work done (C12)', async () => {
  const folder = await briefOf(3, ['testsrc2=s=320x180:r=30:d=5', 'mandelbrot=s=320x180:r=30,trim=duration=4']);
  const out = join(folder, 'out');
  const first = await make(folder);
  expect(first.code, first.err).toBe(0);
  expect(first.err).toContain('made once more with another choice (black)');
  const [video] = (await readManifest(out)).videos;
  expect(video?.quality).toEqual({ passed: true, findings: [], replanned: ['black'] });
  expect(await blackSeconds(join(out, video?.file ?? ''))).toBe(0);
  const before = await stampsUnder(join(out, 'videos'));
  expect((await make(folder)).code).toBe(0);
  const again = await readManifest(out);
  expect(await stampsUnder(join(out, 'videos'))).toEqual(before);
  expect(again.totals.scenesRendered).toBe(0);
  expect(again.videos[0]?.quality).toEqual(video?.quality);
});

it('where there is no other shot the fault is told: in the manifest, as an event, in both languages and in the report (C12)', async () => {
  const folder = await briefOf(4, ['testsrc2=s=320x180:r=30:d=3']);
  const out = join(folder, 'out');
  const json = await make(folder, '--json');
  expect(json.code, json.err).toBe(0);
  const events = json.out
    .trim()
    .split('\n')
    .map((line) => BatchEvent.parse(JSON.parse(line)));
  const [video] = (await readManifest(out)).videos;
  const black = video?.quality?.findings.find(({ kind }) => kind === 'black') as QualityFinding;
  expect(black).toMatchObject({ severity: 'fault', scene: expect.any(Number), atMs: expect.any(Number) });
  expect(video?.quality?.passed).toBe(false);
  expect(await blackSeconds(join(out, video?.file ?? ''))).toBeGreaterThan(0.4);
  expect(events.filter(({ event }) => event === 'video-check')).toEqual([
    { event: 'video-check', name: video?.name, ...video?.quality },
  ]);
  expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('"kind":"black"');
  for (const [lang, says] of [
    ['en', /black for \d\.\d s at \d\.\d s[\s\S]*Videos with a fault: 1 of 1/],
    ['zh-CN', /起有 \d\.\d 秒黑屏[\s\S]*1 条视频中有 1 条有质量问题/],
  ] as const) {
    expect((await workshop.run(['make', folder, '--draft'], { lang })).err).toMatch(says);
  }
});

it('a finished file that lost its label is found by the next run and written anew (C12, L1)', async () => {
  const folder = await workshop.brief();
  const out = join(folder, 'out');
  expect((await make(folder)).code).toBe(0);
  const [video] = (await readManifest(out)).videos;
  const file = join(out, video?.file ?? '');
  const bytes = await readFile(file);
  const at = bytes.indexOf('AIGC', 0, 'latin1');
  bytes.write('NONE', at, 'latin1');
  await writeFile(file, bytes);
  expect((await verifyFile(file)).ok).toBe(false);
  expect((await make(folder)).code).toBe(0);
  const [again] = (await readManifest(out)).videos;
  expect(again?.quality).toMatchObject({ passed: true, replanned: ['label'] });
  expect(again?.sha256).toBe(video?.sha256);
  expect((await verifyFile(file)).ok).toBe(true);
});
