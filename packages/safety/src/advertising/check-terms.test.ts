import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTerms } from './check-terms.ts';

const termsIn = (text: string, language: 'zh-CN' | 'en' = 'zh-CN') =>
  checkTerms(text, language).map(({ term, rule }) => `${rule} ${term}`);

describe('advertising terms (S1, compliance.md §4)', () => {
  it.each([
    ['这是全国最好的保温杯', ['absolute 最好']],
    ['销量第一，全网最低价', ['absolute 销量第一', 'absolute 全网最低价']],
    ['顶级用料，独一无二', ['absolute 顶级', 'absolute 独一无二']],
    ['驰名商标，央视推荐', ['authority 驰名商标', 'authority 央视推荐']],
    ['三天治愈失眠，无副作用', ['medical 治愈', 'medical 无副作用']],
    ['这款面霜祛疤又美白', ['cosmetics 祛疤', 'cosmetics 美白']],
    ['喝它减肥，还能增强免疫力', ['food 减肥', 'food 增强免疫力']],
    ['年化12%，稳赚不赔', ['finance 年化12%', 'finance 稳赚不赔']],
    ['包过，不过退款', ['education 包过', 'education 不过退款']],
    ['最后一天，错过不再', ['pressure 最后一天', 'pressure 错过不再']],
    ['戴上招财转运', ['superstition 招财', 'superstition 转运']],
    ['碾压同行', ['disparage 碾压']],
    ['想买加微信，手机13800138000', ['offPlatform 加微信', 'offPlatform 13800138000']],
  ])('%s', (text, expected) => {
    expect(termsIn(text)).toEqual(expected);
  });

  it.each([
    ['The best tumbler, guaranteed', ['absolute The best', 'absolute guaranteed']],
    ['Cures acne with no side effects', ['medical Cures', 'medical no side effects']],
    ['Hurry, today only', ['pressure Hurry', 'pressure today only']],
    ['Clinically proven, #1 in sales', ['authority Clinically proven', 'absolute #1']],
  ])('%s', (text, expected) => {
    expect(termsIn(text, 'en')).toEqual(expected);
  });

  it.each([
    '最后说一句，最近天冷，最终还是选它',
    '第一次用也会，第一步拧开，第一时间回复',
    '我们会尽最大努力',
    '最佳赏味期30天，最好先冷藏',
    '最大承重120公斤，最高温度95度',
    '100%棉，绝对值，首页有售',
    '防晒衣，防晒帽',
    '最怕漏水，最喜欢的颜色',
    '最新款已到，一站式收纳',
    '国家级非遗工艺',
  ])('the law lets this stand: %s', (text) => {
    expect(termsIn(text)).toEqual([]);
  });

  it.each(['Best before June', 'We do our best', 'My best friend asked', '100% cotton', 'Treats for dogs'])(
    'the law lets this stand: %s',
    (text) => {
      expect(termsIn(text, 'en')).toEqual([]);
    },
  );

  it.each(['最 好', '最*好', '最\u200b好', '最·好', 'ＮＯ．１', '獨一無二'.replace('無', '无'), '極致', '国 家 级'])(
    'dressed up, it is found all the same: %s',
    (text) => {
      expect(checkTerms(text, 'zh-CN')).toMatchObject([{ start: 0, end: text.length, term: text }]);
    },
  );

  it.each([
    'zui好',
    'ZUI 低价',
    'zuì好',
    '蕞好',
    '醉便宜',
    'zui hao',
    '最hao',
    '弟一',
    '第壹',
    'di一',
    'DiYi',
    '顶ji',
    'ding级',
    '绝dui',
    'juedui',
    '唯1',
    'wei一',
    '国家ji',
    '极zhi',
    '首xuan',
    '全网zui低',
    '最❤好',
    '最★好',
    '最“好”',
    '第+一',
    '顶✨级',
  ])('by sound, in pinyin or drawn apart, it is found all the same: %s', (text) => {
    const findings = checkTerms(`这是${text}的杯子`, 'zh-CN');
    expect(findings.map(({ rule, term }) => [rule, term.replace(/”$/u, '')])).toEqual([
      ['absolute', text.replace(/”$/u, '')],
    ]);
    for (const { rewrite } of findings) {
      expect(checkTerms(rewrite ?? '', 'zh-CN')).toEqual([]);
    }
  });

  it.each(['b e s t', 'B.E.S.T', 'b-e-s-t', 'b3st', 'be5t', 'b*st', 'N0.1', 'gu@ranteed', 'p e r f e c t'])(
    'spelled another way, it is found all the same: %s',
    (text) => {
      expect(checkTerms(`The ${text} mug`, 'en')).toMatchObject([{ rule: 'absolute', term: text }]);
    },
  );

  it.each([
    '最近天冷，第一次用，最后一步拧紧',
    '喝到微醉，好喝不上头',
    '我的弟弟第一个到',
    '我弟一个人去',
    '最，好像没什么',
    '独立小包，首页可选，国家标准',
    'DIY 也行，diy1件',
    '唯独少了盖子，为一家人做饭',
    '“最”字少说，好用才行',
    '极简，致敬老师傅',
  ])('what only looks like one is let stand: %s', (text) => {
    expect(termsIn(text)).toEqual([]);
  });

  it.each([
    'Be st. Ives',
    'A web test',
    'best before June',
    'beast mode',
    'number 12',
    'Point number 1: it holds heat',
    'Here is reason number one. Step no. 1, rinse',
    'Number 1: the lid',
  ])('what only looks like one is let stand: %s', (text) => {
    expect(termsIn(text, 'en')).toEqual([]);
  });

  it.each(['We are number 1', 'The number one: our mug', 'our point: number 1', 'No. 1 in town'])(
    'a rank is one, also beside words that count: %s',
    (text) => {
      expect(termsIn(text, 'en')).toHaveLength(1);
    },
  );

  it('the span is that of the raw text, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'grapheme' }), (before) => {
        const text = `${before}。全国第一。`;
        const finding = checkTerms(text, 'zh-CN').at(-1);
        expect(finding).toBeDefined();
        expect(text.slice(finding?.start, finding?.end)).toBe(finding?.term);
        expect(finding?.term).toContain('第一');
      }),
    );
  });

  it('a replacement offered trips nothing itself', () => {
    for (const text of [
      '全网最低',
      '最好',
      '顶级',
      '独家',
      '神器',
      '永久',
      '闭眼入',
      '限时特惠',
      '碾压',
      '零添加',
      '纯天然',
      '加微信',
    ]) {
      for (const { rewrite } of checkTerms(text, 'zh-CN')) {
        expect(rewrite, text).not.toBeNull();
        expect(checkTerms(rewrite ?? '', 'zh-CN'), text).toEqual([]);
      }
    }
    for (const text of ['the best', 'perfect', 'cheapest', 'last chance', 'hurry', 'all-natural', 'DM to order']) {
      for (const { rewrite } of checkTerms(text, 'en')) {
        expect(rewrite, text).not.toBeNull();
        expect(checkTerms(rewrite ?? '', 'en'), text).toEqual([]);
      }
    }
  });
});
