import { describe, expect, it } from 'vitest';
import { bigNumberIn, discountOf, ratingIn } from './fact-figures.ts';

describe('a rating is drawn only where a line states one (C8)', () => {
  it.each([
    ['店铺评分4.8分', 4.8, 5],
    ['用户评分4.8，满分5分', 4.8, 5],
    ['评分高达9.2（满分10分）', 9.2, 10],
    ['4.8/5 from 1,200 reviews', 4.8, 5],
    ['Rated 4.6 out of 5', 4.6, 5],
    ['A rating of 4.7 stars', 4.7, 5],
    ['Rated 4.5 by 300 buyers', 4.5, 5],
    ['Scores 8.7 out of ten', 8.7, 10],
  ])('%s', (text, value, outOf) => {
    expect(ratingIn(text)).toEqual({ value, outOf, label: `${value}/${outOf}` });
  });

  it.each([
    '评分9.2',
    '放6小时仍有62℃',
    '2/5的用户选了它',
    '316不锈钢',
    'Rated for 95% humidity',
    '4.8米长',
    '第5次清洗',
  ])('none in: %s', (text) => {
    expect(ratingIn(text)).toBeUndefined();
  });
});

describe('a number is counted up only where it is large and has a unit (C8)', () => {
  it.each([
    ['累计卖出12万件', { value: 120_000, notation: 'wan', decimals: 0, unit: '件' }],
    ['已有1.2万多人下单', { value: 12_000, notation: 'wan', decimals: 1, unit: '多人' }],
    ['More than 12,800 customers', { value: 12_800, notation: 'grouped', decimals: 0, unit: ' customers' }],
    ['Over 12.5k reviews', { value: 12_500, notation: 'k', decimals: 1, unit: ' reviews' }],
    ['容量500毫升', { value: 500, notation: 'plain', decimals: 0, unit: '毫升' }],
    ['净重268克', { value: 268, notation: 'plain', decimals: 0, unit: '克' }],
    ['Weighs 268 grams', { value: 268, notation: 'plain', decimals: 0, unit: ' grams' }],
  ])('%s', (text, expected) => {
    expect(bigNumberIn(text)).toMatchObject(expected);
  });

  it.each(['2026年8月检测', '316不锈钢', '放6小时后仍有62℃', 'Model TB500g', '10-200毫升', '第1人称'])(
    'none in: %s',
    (text) => {
      expect(bigNumberIn(text)).toBeUndefined();
    },
  );
});

describe('a reduction is rounded down, never up (C8)', () => {
  it.each([
    ['79.00', '99.00', 20],
    ['89', '129', 31],
    ['66.67', '100', 33],
    ['0.01', '100', 99],
    ['33.3334', '50', 33],
  ])('%s instead of %s is %i %%', (amount, original, percent) => {
    expect(discountOf({ amount, original })).toBe(percent);
  });

  it.each([
    ['99', undefined],
    ['99', '99'],
    ['99', '89'],
    ['96', '100'],
    ['0', '100'],
  ])('no badge for %s instead of %s', (amount, original) => {
    expect(discountOf({ amount, original })).toBeUndefined();
  });
});
