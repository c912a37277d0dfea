import type { Cell, Exclusion } from '@clipo/contract';
import { seededRank } from '../script/seeded-order.ts';
import { openUses, turnOf, type UseRules } from './choice-uses.ts';
import {
  eachLook,
  exclusionsFor,
  isExcluded,
  type LookAxis,
  type LookCell,
  lookAxes,
  type WordCell,
  wordAxes,
} from './exclusions.ts';

/** A hook that comes back with the picture it had is what viewers notice first; a call to action least. */
const repeatCost = { hook: 12, body: 4, cta: 1 };

/** Of what looks are chosen. */
export interface Spreading {
  looks: LookCell;
  exclusions: readonly Exclusion[];
  seed: number;
  rules?: UseRules;
}

/**
 * Gives each cell its shots, style, presenter, voice, template and music: every choice about equally often by its
 * weight, and the same hook, body or call to action with another picture each time it returns, as far as the choices go.
 * An excluded pair is passed over; so is a choice that has as many cells as it may, while another is left.
 */
export function spreadLooks(
  words: readonly WordCell[],
  { looks, exclusions, seed, rules = openUses([]) }: Spreading,
): Cell[] {
  const used = new Map<string, number>();
  const uses = (key: string) => used.get(key) ?? 0;
  const costOf = (axis: LookAxis, choice: number, cell: WordCell) => {
    const weight = rules.weightOf(axis, choice);
    const repeats = wordAxes.reduce(
      (sum, word) => sum + uses(`${axis}:${choice}:${word}:${cell[word]}`) * repeatCost[word],
      0,
    );
    return turnOf(uses(`${axis}:${choice}`), weight) + repeats / weight + seededRank(seed, axis, choice) / 2 ** 32;
  };
  const ranked = (axis: LookAxis, cell: WordCell) =>
    Array.from({ length: looks[axis] }, (_, index) => index + 1)
      .map((choice) => ({
        choice,
        cost: costOf(axis, choice, cell),
        isFull: uses(`${axis}:${choice}`) >= rules.mostOf(axis, choice),
      }))
      .sort((a, b) => Number(a.isFull) - Number(b.isFull) || a.cost - b.cost)
      .map(({ choice }) => choice);

  return words.map((cell) => {
    const holding = exclusionsFor(cell, exclusions);
    const choices = {
      shots: ranked('shots', cell),
      style: ranked('style', cell),
      presenter: ranked('presenter', cell),
      voice: ranked('voice', cell),
      template: ranked('template', cell),
      music: ranked('music', cell),
    };
    const chosen = firstAllowed(cell, (axis) => choices[axis], holding);
    for (const axis of lookAxes) {
      const key = `${axis}:${chosen[axis]}`;
      for (const each of [key, ...wordAxes.map((word) => `${key}:${word}:${cell[word]}`)]) {
        used.set(each, uses(each) + 1);
      }
    }
    return chosen;
  });
}

function firstAllowed(cell: WordCell, choicesOf: (axis: LookAxis) => number[], exclusions: readonly Exclusion[]): Cell {
  let first: Cell | undefined;
  for (const look of eachLook(choicesOf)) {
    const whole = { ...cell, ...look };
    if (!isExcluded(whole, exclusions)) {
      return whole;
    }
    first ??= whole;
  }
  return first ?? { ...cell, shots: 1, style: 1, presenter: 1, voice: 1, template: 1, music: 1 };
}
