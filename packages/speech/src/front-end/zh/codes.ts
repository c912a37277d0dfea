import type { Rule } from '../rule.ts';
import { sayDigits, sayNumber, sayWhole } from './say-number.ts';

/** What is a name written in digits: telephone numbers, steel grades, models, sale days. Read out, not counted. */
export const codes: Rule[] = [
  {
    name: 'mobile number',
    pattern: /(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/uy,
    say: ([digits]) => sayDigits(digits.replace(/\D/g, ''), '幺'),
  },
  {
    name: 'service number',
    pattern: /(?<!\d)(?:[48]00-?\d{3}-?\d{4}|0\d{2,3}-\d{7,8})(?!\d)/uy,
    say: ([digits]) => sayDigits(digits.replace(/\D/g, ''), '幺'),
  },
  {
    name: 'material grade',
    pattern:
      /(?<![\d.])(?:SUS\s?)?(20[12]|30[1-4]|31[067]|321|4[123]0|6061|7075|925|990|999)(L?)(?=\s?(?:食品级|医用级|医疗级|食品接触级|级|奥氏体|足|纯)*(?:不锈钢|钢|内胆|材质|铝|银|金))/uy,
    say: ([written, digits = '', low]) =>
      `${written.startsWith('SUS') ? 'S U S ' : ''}${sayDigits(digits)}${low === '' ? '' : ' L'}`,
  },
  {
    name: 'sale day',
    pattern: /(?<!\d)(618|315|1212|1111)(?=大促|年中|狂欢|购物|活动|节|期间|开门红|晚会)/uy,
    say: ([digits]) => sayDigits(digits),
  },
  {
    name: 'double festival',
    pattern: /双(11|12|10)(?!\d)/uy,
    say: ([, day = '']) => `双${day === '10' ? '十' : `十${sayWhole(day.slice(1))}`}`,
  },
  { name: 'first of all', pattern: /(?<![A-Za-z])[Nn][Oo]\.\s?(\d+)/uy, say: ([, rank = '']) => `第${sayWhole(rank)}` },
  {
    name: 'model: letters, then digits',
    pattern: /(?<![A-Za-z])([A-Z]{1,6})[- ]?(\d+)([A-Z]{0,3})(?![A-Za-z\d]|\.\d|,\d)/uy,
    say: ([, letters = '', digits = '', tail = '']) =>
      `${spell(letters)} ${sayModelDigits(digits)}${tail === '' ? '' : ` ${spell(tail)}`}`,
  },
  {
    name: 'model: digits, then letters',
    pattern: /(?<![\d.A-Za-z])(\d+)([A-Z]{1,2})(?![A-Za-z\d])/uy,
    say: ([, digits = '', letters = '']) =>
      `${digits.length > 3 ? sayDigits(digits) : sayWhole(digits)} ${spell(letters)}`,
  },
  {
    name: 'long run of digits',
    pattern: /(?<![\d.,])\d{9,}(?![\d.]|[多余几]?[\p{Script=Han}])/uy,
    say: ([digits]) => sayDigits(digits, '幺'),
  },
];

/** Letters one by one, for the engine's English: `TB` → `T B`. */
export function spell(letters: string): string {
  return [...letters].join(' ');
}

/** 15 → 十五, 500 → 五百, but 316 → 三一六: round ones are said as numbers. */
function sayModelDigits(digits: string): string {
  const isNumber = digits.length < 3 || (digits.length === 3 && digits.endsWith('00'));
  return isNumber ? sayNumber(digits, '') : sayDigits(digits);
}
