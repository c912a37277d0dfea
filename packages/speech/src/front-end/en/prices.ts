import { digitsOf, numberSource, oneOf, type Rule } from '../rule.ts';
import { sayNumber, sayWhole } from './say-number.ts';

interface Currency {
  one: string;
  many: string;
  /** Its hundredth, where prices are said with it. */
  cents?: string;
}
const dollars: Currency = { one: 'dollar', many: 'dollars', cents: 'cents' };
const yuan: Currency = { one: 'yuan', many: 'yuan' };
const euros: Currency = { one: 'euro', many: 'euros', cents: 'cents' };
const pounds: Currency = { one: 'pound', many: 'pounds', cents: 'pence' };
const currencies: Readonly<Record<string, Currency>> = {
  $: dollars,
  US$: dollars,
  USD: dollars,
  '¥': yuan,
  CNY: yuan,
  RMB: yuan,
  '€': euros,
  EUR: euros,
  '£': pounds,
  GBP: pounds,
  JPY: { one: 'yen', many: 'yen' },
  HKD: { one: 'Hong Kong dollar', many: 'Hong Kong dollars', cents: 'cents' },
  HK$: { one: 'Hong Kong dollar', many: 'Hong Kong dollars', cents: 'cents' },
};
const scales: Readonly<Record<string, string>> = {
  k: 'thousand',
  K: 'thousand',
  m: 'million',
  M: 'million',
  B: 'billion',
  thousand: 'thousand',
  million: 'million',
  billion: 'billion',
};

/** $39.90 → thirty-nine dollars ninety, $0.99 → ninety-nine cents, ¥89 → eighty-nine yuan, $3M → three million dollars. */
export const prices: Rule[] = [
  {
    name: 'currency before amount',
    pattern: new RegExp(
      `(?<![A-Za-z])(${oneOf(Object.keys(currencies))})\\s?(${numberSource})(?:\\s?(${oneOf(Object.keys(scales))})(?![A-Za-z\\d]))?`,
      'uy',
    ),
    say: ([, sign = '', amount = '', scale]) => sayPrice(amount, scale, sign),
  },
  {
    name: 'amount before currency',
    pattern: new RegExp(
      `(?<![\\d.])(${numberSource})\\s?([$€£¥](?!\\d)|(?:${oneOf(Object.keys(currencies).filter((name) => /^[A-Z]{3}$/.test(name)))})(?![A-Za-z]))`,
      'uy',
    ),
    say: ([, amount = '', sign = '']) => sayPrice(amount, undefined, sign),
  },
];

function sayPrice(amount: string, scale: string | undefined, sign: string): string {
  const currency = currencies[sign] ?? dollars;
  const { whole, fraction } = digitsOf(amount);
  const cents = fraction.replace(/0+$/, '') === '' ? '' : fraction.padEnd(2, '0');
  if (scale !== undefined) {
    return `${sayNumber(whole, fraction)} ${scales[scale]} ${currency.many}`;
  }
  const name = Number(whole) === 1 ? currency.one : currency.many;
  if (cents === '') {
    return `${sayWhole(whole)} ${name}`;
  }
  if (currency.cents === undefined || cents.length > 2) {
    return `${sayNumber(whole, fraction.replace(/0+$/, ''))} ${currency.many}`;
  }
  if (Number(whole) === 0) {
    return `${sayWhole(cents)} ${Number(cents) === 1 ? currency.cents.replace(/s$/, '').replace(/pence/, 'penny') : currency.cents}`;
  }
  return `${sayWhole(whole)} ${name} ${sayWhole(cents)}`;
}
