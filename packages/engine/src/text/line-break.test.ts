import { describe, expect, it } from 'vitest';
import { createNodeCanvas } from '../layers/canvas-node.ts';
import { fitText } from './fit-text.ts';
import { breakLines } from './line-break.ts';
import { createRuler } from './measure.ts';

const measure = createRuler(createNodeCanvas(), 'bold').width;
const linesAt = (text: string, widthEm: number, maxLines = 20) =>
  breakLines(text, { widthEm, maxLines, measure })?.lines.map((line) => line.text) ?? null;

const sentences = [
  '95℃热水放6小时后仍有62℃，杯盖一按即开，单手能拿。',
  '到手价¥89.00，原价¥129.00（2026年10月1日至31日门店价签）',
  '他说：“倒放24小时无渗漏！”然后把它放进包里；真的没漏……',
  '《使用说明》第3页写着：容量500ml、净重268克、保温12小时以上',
  'USB-C快充30分钟可用3天，比上一代省电20%，只要 US$12.50 起',
  '316不锈钢内胆，倒放不漏，杯身磨砂防滑，通勤路上一口热的',
  'Keeps 500 ml hot for 6 hours at 95 °C, from CNY 89.00 (was 129.00)',
];

describe('line breaking (C9)', () => {
  it('no line begins with closing punctuation or ends with an opening bracket or currency sign, at any width', () => {
    for (const sentence of sentences) {
      for (let widthEm = 6.5; widthEm < 24; widthEm += 0.5) {
        const lines = linesAt(sentence, widthEm) ?? [];
        for (const line of lines) {
          expect(line, `${widthEm} em: ${lines.join(' | ')}`).not.toMatch(/^[，。！？：；、）】》」』”’%℃…]/u);
          expect(line, `${widthEm} em: ${lines.join(' | ')}`).not.toMatch(/[（【《「『“‘¥$]$/u);
        }
        expect(lines.join('').replace(/\s/gu, '')).toBe(lines.length > 0 ? sentence.replace(/\s/gu, '') : '');
      }
    }
  });

  it('amounts stay with their currency and unit, and Latin words whole', () => {
    const whole = [
      '95℃',
      '6小时',
      '62℃',
      '¥89.00',
      '¥129.00',
      '2026年',
      '10月',
      '1日',
      '24小时',
      '第3页',
      '500ml',
      '268克',
    ];
    whole.push('USB-C', '30分钟', '20%', 'US$12.50', '500 ml', '6 hours', '95 °C', 'CNY 89.00', 'Keeps');
    for (const sentence of sentences) {
      for (let widthEm = 6.5; widthEm < 24; widthEm += 0.5) {
        const lines = linesAt(sentence, widthEm);
        for (const amount of lines === null ? [] : whole.filter((part) => sentence.includes(part))) {
          expect(
            lines?.some((line) => line.includes(amount)),
            `${amount} in ${lines?.join(' | ')}`,
          ).toBe(true);
        }
      }
    }
  });

  it('lines end at clauses and phrases and are even: no single hanzi is left on the last line', () => {
    expect(linesAt('杯盖一按即开，单手能拿', 8)).toEqual(['杯盖一按即开，', '单手能拿']);
    expect(linesAt('316不锈钢内胆，倒放不漏', 9)).toEqual(['316不锈钢内胆，', '倒放不漏']);
    expect(linesAt('到手价¥89.00，原价¥129.00', 9)).toEqual(['到手价¥89.00，', '原价¥129.00']);
    expect(linesAt('保温杯怎么选？看完这条就懂了', 9)).toEqual(['保温杯怎么选？', '看完这条就懂了']);
    for (const sentence of sentences.filter((text) => /\p{Script=Han}/u.test(text))) {
      for (let widthEm = 6.5; widthEm < 20; widthEm += 0.25) {
        const lines = linesAt(sentence, widthEm) ?? ['', '够长'];
        expect(Array.from(lines.at(-1) ?? '').length, lines.join(' | ')).toBeGreaterThan(1);
      }
    }
  });

  it('no line is wider than the box; blank halves of full-width stops may hang', () => {
    for (const sentence of sentences) {
      for (let widthEm = 7; widthEm < 20; widthEm += 1) {
        for (const line of linesAt(sentence, widthEm) ?? []) {
          const hanging = /[，。、；：）】》」』]$/u.test(line) ? 0.5 : 0;
          expect(measure(line) - hanging).toBeLessThanOrEqual(widthEm + 0.1);
        }
      }
    }
  });

  it('a line feed always ends a line', () => {
    expect(linesAt('保温\n单手', 20)).toEqual(['保温', '单手']);
  });
});

describe('fitting (C9)', () => {
  const fit = (text: string, width: number, height: number, maxLines: number) =>
    fitText(text, { measure, fontPx: 80, floorPx: 44, width, height, maxLines, lineHeight: 1.25 });

  it('keeps the wanted size where it fits', () => {
    expect(fit('单手能拿', 800, 200, 2)).toMatchObject({ fontPx: 80, isCut: false });
  });

  it('shrinks before it breaks a word, and never below the floor', () => {
    const fitted = fit('Donaudampfschifffahrt', 640, 120, 1);
    expect(fitted.fontPx).toBeLessThan(80);
    expect(fitted.fontPx).toBeGreaterThanOrEqual(44);
    expect(fitted.lines.map((line) => line.text)).toEqual(['Donaudampfschifffahrt']);
  });

  it('breaks a word only where even the floor is too wide, and loses nothing', () => {
    const word = 'Rindfleischetikettierungsüberwachungsaufgabe';
    const fitted = fit(word, 500, 400, 4);
    expect(fitted).toMatchObject({ fontPx: 44, isCut: false });
    expect(fitted.lines.map((line) => line.text).join('')).toBe(word);
  });

  it('cuts with an ellipsis as the very last resort, at a whole character', () => {
    const fitted = fit('一个名字长得放不下的保温杯𠮷𠮷'.repeat(6), 400, 120, 2);
    expect(fitted.isCut).toBe(true);
    expect(fitted.lines.at(-1)?.text).toMatch(/…$/u);
    expect(fitted.lines.every((line) => line.text.isWellFormed())).toBe(true);
  });
});
