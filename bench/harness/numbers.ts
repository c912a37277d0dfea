import { availableParallelism, loadavg } from 'node:os';

/** The middle value; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(at)] ?? Number.NaN)
    : ((sorted[at - 1] ?? Number.NaN) + (sorted[at] ?? Number.NaN)) / 2;
}

/** A number with so many places, without more. */
export function round(value: number, places: number): number {
  return Number(value.toFixed(places));
}

/** The machine by its cores only, and how busy it was with other work: runnable processes over the last minute. */
export function machineNow(): { cores: number; load: number } {
  return { cores: availableParallelism(), load: round(loadavg()[0] ?? 0, 1) };
}

/** A table of text with aligned columns, as Markdown. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((w, column) => (row[column] ?? '').padEnd(w)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${widths.map((w) => '-'.repeat(w + 2)).join('|')}|`, ...body.map(line)].join('\n');
}
