import { Product } from '@clipo/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbersIn } from '../model/numbers-in.ts';
import { copyWords } from './copy-words.ts';
import { hooksFor } from './hooks-for.ts';
import { improveCopy } from './improve-copy.ts';
import { copyParts, scoreCopy } from './score-copy.ts';

const tumbler = Product.parse({
  id: 'T1',
  name: { 'zh-CN': '澄光随行保温杯', en: 'Clearlight Travel Tumbler' },
  sellingPoints: [{ 'zh-CN': '倒放不漏', en: 'No leaks upside down' }],
  facts: [{ text: { 'zh-CN': '净重268克', en: 'Weighs 268 grams' }, source: '说明书' }],
});
const good = {
  'zh-CN':
    '杯子放包里，又漏了？澄光保温杯，倒放不漏。净重268克，出门揣包里不压手。早上灌好，到公司接着喝。点下方看看。',
  en: 'Tumbler leaked in your bag again? The Clearlight Tumbler: no leaks upside down. Weighs 268 grams. Fill it in the morning and carry it to work. Tap below to see it.',
};
const poor = {
  'zh-CN':
    '大家好，欢迎来到我们的直播间，今天给大家介绍一款高品质保温杯。其实这款保温杯真的非常好用，是全网最好的保温杯，而且匠心品质值得拥有，用料讲究，外观大气，送礼自用都合适，倒放不漏。',
  en: 'Hey guys, welcome back to our channel, today we are going to talk about an amazing tumbler. It is really the best tumbler and it is a game changer with premium quality, and it has no leaks upside down, and you will love it.',
};

describe.each(['zh-CN', 'en'] as const)('scoring a draft in %s (C8)', (language) => {
  const options = { language, product: tumbler };

  it('a concrete script with a strong opening scores far above a padded one', () => {
    const high = scoreCopy(good[language], options);
    const low = scoreCopy(poor[language], options);
    expect(high.score).toBeGreaterThanOrEqual(80);
    expect(low.score).toBeLessThan(45);
  });

  it('says why: the points of a part are the sum of its reasons', () => {
    const low = scoreCopy(poor[language], options);
    const codes = low.reasons.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['hook_greeting', 'hype', 'filler', 'long_sentence', 'term']));
    expect(low.reasons.filter(({ points, code }) => points === 0 && code !== 'length_good')).toEqual([]);
    for (const part of copyParts) {
      expect(low.parts[part]).toBeGreaterThanOrEqual(0);
      expect(low.parts[part]).toBeLessThanOrEqual(100);
    }
  });

  it('a number that no fact has costs points, a listed one gains them', () => {
    const extra = language === 'en' ? ' Keeps 99 hours.' : '保温99小时。';
    const invented = scoreCopy(good[language] + extra, options);
    expect(invented.reasons).toContainEqual(
      expect.objectContaining({ code: 'unlisted_number', values: { number: '99' } }),
    );
    expect(invented.parts.factUse).toBeLessThan(scoreCopy(good[language], options).parts.factUse);
  });

  it('improving its own kind of fault raises the score and keeps every number', () => {
    const { text, before, after, changes } = improveCopy(poor[language], options);
    expect(after.score).toBeGreaterThan(before.score + 10);
    expect(changes.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['greeting_cut', 'term_replaced', 'sentence_split', 'cta_added']),
    );
    expect(after.terms.filter(({ severity }) => severity === 'block')).toEqual([]);
    expect(text).not.toMatch(/大家好|welcome|其实|really/iu);
  });

  it('a good text is left alone', () => {
    expect(improveCopy(good[language], options)).toMatchObject({ text: good[language], changes: [] });
  });

  it('never lowers a score, never loses or makes a number, and is the same each time', () => {
    const pieces = sample[language];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 9 }), (chosen) => {
        const text = chosen.join(language === 'en' ? ' ' : '');
        const { text: improved, before, after } = improveCopy(text, options);
        expect(after.score >= before.score || after.terms.length < before.terms.length).toBe(true);
        expect([...new Set(numbersIn(improved))].sort()).toEqual([...new Set(numbersIn(text))].sort());
        expect(improveCopy(text, options).text).toBe(improved);
      }),
      { numRuns: 200 },
    );
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (text) => {
        const { score } = scoreCopy(text, { language });
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(typeof improveCopy(text, { language }).text).toBe('string');
      }),
      { numRuns: 200 },
    );
  });

  it('hooks for a product are strong, of several angles, and say only what is listed', () => {
    const hooks = hooksFor({ mustSay: [], mustNotSay: [], seed: 3 }, tumbler, { language, count: 10 });
    expect(hooks).toHaveLength(10);
    expect(new Set(hooks.map(({ angle }) => angle)).size).toBeGreaterThanOrEqual(6);
    expect(new Set(hooks.map(({ text }) => text)).size).toBe(10);
    expect(hooks.flatMap(({ text }) => text.match(/\d+/g) ?? []).filter((number) => number !== '268')).toEqual([]);
    expect(hooks.filter(({ text }) => copyWords[language].greeting.test(text))).toEqual([]);
  });
});

