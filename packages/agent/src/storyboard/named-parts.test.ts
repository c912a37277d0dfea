import { describe, expect, it } from 'vitest';
import { namedPart } from './named-parts.ts';

const parts = [
  { name: { 'zh-CN': '杯盖', en: 'lid' }, x: 0.5, y: 0.1 },
  { name: '杯身', x: 0.5, y: 0.6 },
];

describe('the part of a picture that a line names (C12)', () => {
  it.each([
    ['杯盖一按即开，杯身磨砂', 0.1],
    ['杯身磨砂，杯盖一按即开', 0.6],
    ['One press and the Lid is open', 0.1],
    ['Both lids open with one press', 0.1],
  ])('is the first that it names: %s', (line, y) => {
    expect(namedPart(line, parts)).toEqual({ x: 0.5, y });
  });

  it.each(['倒放不漏', 'A solid bottle, valid all day', ''])('is none where it names none: %s', (line) => {
    expect(namedPart(line, parts)).toBeUndefined();
    expect(namedPart(line)).toBeUndefined();
  });
});
