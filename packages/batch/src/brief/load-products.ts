import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Brief } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { MakeProduct } from '../make/types.ts';
import { readProducts } from './read-products.ts';
import { readText } from './read-text.ts';

/** What a brief advertises, and what the user should know about the file that said so. */
export interface LoadedProducts {
  products: MakeProduct[];
  warnings: ProductWarning[];
}

/** `ignored-columns`: known feed columns that Clipo has no use for. `not-utf8`: the file was read as GB 18030. */
export type ProductWarning =
  | { kind: 'ignored-columns'; file: string; columns: string[] }
  | { kind: 'not-utf8'; file: string };

/**
 * The products of a brief: its own, or those of products.csv or products.jsonl beside it. The file is validated whole:
 * every fault of every row is told, with row and column.
 * @throws ClipoError `invalid_input`; InputProblems
 */
export async function loadProducts(folder: string, brief: Brief): Promise<LoadedProducts> {
  const files = await productFilesIn(folder);
  const [file, second] = files;
  if (file === undefined) {
    if (brief.product === undefined) {
      throw inputFault('product', 'rule.product_missing');
    }
    return { products: [{ product: brief.product, materials: brief.materials }], warnings: [] };
  }
  if (second !== undefined) {
    throw inputFault(folder, 'rule.both_files', { first: file, second });
  }
  if (brief.product !== undefined) {
    throw inputFault('product', 'rule.product_twice', { file });
  }
  const { text, isGuessed } = await readText(join(folder, file), { isChineseAllowed: true });
  const there = new Map<string, boolean>();
  // Many rows name the same picture: each is looked for once.
  const isThere = (name: string) => {
    const known = there.get(name) ?? statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false;
    there.set(name, known);
    return known;
  };
  const { products, ignored } = readProducts(text, { file, materials: brief.materials, isThere });
  return {
    products: products.map(({ product, materials }) => ({ product, materials })),
    warnings: [
      ...(isGuessed ? [{ kind: 'not-utf8', file } as const] : []),
      ...(ignored.length > 0 ? [{ kind: 'ignored-columns', file, columns: ignored } as const] : []),
    ],
  };
}

async function productFilesIn(folder: string): Promise<string[]> {
  const found = await Promise.all(
    ['products.csv', 'products.jsonl'].map(async (name) => {
      const info = await stat(join(folder, name)).catch(() => undefined);
      return info === undefined ? [] : [name];
    }),
  );
  return found.flat();
}
