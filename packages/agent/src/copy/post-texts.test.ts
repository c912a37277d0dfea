import { Product, platforms, type Role } from '@clipo/contract';
import { checkTerms } from '@clipo/safety/advertising';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { platformLimits } from './platform-limits.ts';
import { postTexts } from './post-texts.ts';

const product = Product.parse({
  id: 'T1',
  name: { 'zh-CN': '澄光随行保温杯 500ml', en: 'Clearlight Travel Tumbler' },
  category: '家居日用',
  price: { amount: '89', currency: 'CNY' },
  sellingPoints: [{ 'zh-CN': '倒放不漏', en: 'No leaks upside down' }],
  facts: [{ text: { 'zh-CN': '净重268克', en: 'Weighs 268 grams' }, source: '产品说明书' }],
});
const brief = {
  mustSay: [],
  mustNotSay: ['通勤'],
  brand: { name: { 'zh-CN': '澄光', en: 'Clearlight' }, colors: [], emoji: false },
};
const said: Record<'zh-CN' | 'en', { role: Role; text: string; source?: string }[]> = {
  'zh-CN': [
    { role: 'hook', text: '放包里就怕漏？倒放不漏。' },
    { role: 'body', text: '多重？净重268克。', source: '产品说明书' },
    { role: 'offer', text: '现在89元。' },
    { role: 'cta', text: '点下方看看。' },
  ],
  en: [
    { role: 'hook', text: 'Worried about leaks? No leaks upside down.' },
    { role: 'body', text: 'How heavy? Weighs 268 grams.', source: 'Manual' },
    { role: 'offer', text: 'Now 89 yuan.' },
    { role: 'cta', text: 'Tap below.' },
  ],
};

describe.each(['zh-CN', 'en'] as const)('texts beside a video in %s (C13)', (language) => {
  it.each(platforms)('%s gets title, description, hashtags and cover text within its limits', (platform) => {
    const limits = platformLimits[platform];
    const post = postTexts({ brief, product, language, lines: said[language] }, platform);
    expect([...post.title].length).toBeLessThanOrEqual(limits.title);
    expect(post.title === '').toBe(limits.title === 0);
    expect([...post.description].length).toBeLessThanOrEqual(limits.description);
    expect(post.description).toContain('268');
    expect(post.description).toContain(language === 'en' ? '(Source: Manual)' : '（来源：产品说明书）');
    expect(post.hashtags.length).toBeLessThanOrEqual(limits.hashtags);
    expect(post.hashtags.filter((tag) => /[#\s]|通勤/.test(tag))).toEqual([]);
    expect(post.coverText.length).toBeGreaterThan(3);
    expect(post.aiDeclaration).toBe(limits.aiDeclaration);
  });

  it('a product page of Amazon names neither a price nor a call', () => {
    const post = postTexts({ brief, product, language, lines: said[language] }, 'amazon');
    expect(`${post.title} ${post.description}`).not.toMatch(/89|点下方|Tap/);
  });

  it('a title of 视频号 holds no sign that it refuses', () => {
    const { title } = postTexts({ brief, product, language, lines: said[language] }, 'shipinhao');
    expect(title).toMatch(/^[\p{L}\p{N} 《》“”：+？%℃]{4,16}…?$/u);
  });

  it('stays within the limits whatever is said, and two openings give two titles', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 400, unit: 'grapheme' }),
        fc.constantFrom(...platforms),
        (text, platform) => {
          const lines = [{ role: 'hook' as const, text }, ...said[language]];
          const post = postTexts({ brief, product, language, lines }, platform);
          expect([...post.title].length).toBeLessThanOrEqual(platformLimits[platform].title);
          expect([...post.description].length).toBeLessThanOrEqual(platformLimits[platform].description);
          expect([...post.coverText].length).toBeLessThanOrEqual(28);
          expect(checkTerms(post.title, language).filter(({ severity }) => severity === 'block')).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
    const other = [{ role: 'hook' as const, text: language === 'en' ? 'Hands full again?' : '腾不出手？' }];
    const one = postTexts({ brief, product, language, lines: said[language] }, 'douyin').title;
    expect(postTexts({ brief, product, language, lines: other }, 'douyin').title).not.toBe(one);
  });
});
