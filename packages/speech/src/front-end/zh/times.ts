import type { Rule } from '../rule.ts';
import { sayNumber, sayWhole } from './say-number.ts';

// Picture formats look like times of day, and are common in this trade.
const ratios = new Set(['9:16', '16:9', '4:5', '3:4', '4:3', '1:1']);

/** 10:30 → 十点三十分; 1:1 → 一比一. */
export const times: Rule[] = [
  {
    name: 'time of day',
    pattern: /(?<!\d)([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?(?![\d:])/uy,
    say: ([whole, hour = '', minute = '']) => {
      if (ratios.has(whole)) {
        return undefined;
      }
      const said = minute === '00' ? '' : minute.startsWith('0') ? `零${sayWhole(minute)}分` : `${sayWhole(minute)}分`;
      return `${sayNumber(String(Number(hour)), '', true)}点${said}`;
    },
  },
  {
    name: 'ratio',
    pattern: /(?<!\d)(\d+):(\d+)(?![\d:])/uy,
    say: ([, left = '', right = '']) => `${sayWhole(left)}比${sayWhole(right)}`,
  },
];
