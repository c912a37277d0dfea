import type { Language } from '@clipo/contract';

/** What is said, as a bag of n-grams: sorted, a repeated one with its turn, so that bags meet as sets do. */
export type WordPrint = readonly string[];

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * The n-grams of a video's lines: pairs of characters in Chinese, where a character is a morpheme; words and pairs of
 * neighbouring words in English. Case, width, spaces and punctuation do not count. No pair reaches over two lines, so
 * the same lines in another order are the same words.
 */
export function wordPrint(lines: readonly string[], language: Language): WordPrint {
  const turns = new Map<string, number>();
  return lines
    .flatMap((line) => gramsOf(line.normalize('NFKC').toLowerCase(), language))
    .map((gram) => {
      const turn = (turns.get(gram) ?? 0) + 1;
      turns.set(gram, turn);
      return turn === 1 ? gram : `${gram}\u0000${turn}`;
    })
    .sort();
}

function gramsOf(line: string, language: Language): string[] {
  const units =
    language === 'zh-CN'
      ? [...line].filter((sign) => /[\p{L}\p{N}]/u.test(sign))
      : [...segmenter.segment(line)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
  const pairs = units.slice(1).map((unit, index) => `${units[index]} ${unit}`);
  return language === 'zh-CN' && units.length > 1 ? pairs : [...units, ...pairs];
}

/** Share of n-grams that two bags do not have in common, 0 … 1 (Dice). `a` and `b` are sorted lists of any ordered kind. */
export function bagDistance<T extends string | number>(a: readonly T[], b: readonly T[]): number {
  const all = a.length + b.length;
  let common = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as T, b[j] as T];
    common += left === right ? 1 : 0;
    i += left <= right ? 1 : 0;
    j += right <= left ? 1 : 0;
  }
  return all === 0 ? 0 : 1 - (2 * common) / all;
}
