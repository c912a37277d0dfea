import type { PlayedPreview } from '../studio-parts/play-preview.ts';
import type { ScrolledBatch } from '../studio-parts/scroll-batch.ts';
import { table } from './numbers.ts';

/** What is measured of the studio's page. */
export interface Figures extends ScrolledBatch, PlayedPreview {
  lcpMs: number;
  slowLcpMs: number;
  interactionMs: number;
  initialJsKb: number;
  longestScrollTaskMs: number;
  /** Tasks over 50 ms while the list scrolled. */
  scrollTasks: number;
}

/** The most that each may be; a task is long from 50 ms on. */
export const limits = {
  lcpMs: 1000,
  slowLcpMs: 3500,
  interactionMs: 200,
  initialJsKb: 400,
  longestScrollTaskMs: 50,
  longestBatchTaskMs: 50,
  batchInteractionMs: 200,
  previewFrameMs: 34,
  previewSeekMs: 150,
} as const satisfies Partial<Record<keyof Figures, number>>;

const names: Readonly<Record<keyof typeof limits, string>> = {
  lcpMs: 'largest contentful paint, ms',
  slowLcpMs: 'the same with a processor four times slower, ms',
  interactionMs: 'slowest interaction, four times slower, ms',
  initialJsKb: 'JavaScript of a first visit, gzipped, kB',
  longestScrollTaskMs: 'longest task while 5,000 materials scroll, four times slower, ms',
  longestBatchTaskMs: 'longest task while a batch of 1,000 videos scrolls, four times slower, ms',
  batchInteractionMs: 'slowest interaction with a batch of 1,000 videos, four times slower, ms',
  previewFrameMs: 'a frame of the preview of a sample while it plays at 540×960, ms',
  previewSeekMs: 'a place in that preview, from the press to its picture, ms (middle of 20)',
};

/** What is over its limit, a line for each. */
export function missedLimits(figures: Figures): string[] {
  return (Object.keys(limits) as (keyof typeof limits)[])
    .filter((name) => figures[name] > limits[name])
    .map((name) => `${names[name]}: ${figures[name]}, at most ${limits[name]}`);
}

/** The page that is kept of a run. */
export function describeStudio(found: {
  cores: number;
  load: { before: number; after: number };
  runs: number;
  figures: Figures;
}): string {
  const { cores, load, runs, figures } = found;
  return [
    '# `clipo bench studio`',
    '',
    `The built page on a real service, in Chromium at 1440×900. ${cores} cores; load average ${load.before} when it began and`,
    `${load.after} when it ended. Paints are the middle of ${runs} first visits. The list of materials is answered with 5,000`,
    'entries that share one picture; all else is the service, also the 1,000 rows of the batch.',
    '',
    table([
      ['what', 'found', 'at most'],
      ...(Object.keys(limits) as (keyof typeof limits)[]).map((name) => [
        names[name],
        String(figures[name]),
        `${limits[name]}${figures[name] > limits[name] ? ' MISSED' : ''}`,
      ]),
    ]),
    '',
    `Tasks over 50 ms: ${figures.scrollTasks} while the materials scrolled, ${figures.batchTasks} while the batch did. The`,
    `slowest of the 20 places took ${figures.previewSlowestSeekMs} ms.`,
    '',
  ].join('\n');
}
