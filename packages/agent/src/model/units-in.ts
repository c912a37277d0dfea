import { numeralValue } from './han-numerals.ts';

/** Units by one name, as they are written in Chinese and in English (from the longest to the shortest). */
const units: readonly (readonly [unit: string, writing: string])[] = [
  ['ml', '毫升|millilit(?:re|er)s?|ml'],
  ['kg', '公斤|千克|kilograms?|kilos?|kg'],
  ['mg', '毫克|milligrams?|mg'],
  ['g', '克|grams?|g'],
  ['mm', '毫米|millimet(?:re|er)s?|mm'],
  ['cm', '厘米|公分|centimet(?:re|er)s?|cm'],
  ['km', '公里|千米|kilomet(?:re|er)s?|km'],
  ['m', '米|met(?:re|er)s?|m'],
  ['inch', '英寸|寸|inch(?:es)?|in'],
  ['l', '升|lit(?:re|er)s?|l'],
  ['minute', '分钟|minutes?|mins?'],
  ['hour', '个?小时|hours?|hrs?|h'],
  ['second', '秒|seconds?|secs?|s'],
  ['day', '天|日|days?'],
  ['week', '周|个?星期|weeks?'],
  ['month', '个?月|months?'],
  ['year', '年|years?'],
  ['celsius', '摄氏度|度|℃|°\\s?c|degrees?(?: celsius)?'],
  ['percent', '%|％|percent'],
  ['mAh', '毫安时?|mah|milliamp[- ]hours?'],
  ['watt', '瓦|watts?|w'],
  ['volt', '伏|volts?|v'],
  ['decibel', '分贝|decibels?|db'],
  ['cny', '元|块钱?|yuan|rmb|cny'],
];
const measured = new RegExp(
  `(\\d[\\d,]*(?:\\.\\d+)?|[一二两三四五六七八九十百千万]+)[\\s-]?(?:${units
    .map(([, writing], index) => `(?<u${index}>${writing})`)
    .join('|')})(?![a-z])`,
  'giu',
);

/** Amounts of a text with their units, in one form whatever the language: `268克` and `268 grams` are both `268 g`. */
export function unitsIn(text: string): string[] {
  return [...text.matchAll(measured)].map((match) => {
    const number = /\d/.test(match[1] ?? '') ? (match[1] ?? '').replaceAll(',', '') : numeralValue(match[1] ?? '');
    const unit = units.find((_, index) => match.groups?.[`u${index}`] !== undefined)?.[0] ?? '';
    return `${Number(number)} ${unit}`;
  });
}
