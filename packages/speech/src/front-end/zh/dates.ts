import type { Rule } from '../rule.ts';
import { sayDigits, sayWhole } from './say-number.ts';

/** 2026年 digit by digit, as years are said; 2026-10-01 and 2026/10 as dates. */
export const dates: Rule[] = [
  { name: 'year', pattern: /(?<!\d)((?:1[6-9]|20|21)\d{2})(?=\s?年)/uy, say: (match) => sayDigits(match[1] ?? '') },
  {
    name: 'written date',
    pattern: /(?<![\d.])((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?(?![\d%.])/uy,
    say: ([, year = '', month = '', day]) =>
      `${sayDigits(year)}年${sayWhole(month)}月${day === undefined ? '' : `${sayWhole(day)}日`}`,
  },
];
