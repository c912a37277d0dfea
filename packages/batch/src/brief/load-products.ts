import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Brief, type ClipoError, InputProblems } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { MakeProduct } from '../make/types.ts';
import { isListColumn, nearestColumn, productColumns, useOfColumn } from './product-columns.ts';
import { productOfRow } from './product-of-row.ts';
import { type Row, readCsvRows, readJsonlRows } from './read-rows.ts';
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
  if (text.trim() === '') {
    throw inputFault(file, 'rule.empty_file');
  }
  const { rows, problems } = file.endsWith('.csv') ? readCsvRows(text, file) : readJsonlRows(text, file);
  const columnFaults = faultsOfColumns(rows, file);
  const there = new Map<string, boolean>();
  const context = {
    file,
    materials: brief.materials,
    // Many rows name the same picture: each is looked for once.
    isThere: (name: string) => {
      const known = there.get(name) ?? statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false;
      there.set(name, known);
      return known;
    },
  };
  const made = rows.map((row) => ({ row, result: productOfRow(row, context) }));
  const products = made.flatMap(({ result }) => (Array.isArray(result) ? [] : [result]));
  const faults = [
    ...columnFaults,
    ...problems,
    ...made.flatMap(({ result }) => (Array.isArray(result) ? result : [])),
    ...repeatedIds(made, file),
  ];
  if (faults.length > 0) {
    throw new InputProblems(faults);
  }
  if (products.length === 0) {
    throw inputFault(file, 'rule.no_rows', { header: productColumns.join(',') });
  }
  const ignored = [...columnsOf(rows)].filter((column) => useOfColumn(column) === 'ignored');
  return {
    products,
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

function columnsOf(rows: readonly Row[]): Set<string> {
  return new Set(rows.flatMap((row) => row.cells.map((cell) => cell.column)));
}

/** Unknown columns, each told once for the first row that has it, and single-valued columns that stand there twice. */
function faultsOfColumns(rows: readonly Row[], file: string): ClipoError[] {
  const firstRow = new Map<string, number>();
  for (const row of rows) {
    for (const { column } of row.cells) {
      firstRow.set(column, firstRow.get(column) ?? row.row);
    }
  }
  const isTable = file.endsWith('.csv');
  const repeated = (rows[0]?.cells ?? [])
    .map((cell) => cell.column)
    .filter((column, index, all) => all.indexOf(column) !== index && !isListColumn(column))
    .map((column) => inputFault(`${file} row 1, column ${column}`, 'rule.repeated_column'));
  const unknown = [...firstRow].flatMap(([column, row]) => {
    if (useOfColumn(column) !== undefined) {
      return [];
    }
    const nearest = nearestColumn(column);
    const field = `${file} row ${isTable ? 1 : row}, column ${column === '' ? '(without a name)' : column}`;
    return [
      nearest === undefined
        ? inputFault(field, 'rule.unknown_column', { known: productColumns.join(', ') })
        : inputFault(field, 'rule.unknown_column_near', { nearest }),
    ];
  });
  return [...repeated, ...unknown];
}

/** Ids name files, and some file systems do not tell letter case apart. */
function repeatedIds(made: readonly { row: Row; result: MakeProduct | ClipoError[] }[], file: string): ClipoError[] {
  const rowOfId = new Map<string, number>();
  return made.flatMap(({ row, result }) => {
    if (Array.isArray(result)) {
      return [];
    }
    const id = result.product.id.toLowerCase();
    const first = rowOfId.get(id);
    rowOfId.set(id, first ?? row.row);
    return first === undefined
      ? []
      : [inputFault(`${file} row ${row.row}, column id`, 'rule.id_twice', { id: result.product.id, first })];
  });
}
