import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEspeakEngine } from '@clipo/speech';
import { afterAll, expect, it } from 'vitest';
import { lipSyncOf, summed, syncSentences } from '../bench/harness/lip-sync.ts';

// Sync of the drawn presenters on the built-in voice; presenter-sync.slow.test.ts measures every engine.

const folder = await mkdtemp(join(tmpdir(), 'clipo-sync-'));
const engine = createEspeakEngine({ cacheDir: join(folder, 'cache') });
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

it.each(['zh-CN', 'en'] as const)(
  '%s: the mouth is open with the vowels, and shut on every b, p and m (C6)',
  async (language) => {
    const found = await Promise.all(
      syncSentences[language].map(async (text) => {
        const { phonemes, sampleCount } = await engine.speak({ text, language, voice: 'default', rate: 1 });
        expect(phonemes.length, text).toBeGreaterThan(4);
        return lipSyncOf({ drawn: phonemes, heard: phonemes }, { sampleCount, language, text });
      }),
    );
    const { vowels, medianMs, p95Ms, closures, notShut } = summed(found);
    expect(closures).toBeGreaterThan(25);
    expect(vowels).toBeGreaterThan(60);
    expect(notShut).toEqual([]);
    expect(Math.abs(medianMs)).toBeLessThanOrEqual(20);
    expect(p95Ms).toBeLessThanOrEqual(60);
  },
);
