import {
  type Brief,
  type BriefInput,
  Brief as BriefSchema,
  ClipoError,
  type Language,
  type Product,
  type SpeechEngine,
} from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories } from '../patterns/category.ts';
import { angles } from '../patterns/pattern.ts';
import { categoryPatterns, patterns, topicPatterns } from '../patterns/patterns.ts';
import { foldText, heldPhrase } from './fold-text.ts';
import { capacityOf } from './line-places.ts';
import { bodySections, type Section, sections, slotsFor } from './slots.ts';
import type { SpokenPart } from './spoken.ts';
import { writeParts } from './write-parts.ts';

/** A voice of steady pace, 4.2 characters a second in Chinese and 155 words a minute in English, for `slowness` 1. */
function steadyVoice(slowness = 1): SpeechEngine['speak'] {
  return async ({ text, language, rate }) => {
    const spoken =
      language === 'zh-CN'
        ? (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0) / 4.2 + (text.slice(0, -1).match(/\p{P}/gu)?.length ?? 0) * 0.12
        : text.trim().split(/[\s-]+/).length / (155 / 60);
    return {
      key: `${language} ${rate} ${text}`,
      path: '/voice.wav',
      sampleRate: 48000,
      sampleCount: Math.round((spoken * slowness * 48000) / rate),
      words: [],
      phonemes: [],
      timesFrom: 'estimated',
      engine: 'steady',
      voiceLicence: 'none',
    };
  };
}

const tumbler: BriefInput = {
  product: {
    id: 'TB500',
    name: { 'zh-CN': '澄光随行保温杯 500ml', en: 'Clearlight Travel Tumbler 500 ml' },
    price: { amount: '89.00', currency: 'CNY' },
    sellingPoints: [
      { 'zh-CN': '316不锈钢内胆', en: '316 stainless steel liner' },
      { 'zh-CN': '杯盖一按即开，单手能喝', en: 'Lid opens with one press' },
      { 'zh-CN': '倒放不漏', en: 'No leaks upside down' },
      { 'zh-CN': '杯身磨砂防滑', en: 'Matte, non-slip body' },
    ],
    facts: [
      {
        text: { 'zh-CN': '95℃热水放6小时后仍有62℃', en: 'Water at 95°C is still 62°C after 6 hours' },
        source: '厂家检测报告',
      },
      { text: { 'zh-CN': '净重268克', en: 'Weighs 268 grams' }, source: '产品说明书' },
    ],
  },
  materials: [{ file: 'a.png' }],
  brand: { name: { 'zh-CN': '澄光', en: 'Clearlight' } },
  mustSay: [{ 'zh-CN': '澄光', en: 'Clearlight' }],
  mustNotSay: ['最好', '第一', 'best'],
  seed: 7,
};
const bare: BriefInput = {
  product: { id: 'B1', name: { 'zh-CN': '实木餐桌', en: 'Oak Table' } },
  materials: [{ file: 'a.png' }],
};

function briefOf(input: BriefInput, more: Partial<BriefInput> = {}): { brief: Brief; product: Product } {
  const brief = BriefSchema.parse({ ...input, ...more });
  if (brief.product === undefined) {
    throw new Error('the test needs a product');
  }
  return { brief, product: brief.product };
}

async function write(
  input: BriefInput,
  language: Language,
  axesNeeded = { hook: 4, body: 3, cta: 2 },
  speak: SpeechEngine['speak'] = steadyVoice(),
) {
  const { brief, product } = briefOf(input);
  return writeParts({ speak, voice: 'default' }, { brief, product, language, axesNeeded, seed: brief.seed });
}

const textsOf = (parts: readonly SpokenPart[]) => parts.flatMap((part) => part.lines.map((line) => line.text));
const of = (parts: readonly SpokenPart[], axis: SpokenPart['axis']) => parts.filter((part) => part.axis === axis);
const failureOf = async (run: Promise<unknown>): Promise<ClipoError> => {
  const error: unknown = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ClipoError)) {
    throw new Error(`expected a ClipoError, got ${String(error)}`);
  }
  return error;
};

