import { digitsOf, numberSource, type Rule } from '../rule.ts';
import { sayNumber, sayOrdinal, sayWhole } from './say-number.ts';

const fractions: Readonly<Record<string, string>> = {
  '1/2': 'one half',
  '1/3': 'one third',
  '2/3': 'two thirds',
  '1/4': 'one quarter',
  '3/4': 'three quarters',
};
const signs: Readonly<Record<string, string>> = {
  '+': 'plus',
  '±': 'plus or minus',
  '≥': 'at least',
  '≤': 'at most',
  '<': 'less than',
  '>': 'more than',
  '≈': 'about',
  '−': 'minus',
  '-': 'minus',
};

/** Numbers in all the rest: ordinals, fractions, ranges, times, ratios, signs, plain ones. */
export const numbers: Rule[] = [
  {
    name: 'ordinal',
    pattern: /(?<![\d.,])(\d+)(?:st|nd|rd|th)(?![A-Za-z\d])/uy,
    say: ([, digits = '']) => sayOrdinal(digits),
  },
  {
    name: 'fraction',
    pattern: /(?<![\d./])(\d{1,2})\/(\d{1,3})(?![\d./])/uy,
    say: ([written, top = '', bottom = '']) => fractions[written] ?? `${sayWhole(top)} over ${sayWhole(bottom)}`,
  },
  {
    name: 'ratio',
    pattern: /(?<![\d:])(\d+):(\d+)(?![\d:])/uy,
    say: ([, left = '', right = '']) => `${sayWhole(left)} to ${sayWhole(right)}`,
  },
  {
    name: 'times',
    pattern: new RegExp(`(?<![\\d.A-Za-z])(${numberSource})[xX×](?![A-Za-z\\d])`, 'uy'),
    say: ([, amount = '']) => {
      const { whole, fraction } = digitsOf(amount);
      return `${sayNumber(whole, fraction)} times`;
    },
  },
  { name: 'by', pattern: /(?<=\d\s?|\d\s?(?:mm|cm|m|in))[xX×](?=\s?\d)/uy, say: () => 'by' },
  { name: 'between numbers', pattern: /(?<=[\d%℃])\s?[-~–—]\s?(?=[$¥€£]?\d)/uy, say: () => 'to' },
  {
    name: 'sign before number',
    pattern: /(?<![\p{L}\d.)])[-−](?=\d)|[+±≥≤<>≈](?=\s?\d)/uy,
    say: ([sign]) => signs[sign],
  },
  { name: 'plus after number', pattern: /(?<=\d)\+/uy, say: () => 'plus' },
  {
    name: 'number',
    pattern: new RegExp(numberSource, 'uy'),
    say: ([written]) => {
      const { whole, fraction } = digitsOf(written);
      return sayNumber(whole, fraction);
    },
  },
];
