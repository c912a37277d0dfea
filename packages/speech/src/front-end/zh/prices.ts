import { digitsOf, numberSource, oneOf, type Rule } from '../rule.ts';
import { sayAmount } from './say-number.ts';

const currencies: Readonly<Record<string, string>> = {
  '¥': '元',
  元: '元',
  块: '块',
  $: '美元',
  US$: '美元',
  HK$: '港元',
  '€': '欧元',
  '£': '英镑',
  CNY: '元',
  RMB: '元',
  USD: '美元',
  HKD: '港元',
  EUR: '欧元',
  GBP: '英镑',
  JPY: '日元',
  KRW: '韩元',
};
const before = ['¥', '$', 'US$', 'HK$', '€', '£', 'CNY', 'RMB', 'USD', 'HKD', 'EUR', 'GBP', 'JPY', 'KRW'];

/** ¥89.00 → 八十九元, $39.9 → 三十九点九美元, 89元 and CNY 89 likewise. */
export const prices: Rule[] = [
  {
    name: 'currency before amount',
    pattern: new RegExp(`(?<![A-Za-z])(${oneOf(before)})\\s?(${numberSource})([万亿]?)(?:元(?!素))?`, 'uy'),
    say: ([, sign = '', amount = '', scale = '']) => say(amount, scale, sign),
  },
  {
    name: 'amount before currency',
    pattern: new RegExp(
      `(?<![\\d.])(${numberSource})([万亿]?)\\s?(${oneOf(Object.keys(currencies))})(?![A-Za-z素])`,
      'uy',
    ),
    say: ([, amount = '', scale = '', sign = '']) => say(amount, scale, sign),
  },
];

function say(amount: string, scale: string, sign: string): string {
  const { whole, fraction } = digitsOf(amount);
  return `${sayAmount(whole, fraction)}${scale}${currencies[sign] ?? ''}`;
}
