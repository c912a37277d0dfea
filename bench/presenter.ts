import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { listCharacters } from '@clipo/presenter';
import { measure } from './harness/measure.ts';
import { machineNow, median, round, table } from './harness/numbers.ts';

// `clipo bench presenter`: what drawing a presenter costs, apart from the video around it, in processes of their own. The
// limits are those of one core at 540×960 and 25 frames a second with alpha: four times real time for a rig, 1.25 times for a
// portrait, and 300 MiB. `--part drawn` or `--part videos` measures one half and tells of it alone; the page keeps the other as it
// was measured, with the load of its own time.
const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    part: { type: 'string', default: 'all' },
    json: { type: 'boolean', default: false },
  },
});
const here = import.meta.dirname;
const results = join(here, 'results');
const runs = Math.max(1, Number(options.runs) || 1);
const fps = 25;
const limits = { timesRealTime: 4, portraitTimesRealTime: 1.25, peakMiB: 300 };

interface Row {
  what: string;
  size: string;
  cpuMsPerFrame: number;
  peakMiB: number;
  /** How many times real time it must reach; null where no limit is set. */
  leastTimes: number | null;
}

/** Where a presenter is, and how many times the video without one it may take. */
const videoLimits = { corner: 1.6, half: 1.6, full: 2.2 } as const;

const partNames = ['drawn', 'videos'] as const;
type Part = (typeof partNames)[number];
if (options.part !== 'all' && !partNames.includes(options.part as Part)) {
  throw new Error(`--part is all, ${partNames.join(' or ')}`);
}

/** When a part was measured: what the machine did besides. */
interface Circumstances {
  cores: number;
  load: { before: number; after: number };
  runs: number;
}
interface Found {
  drawn?: Circumstances & { rows: (Row & { timesRealTime: number })[] };
  videos?: Circumstances & { rows: Awaited<ReturnType<typeof renderVideos>> };
}

const measured: Found = {};
if (options.part !== 'videos') {
  measured.drawn = await under(drawAll);
}
if (options.part !== 'drawn') {
  measured.videos = await under(renderVideos);
}
const found: Found = { ...earlier(), ...measured };
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'presenter.json'), `${JSON.stringify({ limits, ...found }, null, 2)}\n`);
writeFileSync(join(results, 'presenter.md'), describe(found));
process.stdout.write(options.json ? `${JSON.stringify({ limits, ...measured })}\n` : describe(measured));

async function under<Rows>(work: () => Promise<Rows>): Promise<Circumstances & { rows: Rows }> {
  const before = machineNow();
  const rows = await work();
  return { cores: before.cores, load: { before: before.load, after: machineNow().load }, runs, rows };
}

async function drawAll() {
  const drawn: Row[] = [];
  for (const { id } of listCharacters()) {
    drawn.push(await drawRig(id, 'full', 540, 960, limits.timesRealTime));
  }
  drawn.push(await drawRig('lin', 'head', 270, 270, null));
  drawn.push(await drawRig('lin', 'full', 1080, 1920, null));
  drawn.push(await draw('portrait, a drawn face', 'draw-portrait.ts', [], 540, 960, limits.portraitTimesRealTime));
  return drawn.map((row) => ({
    ...row,
    cpuMsPerFrame: round(row.cpuMsPerFrame, 2),
    peakMiB: Math.round(row.peakMiB),
    timesRealTime: round(1000 / fps / row.cpuMsPerFrame, 1),
  }));
}

/** What was measured before, of either part. */
function earlier(): Found {
  const file = join(results, 'presenter.json');
  const { drawn, videos } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Found) : {};
  return { ...(drawn && { drawn }), ...(videos?.rows && { videos }) };
}

