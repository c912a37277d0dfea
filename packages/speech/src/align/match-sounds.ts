import { type PhonemeSymbol, phonemeSymbols } from '@clipo/contract';

const classes = new Map<string, number>(
  Object.values(phonemeSymbols).flatMap((symbols, index) => symbols.map((symbol) => [symbol, index] as const)),
);
const skipCost = 1;

function costOf(a: PhonemeSymbol, b: PhonemeSymbol): number {
  return a === b ? 0 : classes.get(a) === classes.get(b) ? 0.7 : 1.7;
}

/**
 * Pairs the sounds of two ways of saying a text: `[index in a, index in b]` in order, where both say the same or nearly
 * so. What one of them leaves out or adds has no pair. Pure.
 */
export function matchSounds(a: readonly PhonemeSymbol[], b: readonly PhonemeSymbol[]): [number, number][] {
  const width = b.length + 1;
  const costs = new Float64Array((a.length + 1) * width);
  for (let row = 0; row <= a.length; row += 1) {
    for (let column = 0; column <= b.length; column += 1) {
      if (row === 0 || column === 0) {
        costs[row * width + column] = (row + column) * skipCost;
        continue;
      }
      costs[row * width + column] = Math.min(
        (costs[(row - 1) * width + column - 1] as number) + costOf(a[row - 1] ?? 'ʔ', b[column - 1] ?? 'ʔ'),
        (costs[(row - 1) * width + column] as number) + skipCost,
        (costs[row * width + column - 1] as number) + skipCost,
      );
    }
  }
  const pairs: [number, number][] = [];
  let row = a.length;
  let column = b.length;
  while (row > 0 && column > 0) {
    const here = costs[row * width + column] as number;
    const cost = costOf(a[row - 1] ?? 'ʔ', b[column - 1] ?? 'ʔ');
    if (here === (costs[(row - 1) * width + column - 1] as number) + cost) {
      row -= 1;
      column -= 1;
      if (cost < 1) {
        pairs.unshift([row, column]);
      }
    } else if (here === (costs[(row - 1) * width + column] as number) + skipCost) {
      row -= 1;
    } else {
      column -= 1;
    }
  }
  return pairs;
}
