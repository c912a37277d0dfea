import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Machines, openMachines } from '../testing/machines.fixture.ts';
import { type RunningWorker, startWorker } from './worker.ts';

let machines: Machines;
const running: RunningWorker[] = [];
beforeAll(async () => {
  machines = await openMachines();
}, 120_000);
afterAll(async () => {
  await Promise.all(running.map((each) => each.stop()));
  await machines.stop();
});

it('two machines that race for a batch end it whole, and no piece is drawn twice (C9)', async () => {
  const racing = [await machines.add(), await machines.add()];
  for (const machine of racing) {
    running.push(await startWorker(machine));
  }
  const batch = await machines.makeBatch(2);
  expect(await machines.timesDrawn()).toEqual([1]);
  const kept = new Set((await Promise.all(racing.map(machines.piecesIn))).flat());
  expect(kept.size).toBeGreaterThanOrEqual(batch.piecesTotal);
}, 300_000);
