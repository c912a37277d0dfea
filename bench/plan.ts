import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './harness/measure.ts';
import { machineNow, median, round, table } from './harness/numbers.ts';
import type { PlanReport, PlanTask } from './tasks/plan-task.ts';

// `clipo bench plan`: how long it takes to decide a batch, from the brief to the pieces of every video, before anything is
// drawn. Voices and materials are in the cache: speaking a line and looking at a picture are paid once, whatever the
// count, and told apart. Every run is a process of its own, so that nothing is warm but what a user's would be.
const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '3' }, json: { type: 'boolean', default: false } },
});
const here = import.meta.dirname;
const example = join(here, '..', 'examples', 'tumbler');
const home = join(here, '.work', 'plan');
const results = join(here, 'results');
const runs = Math.max(1, Number(options.runs) || 1);

/** Planning a thousand creatives stays under this: less than a person waits for without asking what is going on. */
const limitSeconds = 3;
const counts = [10, 25, 50, 100, 250, 500, 1000];
const floor = 0.15;

interface Row {
  what: string;
  videos: number;
  pieces: number;
  wallSeconds: number;
  cpuSeconds: number;
}

const machine = machineNow();
const tasks: { what: string; task: Omit<PlanTask, 'isProfiled'> }[] = [
  ...counts.map((count) => ({ what: `${count} creatives`, task: { count, products: 1 } })),
  { what: '34 creatives of 30 products', task: { count: 34, products: 30 } },
  { what: `100 creatives, minDifference ${floor}`, task: { count: 100, products: 1, minDifference: floor } },
  { what: `1000 creatives, minDifference ${floor}`, task: { count: 1000, products: 1, minDifference: floor } },
];

rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true });
const firstSeconds: number[] = [];
const rows: Row[] = [];
for (const { what, task } of tasks) {
  // What this plan has to speak and look at for the first time fills the caches.
  firstSeconds.push((await planOnce(task)).wallSeconds);
  const reports: PlanReport[] = [];
  for (let run = 0; run < runs; run++) {
    reports.push(await planOnce(task));
  }
  rows.push({
    what,
    videos: reports[0]?.videos ?? 0,
    pieces: reports[0]?.pieces ?? 0,
    wallSeconds: median(reports.map((report) => report.wallSeconds)),
    cpuSeconds: median(reports.map((report) => report.cpuSeconds)),
  });
  process.stderr.write(`${what}: ${round(rows.at(-1)?.cpuSeconds ?? 0, 2)} s of CPU\n`);
}
const plain = (await planOnce({ count: 1000, products: 1 }, true)).shares;
const floored = (await planOnce({ count: 1000, products: 1, minDifference: floor }, true)).shares;
rmSync(home, { recursive: true, force: true });

const found = {
  machine: { cores: machine.cores },
  load: { before: machine.load, after: machineNow().load },
  runs,
  limitSeconds,
  rows: rows.map(({ wallSeconds, cpuSeconds, ...row }) => ({
    ...row,
    wallRatio: round(wallSeconds / limitSeconds, 3),
    cpuRatio: round(cpuSeconds / limitSeconds, 3),
    cpuMsPerVideo: round((cpuSeconds * 1000) / row.videos, 2),
  })),
  firstRunRatio: round(Math.max(...firstSeconds) / limitSeconds, 2),
  shares: { plain, floored },
};
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'plan.json'), `${JSON.stringify(found, null, 2)}\n`);
const page = describe();
writeFileSync(join(results, 'plan.md'), page);
process.stdout.write(options.json ? `${JSON.stringify(found)}\n` : page);

async function planOnce(task: Omit<PlanTask, 'isProfiled'>, isProfiled = false): Promise<PlanReport> {
  const script = join(here, 'tasks', 'plan-batch.ts');
  const args = [
    '--disable-warning=ExperimentalWarning',
    script,
    example,
    home,
    JSON.stringify({ ...task, isProfiled }),
  ];
  return JSON.parse((await measure(process.execPath, args)).output) as PlanReport;
}

function describe(): string {
  const isReached = found.rows.every(({ cpuRatio }) => cpuRatio <= 1);
  return [
    '# `clipo bench plan`',
    '',
    `${machine.cores} cores; load average ${found.load.before} when it began and ${found.load.after} when it ended; the middle of ${runs} runs, each a`,
    `process of its own. Ratios are to the limit of ${limitSeconds} s for 1,000 creatives: **${isReached ? 'reached' : 'MISSED'}**, by processor time, which other`,
    'work on the machine does not move.',
    '',
    table([
      ['planned', 'videos', 'pieces', 'wall ÷ limit', 'CPU ÷ limit', 'CPU ms a video'],
      ...found.rows.map((row) => [
        row.what,
        String(row.videos),
        String(row.pieces),
        row.wallRatio.toFixed(3),
        row.cpuRatio.toFixed(3),
        row.cpuMsPerVideo.toFixed(2),
      ]),
    ]),
    '',
    `Voices and materials come from the cache. Their first time is apart: the slowest first run, which speaks every line that`,
    `is new and looks at the materials, took ${found.firstRunRatio} of the limit. A floor of difference plans larger batches to choose from.`,
    '',
    ...sharesTable('What 1,000 creatives cost', plain),
    ...sharesTable(`What 1,000 creatives with minDifference ${floor} cost`, floored),
  ].join('\n');
}

function sharesTable(title: string, shares: Record<string, number>): string[] {
  const told = Object.entries(shares).filter(([, share]) => share >= 0.01);
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  return [table([[title, 'share'], ...told.map(([what, share]) => [what, percent(share)])]), ''];
}
