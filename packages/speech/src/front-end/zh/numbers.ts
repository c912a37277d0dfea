import { digitsOf, numberSource, type Rule } from '../rule.ts';
import { sayDigits, sayNumber, sayWhole } from './say-number.ts';

// Words that count things: a lone 2 before them is 两. 月 号 日 楼 级 are not among them: 二月, 二级.
const counted =
  '个件只杯条双款瓶袋盒包份种套张把台部支枝片块颗粒小分秒天周年岁倍层次米升斤公千百毫厘克吨元角人位名步重道面档项点箱罐桶组对家间座本辆大遍口滴勺根顶副本圈代季色用';

/** Numbers in all the rest: discounts, scales, ranges, fractions, plus-signs, counted and plain ones. */
export const numbers: Rule[] = [
  {
    name: 'discount',
    pattern: /(?<![\d.])(\d)(?:\.?([1-9]))?(?:\.0)?折(?!叠)/uy,
    say: ([, tens = '', ones = '']) => `${sayDigits(tens + ones)}折`,
  },
  {
    name: 'tens of thousands by letter',
    pattern: new RegExp(`(?<![\\d.])(${numberSource})w(\\+?)(?![A-Za-z])`, 'uy'),
    say: ([, amount = '', plus = '']) => {
      const { whole, fraction } = digitsOf(amount);
      return `${sayNumber(whole, fraction, true)}万${plus === '' ? '' : '多'}`;
    },
  },
  {
    name: 'fraction',
    pattern: /(?<![\d./])(\d{1,3})\/(\d{1,3})(?![\d./])/uy,
    say: ([, top = '', bottom = '']) =>
      Number(top) < Number(bottom) ? `${sayWhole(bottom)}分之${sayWhole(top)}` : undefined,
  },
  {
    name: 'more than',
    pattern: /(?<![\d.,])(\d*0)([万亿]?)\+(?=\p{Script=Han})/uy,
    say: ([, amount = '', scale = '']) =>
      amount === '0' ? undefined : `${sayWhole(amount)}${scale === '' ? '多' : `多${scale}`}`,
  },
  {
    name: 'between numbers',
    pattern: /(?<=[\d%℃])\s?[-~–—～]{1,2}\s?(?=[¥$]?\d)/uy,
    say: () => '到',
  },
  { name: 'times', pattern: /(?<=[\da-zA-Z])\s?×\s?(?=\d)|(?<=\d)\s?[xX*]\s?(?=\d)/uy, say: () => '乘' },
  { name: 'minus', pattern: /(?<![\p{L}\d.)])[-−](?=\d)/uy, say: () => '负' },
  { name: 'sign before number', pattern: /[+±≥≤<>≈](?=\s?\d)/uy, say: ([sign]) => signs[sign] },
  { name: 'plus after number', pattern: /(?<=\d)\+/uy, say: () => '加' },
  {
    name: 'counted two',
    pattern: new RegExp(`(?<![\\d.,第])2(?=\\s?(?:[多来]?[${counted}]|[-~到至]\\s?\\d+\\s?[${counted}]))`, 'uy'),
    say: () => '两',
  },
  {
    name: 'number',
    pattern: new RegExp(numberSource, 'uy'),
    say: ([written]) => {
      const { whole, fraction } = digitsOf(written);
      return sayNumber(whole, fraction);
    },
  },
  { name: 'digit of another script', pattern: /[⁰¹²³⁴-⁹]/uy, say: ([digit]) => sayDigits(digit.normalize('NFKC')) },
];

const signs: Readonly<Record<string, string>> = {
  '+': '加',
  '±': '正负',
  '≥': '大于等于',
  '≤': '小于等于',
  '<': '小于',
  '>': '大于',
  '≈': '约',
};
