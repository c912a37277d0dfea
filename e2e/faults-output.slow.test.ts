import { join } from 'node:path';
import { BatchEvent } from '@clipo/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type Workshop } from './cli.fixture.ts';
import { expectPlainWords, filesUnder, stampsUnder } from './outcome.fixture.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('output');
});
afterAll(() => workshop.remove());

const linesOf = (text: string) => text.split('\n').filter((line) => line !== '');

it('--dry-run prints plan and estimate and writes nothing, neither in the output nor in CLIPO_HOME', async () => {
  const folder = await workshop.brief({ count: 3 });
  const files = await filesUnder(folder);
  const plain = await workshop.run(['make', folder, '--draft', '--dry-run']);
  expect(plain.code, plain.err).toBe(0);
  expect(plain.out).toMatch(/A1: 3 videos \(3 creatives/);
  expect(plain.out).toMatch(/about \d/);
  expect(plain.err).toMatch(/Nothing was written/);
  expect(await filesUnder(folder)).toEqual(files);
  expect(await filesUnder(workshop.home)).toEqual([]);
  expect(await filesUnder(workshop.temporary)).toEqual([]);
});

it('--json: every line is an event, the last is done with the path of the manifest; standard error is for people', async () => {
  const folder = await workshop.brief({ count: 2 });
  const end = await workshop.run(['make', folder, '--draft', '--json']);
  expect({ code: end.code, err: end.err }).toEqual({ code: 0, err: '' });
  const events = linesOf(end.out).map((line) => BatchEvent.parse(JSON.parse(line)));
  expect(events[0]?.event).toBe('batch-plan');
  expect(events.at(-1)).toMatchObject({
    event: 'done',
    manifest: join(folder, 'out', 'manifest.json'),
    done: 2,
    failed: 0,
  });
  expect(events.filter(({ event }) => event === 'done')).toHaveLength(1);
  const pieces = events.filter((event) => event.event === 'piece-end');
  expect(pieces.map(({ done }) => done)).toEqual(pieces.map((_, index) => index + 1));
  expect(pieces.at(-1)).toMatchObject({ done: pieces.length, total: pieces.length });
  const videos = events.filter((event) => event.event === 'video-end');
  expect(videos.map(({ done, total }) => [done, total])).toEqual([
    [1, 2],
    [2, 2],
  ]);
  const kept = await stampsUnder(workshop.home);
  // What a dry run finds in the cache it tells, and leaves as it is.
  const dry = await workshop.run(['make', folder, '--draft', '--dry-run', '--json'], { lang: 'zh-CN' });
  expect(dry.code).toBe(0);
  const [plan, ...rest] = linesOf(dry.out).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(rest).toEqual([]);
  expect(plan).toMatchObject({ event: 'batch-plan', videos: 2, pieces: pieces.length, cached: pieces.length });
  expect(plan?.list).toHaveLength(2);
  expect(Object.keys(await stampsUnder(workshop.home))).toEqual(Object.keys(kept));
});

it('in a pipe progress is plain lines on standard error, and standard output is the path of the manifest alone', async () => {
  const folder = await workshop.brief({ count: 2 });
  const end = await workshop.run(['make', folder, '--draft']);
  expect(end.code, end.err).toBe(0);
  expect(end.out).toBe(`${join(folder, 'out', 'manifest.json')}\n`);
  // Neither colours nor redrawing.
  expect(end.err.split('').some((character) => character === '\u001b' || character === '\r')).toBe(false);
  expect(end.err).toMatch(/^2\/2 videos\/.*\.mp4$/m);
  expect(end.err).toMatch(/2 videos in .*report\.html/);
  expectPlainWords(end.err);
});

it('a reader that leaves early does not break a batch', async () => {
  const folder = await workshop.brief();
  const running = workshop.start(['make', folder, '--draft', '--json']);
  running.child.stdout?.destroy();
  running.child.stderr?.destroy();
  expect((await running.ended).code).toBe(0);
  expect(await filesUnder(join(folder, 'out', 'videos'))).toHaveLength(4);
});

it('wrong input under --json is an event with code and message, in the language of the reader', async () => {
  const folder = await workshop.brief({ materials: [{ file: 'gone.png' }] });
  const end = await workshop.runHere(['make', folder, '--draft', '--json'], { lang: 'zh-CN' });
  expect(end.code).toBe(2);
  const events = linesOf(end.out).map((line) => BatchEvent.parse(JSON.parse(line)));
  expect(events).toEqual([
    { event: 'failed', code: 'invalid_input', message: expect.stringMatching(/gone\.png 不存在/) },
  ]);
});
