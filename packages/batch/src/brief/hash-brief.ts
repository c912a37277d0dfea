import { createHash } from 'node:crypto';
import type { Brief } from '@clipo/contract';
import type { MakeProduct } from '../make/types.ts';

/** Names what a user wants: the brief as its file says and its products. Options of the command line do not count. */
export function hashBrief(brief: Brief, products: readonly MakeProduct[]): string {
  return createHash('sha256')
    .update(JSON.stringify([withSortedKeys(brief), withSortedKeys(products)]))
    .digest('hex');
}

/** The same keys in another order are the same brief. */
function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withSortedKeys);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, withSortedKeys(inner)]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