describe('texts as strangers bring them (C8)', () => {
  const improved = (text: string, language: 'zh-CN' | 'en') => improveCopy(text, { language });

  it.each([
    ['zh-CN', '全网最低价！第一品牌！100%有效，绝对安全，国家级品质，错过后悔一辈子！', /品牌|国家级|错过|100/u],
    ['zh-CN', '家人们谁懂啊，这个面膜一用就滑，治疗痘痘特别好', /治疗|谁懂|家人们/u],
    ['zh-CN', '本产品打造极致体验，是您居家旅行的不二之选。', /极致|不二/u],
    [
      'en',
      'The best cream in the world! #1 doctor recommended!!! Act now, only 3 left!!!',
      /best|world|#1|only 3|!!|a good doctor/iu,
    ],
  ] as const)('in %s, what nobody may say goes and the rest scores higher: %s', (language, text, gone) => {
    const { text: after, before, after: score } = improved(text, language);
    expect(after).not.toMatch(gone);
    expect(score.score).toBeGreaterThan(before.score);
    expect(score.terms.filter(({ severity, rewrite }) => severity === 'block' && rewrite !== null)).toEqual([]);
  });

  it.each([
    ['zh-CN', '这款保温杯真的非常非常好，倒放24小时不漏。', '这款保温杯很好，'],
    ['zh-CN', '这款保温杯全网最低价，只要89元，赶紧购买吧！', /^[^点]*赶紧购买吧！$/u],
    ['en', 'This blender is literally the #1 in the world and it can crush ice.', 'This blender is good and it'],
    ['en', 'Hey guys, a best-seller! Best regards, the team.', /best-seller! Best regards/iu],
  ] as const)('in %s, what is left reads as a sentence: %s', (language, text, left) => {
    expect(improved(text, language).text).toMatch(left);
  });

  it('a moved or split sentence ends with its mark, and no claim that wants proof leads', () => {
    const { text } = improved('这个面膜一用就滑，七天淡斑，医生都推荐，晚上洗完脸敷十五分钟就能睡觉了', 'zh-CN');
    expect(text).not.toMatch(/^医生|^七天淡斑/u);
    expect(text.split(/(?<=[。！？])/u).filter((sentence) => !/[。！？]$/u.test(sentence))).toEqual([]);
  });

  it('a bare figure takes no strong opening’s place', () => {
    const { changes } = improved('这款椅子的腰托可以上下调节，扶手也能调。适合身高150到190厘米的人。', 'zh-CN');
    expect(changes.map(({ code }) => code)).not.toContain('hook_moved');
  });

  it('says that two languages are mixed, but lets brands, units and a borrowed word be', () => {
    const mixed = (text: string, language: 'zh-CN' | 'en') =>
      scoreCopy(text, { language }).reasons.filter(({ code }) => code === 'mixed_languages');
    expect(mixed('这款 serum 真的太 nice 了，hydration 超强', 'zh-CN')).toHaveLength(1);
    expect(mixed('Fits a 15 inch laptop 很大', 'en')).toHaveLength(1);
    expect(mixed('iPhone 15 Pro Max，USB-C，500 ml，vlog 神器', 'zh-CN')).toEqual([]);
  });

  it('a number inside a forbidden term is no fact, and 引领 is no call to action', () => {
    const codes = (text: string) => scoreCopy(text, { language: 'zh-CN' }).reasons.map(({ code }) => code);
    expect(codes('100%有效，绝对安全。')).toContain('no_number');
    expect(codes('引领行业潮流。')).toContain('no_cta');
    expect(codes('扶手可以前后调节，现在送脚踏。')).not.toContain('hook_contrast');
  });

  it.each([
    [
      'en',
      'This amazing bottle keeps tea hot for 6 hours. Tap below.',
      'This bottle keeps tea hot for 6 hours. Tap below.',
    ],
    ['en', 'It is a stunning, innovative oven with 4 racks. Tap below.', 'It is an oven with 4 racks. Tap below.'],
    ['zh-CN', '这款超好用的保温杯净重268克。点下方看看。', '这款保温杯净重268克。点下方看看。'],
  ] as const)('in %s, praise before a noun goes and the fact stays: %s', (language, text, mended) => {
    expect(improved(text, language).text).toBe(mended);
  });

  it('praise that the sentence stands on is left to its writer', () => {
    expect(improved('最惊艳的是杯盖，倒放24小时不漏，我每天都带着它上班。', 'zh-CN').text).toContain('最惊艳的是杯盖');
    expect(improved('The lid is amazing for 24 hours upside down. Tap below.', 'en').text).toContain('is amazing for');
  });

  it('“very” stays where the sentence needs it', () => {
    expect(improved('You will like it very much.', 'en').text).toContain('very much');
  });

  it.each(['😀🔥👍', '!!!???', '   '])('signs alone (%s) score nothing and come back as they are', (text) => {
    const result = improved(text, 'zh-CN');
    expect(result).toMatchObject({ text, changes: [], before: { score: 0 } });
    expect(result.before.reasons.map(({ code }) => code)).toEqual(['length_short']);
  });
});

const sample = {
  'zh-CN': [
    '大家好，我是小王，今天给大家介绍一款保温杯。',
    '杯子放包里，漏了怎么办？',
    '其实它真的非常好用，',
    '净重268克，',
    '倒放24小时没有漏，',
    '匠心品质，值得拥有。',
    '是全国最好的，',
    '而且单手能开，',
    '95度的水放6小时还有62度。',
    '点下方看看。',
    '限时优惠，手慢无。',
  ],
  en: [
    'Hi everyone, today I want to show you a tumbler.',
    'Tired of leaks in your bag?',
    'It is really the best tumbler, and it is perfect for you,',
    'it weighs 268 grams,',
    'and it lasts 24 hours upside down.',
    'Amazing premium quality.',
    'Hurry, today only.',
    'Water at 95 degrees is still at 62 after 6 hours.',
    'Tap below.',
  ],
} as const;
