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
  type WordAxis,
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

/** A choice on an axis of looks, and how often it has been given so far: in all, and to each choice of words. */
interface LookChoice {
  choice: number;
  weight: number;
  most: number;
  /** Its turn by the seed where all else is equal, under 1. */
  rank: number;
  uses: number;
  beside: Record<WordAxis, number[]>;
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
  const choicesOn = (axis: LookAxis): LookChoice[] =>
    Array.from({ length: looks[axis] }, (_, index) => ({
      choice: index + 1,
      weight: rules.weightOf(axis, index + 1),
      most: rules.mostOf(axis, index + 1),
      rank: seededRank(seed, axis, index + 1) / 2 ** 32,
      uses: 0,
      beside: { hook: [], body: [], cta: [] },
    }));
  const axes: Record<LookAxis, LookChoice[]> = {
    shots: choicesOn('shots'),
    style: choicesOn('style'),
    presenter: choicesOn('presenter'),
    voice: choicesOn('voice'),
    template: choicesOn('template'),
    music: choicesOn('music'),
  };
  return words.map((cell) => {
    const holding = exclusionsFor(cell, exclusions);
    const chosen =
      holding.length === 0 ? { ...cell, ...firstLook(axes, cell) } : firstAllowed(cell, ranksFor(axes, cell), holding);
    for (const axis of lookAxes) {
      const choice = axes[axis][chosen[axis] - 1];
      if (choice !== undefined) {
        choice.uses += 1;
        for (const word of wordAxes) {
          choice.beside[word][cell[word]] = (choice.beside[word][cell[word]] ?? 0) + 1;
        }
      }
    }
    return chosen;
  });
}

function costOf({ uses, beside, weight, rank }: LookChoice, cell: WordCell): number {
  let repeats = 0;
  for (const word of wordAxes) {
    repeats += (beside[word][cell[word]] ?? 0) * repeatCost[word];
  }
  return turnOf(uses, weight) + repeats / weight + rank;
}

/** The choice that is next on each axis. */
function firstLook(axes: Readonly<Record<LookAxis, readonly LookChoice[]>>, cell: WordCell): LookCell {
  const next = (choices: readonly LookChoice[]): number => {
    let [found, least, isLeastFull] = [1, Number.POSITIVE_INFINITY, true];
    for (const each of choices.length > 1 ? choices : []) {
      const isFull = each.uses >= each.most;
      const cost = costOf(each, cell);
      if (isFull === isLeastFull ? cost < least : isLeastFull) {
        [found, least, isLeastFull] = [each.choice, cost, isFull];
      }
    }
    return found;
  };
  const { shots, style, presenter, voice, template, music } = axes;
  return {
    ...{ shots: next(shots), style: next(style), presenter: next(presenter) },
    ...{ voice: next(voice), template: next(template), music: next(music) },
  };
}

/** The choices of each axis in the order in which they are tried. */
function ranksFor(
  axes: Readonly<Record<LookAxis, readonly LookChoice[]>>,
  cell: WordCell,
): (axis: LookAxis) => number[] {
  const ranked = (axis: LookAxis) =>
    axes[axis]
      .map((each) => ({ choice: each.choice, cost: costOf(each, cell), isFull: each.uses >= each.most }))
      .sort((a, b) => Number(a.isFull) - Number(b.isFull) || a.cost - b.cost)
      .map(({ choice }) => choice);
  const known = new Map<LookAxis, number[]>();
  return (axis) => {
    const choices = known.get(axis) ?? ranked(axis);
    known.set(axis, choices);
    return choices;
  };
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
