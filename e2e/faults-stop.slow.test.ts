import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { busyFactor } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorkshop, type RunningCli, type Workshop } from './cli.fixture.ts';
import {
  expectNoLitter,
  expectPlainWords,
  expectRightVideos,
  filesUnder,
  readManifest,
  stampsUnder,
} from './outcome.fixture.ts';
import { alive, descendantsOf, processesOf } from './processes.fixture.ts';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop('stop');
});
afterAll(() => workshop.remove());

/** Long enough to be stopped in the middle, also on a fast machine. */
const many = { count: 6 };
const words = (folder: string) => ['make', folder, '--draft', '--json'];

/** Waits until every process of the command is gone; the ones that stay are the failure. */
async function expectAllGone(pids: readonly number[]): Promise<void> {
  for (let turn = 0; turn < 20 && alive(pids).length > 0; turn++) {
    await wait(50);
  }
  expect(alive(pids)).toEqual([]);
  expect(processesOf(workshop)).toEqual([]);
}

async function stop(running: RunningCli, signal: NodeJS.Signals) {
  const pids = descendantsOf(running.child.pid ?? 0);
  const started = performance.now();
  running.child.kill(signal);
  const end = await running.ended;
  return { end, pids, ms: performance.now() - started };
}

it('Ctrl-C stops within 2 s with 130, leaves no process and no half file; the next run goes on from there', async () => {
  const folder = await workshop.brief(many);
  const out = join(folder, 'out');
  const running = workshop.start(words(folder));
  await running.until('"event":"video-end"');
  const { end, pids, ms } = await stop(running, 'SIGINT');
  expect(end.code).toBe(130);
  expect(ms).toBeLessThan(2000 * busyFactor());
  expectPlainWords(end.err);
  expect(end.err).toMatch(/Cancelled\. Run the same command again/);
  expect(JSON.parse(end.out.trim().split('\n').at(-1) ?? '')).toMatchObject({ event: 'cancelled', total: 6 });
  await expectAllGone(pids);
  await expectNoLitter(out, workshop);

  const records = await filesUnder(join(out, '.clipo', 'videos'));
  expect(records.length).toBeGreaterThan(0);
  expect(records.length).toBeLessThan(6);
  const stamps = await stampsUnder(join(out, 'videos'));
  const isFinished = (file: string) => records.includes(`${file.replace(/\.\w+$/, '')}.json`);
  const kept = Object.fromEntries(Object.entries(stamps).filter(([file]) => isFinished(file)));
  expect(Object.keys(kept)).toHaveLength(records.length * 4);
  const again = await workshop.run(words(folder));
  expect(again.code).toBe(0);
  const manifest = await expectRightVideos(out);
  expect(manifest.totals).toMatchObject({ done: 6, failed: 0 });
  expect(manifest.totals.scenesCached).toBeGreaterThan(0);
  expect(await stampsUnder(join(out, 'videos'))).toMatchObject(kept);
});

it.each(['preparing', 'speaking'])('Ctrl-C while %s ends as well, with nothing left', async (moment) => {
  // A clip that the cache does not know yet keeps the first part busy; then come the voices.
  const folder = await workshop.brief(
    { count: 60, materials: [{ file: 'clip.mp4' }], seed: moment.length },
    { 'clip.mp4': { media: moment === 'preparing' ? 'noisy' : 'threeShots' } },
  );
  const running = workshop.start(words(folder));
  // From here on the command answers to signals.
  while ((await filesUnder(join(workshop.home, 'runs'))).length === 0) {
    await wait(20);
  }
  await wait(moment === 'preparing' ? 100 : 800);
  const { end, pids, ms } = await stop(running, 'SIGINT');
  expect({ code: end.code, killedBy: end.killedBy }).toEqual({ code: 130, killedBy: null });
  expect(ms).toBeLessThan(2000 * busyFactor());
  expectPlainWords(end.err);
  await expectAllGone(pids);
  await expectNoLitter(join(folder, 'out'), workshop);
});

it('kill -9 in the middle: no process stays, and a second run completes and clears what was left half done', async () => {
  const folder = await workshop.brief({ ...many, seed: 11 });
  const out = join(folder, 'out');
  const running = workshop.start(words(folder));
  await running.until('"event":"video-end"');
  const { end, pids } = await stop(running, 'SIGKILL');
  expect(end.killedBy).toBe('SIGKILL');
  await expectAllGone(pids);
  const kept = await stampsUnder(join(out, '.clipo', 'videos'));

  const again = await workshop.run(words(folder));
  expect({ code: again.code, err: again.err }).toEqual({ code: 0, err: '' });
  expect((await readManifest(out)).totals).toMatchObject({ done: 6, failed: 0 });
  await expectRightVideos(out);
  await expectNoLitter(out, workshop);
  // What had its record was not made again.
  expect(await stampsUnder(join(out, '.clipo', 'videos'))).toMatchObject(kept);
  expect((await filesUnder(join(out, 'videos'))).filter((file) => file.endsWith('.mp4'))).toHaveLength(6);
});
