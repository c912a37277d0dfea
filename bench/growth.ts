import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawPlot, type Point } from './harness/draw-plot.ts';
import { measure } from './harness/measure.ts';
import { nodeFlags } from './harness/node-flags.ts';
import { machineNow, round, table } from './harness/numbers.ts';
import { job, makeReferenceFiles } from './reference/material.ts';
import type { BatchShape } from './reference/parts.ts';
import type { BatchTask } from './tasks/batch-task.ts';

// `clipo bench growth`: how time grows with the number of videos and with their length. Small pictures (360×640), an
// empty cache for every point; a sound mix and a join of its own for every video.
const { values: options } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const here = import.meta.dirname;
const material = join(here, '.work', 'reference', 'material');
const work = join(here, '.work', 'growth');
const size = { width: 360, height: 640 };
const results = join(here, 'results');
const machine = machineNow();

// Made before anything is timed: the first point would pay for it.
makeReferenceFiles(material);
const byCount: Point[] = [];
for (const count of [1, 5, 10, 25, 50]) {
  // Five hooks, five bodies, two calls to action: 15 s each, and parts come again as in a real batch.
  byCount.push(await timeOf(count, { hooks: 5, bodies: 5, ctas: 2, bodyScenes: 3 }, count));
}
const byLength: Point[] = [];
for (const seconds of [6, 15, 30, 60, 90]) {
  const scenes = (seconds * job.fps) / job.sceneFrames;
  byLength.push(await timeOf(seconds, { hooks: 1, bodies: 1, ctas: 1, bodyScenes: scenes - 2 }, 1));
}

const found = { machine: { cores: machine.cores }, load: machine.load, size, byCount, byLength };
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'growth.json'), `${JSON.stringify(found, null, 2)}\n`);
writeFileSync(
  join(results, 'growth.svg'),
  drawPlot(
    [
      { title: 'Time against count', unit: 'videos of 15 s', points: byCount },
      { title: 'Time against length', unit: 'seconds of one video', points: byLength },
    ],
    `Clipo, 360×640, ${machine.cores} cores, empty cache for every point`,
  ),
);
process.stdout.write(
  options.json
    ? `${JSON.stringify(found)}\n`
    : `${table([
        ['against', 'at', 'wall s', 'CPU s', 'peak MiB'],
        ...byCount.map((point) => ['count', ...cells(point)]),
        ...byLength.map((point) => ['length', ...cells(point)]),
      ])}\n`,
);

async function timeOf(at: number, shape: BatchShape, count: number): Promise<Point> {
  rmSync(work, { recursive: true, force: true });
  const task: BatchTask = { shape, count, size, isFurtherMeasured: false };
  const script = join(here, 'tasks', 'render-batch.ts');
  const cost = await measure(process.execPath, [...nodeFlags, script, material, work, JSON.stringify(task)]);
  rmSync(work, { recursive: true, force: true });
  const point = {
    at,
    wallSeconds: round(cost.wallSeconds, 2),
    cpuSeconds: round(cost.cpuSeconds, 2),
    peakMiB: Math.round(cost.peakMiB),
  };
  process.stderr.write(`${cells(point).join('  ')}\n`);
  return point;
}

function cells(point: Point): string[] {
  return [point.at, point.wallSeconds, point.cpuSeconds, point.peakMiB].map(String);
}
