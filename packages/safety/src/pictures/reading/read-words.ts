import type { Frame } from '../frame.ts';
import { readTable } from './run.ts';

/** What tesseract is less sure of, in percent, is more often a pattern than a word. */
const leastSure = 60;

/** The lines of words on a picture; none where nothing is read, or nobody can read. */
export async function readWords(frame: Frame): Promise<string[]> {
  return linesOf((await readTable({ ...frame, luma: lumaOf(frame) })) ?? '');
}

/**
 * The lines of tesseract's table (its `tsv` output: level, page, block, paragraph, line, word, left, top, width, height,
 * confidence, text). Words in Chinese stand without spaces between.
 */
export function linesOf(table: string): string[] {
  const lines = new Map<string, string>();
  for (const row of table.split('\n').slice(1)) {
    const [level, page, block, paragraph, line, , , , , , confidence, text = ''] = row.split('\t');
    const word = text.trim();
    if (level !== '5' || word === '' || Number(confidence) < leastSure) {
      continue;
    }
    const key = [page, block, paragraph, line].join(' ');
    const before = lines.get(key) ?? '';
    const isApart = /[a-z\d]$/i.test(before) && /^[a-z\d]/i.test(word);
    lines.set(key, `${before}${isApart ? ' ' : ''}${word}`);
  }
  return [...lines.values()];
}

/** Grey, a byte a point; what is transparent is seen on white. */
function lumaOf({ width, height, rgba }: Frame): Uint8Array {
  const luma = new Uint8Array(width * height);
  for (let place = 0; place < luma.length; place += 1) {
    const alpha = (rgba[place * 4 + 3] ?? 255) / 255;
    const shade =
      0.299 * (rgba[place * 4] ?? 0) + 0.587 * (rgba[place * 4 + 1] ?? 0) + 0.114 * (rgba[place * 4 + 2] ?? 0);
    luma[place] = Math.round(shade * alpha + 255 * (1 - alpha));
  }
  return luma;
}
