import type { RouteFigures } from '../service-parts/ask-routes.ts';
import type { BatchFigures } from '../service-parts/batch.ts';
import type { CancelFigures } from '../service-parts/cancel.ts';
import type { QueueFigures } from '../service-parts/queue.ts';
import type { StartFigures } from '../service-parts/start.ts';
import { round, table } from './numbers.ts';

export const partNames = ['start', 'queue', 'batch', 'cancel', 'routes'] as const;
export type Part = (typeof partNames)[number];

/** What a part found, and how busy the machine was with other work before and after it. */
interface Ran<T> {
  cores: number;
  load: { before: number; after: number };
  found: T;
}

export interface Parts {
  start?: Ran<StartFigures>;
  queue?: Ran<QueueFigures>;
  batch?: Ran<BatchFigures>;
  cancel?: Ran<CancelFigures>;
  routes?: Ran<{ clients: number; seconds: number; figures: RouteFigures[] }>;
}

/** What is promised: a start in seconds, a piece's share of the queue in milliseconds of CPU, a share of the bare command, a cancel. */
const limits = { startSeconds: 5, overheadMs: 20, throughput: 0.9, cancelSeconds: 2 };

interface Line {
  what: string;
  measured: string;
  /** Left out where nothing is promised. */
  aim?: { told: string; isReached: boolean };
}

/** The page of what was found: a table a part. */
export function describeService(parts: Parts): string {
  const pages = partNames.flatMap((part) => {
    const ran = parts[part];
    if (ran === undefined) {
      return [];
    }
    const rows = linesOf(part, parts).map(({ what, measured, aim }) => [
      what,
      measured,
      aim === undefined ? '–' : `${aim.told}: ${aim.isReached ? 'reached' : 'MISSED'}`,
    ]);
    const { cores, load } = ran;
    const machine = `${cores} cores, load average ${load.before} before it and ${load.after} after it.`;
    return [`## ${titles[part]}`, '', machine, '', table([['what', 'measured', 'aim'], ...rows]), ''];
  });
  return ['# `clipo bench service`', '', ...pages].join('\n');
}

/** Aims that were missed, in words. */
export function missedAims(parts: Parts): string[] {
  return partNames.flatMap((part) =>
    linesOf(part, parts).flatMap(({ what, measured, aim }) =>
      aim === undefined || aim.isReached ? [] : [`${part}: ${what}: ${measured} (${aim.told})`],
    ),
  );
}

const titles: Readonly<Record<Part, string>> = {
  start: '`./clipo start`',
  queue: 'Planning and the queue',
  batch: 'A batch, beside the bare command',
  cancel: 'A cancel, while encoders are at work',
  routes: 'The commonest routes',
};

function linesOf(part: Part, { start, queue, batch, cancel, routes }: Parts): Line[] {
  switch (part) {
    case 'start':
      return start === undefined ? [] : startLines(start.found);
    case 'queue':
      return queue === undefined ? [] : queueLines(queue.found);
    case 'batch':
      return batch === undefined ? [] : batchLines(batch.found);
    case 'cancel':
      return cancel === undefined ? [] : cancelLines(cancel.found);
    case 'routes':
      return routes === undefined ? [] : routeLines(routes.found);
  }
}

function startLines({ first, second, afterKill, stop, leftAfterKill }: StartFigures): Line[] {
  const ready = (what: string, seconds: readonly number[]): Line => ({
    what,
    measured: `${seconds.map((each) => round(each, 1)).join(', ')} s`,
    aim: { told: `< ${limits.startSeconds} s`, isReached: Math.max(...seconds) < limits.startSeconds },
  });
  const left = stop.left + leftAfterKill;
  return [
    { what: 'ready, the first time (makes the database)', measured: `${round(first, 1)} s` },
    ready('ready, the second time and later', second),
    ready('ready, after kill -9 of everything', afterKill),
    { what: 'ended after SIGTERM', measured: `${round(stop.seconds, 1)} s` },
    { what: 'processes left behind', measured: String(left), aim: { told: 'none', isReached: left === 0 } },
  ];
}

function queueLines({ videos, pieces, plan, overheadMs }: QueueFigures): Line[] {
  return [
    {
      what: `${videos} variants of ${pieces} pieces planned and queued`,
      measured: `${round(plan.seconds, 1)} s, ${round(plan.cpuSeconds, 1)} s of CPU, ${Math.round(plan.peakMiB)} MiB`,
    },
    {
      what: 'CPU of the queue for a piece',
      measured: `${round(overheadMs, 1)} ms`,
      aim: { told: `< ${limits.overheadMs} ms`, isReached: overheadMs < limits.overheadMs },
    },
  ];
}

function batchLines({ videos, bareSeconds, serviceSeconds, ratio }: BatchFigures): Line[] {
  return [
    { what: `${videos} videos by the bare command`, measured: `${round(bareSeconds, 1)} s` },
    {
      what: `${videos} videos through the service`,
      measured: `${round(serviceSeconds, 1)} s, throughput ${round(ratio, 3)}×`,
      aim: { told: `≥ ${limits.throughput}×`, isReached: ratio >= limits.throughput },
    },
  ];
}

function cancelLines({ seconds }: CancelFigures): Line[] {
  return [
    {
      what: 'from the cancel until no encoder is there',
      measured: `${seconds.map((each) => round(each, 2)).join(', ')} s`,
      aim: { told: `< ${limits.cancelSeconds} s`, isReached: Math.max(...seconds) < limits.cancelSeconds },
    },
  ];
}

function routeLines({ clients, figures }: { clients: number; figures: readonly RouteFigures[] }): Line[] {
  return figures.map(({ route, requestsPerSecond, p99Ms, cpuMs, ofBare }) => ({
    what: `${route}, ${clients} clients`,
    measured: `${Math.round(requestsPerSecond)} a second, p99 ${round(p99Ms, 1)} ms, ${round(ofBare, 2)}× of /healthz, CPU ${round(cpuMs.api, 2)} + ${round(cpuMs.database, 2)} ms`,
  }));
}
