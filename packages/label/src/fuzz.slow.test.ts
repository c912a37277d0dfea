import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const bench = join(import.meta.dirname, '..', '..', '..', 'bench', 'label-fuzz.ts');

it('a search led by coverage finds no file that a reader fails, hangs or swells on', { timeout: 300_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [bench, '--seconds', '60', '--json']);
  const { faults, runs, blocks } = JSON.parse(stdout) as { faults: unknown[]; runs: number; blocks: number };
  expect(faults).toEqual([]);
  expect(runs).toBeGreaterThan(500);
  expect(blocks).toBeGreaterThan(400);
});
