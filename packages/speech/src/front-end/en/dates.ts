import type { Rule } from '../rule.ts';
import { sayOrdinal, sayWhole, sayYear } from './say-number.ts';

const months = 'January February March April May June July August September October November December'.split(' ');
const monthSource = '(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:[a-z]{0,6})\\.?';

/** October 1, 2026 · 1 Oct 2026 · 2026-10-01 · 10/1/2026 · in 2026 · 10:30 am. */
export const dates: Rule[] = [
  {
    name: 'written date',
    pattern: /(?<![\d.])((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])(?:[-/.](0?[1-9]|[12]\d|3[01]))?(?![\d%]|\.\d)/uy,
    say: ([, year = '', month = '', day]) => sayDate(months[Number(month) - 1] ?? '', day, year),
  },
  {
    name: 'American date',
    pattern: /(?<![\d/])(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])\/((?:19|20)\d{2})(?!\d)/uy,
    say: ([, month = '', day = '', year = '']) => sayDate(months[Number(month) - 1] ?? '', day, year),
  },
  {
    name: 'month and day',
    pattern: new RegExp(
      `(?<![A-Za-z])${monthSource}\\s(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s((?:19|20)\\d{2}))?(?![\\d%.:]\\d|\\d)`,
      'uy',
    ),
    say: ([, month = '', day = '', year]) => sayDate(fullMonth(month), day, year),
  },
  {
    name: 'day and month',
    pattern: new RegExp(
      `(?<![\\d.])(\\d{1,2})(?:st|nd|rd|th)?\\s${monthSource}(?:,?\\s((?:19|20)\\d{2}))?(?![A-Za-z\\d])`,
      'uy',
    ),
    say: ([, day = '', month = '', year]) => sayDate(fullMonth(month), day, year),
  },
  {
    name: 'month and year',
    pattern: new RegExp(`(?<![A-Za-z])${monthSource},?\\s((?:19|20)\\d{2})(?!\\d)`, 'uy'),
    say: ([, month = '', year = '']) => sayDate(fullMonth(month), undefined, year),
  },
  {
    name: 'year after its word',
    pattern:
      /(?<=\b(?:in|since|from|until|before|after|of|year|by|©|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s)((?:19|20)\d{2})(?![\d,]\d|\d|\.\d|\s?(?:m|k|g|c|%|x|hours|times|people|pieces|days))/uy,
    say: ([year]) => sayYear(year),
  },
  {
    name: 'time of day',
    pattern: /(?<![\d:])([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?:\s?([AaPp])\.?[Mm]\.?(?![A-Za-z]))?(?![\d:])/uy,
    say: ([written, hour = '', minute = '', half]) =>
      written === '9:16' && half === undefined ? undefined : sayTime(hour, minute, half),
  },
  {
    name: 'hour of day',
    pattern: /(?<![\d:.])(1[0-2]|[1-9])\s?([AaPp])\.?[Mm]\.?(?![A-Za-z])/uy,
    say: ([, hour = '', half]) => sayTime(hour, '00', half),
  },
];

function fullMonth(short: string): string {
  return months.find((month) => month.startsWith(short)) ?? short;
}

function sayDate(month: string, day: string | undefined, year: string | undefined): string {
  const date = day === undefined ? month : `${month} ${sayOrdinal(day)}`;
  return year === undefined ? date : `${date}${day === undefined ? '' : ','} ${sayYear(year)}`;
}

function sayTime(hour: string, minute: string, half: string | undefined): string {
  const minutes =
    minute === '00'
      ? half === undefined
        ? " o'clock"
        : ''
      : minute.startsWith('0')
        ? ` oh ${sayWhole(minute)}`
        : ` ${sayWhole(minute)}`;
  return `${sayWhole(hour)}${minutes}${half === undefined ? '' : ` ${half.toUpperCase()} M`}`;
}
