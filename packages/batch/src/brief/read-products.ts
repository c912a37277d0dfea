import { type ClipoError, InputProblems } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { MakeProduct } from '../make/types.ts';
import { isListColumn, nearestColumn, productColumns, useOfColumn } from './product-columns.ts';
import { productOfRow, type RowContext } from './product-of-row.ts';
import { type Row, readCsvRows, readJsonlRows } from './read-rows.ts';

/** A product with the row that it stands in. */
export interface ReadProduct extends MakeProduct {
  row: number;
}

/**
 * The products of a table or of a text with one JSON object a line, validated whole: every fault of every row is told, with
 * row and column. What kind it is, `context.file` says by its ending.
 * @throws ClipoError `invalid_input`; InputProblems
 */
export function readProducts(text: string, context: RowContext): { products: ReadProduct[]; ignored: string[] } {
  const { file } = context;
  if (text.trim() === '') {
    throw inputFault(file, 'rule.empty_file');
  }
  const { rows, problems } = file.endsWith('.csv') ? readCsvRows(text, file) : readJsonlRows(text, file);
  const made = rows.map((row) => ({ row, result: productOfRow(row, context) }));
  const products = made.flatMap(({ row, result }) => (Array.isArray(result) ? [] : [{ ...result, row: row.row }]));
  const faults = [
    ...faultsOfColumns(rows, file),
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
  return { products, ignored: [...columnsOf(rows)].filter((column) => useOfColumn(column) === 'ignored') };
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