describe.each(['zh-CN', 'en'] as const)('built-in planner in %s (C8, C9)', (language) => {
  it('gives the choices that were asked for, each line inside its slot, at a rate that still sounds natural', async () => {
    for (const durationSeconds of [6, 15, 30, 60, 90]) {
      const { parts } = await write({ ...tumbler, durationSeconds }, language, { hook: 3, body: 2, cta: 2 });
      expect(parts.map(({ id }) => id)).toEqual(['H01', 'H02', 'H03', 'B01', 'B02', 'C01', 'C02']);
      const slots = slotsFor(durationSeconds);
      for (const axis of ['hook', 'body', 'cta'] as const) {
        const total = sections
          .filter((section) => (section === 'hook' || section === 'cta' ? section === axis : axis === 'body'))
          .reduce((sum, section) => sum + slots[section], 0);
        for (const part of of(parts, axis)) {
          expect(part.lines.reduce((sum, line) => sum + line.slotMs, 0)).toBe(total);
        }
      }
      for (const line of parts.flatMap((part) => part.lines)) {
        expect((line.speech.sampleCount * 1000) / 48000).toBeLessThanOrEqual(line.slotMs - 250);
        expect(line.rate).toBeGreaterThanOrEqual(0.9);
        expect(line.rate).toBeLessThanOrEqual(1.2);
      }
    }
  });

  it('no two choices of an axis share a line, and none is left with a blank', async () => {
    const { parts } = await write(tumbler, language, { hook: 12, body: 10, cta: 8 });
    for (const axis of ['hook', 'body', 'cta'] as const) {
      const texts = textsOf(of(parts, axis)).map(foldText);
      expect(new Set(texts).size).toBe(texts.length);
    }
    expect(textsOf(parts).filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
  });

  it('every combination says what must be said, and nothing says what must not', async () => {
    const must = { 'zh-CN': '七天无理由退换', en: 'Seven-day returns' };
    const { parts } = await write({ ...tumbler, mustSay: [...(tumbler.mustSay ?? []), must] }, language, {
      hook: 4,
      body: 4,
      cta: 4,
    });
    for (const phrase of [language === 'en' ? 'Clearlight' : '澄光', must[language]]) {
      const saying = (axis: SpokenPart['axis']) =>
        of(parts, axis).every((part) => part.lines.some((line) => heldPhrase(line.text, [phrase]) !== undefined));
      expect(saying('body') || saying('cta')).toBe(true);
    }
    expect(textsOf(parts).filter((text) => heldPhrase(text, ['最好', '第一', 'best']) !== undefined)).toEqual([]);
  });

  it('every number that is spoken is one of the product’s own', async () => {
    const { parts } = await write({ ...tumbler, durationSeconds: 30 }, language, { hook: 12, body: 8, cta: 8 });
    const listed = new Set(JSON.stringify(tumbler.product).match(/\d+/g));
    const spoken = textsOf(parts).flatMap((text) => text.match(/\d+/g) ?? []);
    expect(spoken.length).toBeGreaterThan(5);
    expect(spoken.filter((number) => !listed.has(number))).toEqual([]);
  });

  it('a line that states a fact carries its source', async () => {
    const { parts } = await write({ ...tumbler, durationSeconds: 30 }, language, { hook: 12, body: 6, cta: 2 });
    const stating = parts.flatMap((part) => part.lines).filter((line) => /268/.test(line.text));
    expect(stating.length).toBeGreaterThan(0);
    expect(stating.filter((line) => line.source === undefined)).toEqual([]);
  });

  it('is the same for the same seed and another for another', async () => {
    const [one, same, other] = await Promise.all([
      write(tumbler, language),
      write(tumbler, language),
      write({ ...tumbler, seed: 8 }, language),
    ]);
    expect(textsOf(same.parts)).toEqual(textsOf(one.parts));
    expect(textsOf(other.parts)).not.toEqual(textsOf(one.parts));
  });

  it('the openings of a batch differ in angle', async () => {
    const { parts } = await write(tumbler, language, { hook: 6, body: 1, cta: 1 });
    expect(new Set(of(parts, 'hook').map(({ angle }) => angle)).size).toBeGreaterThanOrEqual(4);
  });

  it('writes for a product with nothing but a name', async () => {
    const { parts, warnings } = await write(bare, language, { hook: 8, body: 6, cta: 5 });
    expect(parts).toHaveLength(19);
    expect(warnings).toEqual([]);
  });

  it('keeps to slow and fast voices', async () => {
    for (const slowness of [0.75, 1.3]) {
      const { parts } = await write(tumbler, language, undefined, steadyVoice(slowness));
      for (const line of parts.flatMap((part) => part.lines)) {
        expect((line.speech.sampleCount * 1000) / 48000).toBeLessThanOrEqual(line.slotMs - 250);
      }
    }
  });

  it('has at least 12 × 10 × 8 choices with points and 8 × 6 × 5 with a name alone', () => {
    const least = { rich: { hook: 12, body: 10, cta: 8 }, poor: { hook: 8, body: 6, cta: 5 } };
    for (const [input, wanted] of [
      [tumbler, least.rich],
      [bare, least.poor],
    ] as const) {
      for (const durationSeconds of [10, 15, 20, 30]) {
        const { brief, product } = briefOf(input, { durationSeconds, languages: [language] });
        const capacity = capacityOf(brief, product);
        for (const axis of ['hook', 'body', 'cta'] as const) {
          expect(capacity[axis], `${axis} at ${durationSeconds} s`).toBeGreaterThanOrEqual(wanted[axis]);
        }
      }
    }
  });

  it('really writes as many as it says it can', async () => {
    const { brief, product } = briefOf(tumbler, { languages: [language] });
    const most = capacityOf(brief, product);
    const { parts } = await write(tumbler, language, most);
    expect(parts).toHaveLength(most.hook + most.body + most.cta);
    const error = await failureOf(write(tumbler, language, { ...most, cta: most.cta + 1 }));
    expect(error.code).toBe('count_beyond_axes');
    expect(error.details).toMatchObject({ axis: 'cta', most: most.cta });
  });

  it('plays on ten angles and more over twelve categories, with 80 openings, 80 middles and 40 calls at least', () => {
    const own = [
      patterns[language],
      ...Object.values(categoryPatterns[language]),
      ...Object.values(topicPatterns[language]),
    ];
    const linesOf = (section: Section) => own.flatMap((set) => Object.values(set[section] ?? {}).flat());
    const hooks = own.flatMap((set) => angles.filter((angle) => (set.hook?.[angle]?.length ?? 0) > 0));
    expect(new Set(hooks).size).toBeGreaterThanOrEqual(10);
    expect(categories.length).toBeGreaterThanOrEqual(12);
    expect(linesOf('hook').length).toBeGreaterThanOrEqual(80);
    expect(linesOf('cta').length).toBeGreaterThanOrEqual(40);
    expect(bodySections.flatMap(linesOf).length).toBeGreaterThanOrEqual(80);
    for (const section of sections) {
      expect(linesOf(section).length, section).toBeGreaterThanOrEqual(24);
    }
    for (const category of categories) {
      const ownTexts = Object.values(categoryPatterns[language][category]).flatMap((byAngle) =>
        Object.values(byAngle).flat(),
      );
      expect(ownTexts.length, category).toBeGreaterThanOrEqual(10);
      // What fits any product says nothing of a category.
      const anywhere = new Set(Object.values(patterns[language]).flatMap((byAngle) => Object.values(byAngle).flat()));
      expect(ownTexts.filter((text) => anywhere.has(text))).toEqual([]);
    }
    const texts = sections.flatMap(linesOf);
    expect(
      texts.filter((text) => /最|第一[^眼页口]|唯一|首选|顶级|绝对|100%|\b(?:best|guarantee|perfect)\b/i.test(text)),
    ).toEqual([]);
    // Blanks are filled with the product's own words, which are checked where they come from.
    expect(texts.filter((text) => checkTerms(text.replace(/\{\w+\}/g, '〇'), language).length > 0)).toEqual([]);
  });
});

describe('what a brief may bring (C2)', () => {
  it('leaves out a fact that holds a forbidden phrase, whatever its width and case, and says so', async () => {
    const { parts, warnings } = await write({ ...tumbler, mustNotSay: ['２６８ 克', 'LEAK'] }, 'zh-CN', {
      hook: 8,
      body: 4,
      cta: 2,
    });
    expect(textsOf(parts).filter((text) => text.includes('268'))).toEqual([]);
    expect(warnings.join()).toContain('product.facts[1] is left out');
  });

  it('refuses a phrase that must be said and must not', async () => {
    const error = await failureOf(write({ ...tumbler, mustNotSay: ['澄'] }, 'zh-CN'));
    expect(error.code).toBe('invalid_input');
    expect(error.message).toContain('mustSay[0]');
  });

  it('refuses when the forbidden phrases leave nothing to say', async () => {
    const error = await failureOf(write({ ...bare, mustNotSay: ['餐桌'] }, 'zh-CN'));
    expect(error.details).toMatchObject({ field: 'mustNotSay' });
  });

  it('refuses phrases that no line has room for, naming the phrase', async () => {
    const error = await failureOf(
      write({ ...tumbler, mustSay: ['一句长得无论如何也放不进任何一个镜头里面去的必须要说的话真的太长了'] }, 'zh-CN'),
    );
    expect(error.details).toMatchObject({ field: 'mustSay[0]' });
  });

  it('speaks the product’s own words where a language is missing, and warns', async () => {
    const chinese = {
      ...tumbler,
      product: { id: 'X', name: '澄光随行保温杯', sellingPoints: ['倒放不漏'] },
      brand: undefined,
      mustSay: [],
    };
    const { parts, warnings } = await write({ ...chinese, durationSeconds: 30 }, 'en');
    expect(textsOf(parts).join(' ')).toContain('澄光随行保温杯');
    expect(warnings.join()).toMatch(/en: no text for product\.name/);
  });

  it('the seller’s own forbidden words are warned of, by field and article; a source is the proof of what wants one', async () => {
    const product = {
      ...(tumbler.product as Product),
      sellingPoints: ['全网最低价', '倒放不漏'],
      facts: [{ text: '零添加', source: '配料表' }],
    };
    const { warnings } = await write({ ...tumbler, product, mustNotSay: [] }, 'zh-CN');
    expect(warnings).toEqual([
      'product.sellingPoints[0] says "全网最低价", which advertising rules forbid or want proven (absolute; 广告法第九条第（三）项)',
    ]);
  });

  it('names an earlier price only where its proof is given', async () => {
    const priced = (originalProof?: string): BriefInput => ({
      ...tumbler,
      durationSeconds: 90,
      product: {
        ...(tumbler.product as Product),
        price: { amount: '89.00', currency: 'CNY', original: '129.00', originalProof },
      },
    });
    const unproven = await write(priced(), 'zh-CN', { hook: 4, body: 8, cta: 2 });
    expect(textsOf(unproven.parts).filter((text) => text.includes('129'))).toEqual([]);
    const proven = await write(priced('2026年10月门店价签'), 'zh-CN', { hook: 4, body: 8, cta: 2 });
    const lines = proven.parts.flatMap((part) => part.lines).filter((line) => line.text.includes('129'));
    expect(lines.map((line) => line.source)).toContain('2026年10月门店价签');
  });

  it('two hundred points cost little more than a few', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `细节${index + 1}做得到位`);
    // Processor time of this thread, which other work on the machine does not move: a comparison of all with all takes minutes.
    const before = process.threadCpuUsage();
    const { parts } = await write(
      { ...tumbler, product: { ...(tumbler.product as Product), sellingPoints: many } },
      'zh-CN',
      { hook: 20, body: 20, cta: 8 },
    );
    expect(parts).toHaveLength(48);
    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(20);
  });

  it('a name in letters that no estimate knows still gets lines that fit', async () => {
    const { parts } = await write({ ...bare, product: { id: 'X', name: '㍼ꖹ𐓄𐑆Ἴꖯ𒾼𝞎' } }, 'zh-CN', {
      hook: 2,
      body: 2,
      cta: 1,
    });
    expect(parts).toHaveLength(5);
  });

  it('writes something speakable for any name, or says what is wrong', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).filter((name) => /\p{L}/u.test(name.trim())),
        fc.constantFrom<Language>('zh-CN', 'en'),
        async (name, language) => {
          const { parts } = await write({ ...bare, product: { id: 'X', name } }, language, {
            hook: 2,
            body: 2,
            cta: 1,
          });
          expect(parts).toHaveLength(5);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('a number is not cut at its thousands (C8)', async () => {
    const sellingPoints = ['24/7 & 100,000+ steps', 'Light to wear', 'Soft inside'];
    const parts = JSON.stringify(
      await write({ ...bare, product: { ...bare.product, sellingPoints } } as BriefInput, 'en'),
    );
    expect(parts).not.toMatch(/24\/7 & 100(?!,000)/);
  });

  it('stops at once when cancelled', async () => {
    const { brief, product } = briefOf(tumbler);
    const stop = new AbortController();
    const speak: SpeechEngine['speak'] = async (request, signal) => {
      if (signal?.aborted === true) {
        throw new ClipoError('cancelled', 'cancelled');
      }
      stop.abort();
      return steadyVoice()(request);
    };
    const error = await failureOf(
      writeParts(
        { speak, voice: 'default', signal: stop.signal },
        { brief, product, language: 'zh-CN', axesNeeded: { hook: 4, body: 3, cta: 2 }, seed: 1 },
      ),
    );
    expect(error.code).toBe('cancelled');
  });
});
