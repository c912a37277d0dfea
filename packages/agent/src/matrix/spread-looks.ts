import type { Cell, Exclusion } from '@clipo/contract';
import { seededRank } from '../script/seeded-order.ts';
import { exclusionsFor, isExcluded, type WordCell, wordAxes } from './exclusions.ts';

/** A hook that comes back with the picture it had is what viewers notice first; a call to action least. */
const repeatCost = { hook: 12, body: 4, cta: 1 };

/**
 * Gives each cell its shots and its style: every choice about equally often, and the same hook, body or call to action
 * with another picture each time it returns, as far as the choices go.
 * @throws never for cells that `canShow`: an excluded pair is passed over.
 */
export function spreadLooks(
  words: readonly WordCell[],
  looks: Pick<Cell, 'shots' | 'style'>,
  exclusions: readonly Exclusion[],
  seed: number,
): Cell[] {
  const used = new Map<string, number>();
  const uses = (key: string) => used.get(key) ?? 0;
  const costOf = (axis: 'shots' | 'style', choice: number, cell: WordCell) =>
    uses(`${axis}:${choice}`) * 2 +
    wordAxes.reduce((sum, word) => sum + uses(`${axis}:${choice}:${word}:${cell[word]}`) * repeatCost[word], 0) +
    seededRank(seed, axis, choice) / 2 ** 32;
  const ranked = (axis: 'shots' | 'style', cell: WordCell) =>
    Array.from({ length: looks[axis] }, (_, index) => index + 1)
      .map((choice) => ({ choice, cost: costOf(axis, choice, cell) }))
      .sort((a, b) => a.cost - b.cost)
      .map(({ choice }) => choice);

  return words.map((cell) => {
    const holding = exclusionsFor(cell, exclusions);
    const chosen = firstAllowed(cell, ranked('shots', cell), ranked('style', cell), holding);
    for (const axis of ['shots', 'style'] as const) {
      const key = `${axis}:${chosen[axis]}`;
      for (const each of [key, ...wordAxes.map((word) => `${key}:${word}:${cell[word]}`)]) {
        used.set(each, uses(each) + 1);
      }
    }
    return chosen;
  });
}

function firstAllowed(cell: WordCell, shots: number[], styles: number[], exclusions: readonly Exclusion[]): Cell {
  for (const shot of shots) {
    for (const style of styles) {
      const whole = { ...cell, shots: shot, style };
      if (!isExcluded(whole, exclusions)) {
        return whole;
      }
    }
  }
  return { ...cell, shots: shots[0] ?? 1, style: styles[0] ?? 1 };
}
