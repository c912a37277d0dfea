import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadBrief, loadProducts } from '@clipo/batch/brief';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runProgram } from './run.ts';

const root = join(import.meta.dirname, '..', '..', '..', '..');
const examples = join(root, 'examples');
const names = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'brief.json')));

/** The one event of `make --dry-run --json`. */
const Plan = z.object({ event: z.literal('batch-plan'), videos: z.number(), list: z.array(z.unknown()) });

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'clipo-examples-'));
});
afterAll(() => rm(home, { recursive: true, force: true }));

it.each(names)(
  'make --dry-run plans %s: a video for each product, creative, language and format (C1, C10)',
  {
    timeout: 600_000,
  },
  async (name) => {
    const { folder, brief } = await loadBrief(join(examples, name));
    const { products } = await loadProducts(folder, brief);
    const main = join(root, 'apps', 'cli', 'src', 'main.ts');
    const { code, output } = await runProgram(
      process.execPath,
      [main, 'make', folder, '--draft', '--dry-run', '--json', '--out', join(home, name)],
      { env: { CLIPO_LANG: 'en', CLIPO_HOME: home } },
    );
    expect(code, output).toBe(0);
    const plans = output
      .split('\n')
      .filter((line) => line.includes('"batch-plan"'))
      .map((line) => Plan.parse(JSON.parse(line)));
    const videos = products.length * brief.count * brief.languages.length * brief.formats.length;
    expect(plans.map((plan) => plan.videos)).toEqual([videos]);
    expect(plans[0]?.list).toHaveLength(videos);
  },
);
