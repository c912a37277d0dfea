import type { BatchReport } from '../tasks/batch-task.ts';
import type { Cost } from './measure.ts';
import { median, round, table } from './numbers.ts';

/** A contender with what it cost, or why it did not run. */
export type Row = { name: string; cost: Cost } | { name: string; skipped: string };

/** All that `clipo bench render` found out. */
export interface RenderResults {
  machine: { cores: number; load: number };
  loadAfter: number;
  runs: number;
  /** The bare encoder first, Clipo second. */
  rows: Row[];
  bareWalls: number[];
  clipoWalls: number[];
  batch: (Cost & { report: BatchReport }) | null;
  isRepeatable: boolean;
  isSameWithOneWorker: boolean;
  isComposedAlike: boolean;
  similarity: { joined: number; whole: number };
}

interface Promised {
  what: string;
  found: string;
  reach: string;
  isReached: boolean;
}

/** The results as data and as a page. */
export function describeRender(results: RenderResults): { json: unknown; markdown: string } {
  const { machine, loadAfter, runs, rows, bareWalls, clipoWalls } = results;
  const bare = costOf(rows[0]);
  const contenders = rows.map((row) =>
    'cost' in row
      ? {
          name: row.name,
          wallRatio: round(row.cost.wallSeconds / bare.wallSeconds, 2),
          cpuRatio: round(row.cost.cpuSeconds / bare.cpuSeconds, 2),
          peakMiB: Math.round(row.cost.peakMiB),
        }
      : row,
  );
  const promises = promisesOf(results);
  const spread = { bare: spreadOf(bareWalls), clipo: spreadOf(clipoWalls) };
  const json = {
    machine: { cores: machine.cores },
    load: { before: machine.load, after: loadAfter },
    runs,
    spread,
    contenders,
    promises,
  };
  const lines = contenders.map((row) =>
    'skipped' in row
      ? [row.name, 'skipped', '', '', row.skipped]
      : [row.name, row.wallRatio.toFixed(2), row.cpuRatio.toFixed(2), String(row.peakMiB), ''],
  );
  const markdown = [
    '# `clipo bench render`',
    '',
    `${machine.cores} cores; load average ${machine.load} when it began and ${loadAfter} when it ended. The bare encoder and Clipo took turns, ${runs} times, with runs of their own for the memory; the rest ran once, its memory watched meanwhile.`,
    `Slowest run over fastest: bare encoder ${spread.bare}, Clipo ${spread.clipo}. One 15 s video, 1080×1920, 30 fps, x264 veryfast crf 23.`,
    '',
    table([['contender', 'wall ÷ bare', 'CPU ÷ bare', 'peak MiB', ''], ...lines]),
    '',
    table([
      ['promise', 'found', 'reach', ''],
      ...promises.map((promise) => [
        promise.what,
        promise.found,
        promise.reach,
        promise.isReached ? 'reached' : 'MISSED',
      ]),
    ]),
    '',
  ].join('\n');
  return { json, markdown };
}

function promisesOf(results: RenderResults): Promised[] {
  const { rows, batch, clipoWalls, bareWalls, similarity } = results;
  const [bare, clipo] = [costOf(rows[0]), costOf(rows[1])];
  const single = median(clipoWalls);
  // Each run against the bare run beside it: a busy moment hits both.
  const paired = median(clipoWalls.map((wall, index) => wall / (bareWalls[index] ?? bare.wallSeconds)));
  const peersWalls = rows.slice(2).flatMap((row) => ('cost' in row ? [row.cost.wallSeconds] : []));
  const loss = similarity.whole - similarity.joined;
  const atMost = (what: string, value: number, most: number, places: number, unit = ''): Promised => ({
    what,
    found: `${value.toFixed(places)}${unit}`,
    reach: `≤ ${most}${unit}`,
    isReached: value <= most,
  });
  const holds = (what: string, isReached: boolean): Promised => ({
    what,
    found: isReached ? 'yes' : 'no',
    reach: 'yes',
    isReached,
  });
  return [
    atMost('one video, wall ÷ bare encoder', paired, 1.35, 2),
    holds(
      'ahead of every peer',
      peersWalls.every((wall) => wall > single),
    ),
    atMost('one video, peak memory', clipo.peakMiB, 700, 0, ' MiB'),
    ...(batch === null
      ? []
      : [
          atMost('100 videos, wall ÷ 100 single renders', batch.report.seconds / (100 * single), 0.15, 3),
          atMost('batch, peak memory', batch.peakMiB, 1229, 0, ' MiB'),
          atMost('a further video, picture only, CPU', batch.report.pictureSeconds ?? Number.NaN, 0.1, 3, ' s'),
          atMost('a further video with its own mix, CPU', batch.report.withSoundSeconds ?? Number.NaN, 1, 2, ' s'),
        ]),
    holds('equal inputs give equal video bits', results.isRepeatable),
    holds('one worker gives the same bits as all', results.isSameWithOneWorker),
    holds('pieces are composed as the whole is, bit for bit', results.isComposedAlike),
    atMost('SSIM lost against a whole encode', loss, 0.01, 4),
  ];
}

function costOf(row: Row | undefined): Cost {
  if (row === undefined || !('cost' in row)) {
    throw new Error('the bare encoder and Clipo must have run');
  }
  return row.cost;
}

function spreadOf(walls: readonly number[]): number {
  return round(Math.max(...walls) / Math.min(...walls), 2);
}
