import { expect, it } from 'vitest';
import { canPointAt } from './senses.ts';
import { topicsOf } from './topic.ts';

const claimOf = (text: string) => ({ text, topics: topicsOf(text) });

it.each([
  ['凑近看这里：{point}。', '水开煮4分钟'],
  ['凑近看这里：{point}。', '可进洗碗机'],
  ['看看这里：{point}。', '主动降噪'],
  ['{point}，上手就明白。', '能带上飞机'],
  ['{point}，上手就明白。', '面料防雨'],
  ['容易忽略的一点：{point}。', '一口酥脆'],
  ['Up close, check this: {point}.', 'Allowed on planes'],
  ['Look at this: {point}.', 'Handle stays cool'],
  ['Worth a look: {point}.', 'Cooks in 4 minutes'],
])('no line points the eye or the hand at what they cannot learn: %s %s (C8)', (pattern, claim) => {
  expect(canPointAt(pattern, claimOf(claim))).toBe(false);
});

it.each([
  ['凑近看这里：{point}。', '肉眼可见的鸡肉粒'],
  ['{point}，上手就明白。', '轴体可换'],
  ['为什么选它？{point}。', '水开煮4分钟'],
  ['Look at this: {point}.', 'A light on the nozzle'],
  ['No fluff: {point}.', 'Cooks in 4 minutes'],
])('and it may at what they can: %s %s', (pattern, claim) => {
  expect(canPointAt(pattern, claimOf(claim))).toBe(true);
});
