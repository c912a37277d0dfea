import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Brief, type SpeechEngine } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { estimateSpeech } from '../script/estimate-speech.ts';
import { foldText, heldPhrase } from '../script/fold-text.ts';
import { spokenName } from '../script/spoken-name.ts';
import { writeParts } from '../script/write-parts.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'home');
const shared = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(join(folder, 'brief.json'), 'utf8')));
/** The thirty products of the example; none of its fields is quoted. */
const products = readFileSync(join(folder, 'products.csv'), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((row) => {
    const [id, name, category, amount, currency, points = '', facts = ''] = row.split(',');
    return {
      id,
      name,
      category,
      price: { amount, currency },
      sellingPoints: points.split('|'),
      facts: facts.split('|').map((fact) => ({ text: fact.split('@')[0], source: fact.split('@')[1] })),
    };
  });

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

/** One creative of each product, in order. */
async function batch() {
  const batchUses = new Map<string, number>();
  const creatives = [];
  for (const row of products) {
    const brief = Brief.parse({ ...shared, product: row, materials: [{ file: 'any.png' }] });
    const product = brief.product as NonNullable<typeof brief.product>;
    const { parts } = await writeParts(
      { speak, voice: 'default' },
      { brief, product, language: 'zh-CN', axesNeeded: { hook: 1, body: 1, cta: 1 }, seed: brief.seed, batchUses },
    );
    creatives.push({ product, parts, lines: parts.flatMap((part) => part.lines.map(({ text }) => text)) });
  }
  return creatives;
}

describe('one creative for each of thirty products (C8)', async () => {
  const creatives = await batch();
  const mostOf = (axis: string) => {
    const counts = new Map<string, number>();
    for (const { parts } of creatives) {
      const text = foldText(
        parts
          .filter((part) => part.axis === axis)
          .flatMap(({ lines }) => lines.map((line) => line.text))
          .join(''),
      );
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return Math.max(...counts.values());
  };

  it('opens no three alike, closes no three alike, and tells no two alike', () => {
    expect(creatives).toHaveLength(30);
    expect(mostOf('hook')).toBeLessThanOrEqual(2);
    expect(mostOf('cta')).toBeLessThanOrEqual(2);
    expect(mostOf('body')).toBe(1);
  });

  it('says the name of every product', () => {
    const unnamed = creatives.filter(({ product, lines }) => {
      const { name } = spokenName(String(product.name), '拾屋', 'zh-CN', true);
      return !lines.some((line) => heldPhrase(line, [name]) !== undefined);
    });
    expect(unnamed.map(({ product }) => product.id)).toEqual([]);
  });

  it('never cuts a benefit off its feature, and has no line of nothing but a size', () => {
    const said = creatives.flatMap(({ lines }) => lines);
    for (const { product, lines } of creatives) {
      for (const point of product.sellingPoints.map(String).filter((text) => text.includes('，'))) {
        const [feature = '', benefit = ''] = point.split('，');
        for (const line of lines.filter((text) => text.includes(feature))) {
          expect(line, product.id).toContain(benefit);
        }
      }
    }
    expect(said.filter((line) => /^\p{Script=Han}{1,4}\d+厘米。$/u.test(line))).toEqual([]);
  });
});
