import { describe, expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { emphasisIn, emphaticRuler, isHeld } from './emphasis.ts';
import { createRuler } from './measure.ts';

const textsOf = (text: string, words: string[] = []) =>
  emphasisIn(text, words).map(({ start, end, scale }) => [text.slice(start, end), scale > 1]);

describe('what captions set off (C9)', () => {
  it.each([
    ['倒放24小时也不漏', ['24', '小时']],
    ['95℃热水放6小时后仍有62℃', ['95℃', '6', '小时', '62℃']],
    ['到手价89元', ['89', '元']],
    ['只要¥89.00', ['¥89.00']],
    ['Holds 500 ml for 6 hours', ['500', ' ml', '6', ' hours']],
    ['省30%', ['30%']],
    ['型号TB500和316不锈钢', []],
    ['كوب 500 ml', []],
  ])('amounts with their unit: %s', (text, expected) => {
    expect(textsOf(text).map(([part]) => part)).toEqual(expected);
  });

  it('figures grow, their units do not; brand words grow, and only as whole words', () => {
    expect(textsOf('倒放24小时')).toEqual([
      ['24', true],
      ['小时', false],
    ]);
    expect(textsOf('澄光保温杯', ['澄光'])).toEqual([['澄光', true]]);
    expect(textsOf('Lumo keeps, lumosity fades', ['LUMO'])).toEqual([['Lumo', true]]);
  });

  it('no line ends inside of what is set off, nor between a figure and its unit', () => {
    const text = '倒放24小时';
    const held = [...text].map((_, offset) => isHeld(emphasisIn(text, []), offset));
    expect(held).toEqual([false, false, false, true, true, true]);
  });

  it('what is set off is measured as large as it is drawn', () => {
    const plain = createRuler(createNodeCanvas(), 'bold');
    const ruler = emphaticRuler(plain, []);
    expect(ruler.width('倒放')).toBe(plain.width('倒放'));
    expect(ruler.width('24小时') - plain.width('24小时')).toBeCloseTo(plain.width('24') * 0.28, 3);
    expect(ruler.ink('24小时').ascent).toBeGreaterThan(plain.ink('24').ascent * 1.2);
  });
});
