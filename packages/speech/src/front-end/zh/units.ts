import { digitsOf, numberSource, oneOf, type Rule } from '../rule.ts';
import { sayNumber } from './say-number.ts';

const units: Readonly<Record<string, string>> = {
  ml: '毫升',
  mL: '毫升',
  ML: '毫升',
  L: '升',
  l: '升',
  g: '克',
  kg: '公斤',
  KG: '公斤',
  Kg: '公斤',
  mg: '毫克',
  μg: '微克',
  ug: '微克',
  t: '吨',
  oz: '盎司',
  lb: '磅',
  lbs: '磅',
  mm: '毫米',
  cm: '厘米',
  CM: '厘米',
  m: '米',
  km: '公里',
  nm: '纳米',
  μm: '微米',
  in: '英寸',
  inch: '英寸',
  '″': '英寸',
  ft: '英尺',
  'cm²': '平方厘米',
  'm²': '平方米',
  '㎡': '平方米',
  'cm³': '立方厘米',
  'm³': '立方米',
  '℃': '摄氏度',
  '°C': '摄氏度',
  '℉': '华氏度',
  '°F': '华氏度',
  '°': '度',
  h: '小时',
  min: '分钟',
  s: '秒',
  ms: '毫秒',
  W: '瓦',
  kW: '千瓦',
  KW: '千瓦',
  kWh: '千瓦时',
  Wh: '瓦时',
  V: '伏',
  mA: '毫安',
  mAh: '毫安时',
  Ah: '安时',
  Hz: '赫兹',
  kHz: '千赫',
  MHz: '兆赫',
  GHz: '吉赫',
  dB: '分贝',
  db: '分贝',
  Pa: '帕',
  kPa: '千帕',
  MPa: '兆帕',
  lm: '流明',
  rpm: '转每分钟',
  kcal: '千卡',
  cal: '卡',
  kJ: '千焦',
  ppm: 'P P M',
  KB: 'K B',
  MB: '兆',
  GB: 'G B',
  TB: 'T B',
  fps: '帧每秒',
  px: '像素',
};

/** 500ml → 五百毫升, 95℃ → 九十五摄氏度, -5℃ → 零下五摄氏度, 60km/h → 六十公里每小时, 50% → 百分之五十. */
export const unitRules: Rule[] = [
  {
    name: 'percent',
    pattern: new RegExp(`(?<![\\d.])([-−]?)(${numberSource})\\s?([%‰])`, 'uy'),
    say: ([, sign = '', amount = '', symbol = '']) => {
      const { whole, fraction } = digitsOf(amount);
      return `${symbol === '%' ? '百' : '千'}分之${sign === '' ? '' : '负'}${sayNumber(whole, fraction)}`;
    },
  },
  {
    name: 'amount and unit',
    pattern: new RegExp(
      `(?<![\\d.A-Za-z])((?<![\\p{L}\\d℃°%])[-−])?(${numberSource})\\s?(${oneOf(Object.keys(units))})(?:/(${oneOf(Object.keys(units))}))?(?![A-Za-z\\d])`,
      'uy',
    ),
    say: ([, sign, amount = '', unit = '', per]) => {
      const { whole, fraction } = digitsOf(amount);
      const name = units[unit] ?? '';
      const isTemperature = /[℃℉°]/.test(unit);
      const said = sayNumber(whole, fraction, !isTemperature && /^[\p{Script=Han}]/u.test(name));
      const minus = sign === undefined ? '' : isTemperature ? '零下' : '负';
      return `${minus}${said}${/^[A-Z]/.test(name) ? ' ' : ''}${name}${per === undefined ? '' : `每${units[per]}`}`;
    },
  },
  {
    name: 'degrees alone',
    pattern: /[℃℉]|°[CF](?![A-Za-z])|[㎡]/uy,
    say: ([symbol]) => units[symbol],
  },
];
