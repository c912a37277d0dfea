import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BriefInput, Manifest } from '@clipo/contract';
import { findNearest, keepDifferent, planSignatures } from '@clipo/engine';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBrief } from '../brief/load-brief.ts';
import { loadProducts } from '../brief/load-products.ts';
import { makeBatch } from './make-batch.ts';
import { comparedVideo } from './measure-difference.ts';
import { planMake } from './plan-make.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import { settingsIn } from './settings.fixture.ts';
import type { MakeInput } from './types.ts';

const example = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'tumbler');
/** Reached by other shots and styles of the same lines; what the example's own plan gives is less. */
const reachable = 0.34;

let folder: TempFolder;
const told: string[] = [];
beforeAll(async () => {
  folder = await tempFolder('plan-different');
});
afterAll(() => folder?.remove());

const deps = () => ({
  onEvent: (event: { event: string; message?: string }) => {
    if (event.event === 'warning') {
      told.push(event.message ?? '');
    }
  },
  signal: new AbortController().signal,
  env: settingsIn(join(folder.path, 'home')),
});

/** The example as a small draft of 6 s, changed. Of three creatives: what takes time is to speak their lines. */
async function inputOf(changes: Partial<BriefInput>): Promise<MakeInput> {
  const own = join(folder.path, 'brief');
  await cp(example, own, { recursive: true, filter: (path) => !path.includes('/out') });
  const written = JSON.parse(await readFile(join(example, 'brief.json'), 'utf8')) as BriefInput;
  const small = { durationSeconds: 6, resolution: 720, count: 3, music: false } as const;
  await writeFile(join(own, 'brief.json'), JSON.stringify({ ...written, ...small, ...changes }));
  const { brief } = await loadBrief(own);
  const { products } = await loadProducts(own, brief);
  const outDir = join(folder.path, 'out');
  return { folder: own, brief, products, briefHash: 'x', outDir, isDraft: true, isForce: false };
}

async function prepare(changes: Partial<BriefInput>): Promise<PreparedBatch> {
  return (await planMake(await inputOf(changes), deps(), { isKept: true })).batch;
}

async function leastOf(batch: PreparedBatch): Promise<number> {
  const signatures = await planSignatures(batch.videos.map(comparedVideo));
  return Math.min(...[...findNearest(signatures).values()].map(({ score }) => score));
}

describe('a floor under the difference of every two videos (C10)', () => {
  it('is held by other shots, styles and cells, chosen before anything is drawn, the same each time', async () => {
    const plain = await prepare({});
    expect(await leastOf(plain)).toBeLessThan(reachable);
    const planned = await prepare({ minDifference: reachable });
    expect(await leastOf(planned)).toBeGreaterThanOrEqual(reachable);
    expect(planned.warnings).toEqual(plain.warnings);
    const said = planned.videos.map(({ lines }) => lines.map(({ text }) => text).join());
    expect(new Set(said).size).toBe(3);
    const again = await prepare({ minDifference: reachable });
    expect(again.videos.map(({ storyboard }) => storyboard)).toEqual(
      planned.videos.map(({ storyboard }) => storyboard),
    );
  });

  it('changes nothing where the plan already holds it', async () => {
    const [plain, planned] = [await prepare({}), await prepare({ minDifference: 0.01 })];
    expect(planned.plan).toEqual(plain.plan);
  });

  it('forbidden combinations stay forbidden', async () => {
    const batch = await prepare({ minDifference: reachable, exclusions: [{ shots: 2 }, { style: 2 }] });
    const used = batch.plan.cells.flatMap(({ shots, style }) => [shots, style]);
    expect(Math.max(...used)).toBeGreaterThan(2);
    expect(used).not.toContain(2);
  });

  it('that nothing can hold is told, with as many different creatives as there can be', async () => {
    const batch = await prepare({ minDifference: 0.95 });
    expect(batch.videos.length).toBe(3);
    expect(batch.warnings.join()).toMatch(/2 of 3 creatives can't differ by minDifference 0.95/);
  });

  it('keeps a pairwise plan whole', async () => {
    const pairwise = { count: 4, plan: 'pairwise', axes: { hook: 2, body: 2, cta: 1 } } as const;
    const [plain, floored] = [await prepare(pairwise), await prepare({ ...pairwise, minDifference: 0.9 })];
    expect(floored.plan).toEqual(plain.plan);
    expect(floored.warnings.join()).toContain('minDifference 0.9');
  });

  it('every finished video names its nearest, and pairs under the floor are named in a warning', async () => {
    const floor = 0.95;
    const input = await inputOf({ minDifference: floor, count: 2 });
    const { batch } = await planMake(input, deps(), { isKept: true });
    told.length = 0;
    const manifest = Manifest.parse(await makeBatch(input, batch, deps()));
    const [first, second] = manifest.videos;
    expect(manifest.totals).toMatchObject({ done: 2, failed: 0 });
    expect(first?.nearest).toMatchObject({ name: second?.name, score: second?.nearest?.score });
    expect(second?.nearest?.name).toBe(first?.name);
    // Measured on what was drawn: all four parts are known, and near what the storyboards promised.
    expect(Object.values(first?.nearest?.parts ?? {}).filter((part) => typeof part === 'number').length).toBe(4);
    expect(Math.abs((first?.nearest?.score ?? 1) - (await leastOf(batch)))).toBeLessThan(0.15);
    const named = [first?.name, second?.name].sort();
    const sentence = `${named[0]} and ${named[1]} differ by ${first?.nearest?.score}, less than minDifference ${floor}`;
    expect(manifest.warnings).toContain(sentence);
    expect(told).toContain(sentence);
  });
});

it('videos are kept only where they differ in every language and format (C10)', async () => {
  const { videos, plan } = await prepare({ formats: ['9x16', '1x1'] });
  const signatures = await planSignatures(videos.map(comparedVideo));
  const count = plan.cells.length;
  const series = [signatures.slice(0, count), signatures.slice(count)];
  const kept = keepDifferent(series, 0.3, count);
  expect(kept.length).toBeLessThan(count);
  for (const each of series) {
    const chosen = kept.flatMap((place) => each[place] ?? []);
    expect(Math.min(...[...findNearest(chosen).values()].map(({ score }) => score))).toBeGreaterThanOrEqual(0.3);
  }
});

it('a manifest of a batch from before there were differences still reads', async () => {
  const input = await inputOf({ count: 1 });
  const { batch } = await planMake(input, deps(), { isKept: true });
  const manifest = await makeBatch(input, batch, deps());
  expect(manifest.videos[0]).not.toHaveProperty('nearest');
  expect(Manifest.safeParse(manifest).success).toBe(true);
});
