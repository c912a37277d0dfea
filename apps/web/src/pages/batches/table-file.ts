import { parse } from 'csv-parse/browser/esm/sync';
import type { Schemas } from '../../api/client.ts';
import { keyOfTab } from '../../api/session.ts';

/** Columns that a table of products may have; feeds' own names for them do as well. */
export const tableColumns = [
  'id',
  'name',
  'category',
  'price',
  'currency',
  'sellingPoints',
  'facts',
  'materials',
  'link',
] as const;
const example = ['TB500', '随行杯', '家居日用', '89.00', 'CNY', '单手能开|倒放不漏', '净重268克@产品说明书', '', ''];
const problemsColumn = 'clipo_problems';

export type Imported = Schemas['ImportedProducts'];

/** A mistake in a table: where it is, as a spreadsheet counts, and what to do about it. */
export interface TableFault {
  row: number | null;
  column: string | null;
  text: string;
}

/** What became of a table: its products, or every mistake in it. */
export type TableOutcome = { kind: 'kept'; imported: Imported } | { kind: 'bad'; faults: TableFault[] };

/** Sends a table to be checked and kept whole. @throws Error where no answer came */
export async function sendTable(file: File, language: string): Promise<TableOutcome> {
  const key = keyOfTab();
  const answer = await fetch('/api/v1/products/import', {
    method: 'POST',
    headers: {
      'content-type': typeOf(file.name),
      'accept-language': language,
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
    },
    body: await file.text(),
  });
  const body = (await answer.json()) as Imported & Partial<Schemas['Problem']>;
  return answer.ok ? { kind: 'kept', imported: body } : { kind: 'bad', faults: faultsOf(body) };
}

function typeOf(name: string): string {
  return /\.(?:jsonl|ndjson)$/i.test(name)
    ? 'application/jsonl'
    : /\.tsv$|\.tab$/i.test(name)
      ? 'text/tab-separated-values'
      : 'text/csv';
}

function faultsOf({ problems, detail = '' }: Partial<Schemas['Problem']>): TableFault[] {
  const all = problems ?? [{ field: detail, detail }];
  return all.map(({ field, detail: text }) => ({
    row: Number(/\b(?:row|line) (\d+)/.exec(field)?.[1]) || null,
    column: /column ([^,]+)$/.exec(field)?.[1] ?? null,
    text,
  }));
}

/** An empty table with one row as an example. */
export function templateTable(): string {
  return csvOf([[...tableColumns], example]);
}

/** The table as it was sent, with what to change beside each row. Text that is no table is given back as it was. */
export function tableToMend(text: string, faults: readonly TableFault[]): string {
  let rows: string[][];
  try {
    const delimiter = [',', ';', '\t'].toSorted(
      (a, b) => firstLine(text).split(b).length - firstLine(text).split(a).length,
    )[0];
    rows = parse(text, { bom: true, delimiter, relaxColumnCount: true, relaxQuotes: true });
  } catch {
    return text;
  }
  const [header = [], ...body] = rows;
  const named = header.map((column) => betterName(column, faults));
  return csvOf([
    [...named, problemsColumn],
    ...body.map((cells, at) => [
      ...named.map((_, column) => cells[column] ?? ''),
      faults
        .filter(({ row }) => row === at + 2)
        .map(({ column, text: problem }) => (column === null ? problem : `${column}: ${problem}`))
        .join(' | '),
    ]),
  ]);
}

/** A name that was nearly right is put right: the fault tells which was meant. */
function betterName(column: string, faults: readonly TableFault[]): string {
  const fault = faults.find((each) => each.row === 1 && each.column === column);
  return tableColumns.find((known) => fault?.text.includes(known) === true && isNear(known, column)) ?? column;
}

function isNear(known: string, column: string): boolean {
  return (
    Math.abs(known.length - column.length) <= 2 &&
    [...known].filter((letter) => column.includes(letter)).length >= known.length - 1
  );
}

function firstLine(text: string): string {
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/** A CSV text that spreadsheets open rightly, in which no cell is a formula. */
function csvOf(rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => {
    const plain = /^[=+@\t\r]|^-(?!\d)/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
