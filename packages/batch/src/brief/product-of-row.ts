import { ClipoError, InputProblems, type Material, Product, parseInput } from '@clipo/contract';
import type { MessageValues, RuleKey } from '@clipo/messages';
import { inputFault } from '@clipo/messages';
import type { MakeProduct } from '../make/types.ts';
import { guardPath } from './guard-path.ts';
import { type ColumnUse, useOfColumn } from './product-columns.ts';
import type { Cell, Row } from './read-rows.ts';

/** What the rows of one file share. */
export interface RowContext {
  file: string;
  /** Materials of the brief, whose rights travel. */
  materials: readonly Material[];
  /** Files inside the brief's folder that rows name and the brief does not: do they exist there? */
  isThere(file: string): boolean;
  /** Whether a row may name the address of a picture; left out, files alone. */
  takesAddresses?: boolean;
}

/** Tells a fault of a cell. */
type Complain = (column: string, rule: RuleKey, values?: MessageValues) => void;

/** The product of a row, or everything that is wrong with the row. */
export function productOfRow(row: Row, context: RowContext): MakeProduct | ClipoError[] {
  const cells = cellsByUse(row);
  const problems: ClipoError[] = [];
  const where = (column: string) => `${context.file} row ${row.row}, column ${column}`;
  const complain: Complain = (column, rule, values) => void problems.push(inputFault(where(column), rule, values));

  const price = priceOf(cells, complain);
  const link = cells.get('link')?.[0];
  const input = {
    ...pick(cells, 'id'),
    ...pick(cells, 'name'),
    ...pick(cells, 'category', (value) => (typeof value === 'string' ? lastSection(value) : value)),
    ...(link === undefined ? {} : { link: link.value }),
    ...(price === undefined ? {} : { price }),
    sellingPoints: (cells.get('sellingPoints') ?? []).flatMap((cell) => listOf(cell.value)),
    facts: (cells.get('facts') ?? []).flatMap((cell) =>
      listOf(cell.value).map((fact) => factOf(fact, cell.column, complain)),
    ),
  };
  const materials = materialsOf(cells, context, where, problems);

  try {
    const product = parseInput(Product, input);
    return problems.length > 0 ? problems : { product, materials };
  } catch (error) {
    if (!(error instanceof InputProblems)) {
      throw error;
    }
    // A fault that was already told about the same cell is not told twice.
    const told = new Set(problems.map((problem) => problem.details.field));
    const more = error.problems.map((problem) => {
      const { column, rest } = cellBehind(String(problem.details.field), cells);
      const field = `${where(column)}${rest === '' ? '' : ` ${rest}`}`;
      return new ClipoError('invalid_input', `${field}: ${problem.details.problem}`, {
        details: { ...problem.details, field },
      });
    });
    return [...problems, ...more.filter((problem) => !told.has(problem.details.field ?? ''))];
  }
}

function cellsByUse(row: Row): Map<ColumnUse, Cell[]> {
  const cells = new Map<ColumnUse, Cell[]>();
  for (const { column, value } of row.cells) {
    const use = useOfColumn(column);
    if (use !== undefined && use !== 'ignored' && value !== '' && value !== null && value !== undefined) {
      cells.set(use, [...(cells.get(use) ?? []), { column, value }]);
    }
  }
  return cells;
}

function pick(
  cells: ReadonlyMap<ColumnUse, readonly Cell[]>,
  use: ColumnUse,
  convert: (value: unknown) => unknown = (value) => value,
): Record<string, unknown> {
  const cell = cells.get(use)?.[0];
  return cell === undefined ? {} : { [use]: convert(cell.value) };
}

/** `Home > Kitchen > Cups` is about cups. */
function lastSection(category: string): string {
  return category.split('>').at(-1)?.trim() ?? category;
}

