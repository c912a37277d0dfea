import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineNow } from './harness/numbers.ts';
import { describeService, missedAims, type Part, type Parts, partNames } from './harness/service-report.ts';
import { measureBatch } from './service-parts/batch.ts';
import { measureCancel } from './service-parts/cancel.ts';
import { measureQueue } from './service-parts/queue.ts';
import { measureRoutes } from './service-parts/routes.ts';
import { measureStart } from './service-parts/start.ts';

// `clipo bench service`: what the service costs beside the work itself, in five parts. `--only start,queue` runs some of
// them, for a machine that can't be kept quiet for all; what the others found last stays in the results. It ends with 1
// where a part that ran missed an aim.
const { values: options } = parseArgs({
  options: {
    count: { type: 'string', default: '8' },
    variants: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '5' },
    only: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
const asked = (options.only?.split(',') ?? [...partNames]) as Part[];
const unknown = asked.filter((part) => !partNames.includes(part));
if (unknown.length > 0) {
  throw new Error(`--only: ${unknown.join(', ')} is no part; there are ${partNames.join(', ')}`);
}
const load = { clients: Number(options.clients) || 50, seconds: Number(options.seconds) || 5 };

/** The parts, each by what it measures. */
const measures: { [P in Part]: () => Promise<NonNullable<Parts[P]>['found']> } = {
  start: measureStart,
  queue: () => measureQueue(Number(options.variants) || 1000),
  batch: () => measureBatch(Number(options.count) || 8),
  cancel: measureCancel,
  routes: async () => ({ ...load, figures: await measureRoutes(load) }),
};

const results = join(import.meta.dirname, 'results');
const fresh: Parts = {};
for (const part of partNames.filter((name) => asked.includes(name))) {
  process.stderr.write(`${part}\n`);
  const { cores, load: before } = machineNow();
  const found = await measures[part]();
  Object.assign(fresh, { [part]: { cores, load: { before, after: machineNow().load }, found } });
}
const all: Parts = { ...earlier(), ...fresh };
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'service.json'), `${JSON.stringify(all, null, 2)}\n`);
writeFileSync(join(results, 'service.md'), describeService(all));
process.stdout.write(options.json ? `${JSON.stringify(fresh, null, 2)}\n` : describeService(fresh));
const missed = missedAims(fresh);
for (const aim of missed) {
  process.stderr.write(`MISSED: ${aim}\n`);
}
process.exitCode = missed.length > 0 ? 1 : 0;

/** What was found before, part by part. */
function earlier(): Parts {
  try {
    return JSON.parse(readFileSync(join(results, 'service.json'), 'utf8')) as Parts;
  } catch {
    return {};
  }
}