/** The reference job with a presenter in every scene, as multiples of the same job without: drawn, encoded, one worker. */
async function renderVideos() {
  const costs = new Map<string, { wall: number[]; cpu: number[] }>();
  // Turn by turn, so that what else the machine does falls on all alike.
  for (let run = 0; run < runs; run++) {
    for (const layout of ['none', ...Object.keys(videoLimits)]) {
      const work = mkdtempSync(join(tmpdir(), 'clipo-bench-'));
      const script = join(here, 'tasks', 'render-with-presenter.ts');
      const material = join(here, '.work', 'reference', 'material');
      const { output } = await measure(process.execPath, [
        '--disable-warning=ExperimentalWarning',
        script,
        material,
        work,
        layout,
      ]);
      rmSync(work, { recursive: true, force: true });
      const { wallSeconds, cpuSeconds } = JSON.parse(output) as { wallSeconds: number; cpuSeconds: number };
      const cost = costs.get(layout) ?? { wall: [], cpu: [] };
      costs.set(layout, { wall: [...cost.wall, wallSeconds], cpu: [...cost.cpu, cpuSeconds] });
      process.stderr.write(`video, presenter ${layout}: ${round(cpuSeconds, 1)} s of CPU\n`);
    }
  }
  const of = (layout: string, kind: 'wall' | 'cpu') => median(costs.get(layout)?.[kind] ?? []);
  return (Object.keys(videoLimits) as (keyof typeof videoLimits)[]).map((layout) => ({
    layout,
    limit: videoLimits[layout],
    timesWall: round(of(layout, 'wall') / of('none', 'wall'), 2),
    timesCpu: round(of(layout, 'cpu') / of('none', 'cpu'), 2),
  }));
}

function drawRig(
  character: string,
  framing: string,
  width: number,
  height: number,
  leastTimes: number | null,
): Promise<Row> {
  return draw(`rig, ${character}, ${framing}`, 'draw-rig.ts', [character, framing], width, height, leastTimes);
}

async function draw(
  what: string,
  task: string,
  words: string[],
  width: number,
  height: number,
  leastTimes: number | null,
): Promise<Row> {
  const costs: number[] = [];
  const peaks: number[] = [];
  for (let run = 0; run < runs; run++) {
    const script = join(here, 'tasks', task);
    const args = ['--disable-warning=ExperimentalWarning', script, ...words, String(width), String(height)];
    const { output, peakMiB } = await measure(process.execPath, args);
    costs.push((JSON.parse(output) as { cpuMsPerFrame: number }).cpuMsPerFrame);
    peaks.push(peakMiB);
  }
  process.stderr.write(`${what} ${width}x${height}: ${round(median(costs), 2)} ms of CPU a frame\n`);
  return {
    what,
    size: `${width}×${height}`,
    cpuMsPerFrame: median(costs),
    peakMiB: Math.max(...peaks),
    leastTimes,
  };
}

function describe({ drawn, videos }: Found): string {
  return [
    '# `clipo bench presenter`',
    '',
    ...(drawn === undefined ? [] : describeDrawn(drawn)),
    ...(videos === undefined ? [] : describeVideos(videos)),
  ].join('\n');
}

function inWords({ cores, load, runs: count }: Circumstances): string {
  return `${cores} cores; load average ${load.before} when it began and ${load.after} when it ended; the middle of ${count} run${count === 1 ? '' : 's'}`;
}

function describeDrawn(part: NonNullable<Found['drawn']>): string[] {
  const isReached = part.rows.every(
    ({ leastTimes, timesRealTime, peakMiB }) =>
      leastTimes === null || (timesRealTime >= leastTimes && peakMiB <= limits.peakMiB),
  );
  return [
    `${inWords(part)}, each a`,
    `process of its own that draws 250 frames with alpha on one thread. Real time is ${fps} frames a second; ratios are by`,
    `processor time, which other work on the machine does not move. The limits for 540×960, ${limits.timesRealTime} times real time`,
    `for a rig, ${limits.portraitTimesRealTime} times for a portrait, and ${limits.peakMiB} MiB in all, are **${isReached ? 'reached' : 'MISSED'}**.`,
    '',
    table([
      ['drawn', 'size', 'CPU ms a frame', '× real time on one core', 'peak MiB'],
      ...part.rows.map((row) => [
        row.what,
        row.size,
        row.cpuMsPerFrame.toFixed(2),
        row.timesRealTime.toFixed(1),
        String(row.peakMiB),
      ]),
    ]),
    '',
  ];
}

function describeVideos(part: NonNullable<Found['videos']>): string[] {
  const isReached = part.rows.every(({ timesCpu, limit }) => timesCpu <= limit);
  return [
    'The reference video of `clipo bench render` (15 s, 1080×1920, 30 fps) with a presenter in every frame, as multiples of the',
    `same video without, drawn and encoded by one worker. ${inWords(part)}. The limits are`,
    `**${isReached ? 'reached' : 'MISSED'}** by processor time.`,
    '',
    table([
      ['presenter', 'wall', 'CPU', 'limit'],
      ...part.rows.map(({ layout, timesWall, timesCpu, limit }) => [
        layout,
        timesWall.toFixed(2),
        timesCpu.toFixed(2),
        String(limit),
      ]),
    ]),
    '',
  ];
}
