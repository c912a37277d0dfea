import { digitsOf, numberSource, oneOf, type Rule } from '../rule.ts';
import { sayNumber } from './say-number.ts';

// Unit: its name for one; the name for many is that with an s, unless given.
const units: Readonly<Record<string, string | readonly [string, string]>> = {
  ml: 'milliliter',
  mL: 'milliliter',
  ML: 'milliliter',
  L: 'liter',
  l: 'liter',
  g: 'gram',
  kg: 'kilogram',
  KG: 'kilogram',
  mg: 'milligram',
  μg: 'microgram',
  oz: 'ounce',
  'fl oz': 'fluid ounce',
  lb: 'pound',
  lbs: 'pound',
  mm: 'millimeter',
  cm: 'centimeter',
  m: 'meter',
  km: 'kilometer',
  nm: 'nanometer',
  inch: ['inch', 'inches'],
  '″': ['inch', 'inches'],
  '"': ['inch', 'inches'],
  ft: ['foot', 'feet'],
  'm²': 'square meter',
  '㎡': 'square meter',
  'cm²': 'square centimeter',
  '℃': ['degree Celsius', 'degrees Celsius'],
  '°C': ['degree Celsius', 'degrees Celsius'],
  '℉': ['degree Fahrenheit', 'degrees Fahrenheit'],
  '°F': ['degree Fahrenheit', 'degrees Fahrenheit'],
  '°': 'degree',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  min: 'minute',
  mins: 'minute',
  sec: 'second',
  s: 'second',
  ms: 'millisecond',
  W: 'watt',
  kW: 'kilowatt',
  Wh: 'watt hour',
  kWh: 'kilowatt hour',
  V: 'volt',
  mA: 'milliamp',
  mAh: 'milliamp hour',
  Hz: ['hertz', 'hertz'],
  kHz: ['kilohertz', 'kilohertz'],
  MHz: ['megahertz', 'megahertz'],
  GHz: ['gigahertz', 'gigahertz'],
  dB: 'decibel',
  Pa: 'pascal',
  kPa: 'kilopascal',
  lm: 'lumen',
  rpm: ['R P M', 'R P M'],
  kcal: 'kilocalorie',
  kJ: 'kilojoule',
  mph: ['mile per hour', 'miles per hour'],
  KB: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  fps: ['frame per second', 'frames per second'],
  px: 'pixel',
  pcs: 'piece',
};

/** 500ml → five hundred milliliters, 95°C → ninety-five degrees Celsius, 60 km/h, 50% → fifty percent. */
export const unitRules: Rule[] = [
  {
    name: 'percent',
    pattern: new RegExp(`(?<![\\d.])((?<![\\p{L}\\d%])[-−])?(${numberSource})\\s?%`, 'uy'),
    say: ([, sign, amount = '']) => `${say(sign, amount)} percent`,
  },
  {
    name: 'amount and unit',
    pattern: new RegExp(
      `(?<![\\d.]|[A-WYZa-wyz]|(?<!\\d)[xX])((?<![\\p{L}\\d℃°%])[-−])?(${numberSource})[ -]?(${oneOf(Object.keys(units))})(?:/(${oneOf(Object.keys(units))}))?(?![A-Za-z\\d])`,
      'uy',
    ),
    say: ([, sign, amount = '', unit = '', per]) => {
      const isOne = amount === '1';
      return `${say(sign, amount)} ${nameOf(unit, isOne)}${per === undefined ? '' : ` per ${nameOf(per, true)}`}`;
    },
  },
  { name: 'degrees alone', pattern: /[℃℉]|°[CF](?![A-Za-z])/uy, say: ([symbol]) => nameOf(symbol, false) },
];

function say(sign: string | undefined, amount: string): string {
  const { whole, fraction } = digitsOf(amount);
  return `${sign === undefined ? '' : 'minus '}${sayNumber(whole, fraction)}`;
}

function nameOf(unit: string, isOne: boolean): string {
  const names = units[unit] ?? unit;
  return typeof names === 'string' ? `${names}${isOne ? '' : 's'}` : names[isOne ? 0 : 1];
}
