import { describe, expect, it } from 'vitest';
import { spokenName } from './spoken-name.ts';
import { spokenPrice } from './spoken-price.ts';

describe('names and prices as people say them', () => {
  it.each([
    ['澄光随行保温杯 500ml', '澄光', '澄光保温杯', '保温杯'],
    ['山海记海苔夹心脆 40g*3袋', '山海记', '山海记夹心脆', '夹心脆'],
    ['跃步轻量缓震跑鞋 2026款', '跃步', '跃步跑鞋', '跑鞋'],
    ['便携榨汁机', undefined, '便携榨汁机', '榨汁机'],
    ['纯棉四件套（1.8米床）', undefined, '纯棉四件套', '四件套'],
    ['无线降噪蓝牙耳机 Pro 旗舰版', undefined, '耳机', '耳机'],
    ['猫粮', undefined, '猫粮', '猫粮'],
  ])('%s of %s is called %s, a kind of %s', (full, brand, name, noun) => {
    expect(spokenName(full, brand, 'zh-CN', true)).toMatchObject({ name, noun });
  });

  it.each([
    ['Clearlight Travel Tumbler 500 ml', 'Clearlight', 'the Clearlight Tumbler', 'a tumbler', false],
    ['Shanhai Seaweed Crisps 40 g x 3', 'Shanhai', 'the Shanhai Crisps', 'crisps', true],
    ['Yuebu Light Running Shoes', 'Yuebu', 'the Yuebu Shoes', 'shoes', true],
    ['Wireless Headphones with Mic', undefined, 'the Wireless Headphones', 'headphones', true],
    ['Sunny Granola', undefined, 'Sunny Granola', 'granola', false],
    ['Folding Umbrella, Black', undefined, 'the Folding Umbrella', 'an umbrella', false],
    ['Fizzo', undefined, 'Fizzo', 'a fizzo', false],
  ])('%s of %s is called %s, %s', (full, brand, theName, aNoun, isPlural) => {
    expect(spokenName(full, brand, 'en', true)).toMatchObject({ theName, aNoun, isPlural });
  });

  it.each([
    ['89.00', 'CNY', 'zh-CN', '89元'],
    ['89.90', 'CNY', 'zh-CN', '89.9元'],
    ['0089', 'USD', 'en', '89 dollars'],
    ['1299.05', 'EUR', 'zh-CN', '1299.05欧元'],
    ['45', 'SEK', 'en', '45 Swedish Krona'],
  ] as const)('%s %s in %s is %s', (amount, currency, language, said) => {
    expect(spokenPrice(amount, currency, language)).toBe(said);
  });
});

it.each([
  ['净家日常保洁服务', '净家', 'zh-CN', '保洁服务'],
  ['表格课堂数据透视表课程', '表格课堂', 'zh-CN', '透视表课程'],
  ['Sheet School Pivot Table Course', 'Sheet School', 'en', 'pivot table course'],
  ['Jingjia Home Cleaning Service', 'Jingjia', 'en', 'home cleaning service'],
] as const)('%s of %s says what service or course it is (C8)', (full, brand, language, noun) => {
  expect(spokenName(full, brand, language, true).noun).toBe(noun);
});
