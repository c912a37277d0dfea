import type { Content } from '../../check/check.ts';
import type { BatchRow } from './queries.ts';

/** What a template of the team's own is called in the batch's folder, and by the brief. */
export const templateFile = 'template.json';

/** A batch as it is checked: all words of its brief and products, and of a template of the team's own. */
export function batchContent({
  brief,
  products,
  template,
}: Pick<BatchRow, 'brief' | 'products' | 'template'>): Content {
  return { kind: 'document', document: { brief, products, ...(template === null ? {} : { ownTemplate: template }) } };
}
