import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkText } from './check-text.ts';
import { outcomeOf } from './finding.ts';
import { categories } from './terms/term-file.ts';
import { measureSet } from './testset/measure.ts';

const outcome = (text: string) => outcomeOf(checkText(text));

describe('unlawful content is found, harmless content passes (S1, S2)', () => {
  it('on the labelled set: plain at least 97 %, dressed up at least 95 % of that, harmless at least 98 %', () => {
    const { blocked, found, evaded, foundEvaded, benign, passed, byCategory, accused } = measureSet();
    expect(found / blocked).toBeGreaterThanOrEqual(0.97);
    expect(foundEvaded / evaded).toBeGreaterThanOrEqual(0.95);
    expect(passed / benign, accused.join('\n')).toBeGreaterThanOrEqual(0.98);
    const unlawful = categories.filter((category) => category !== 'platform' && category !== 'brand');
    const recallOf = (category: string) => (byCategory[category]?.found ?? 0) / (byCategory[category]?.of ?? 1);
    expect(unlawful.filter((category) => recallOf(category) < 0.97)).toEqual([]);
  });

  it.each([
    '賭 博',
    '堵博平台',
    'du bo',
    '赌bo',
    '贝者博',
    '场赌线在',
    '网，络，赌，博',
    'c@sino b0nus',
    'o n l i n e c a s i n o',
    'onlinе саsino',
    'p*rn',
    '出售🔫支',
  ])('however it is dressed up: %s', (text) => {
    expect(outcome(text)).toBe('block');
  });

  it.each([
    '远离毒品，珍爱生命',
    '我爱赌气，博士来了',
    'Say no to drug dealer tricks',
    'therapist',
    '独播剧场',
    '最，好像没什么',
    '部分视频支持倍速',
    '左眼外眼角，运行服务',
  ])('a warning, or what only looks like one, passes: %s', (text) => {
    expect(outcome(text)).toBe('pass');
  });

  it('the span is that of the raw text, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20, unit: 'grapheme' }), (before) => {
        const text = `${before}。在线 赌场。`;
        const finding = checkText(text).find(({ rule }) => rule === 'gambling');
        expect(text.slice(...(finding?.span ?? [0, 0]))).toBe(finding?.text);
        expect(finding?.text).toContain('赌场');
      }),
      { numRuns: 30 },
    );
  });

  it('reason and advice come in both languages', () => {
    const [finding] = checkText('在线赌场');
    expect(finding?.why['zh-CN']).toContain('刑法第三百零三条');
    expect(finding?.why.en).toContain('art. 303');
    expect(finding?.suggestion.en).not.toBe('');
  });
});
