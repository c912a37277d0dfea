import { ClipoError } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { CsvError, parse } from 'csv-parse/sync';
import { parseJson } from './parse-document.ts';

/** A cell with the column that it was written in. */
export interface Cell {
  column: string;
  value: unknown;
}

/** One product as its file writes it: `row` as a spreadsheet counts (the header is row 1) or the line of a .jsonl. */
export interface Row {
  row: number;
  cells: readonly Cell[];
}

/**
 * The rows of a CSV text. Comma, semicolon and tab are told apart by the header. Empty rows are left out.
 * @throws ClipoError `invalid_input` where the text is no table at all
 */
export function readCsvRows(text: string, file: string): { rows: Row[]; problems: ClipoError[] } {
  const records = parseCsv(text, file);
  const [header, ...body] = records;
  if (header === undefined) {
    throw inputFault(file, 'rule.empty_file');
  }
  const problems: ClipoError[] = [];
  const rows = body.flatMap((cells, index): Row[] => {
    const row = index + 2;
    if (cells.every((cell) => cell.trim() === '')) {
      return [];
    }
    const extra = cells.slice(header.length).findIndex((cell) => cell.trim() !== '');
    if (extra >= 0) {
      problems.push(inputFault(`${file} row ${row}`, 'rule.too_many_cells', { count: header.length }));
    }
    return [{ row, cells: header.map((name, at) => ({ column: name.trim(), value: (cells[at] ?? '').trim() })) }];
  });
  return { rows, problems };
}

/** The rows of a text with one JSON object a line. Lines that are no object are told, not thrown. */
export function readJsonlRows(text: string, file: string): { rows: Row[]; problems: ClipoError[] } {
  const problems: ClipoError[] = [];
  const rows = text.split(/\r?\n/).flatMap((line, index): Row[] => {
    const row = index + 1;
    if (line.trim() === '') {
      return [];
    }
    try {
      const value = parseJson(line, `${file} line ${row}`);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        problems.push(inputFault(`${file} row ${row}`, 'rule.not_an_object', { example: '{"id": "A1", "name": "…"}' }));
        return [];
      }
      return [{ row, cells: Object.entries(value).map(([column, cell]) => ({ column, value: cell })) }];
    } catch (error) {
      if (error instanceof ClipoError) {
        problems.push(error);
        return [];
      }
      throw error;
    }
  });
  return { rows, problems };
}

function parseCsv(text: string, file: string): string[][] {
  const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [',', '\t', ';'].reduce((best, candidate) =>
    firstLine.split(candidate).length > firstLine.split(best).length ? candidate : best,
  );
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch (error) {
    if (error instanceof CsvError) {
      const line = typeof error.lines === 'number' ? ` line ${error.lines}` : '';
      throw inputFault(`${file}${line}`, 'rule.not_csv');
    }
    throw error;
  }
}
