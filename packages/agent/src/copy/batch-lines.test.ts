import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Brief, type Language, languages, type SpeechEngine } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planMatrix } from '../matrix/plan-matrix.ts';
import { estimateSpeech } from '../script/estimate-speech.ts';
import { foldText } from '../script/fold-text.ts';
import { capacityOf } from '../script/line-places.ts';
import { writeParts } from '../script/write-parts.ts';

const examples = join(import.meta.dirname, '..', '..', '..', '..', 'examples');
const briefs = z
  .array(z.record(z.string(), z.unknown()))
  .parse(JSON.parse(readFileSync(join(examples, 'copy', 'briefs.json'), 'utf8')))
  .map((words) => Brief.parse({ ...words, materials: [{ file: 'any.png' }], languages }));

/** A voice that takes what the estimate says. */
const speak: SpeechEngine['speak'] = async ({ text, language, rate }) => ({
  key: `${rate} ${text}`,
  path: '/voice.wav',
  sampleRate: 48000,
  sampleCount: Math.round((estimateSpeech(text, language) * 48) / rate),
  words: [],
  phonemes: [],
  timesFrom: 'estimated',
  engine: 'estimate',
  voiceLicence: 'none',
});

/** A hundred creatives of a brief: for each the choice on each words axis, and what it says. */
async function hundredOf(brief: Brief, language: Language) {
  const { product } = brief;
  if (product === undefined) {
    throw new Error('an example without a product');
  }
  const { cells, axes } = planMatrix({
    kind: 'full',
    count: 100,
    exclusions: [],
    seed: brief.seed,
    capacity: { ...capacityOf(brief, product), shots: 1, style: 1, presenter: 1, voice: 1, template: 1, music: 1 },
  });
  const { parts } = await writeParts(
    { speak, voice: 'default' },
    { brief, product, language, axesNeeded: axes, seed: brief.seed },
  );
  return cells.map((cell) =>
    (['hook', 'body', 'cta'] as const).map((axis) => {
      const part = parts.filter((each) => each.axis === axis)[cell[axis] - 1];
      return { choice: `${axis} ${cell[axis]}`, lines: part?.lines.map(({ text }) => foldText(text)) ?? [] };
    }),
  );
}

describe.each(languages)('a hundred creatives of a brief in %s (C8)', (language) => {
  it.each([0, 8, 14, 24, 32])(
    'share a line only where they share the choice that says it (brief %i)',
    async (place) => {
      const creatives = await hundredOf(briefs[place] as Brief, language);
      expect(creatives).toHaveLength(100);
      const saidBy = new Map<string, Set<string>>();
      for (const { choice, lines } of creatives.flat()) {
        for (const line of lines) {
          saidBy.set(line, (saidBy.get(line) ?? new Set()).add(choice));
        }
      }
      expect([...saidBy].filter(([, choices]) => choices.size > 1)).toEqual([]);
      expect(new Set(creatives.map((creative) => creative.flatMap(({ lines }) => lines).join())).size).toBe(100);
    },
  );
});
