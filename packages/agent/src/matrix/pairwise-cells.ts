import { type AxisName, axisNames, type Cell, type Exclusion } from '@clipo/contract';
import { seededOrder, seededRank } from '../script/seeded-order.ts';
import { choicesToTry, isExcluded, variedAxes } from './exclusions.ts';

interface Pair {
  a: AxisName;
  aChoice: number;
  b: AxisName;
  bChoice: number;
}

/** How many completions of a pair are compared before the best is taken. */
const tries = 6;

/**
 * A covering array, built greedily: every pair of choices of any two axes meets in at least one cell (pairs that the
 * exclusions forbid apart), and no two cells share hook, body and call to action.
 * Undefined where that needs more than `most` cells, or can't be had.
 */
export function pairwiseCells(
  sizes: Cell,
  exclusions: readonly Exclusion[],
  seed: number,
  most: number,
): Cell[] | undefined {
  const open = openPairs(sizes, exclusions);
  const cells: Cell[] = [];
  const words = new Set<string>();
  while (open.size > 0) {
    const first = open.values().next().value;
    if (first === undefined || cells.length >= most) {
      return undefined;
    }
    const cell = bestCell(first, sizes, open, words, exclusions, seed + cells.length);
    if (cell === undefined) {
      return undefined;
    }
    cells.push(cell);
    words.add(wordsOf(cell));
    for (const key of pairKeysOf(cell)) {
      open.delete(key);
    }
  }
  return cells;
}

/** Hook, body and call to action of a cell as one key. */
function wordsOf(cell: Cell): string {
  return `${cell.hook} ${cell.body} ${cell.cta}`;
}

function openPairs(sizes: Cell, exclusions: readonly Exclusion[]): Map<string, Pair> {
  const open = new Map<string, Pair>();
  const axes = variedAxes(sizes);
  axes.forEach((a, index) => {
    for (const b of axes.slice(index + 1)) {
      for (let aChoice = 1; aChoice <= sizes[a]; aChoice++) {
        for (let bChoice = 1; bChoice <= sizes[b]; bChoice++) {
          const pair = { a, aChoice, b, bChoice };
          if (exclusions.length === 0 || canMeet(pair, sizes, exclusions)) {
            open.set(pairKey(a, aChoice, b, bChoice), pair);
          }
        }
      }
    }
  });
  return open;
}

/** Whether two choices may meet in some cell at all. */
function canMeet(pair: Pair, sizes: Cell, exclusions: readonly Exclusion[]): boolean {
  const holding = exclusions.filter(
    (exclusion) =>
      (exclusion[pair.a] ?? pair.aChoice) === pair.aChoice && (exclusion[pair.b] ?? pair.bChoice) === pair.bChoice,
  );
  return (
    complete(
      { [pair.a]: pair.aChoice, [pair.b]: pair.bChoice },
      (axis) => choicesToTry(sizes[axis], holding, axis),
      (cell) => !isExcluded(cell, holding),
    ) !== undefined
  );
}

function bestCell(
  pair: Pair,
  sizes: Cell,
  open: ReadonlyMap<string, Pair>,
  words: ReadonlySet<string>,
  exclusions: readonly Exclusion[],
  seed: number,
): Cell | undefined {
  let best: { cell: Cell; gain: number } | undefined;
  for (let attempt = 0; attempt < tries; attempt++) {
    const start: Partial<Cell> = { [pair.a]: pair.aChoice, [pair.b]: pair.bChoice };
    const order = seededOrder(variedAxes(sizes), seed, `order ${attempt}`);
    const cell = complete(
      start,
      (axis, known) =>
        Array.from({ length: sizes[axis] }, (_, index) => index + 1)
          .map((choice) => ({
            choice,
            gain: gainOf(axis, choice, known, open),
            rank: seededRank(seed, attempt, axis, choice),
          }))
          .sort((a, b) => b.gain - a.gain || a.rank - b.rank)
          .map(({ choice }) => choice),
      (whole) => !words.has(wordsOf(whole)) && !isExcluded(whole, exclusions),
      order,
    );
    if (cell === undefined) {
      // The search is exhaustive: another order would find nothing either.
      return undefined;
    }
    const gain = pairKeysOf(cell).filter((key) => open.has(key)).length;
    best = best === undefined || gain > best.gain ? { cell, gain } : best;
  }
  return best?.cell;
}

const firstChoices: Cell = {
  hook: 1,
  body: 1,
  cta: 1,
  shots: 1,
  style: 1,
  presenter: 1,
  voice: 1,
  template: 1,
  music: 1,
};

/** Depth-first completion of a cell, axis by axis in `order`, choices in the order that `choicesFor` gives. */
function complete(
  known: Partial<Cell>,
  choicesFor: (axis: AxisName, known: Partial<Cell>) => readonly number[],
  isAllowed: (cell: Cell) => boolean,
  order: readonly AxisName[] = axisNames,
): Cell | undefined {
  const axis = order.find((candidate) => known[candidate] === undefined);
  if (axis === undefined) {
    const cell = { ...firstChoices, ...known };
    return isAllowed(cell) ? cell : undefined;
  }
  for (const choice of choicesFor(axis, known)) {
    const cell = complete({ ...known, [axis]: choice }, choicesFor, isAllowed, order);
    if (cell !== undefined) {
      return cell;
    }
  }
  return undefined;
}

function gainOf(axis: AxisName, choice: number, known: Partial<Cell>, open: ReadonlyMap<string, Pair>): number {
  return axisNames.filter((other) => {
    const value = known[other];
    return other !== axis && value !== undefined && open.has(orderedKey(axis, choice, other, value));
  }).length;
}

function pairKeysOf(cell: Cell): string[] {
  return axisNames.flatMap((a, index) => axisNames.slice(index + 1).map((b) => pairKey(a, cell[a], b, cell[b])));
}

function orderedKey(a: AxisName, aChoice: number, b: AxisName, bChoice: number): string {
  return axisNames.indexOf(a) < axisNames.indexOf(b)
    ? pairKey(a, aChoice, b, bChoice)
    : pairKey(b, bChoice, a, aChoice);
}

function pairKey(a: AxisName, aChoice: number, b: AxisName, bChoice: number): string {
  return `${a}${aChoice} ${b}${bChoice}`;
}
