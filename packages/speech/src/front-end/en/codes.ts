import type { Rule } from '../rule.ts';
import { sayDigits, sayNumber, sayWhole } from './say-number.ts';

/** Names written in digits and letters: telephone numbers, steel grades, models. */
export const codes: Rule[] = [
  {
    name: 'telephone number',
    pattern: /(?<!\d)(?:\+?1[- ]?)?(?:\(\d{3}\)\s?|\d{3}-)\d{3}-\d{4}(?!\d)|(?<!\d)1[3-9]\d{9}(?!\d)/uy,
    say: ([digits]) => sayDigits(digits.replace(/\D/g, '')),
  },
  {
    name: 'steel grade',
    pattern: /(?<![\d.])(201|202|30[1-4]|31[067]|321|4[123]0)(L?)(?=\s(?:[a-z-]+\s){0,2}(?:stainless|steel))/uy,
    say: ([, grade = '', low = '']) =>
      `${sayWhole(grade[0] ?? '')} ${/0\d$/.test(grade) ? `oh ${sayWhole(grade[2] ?? '')}` : sayWhole(grade.slice(1))}${low === '' ? '' : ' L'}`,
  },
  {
    name: 'silver and gold',
    pattern: /(?<!\d)925(?=\s(?:sterling|silver))/uy,
    say: () => 'nine twenty-five',
  },
  { name: 'round the clock', pattern: /(?<![\d/])24\/7(?![\d/])/uy, say: () => 'twenty-four seven' },
  { name: 'rank', pattern: /(?:#|(?<![A-Za-z])[Nn]o\.\s?)(?=\d)/uy, say: () => 'number' },
  {
    name: 'model: letters, then digits',
    pattern: /(?<![A-Za-z])([A-Z]{1,6})-?(\d+)([A-Z]{0,3})(?![A-Za-z\d]|[.,]\d)/uy,
    say: ([, letters = '', digits = '', tail = '']) =>
      `${[...letters].join(' ')} ${sayModelDigits(digits)}${tail === '' ? '' : ` ${[...tail].join(' ')}`}`,
  },
  {
    name: 'model: digits, then a letter',
    pattern: /(?<![\d.A-Za-z])(\d+)([A-Z]{1,2})(?![A-Za-z\d])/uy,
    say: ([, digits = '', letters = '']) => `${sayModelDigits(digits)} ${[...letters].join(' ')}`,
  },
];

/** 15 → fifteen, 500 → five hundred, 1080 → ten eighty, others digit by digit. */
function sayModelDigits(digits: string): string {
  if (digits.length < 3 || (digits.length <= 4 && digits.endsWith('00'))) {
    return sayNumber(digits, '');
  }
  const isPaired = digits.length === 4 && !digits.startsWith('0') && digits[2] !== '0';
  return isPaired ? `${sayWhole(digits.slice(0, 2))} ${sayWhole(digits.slice(2))}` : sayDigits(digits);
}
