import { languages } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { categoryPatterns, patterns, topicPatterns } from './patterns.ts';
import { echoes, goesOn, opensTelling } from './sequence.ts';
import { topicsOf } from './topic.ts';

describe('how a lead-in and a claim go together (C8)', () => {
  it.each(languages)(
    'every claim stands as a clause of its own in %s, so that any wording of a seller fits',
    (language) => {
      const all = [
        patterns[language],
        ...Object.values(categoryPatterns[language]),
        ...Object.values(topicPatterns[language]),
      ].flatMap((set) => Object.values(set).flatMap((byAngle) => Object.values(byAngle).flat()));
      expect(all.length).toBeGreaterThan(400);
      const claim = '\\{(?:point|other|fact|figure|report|manual|claim)\\}';
      const clause = new RegExp(
        language === 'en'
          ? `(?:^|[.?:,] )${claim}(?=[.?]|$)`
          : `(?:^|[，。？：]|在找|想要|还有|再加上)${claim}(?=[，。？]|的|$)`,
        'gu',
      );
      const blanks = new RegExp(claim, 'gu');
      expect(all.filter((text) => (text.match(blanks)?.length ?? 0) !== (text.match(clause)?.length ?? 0))).toEqual([]);
    },
  );

  it.each([
    ['咬一口：{claim}。', '一口酥脆'],
    ['Easy to clean? {claim}.', 'Wipe to clean'],
    ['Look at the formula: {claim}.', 'Low pH formula'],
    ['Quiet enough? {claim}.', 'Quiet keys'],
  ])('%s is not said of %s', (pattern, claim) => {
    expect(echoes(pattern, claim)).toBe(true);
  });

  it.each([
    ['咬一口：{claim}。', '面条筋道'],
    ['Easy to clean? {claim}.', 'Machine washable'],
    ['Why choose {them}? {point}.', 'Lid opens with one press'],
  ])('%s is said of %s', (pattern, claim) => {
    expect(echoes(pattern, claim)).toBe(false);
  });

  it('tells what begins from what goes on', () => {
    expect(opensTelling('头一条：{point}。', 'zh-CN')).toBe(true);
    expect(opensTelling('好在哪？{point}。', 'zh-CN')).toBe(false);
    expect(goesOn('What else? {point}.', 'en')).toBe(true);
    expect(goesOn('Why choose {them}? {point}.', 'en')).toBe(false);
  });
});

describe('what a claim is about follows the kind of goods (C8)', () => {
  it.each([
    ['声音清脆', 'digital', '键盘', 'bite'],
    ['Fine foam, rinses fast', 'care', 'Shampoo', 'clean'],
    ['Fine foam, rinses fast', 'care', 'Shampoo', 'cushion'],
    ['两侧防漏', 'baby', '纸尿裤', 'leak'],
    ['Thin enough to fold into a pocket', 'clothing', 'Sun Jacket', 'room'],
    ['220 grams a square metre', 'clothing', 'Tee', 'quantity'],
    ['每节10分钟', undefined, '课程', 'fast'],
    ['适合6个月以上', 'baby', '学饮杯', 'quantity'],
  ] as const)('%s of %s (%s) is not about %s', (claim, category, name, topic) => {
    expect(topicsOf(claim, category, name)).not.toContain(topic);
  });

  it.each([
    ['一口酥脆', 'snack', '饼干', 'bite'],
    ['Rinse to clean', 'home', 'Slippers', 'clean'],
    ['倒放不漏', 'baby', '学饮杯', 'leak'],
    ['适合6个月以上', 'baby', '学饮杯', 'age'],
    ['30秒一杯', 'appliance', '榨汁机', 'fast'],
  ] as const)('%s of %s (%s) is about %s', (claim, category, name, topic) => {
    expect(topicsOf(claim, category, name)).toContain(topic);
  });
});
