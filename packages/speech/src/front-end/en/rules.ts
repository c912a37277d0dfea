import type { Rule } from '../rule.ts';
import { codes } from './codes.ts';
import { dates } from './dates.ts';
import { numbers } from './numbers.ts';
import { prices } from './prices.ts';
import { unitRules } from './units.ts';
import { words } from './words.ts';

/** English, in the order in which rules are asked: the more a form says about itself, the earlier. */
export const englishRules: readonly Rule[] = [...dates, ...prices, ...unitRules, ...codes, ...words, ...numbers];
