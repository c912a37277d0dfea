import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Brief, type Language, type Product, type SpeechEngine } from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { categoryOf } from '../patterns/category.ts';
import { estimateSpeech } from '../script/estimate-speech.ts';
import { foldText } from '../script/fold-text.ts';
import type { SpokenPart } from '../script/spoken.ts';
import { gatherWording } from '../script/wording.ts';
import { writeParts } from '../script/write-parts.ts';
import { postTexts } from './post-texts.ts';
import { scoreCopy, scoreHook } from './score-copy.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'copy');
/** The words of briefs; a material of no meaning makes each a whole brief. */
function briefsOf(file: string) {
  return z
    .array(z.record(z.string(), z.unknown()))
    .parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))
    .map((words) => {
      const brief = Brief.parse({ ...words, materials: [{ file: 'any.png' }] });
      if (brief.product === undefined) {
        throw new Error('an example without a product');
      }
      return { brief, product: brief.product };
    });
}
const briefs = briefsOf('briefs.json');
/** A service, a course, fruit by weight, a tool for warehouses, and a product of which nothing is known. */
const unusual = briefsOf('unusual-briefs.json');

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

const axesNeeded = { hook: 5, body: 3, cta: 3 };

async function writtenFor(brief: Brief, product: Product, language: Language, durationSeconds: number) {
  return writeParts(
    { speak, voice: 'default' },
    { brief: { ...brief, durationSeconds }, product, language, axesNeeded, seed: brief.seed },
  );
}

const textOf = (part: SpokenPart | undefined) => part?.lines.map(({ text }) => text) ?? [];
const of = (parts: readonly SpokenPart[], axis: SpokenPart['axis']) => parts.filter((part) => part.axis === axis);

describe.each(['zh-CN', 'en'] as const)('the words of forty briefs in %s (C8)', (language) => {
  it('read as in examples/copy (after a change of patterns: read it, then run this test with -u)', async () => {
    const pages: string[] = [];
    for (const { brief, product } of briefs) {
      const short = await writtenFor(brief, product, language, 15);
      const long = await writtenFor(brief, product, language, 30);
      pages.push(pageOf(brief, product, language, short.parts, long.parts));
      expect([...short.warnings, ...long.warnings], product.id).toEqual([]);
    }
    if (language === 'en') {
      expect(pages.join('')).not.toMatch(/\p{Script=Han}/u);
    }
    const text = `# ${language === 'en' ? 'Words of forty briefs' : '四十份需求的文案'}\n\n${pages.join('\n')}`;
    await expect(text).toMatchFileSnapshot(join(folder, `output.${language}.md`));
  });

  it('fit what is no thing, what is sold by weight, what firms buy, and what nothing is told of', async () => {
    const pages: string[] = [];
    for (const { brief, product } of unusual) {
      const short = await writtenFor(brief, product, language, 15);
      const long = await writtenFor(brief, product, language, 30);
      pages.push(pageOf(brief, product, language, short.parts, long.parts));
      expect([...short.warnings, ...long.warnings], product.id).toEqual([]);
    }
    const text = `# ${language === 'en' ? 'Words of five unusual briefs' : '五份特别需求的文案'}\n\n${pages.join('\n')}`;
    await expect(text).toMatchFileSnapshot(join(folder, `unusual.${language}.md`));
  });

  it('trip no advertising term, share no line within a batch and score well', async () => {
    const scores: number[] = [];
    for (const { brief, product } of briefs) {
      const { parts } = await writtenFor(brief, product, language, 30);
      for (const axis of ['hook', 'body', 'cta'] as const) {
        const texts = of(parts, axis).flatMap(textOf).map(foldText);
        expect(new Set(texts).size, product.id).toBe(texts.length);
      }
      const lines = [...textOf(of(parts, 'hook')[0]), ...textOf(of(parts, 'body')[0]), ...textOf(of(parts, 'cta')[0])];
      expect(
        lines.flatMap((line) => checkTerms(line, language)),
        product.id,
      ).toEqual([]);
      scores.push(scoreCopy(lines, { language, product, durationSeconds: 30 }).score);
    }
    expect(scores.filter((score) => score < 65)).toEqual([]);
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThanOrEqual(78);
  });

  it('read in order: nothing begins twice or goes on from nothing, and a name that is said is known', async () => {
    const begins = /^(?:头一条|先说|For one thing|Start with this|Top of the list|One thing first)/u;
    const continues =
      /^(?:再说细一点|接着往下看|说回|还有个细节|What else|Anything else|There’s more|From another side)/u;
    for (const { brief, product } of briefs) {
      const name = foldText(gatherWording(brief, product, language).name);
      const { parts } = await writtenFor(brief, product, language, 15);
      for (const lines of of(parts, 'body').map((part) => part.lines)) {
        const told = lines.filter(({ section }) => section === 'sell' || section === 'demo').map(({ text }) => text);
        expect(told[0], product.id).not.toMatch(continues);
        expect(
          told.slice(1).filter((text) => begins.test(text)),
          product.id,
        ).toEqual([]);
        expect(lines.filter(({ text }) => foldText(text).includes(name)).length, product.id).toBeLessThanOrEqual(2);
        if (language === 'en') {
          expect(
            told.filter((text) => /[:,] (?!UPF|LED)\p{Lu}\p{Ll}/u.test(text)),
            product.id,
          ).toEqual([]);
        }
      }
    }
  });

  it('begin with an opening that stops a viewer, another one for each choice', async () => {
    const firsts: number[] = [];
    for (const { brief, product } of briefs) {
      const { parts } = await writtenFor(brief, product, language, 15);
      const hooks = of(parts, 'hook');
      expect(new Set(hooks.map(({ angle }) => angle)).size, product.id).toBeGreaterThanOrEqual(3);
      firsts.push(scoreHook(textOf(hooks[0]).join(''), language));
    }
    expect(firsts.reduce((sum, score) => sum + score, 0) / firsts.length).toBeGreaterThanOrEqual(65);
  });

  it('know what kind of goods each is', () => {
    const known = briefs.map(({ product }) => categoryOf(JSON.stringify(product.name), product.category));
    expect(known.filter((category) => category === undefined)).toEqual([]);
    expect(new Set(known).size).toBeGreaterThanOrEqual(15);
  });
});

function pageOf(
  brief: Brief,
  product: Product,
  language: Language,
  short: readonly SpokenPart[],
  long: readonly SpokenPart[],
): string {
  const isEnglish = language === 'en';
  const name = typeof product.name === 'string' ? product.name : product.name[language];
  const [hook, body, cta] = [of(short, 'hook')[0], of(short, 'body')[0], of(short, 'cta')[0]];
  const lines = [hook, body, cta].flatMap((part) => part?.lines ?? []);
  const post = postTexts({ brief, product, language, lines }, isEnglish ? 'youtube' : 'xiaohongshu');
  return [
    `## ${name}`,
    '',
    ...of(short, 'hook').map((part) => `- ${part.angle}: ${textOf(part).join(' ')}`),
    ...of(short, 'body').map((part) => `- 15 s: ${textOf(part).join(isEnglish ? ' / ' : '／')}`),
    ...of(long, 'body').map((part) => `- 30 s: ${textOf(part).join(isEnglish ? ' / ' : '／')}`),
    ...of(short, 'cta').map((part) => `- cta: ${textOf(part).join(' ')}`),
    `- title: ${post.title}`,
    `- cover: ${post.coverText}`,
    `- tags: ${post.hashtags.join(' ')}`,
    '',
  ].join('\n');
}
