import type { Rule } from '../rule.ts';
import { codes } from './codes.ts';
import { dates } from './dates.ts';
import { numbers } from './numbers.ts';
import { prices } from './prices.ts';
import { times } from './times.ts';
import { unitRules } from './units.ts';
import { words } from './words.ts';

/** Chinese, in the order in which rules are asked: the more a form says about itself, the earlier. */
export const chineseRules: readonly Rule[] = [
  ...dates,
  ...times,
  ...prices,
  ...codes.filter((rule) => rule.name === 'material grade'),
  ...unitRules,
  ...codes,
  ...words,
  ...numbers,
];
