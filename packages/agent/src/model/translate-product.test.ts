import { Brief, type BriefInput, type Product, textIn } from '@clipo/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { gatherWording } from '../script/wording.ts';
import { type ModelLimits, modelLimits } from './limits.ts';
import { serveModel } from './model-server.fixture.ts';
import { translateProduct } from './translate-product.ts';
import { unitsIn } from './units-in.ts';

const limits: ModelLimits = { ...modelLimits, answerMs: 3000, waitMs: 500, retries: 0 };
const input: BriefInput = {
  product: {
    id: 'TB500',
    name: '澄光随行保温杯',
    sellingPoints: ['倒放不漏', { 'zh-CN': '杯身磨砂', en: 'Matte body' }],
    facts: [
      { text: '95℃热水放6小时后仍有62℃', source: '检测报告' },
      { text: '净重268克', source: '产品说明书' },
    ],
  },
  materials: [{ file: 'a.png' }],
  brand: { name: '澄光' },
  mustSay: ['七天可退'],
  mustNotSay: ['guarantee'],
};
/** Name, point, two facts, the phrase and the facts' sources: the point that is written in English already is not asked for. */
const good = [
  '澄光 Travel Tumbler',
  'No leaks upside down',
  'Water at 95°C is still 62°C after 6 hours',
  'Weighs 268 grams',
  '7-day returns',
  'Test report',
  'Product manual',
];

const close: (() => void)[] = [];
afterEach(() => {
  for (const each of close.splice(0)) {
    each();
  }
});

async function translate(...answers: string[]) {
  const server = await serveModel(...answers);
  close.push(server.close);
  const brief = Brief.parse({ ...input, model: { baseUrl: server.baseUrl, name: 'tiny' } });
  const product = brief.product as Product;
  const made = await translateProduct({ modelKey: 'k', modelLimits: limits }, { brief, product }, 'en');
  const wording = gatherWording({ ...brief, mustSay: made.mustSay }, made.product, 'en');
  return { ...made, wording, asked: server.asked };
}

const answer = (texts: readonly string[]) => JSON.stringify({ texts });
const withText = (index: number, text: string) => answer(good.map((each, place) => (place === index ? text : each)));

describe('a language that the product has no words for (C8)', () => {
  it('is asked for once: what was translated before is taken from the store, if it still may stand', async () => {
    const kept = new Map<string, string>();
    const translations = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, text: string) => void kept.set(key, text),
    };
    const server = await serveModel(answer(good), answer(['Weighs 268 grams']));
    close.push(server.close);
    const brief = Brief.parse({ ...input, model: { baseUrl: server.baseUrl, name: 'tiny' } });
    const product = brief.product as Product;
    const run = () => translateProduct({ modelKey: 'k', modelLimits: limits, translations }, { brief, product }, 'en');
    const first = await run();
    const second = await run();
    expect(second.product).toEqual(first.product);
    expect(server.asked).toHaveLength(1);
    // A kept text that says another number is not believed: it alone is asked for again.
    const [key = ''] = [...kept].find(([, text]) => text === 'Weighs 268 grams') ?? [];
    kept.set(key, 'Weighs 999 grams');
    expect((await run()).product).toEqual(first.product);
    expect(server.asked).toHaveLength(2);
  });

  it('is translated by the brief’s model, with a warning to read it', async () => {
    const { product, mustSay, wording, warnings, asked } = await translate(answer(good));
    expect(textIn(product.name, 'en').text).toBe(good[0]);
    expect(textIn(product.name, 'zh-CN').text).toBe('澄光随行保温杯');
    expect(wording.points.map(({ text }) => text)).toEqual(['No leaks upside down', 'Matte body']);
    expect(wording.facts.map(({ text, source }) => [text, source])).toEqual([
      ['Water at 95°C is still 62°C after 6 hours', 'Test report'],
      ['Weighs 268 grams', 'Product manual'],
    ]);
    expect(mustSay.map((value) => textIn(value, 'en').text)).toEqual(['7-day returns']);
    expect(warnings).toEqual(['en: model tiny translated 7 texts of TB500; read them before you post']);
    expect(asked).toHaveLength(1);
    expect(asked[0]).not.toContain('杯身磨砂');
  });

  it.each([
    ['a number', 3, 'Weighs 286 grams', /number/],
    ['a unit', 3, 'Weighs 268 kilograms', /268 g/],
    ['a number that was not there', 1, '100 times upside down, no leaks', /number/],
    ['the brand', 0, 'Chengguang Travel Tumbler', /brand/],
    ['what must not be said', 1, 'Leak-free guarantee', /must not be said/],
    ['an absolute claim', 1, 'The best leak protection', /advertising/],
    ['the language', 1, '倒放绝不漏水', /not in English/],
  ])('%s that the model gets wrong is asked for once more, with the reason', async (_, index, text, reason) => {
    const { product, warnings, asked } = await translate(withText(index, text), answer([good[index] ?? '']));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatch(reason);
    expect(JSON.stringify(product)).not.toContain(text);
    expect(warnings).toHaveLength(1);
  });

  it('keeps the product’s own words, and says so, where the second answer is wrong too', async () => {
    const { product, wording, warnings, asked } = await translate(withText(3, 'Weighs 286 grams'));
    expect(asked).toHaveLength(2);
    expect(textIn(product.facts[1]?.text ?? '', 'en')).toEqual({ text: '净重268克', isOwn: false });
    expect(warnings.join(' ')).toMatch(/translated 6 texts.*product\.facts\[1\] is not translated: the number 268/);
    expect(wording.warnings.join()).toContain('the model gave no translation');
  });

  it.each([['no JSON'], ['{"texts": "one"}'], ['{"texts":[']])('lives with an answer of %s', async (text) => {
    const { product, warnings, asked } = await translate(text);
    expect(asked).toHaveLength(2);
    expect(textIn(product.name, 'en').isOwn).toBe(false);
    expect(warnings).toHaveLength(7);
  });

  it('is told plainly to be untranslated where there is no model, and nobody is asked', async () => {
    const brief = Brief.parse(input);
    const product = brief.product as Product;
    const made = await translateProduct({}, { brief, product }, 'en');
    expect(made).toEqual({ product, mustSay: brief.mustSay, warnings: [] });
    expect(gatherWording(brief, product, 'en').warnings.join()).toMatch(
      /en: no text for brand\.name, product\.name.*nothing is translated without a model.*name a model in the brief/,
    );
  });

  it('asks for nothing where the product has all words', async () => {
    const { asked } = await translate(answer(good));
    expect(asked).toHaveLength(1);
    const brief = Brief.parse({ ...input, model: { baseUrl: 'http://127.0.0.1:9/v1', name: 'tiny' } });
    const product = brief.product as Product;
    expect((await translateProduct({}, { brief, product }, 'zh-CN')).warnings).toEqual([]);
  });
});

it('amounts are told in one form in both languages', () => {
  expect(unitsIn('净重268克，放6小时仍有62℃，充5分钟')).toEqual(['268 g', '6 hour', '62 celsius', '5 minute']);
  expect(unitsIn('Weighs 268 grams, 62°C after 6 hours, 5 min charge')).toEqual([
    '268 g',
    '62 celsius',
    '6 hour',
    '5 minute',
  ]);
  expect(unitsIn('20-inch, 1.50 kg, 三天')).toEqual(['20 inch', '1.5 kg', '3 day']);
});
