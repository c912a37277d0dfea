import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import type { MakeInput } from '@clipo/batch';
import { planMake } from '@clipo/batch';
import { loadBrief, loadProducts } from '@clipo/batch/brief';
import { readEnvironment } from '../../apps/cli/src/env.ts';
import type { PlanReport, PlanTask } from './plan-task.ts';

// Usage: plan-batch.ts BRIEF HOME TASK: plans a batch as `clipo plan` does, with the caches of HOME. TASK is JSON
// (PlanTask); a PlanReport comes out as JSON.
const [folder = '', home = '', text = '{}'] = process.argv.slice(2);
const task = JSON.parse(text) as PlanTask;

/** What a stretch of time is told as, by the innermost of these functions that is running. */
const doing: Readonly<Record<string, string>> = {
  planVideo: 'cutting into pieces and hashing them',
  composePart: 'storyboards',
  videoOf: 'storyboards',
  dealBatch: 'dealing materials',
  planMatrix: 'matrix of choices',
  planSignatures: 'signatures to compare by',
  keepDifferent: 'comparing creatives',
  writeParts: 'words',
  draftLines: 'words',
  describePlan: 'what is in the cache',
  prepareMaterials: 'materials',
};
/** Helpers whose callers are gone by the time they run, told by the file that they stand in. */
const doingIn: readonly (readonly [RegExp, string])[] = [
  [/agent\/src\/(?:script|copy|patterns)\//, 'words'],
  [/engine\/src\/difference\//, 'signatures to compare by'],
  [/engine\/src\/materials\//, 'materials'],
  [/speech\/src\//, 'reading voices from the cache'],
];

const loaded = await loadBrief(folder);
const brief = { ...loaded.brief, count: task.count, minDifference: task.minDifference };
const { products } = await loadProducts(folder, brief);
const entry = products[0];
if (entry === undefined) {
  throw new Error('the example has no product');
}
const input: MakeInput = {
  folder,
  brief,
  products: Array.from({ length: task.products }, (_, index) => ({
    ...entry,
    product: { ...entry.product, id: `${entry.product.id}-${index + 1}` },
  })),
  briefHash: 'bench',
  outDir: join(home, 'out'),
  isDraft: false,
  isForce: false,
};
const deps = {
  onEvent: () => undefined,
  signal: new AbortController().signal,
  env: readEnvironment({ CLIPO_HOME: home }),
};

const session = task.isProfiled ? await openProfile() : undefined;
const [started, before] = [performance.now(), process.cpuUsage()];
const { plan } = await planMake(input, deps, { isKept: true });
const used = process.cpuUsage(before);
const report: PlanReport = {
  wallSeconds: (performance.now() - started) / 1000,
  cpuSeconds: (used.user + used.system) / 1e6,
  videos: plan.videos.length,
  pieces: plan.pieces,
  shares: session === undefined ? {} : await sharesOf(session),
};
process.stdout.write(JSON.stringify(report));

async function openProfile(): Promise<Session> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return session;
}

/** Sampled time by what was being done; time in which nothing ran is left out. */
async function sharesOf(session: Session): Promise<Record<string, number>> {
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const nameOf = (id: number): string | undefined => {
    const frames = [];
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      frames.push(nodes.get(at)?.callFrame ?? { functionName: '', url: '' });
    }
    if (frames[0]?.functionName === '(idle)') {
      return undefined;
    }
    if (frames[0]?.functionName === '(garbage collector)') {
      return 'garbage collection';
    }
    const named = frames.find(({ functionName }) => doing[functionName] !== undefined);
    const placed = frames.map(({ url }) => doingIn.find(([place]) => place.test(url))).find(Boolean);
    return (named && doing[named.functionName]) ?? placed?.[1] ?? 'everything else';
  };
  const spent = new Map<string, number>();
  profile.samples?.forEach((id, index) => {
    const name = nameOf(id);
    if (name !== undefined) {
      spent.set(name, (spent.get(name) ?? 0) + (profile.timeDeltas?.[index] ?? 0));
    }
  });
  const all = [...spent.values()].reduce((sum, each) => sum + each, 0);
  return Object.fromEntries(
    [...spent].sort(([, a], [, b]) => b - a).map(([name, time]) => [name, Math.round((time / all) * 1000) / 1000]),
  );
}
