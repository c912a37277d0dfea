import { describe, expect, it } from 'vitest';
import { meaningfulWords } from './lit-words.ts';

/** Words parted by |, ten frames each; a blank before | is the word's own. */
const lit = (line: string, names: string[] = []) =>
  meaningfulWords(
    line.split('|').map((part, index) => ({
      text: part.trim(),
      startFrame: index * 10,
      endFrame: index * 10 + 10,
      spaceAfter: part.endsWith(' '),
      isClauseEnd: /[，,:。！]\s*$/u.test(part),
    })),
    names,
  );

describe('what is lit while it is spoken (C9)', () => {
  it.each([
    ['净|重|268克', ['净重', '268克']],
    ['净|重|268|克', ['净重', '268克']],
    ['每天|都|好|用', ['每天', '都好用']],
    ['都|不|漏', ['都不漏']],
    ['倒|放|24小时|也|不|漏', ['倒放', '24小时', '也不漏']],
    ['95℃|热水，|放|6小时', ['95℃', '热水，', '放6小时']],
    ['喝|完|了，|还|热', ['喝完了，', '还热']],
    ['真的|很|轻', ['真的', '很轻']],
    ['Worth |a |look: |Freshly |whipped |cream', ['Worth', 'a look:', 'Freshly', 'whipped', 'cream']],
    ['Keeps |ice |for |12 |hours', ['Keeps', 'ice', 'for 12 hours']],
    ['Goes |with |your |headphones', ['Goes with', 'your headphones']],
    ['Turn |it |on, |then |go', ['Turn it on,', 'then go']],
  ])('is a whole meaningful word, or an amount with its unit: %s', (line, expected) => {
    expect(lit(line).map(({ text }) => text)).toEqual(expected);
  });

  it.each([
    ['就|选|澄|光|保温杯', ['就选澄光', '保温杯']],
    ['澄|光，|随|行', ['澄光，', '随行']],
    ['澄|清|了', ['澄清了']],
  ])('never parts the brand: %s', (line, expected) => {
    expect(lit(line, ['澄光']).map(({ text }) => text)).toEqual(expected);
  });

  it('begins with its first sound and ends with its last, and no clause runs into the next', () => {
    const words = lit('看|都，|不|漏');
    expect(words.map(({ text, startFrame, endFrame }) => [text, startFrame, endFrame])).toEqual([
      ['看都，', 0, 20],
      ['不漏', 20, 40],
    ]);
  });

  it('a line of one small word keeps it', () => {
    expect(lit('都').map(({ text }) => text)).toEqual(['都']);
  });
});
