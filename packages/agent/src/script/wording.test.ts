import { Brief, type BriefInput, type Product } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { recordedParts } from './recorded-parts.ts';
import { gatherWording } from './wording.ts';

type Source = NonNullable<NonNullable<BriefInput['product']>['facts']>[number]['source'];

function productWith(source: Source): { brief: Brief; product: Product } {
  const brief = Brief.parse({
    product: {
      id: 'CAKE',
      name: { 'zh-CN': '杯子蛋糕', en: 'Cupcakes' },
      facts: [{ text: { 'zh-CN': '每枚净重85克', en: 'Each one weighs 85 grams' }, source }],
    },
    materials: [{ file: 'a.png' }],
  });
  return { brief, product: brief.product as Product };
}

describe('the source of a fact (C8)', () => {
  it('is named in the video’s language, where the product has it', () => {
    const { brief, product } = productWith({ 'zh-CN': '产品标签', en: 'Product label' });
    expect(gatherWording(brief, product, 'en').facts[0]?.source).toBe('Product label');
    expect(gatherWording(brief, product, 'zh-CN').facts[0]?.source).toBe('产品标签');
    expect(gatherWording(brief, product, 'en').warnings).toEqual([]);
  });

  it.each([['产品标签'], [{ 'zh-CN': '产品标签' }]])(
    'stays as it is, with a warning, where it has not: %j',
    (source) => {
      const { brief, product } = productWith(source);
      const { facts, warnings } = gatherWording(brief, product, 'en');
      expect(facts[0]?.source).toBe('产品标签');
      expect(warnings.join()).toMatch(/en: no text for product\.facts\[0\]\.source; the product's own words stand in/);
    },
  );

  it('stands by the sentence of a recording that states the fact, in its language', () => {
    const { product } = productWith({ 'zh-CN': '产品标签', en: 'Product label' });
    const said = ['Look at these.', 'Each one weighs 85 grams.', 'Order now.'];
    const lines = said.map((text, index) => ({
      text,
      startSample: index * 96_000,
      speech: {
        key: text,
        path: '/voice.wav',
        sampleRate: 48_000 as const,
        sampleCount: 72_000,
        words: [],
        phonemes: [],
        timesFrom: 'aligned' as const,
        engine: 'recording',
        voiceLicence: 'own',
      },
    }));
    const parts = recordedParts(lines, { durationSeconds: 7, fps: 30, language: 'en', product });
    expect(parts.flatMap((part) => part.lines.map(({ source }) => source))).toEqual([
      undefined,
      'Product label',
      undefined,
    ]);
  });
});

it('words in letters that no voice knows are told by their field; units and marks are not', () => {
  const brief = Brief.parse({
    product: {
      id: 'CUP',
      name: 'كوب حراري Pro',
      sellingPoints: ['Light', 'שומר חום', '10 kΩ, 5 µm, Café'],
      facts: [{ text: 'Net 268 g', source: 'كتيب' }],
    },
    materials: [{ file: 'a.png' }],
  });
  const { warnings } = gatherWording(brief, brief.product as Product, 'en');
  expect(warnings.filter((warning) => warning.includes('not spoken'))).toEqual([
    'product.name says "كوب حراري", which is seen but not spoken: voices know Chinese and Latin letters only',
    'product.sellingPoints[1] says "שומר חום", which is seen but not spoken: voices know Chinese and Latin letters only',
  ]);
});