/** Texts of a list: an array of a .jsonl, or a cell whose items are separated by `|` (or another mark). */
function listOf(value: unknown, separator = '|'): unknown[] {
  if (typeof value !== 'string') {
    return Array.isArray(value) ? value : [value];
  }
  return value
    .split(separator)
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `text@source`; the last @ parts them, so that a fact may hold one itself. */
function factOf(value: unknown, column: string, complain: Complain): unknown {
  if (typeof value !== 'string') {
    return value;
  }
  const at = value.lastIndexOf('@');
  const text = value.slice(0, Math.max(at, 0)).trim();
  const source = value.slice(at + 1).trim();
  if (at < 0 || text === '' || source === '') {
    complain(column, 'rule.fact_without_source', { fact: value.slice(0, 60) });
  }
  return { text: text || value, source: source || value };
}

/** The column whose cell became a field of the product, and what of the cell is meant where it holds more than the field. */
function cellBehind(path: string, cells: ReadonlyMap<ColumnUse, readonly Cell[]>): { column: string; rest: string } {
  const [use = ''] = path.split(/[.[]/);
  const rest = path.slice(use.length).replace(/^\./, '');
  const cellOf = (each: ColumnUse) => cells.get(each)?.[0];
  const price = cellOf('price');
  if (use !== 'price' || typeof (cellOf('sale') ?? price)?.value === 'object') {
    return { column: cellOf(use as ColumnUse)?.column ?? use, rest };
  }
  // Money is made of up to three cells.
  const money = { currency: cellOf('currency'), amount: cellOf('sale'), original: price };
  const cell = Object.hasOwn(money, rest) ? money[rest as keyof typeof money] : undefined;
  return { column: (cell ?? cellOf('sale') ?? price)?.column ?? use, rest: '' };
}

/** Price and currency from `89.00` beside a currency, from `89.00 CNY`, or from an object of a .jsonl. */
function priceOf(cells: ReadonlyMap<ColumnUse, readonly Cell[]>, complain: Complain): unknown {
  const price = cells.get('price')?.[0];
  const sale = cells.get('sale')?.[0];
  const currencyCell = cells.get('currency')?.[0];
  const now = sale ?? price;
  if (now === undefined) {
    if (currencyCell !== undefined) {
      complain(currencyCell.column, 'rule.currency_without_price');
    }
    return undefined;
  }
  if (typeof now.value === 'object') {
    return now.value;
  }
  const parts = (cell: Cell) => {
    const [, amount = '', currency] = /^(.*?)(?:\s*([A-Za-z]{3}))?$/.exec(String(cell.value).trim()) ?? [];
    return { amount: amount.trim(), currency: currency?.toUpperCase() };
  };
  const { amount, currency: ownCurrency } = parts(now);
  const columnCurrency = typeof currencyCell?.value === 'string' ? currencyCell.value.toUpperCase() : undefined;
  if (ownCurrency !== undefined && columnCurrency !== undefined && ownCurrency !== columnCurrency) {
    complain(now.column, 'rule.currency_contradicts', { one: ownCurrency, other: columnCurrency });
  }
  const currency = ownCurrency ?? columnCurrency;
  if (currency === undefined) {
    complain(now.column, 'rule.currency_missing');
    return undefined;
  }
  const original = sale !== undefined && price !== undefined ? parts(price) : undefined;
  if (original?.currency !== undefined && original.currency !== currency) {
    complain(price?.column ?? 'price', 'rule.currency_contradicts', { one: original.currency, other: currency });
  }
  // A number of a .jsonl stays one, so that the schema says that money is written as a text.
  const written = typeof now.value === 'number' ? now.value : amount;
  return { amount: written, currency, ...(original === undefined ? {} : { original: original.amount }) };
}

/** The brief's materials that the row names (all of them where it names none), and files that stand in the folder. */
function materialsOf(
  cells: ReadonlyMap<ColumnUse, readonly Cell[]>,
  context: RowContext,
  where: (column: string) => string,
  problems: ClipoError[],
): readonly Material[] {
  const filesOf = (use: ColumnUse, separator?: string) =>
    (cells.get(use) ?? []).flatMap((cell) =>
      listOf(cell.value, separator).map((file) => ({ file, field: where(cell.column) })),
    );
  // The feed separates its additional pictures by commas.
  const named = [...filesOf('materials'), ...filesOf('moreMaterials', ',')];
  if (named.length === 0) {
    return context.materials;
  }
  const chosen = new Map<string, Material>();
  for (const { file, field } of named) {
    if (typeof file !== 'string') {
      problems.push(inputFault(field, 'rule.not_file_names'));
      continue;
    }
    if (context.takesAddresses === true && /^https?:\/\//i.test(file)) {
      chosen.set(file, { file });
      continue;
    }
    const fault = guardPath(file, field);
    const listed = context.materials.find((material) => material.file === file);
    if (fault !== undefined) {
      problems.push(fault);
    } else if (listed === undefined && !context.isThere(file)) {
      problems.push(inputFault(field, 'rule.material_not_there', { file }));
    } else {
      chosen.set(file, listed ?? { file });
    }
  }
  return [...chosen.values()];
}
