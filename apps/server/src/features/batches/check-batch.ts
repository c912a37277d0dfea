import type { Content } from '../../check/check.ts';
import type { BatchRow } from './queries.ts';

/** A batch as it is checked: all words of its brief and products. */
export function batchContent({ brief, products }: Pick<BatchRow, 'brief' | 'products'>): Content {
  return { kind: 'document', document: { brief, products } };
}
