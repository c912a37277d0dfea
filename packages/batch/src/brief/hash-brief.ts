import { createHash } from 'node:crypto';
import { type Brief, isTemplateFile, templatesOf } from '@clipo/contract';
import type { MakeProduct } from '../make/types.ts';
import { loadTemplates } from './load-template.ts';

/**
 * Names what a user wants: the brief as its file says, its products, and what is in a template's file of their own.
 * Options of the command line do not count. `folder` is the brief's.
 * @throws ClipoError, InputProblems as `loadTemplates`
 */
export async function hashBrief(brief: Brief, products: readonly MakeProduct[], folder: string): Promise<string> {
  const own = templatesOf(brief).some(isTemplateFile) ? await loadTemplates(brief, folder) : [];
  return createHash('sha256')
    .update(JSON.stringify([brief, products, ...own].map(withSortedKeys)))
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
