import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measureEngines, mostMedianMs } from '../bench/harness/sync-engines.ts';

it('lips follow every engine in every language it speaks: vowels within the limits, shut on every b, p and m (C6)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-sync-engines-'));
  const rows = await measureEngines(folder, () => undefined);
  await rm(folder, { recursive: true });
  const kinds = new Set(rows.map(({ engine, language }) => `${engine.split(':')[0]} ${language}`));
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(['edge en', 'edge zh-CN', 'espeak en', 'openai zh-CN', 'recording en', 'recording zh-CN']),
  );
  for (const { engine, sound, vowels, medianMs, p95Ms, limitMs, closures, notShut } of rows) {
    const name = `${engine} ${sound}`;
    expect(vowels, name).toBeGreaterThan(60);
    expect(closures, name).toBeGreaterThan(25);
    expect(notShut, name).toEqual([]);
    expect(Math.abs(medianMs), name).toBeLessThanOrEqual(mostMedianMs);
    expect(p95Ms, name).toBeLessThanOrEqual(limitMs);
  }
}, 900_000);
