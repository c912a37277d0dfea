import { type Axes, type AxisName, axisNames, type Cell, ClipoError, type Exclusion } from '@clipo/contract';
import { chooseGrid } from './choose-grid.ts';
import { countCells, variedAxes } from './exclusions.ts';
import { pickCells } from './full-cells.ts';
import { pairwiseCells } from './pairwise-cells.ts';
import { spreadLooks } from './spread-looks.ts';

interface PairwiseRequest {
  count: number;
  axes: Axes;
  exclusions: readonly Exclusion[];
  seed: number;
  capacity: Cell;
}

interface Covering {
  sizes: Cell;
  cells: Cell[];
}

/**
 * A pairwise plan: axes as large as the count allows so that every pair of choices of any two axes still meets, then
 * filled to the count with further cells.
 * @throws ClipoError `invalid_input` where fixed axes need more cells than the count.
 */
export function planPairwise(request: PairwiseRequest): Cell[] {
  const { count, exclusions, seed } = request;
  const even = largestEven(request);
  const covering = even === undefined ? undefined : widened(even, request);
  if (covering === undefined) {
    throw tooFew(request);
  }
  const { cells, sizes } = covering;
  const more = pickCells({ count: count - cells.length, grid: sizes, exclusions, seed, taken: cells });
  return [...cells, ...spreadLooks(more, { looks: sizes, exclusions, seed })];
}

/** The covering array of these sizes, if the count holds it and the sizes hold the count. */
function covering(sizes: Cell, { count, exclusions, seed }: PairwiseRequest): Covering | undefined {
  // The two longest axes alone need the product of their sizes.
  const [longest = 1, second = 1] = Object.values(sizes).sort((a, b) => b - a);
  if ((longest * second > count && exclusions.length === 0) || countCells(sizes, exclusions) < count) {
    return undefined;
  }
  const cells = pairwiseCells(sizes, exclusions, seed, count);
  return cells === undefined ? undefined : { sizes, cells };
}

/** The largest axes of equal length; failing that, the smallest grid of words that holds the count, in one look. */
function largestEven(request: PairwiseRequest): Covering | undefined {
  const { count, capacity, axes, exclusions } = request;
  for (let side = Math.floor(Math.sqrt(count)) + (exclusions.length > 0 ? 1 : 0); side >= 1; side--) {
    // Five axes of two choices need more cells than three do: where the pictures ask for too many, they wait.
    const found = covering(evenSizes(side, side, request), request) ?? covering(evenSizes(side, 1, request), request);
    if (found !== undefined) {
      return found;
    }
  }
  const grid = chooseGrid(count, capacity, axes, exclusions);
  return grid === undefined ? undefined : covering({ ...evenSizes(1, 1, request), ...grid }, request);
}

function evenSizes(words: number, looks: number, { capacity, axes }: PairwiseRequest): Cell {
  const size = (axis: AxisName, side: number) => axes[axis] ?? Math.min(capacity[axis], side);
  return {
    hook: size('hook', words),
    body: size('body', words),
    cta: size('cta', words),
    shots: size('shots', looks),
    style: size('style', looks),
    presenter: size('presenter', looks),
    voice: size('voice', looks),
    template: size('template', looks),
    music: size('music', looks),
  };
}

/** Grows the free axes in turn, one choice at a time, while the count still holds the covering array. */
function widened(start: Covering, request: PairwiseRequest): Covering {
  const { axes, capacity } = request;
  let current = start;
  const open = new Set(axisNames.filter((axis) => axes[axis] === undefined));
  while (open.size > 0) {
    for (const axis of [...open]) {
      const sizes = { ...current.sizes, [axis]: current.sizes[axis] + 1 };
      const next = sizes[axis] <= capacity[axis] ? covering(sizes, request) : undefined;
      if (next === undefined) {
        open.delete(axis);
      } else {
        current = next;
      }
    }
  }
  return current;
}

/** More than any count: enough to learn how many cells fixed axes would need. */
const beyondAnyCount = 40_000;

function tooFew(request: PairwiseRequest): ClipoError {
  const { count, exclusions, seed } = request;
  const sizes = evenSizes(1, 1, request);
  const needed = pairwiseCells(sizes, exclusions, seed, beyondAnyCount)?.length;
  const asked = variedAxes(sizes)
    .map((axis) => `${axis} ${sizes[axis]}`)
    .join(', ');
  const problem =
    needed === undefined
      ? `can't bring every pair of choices together without saying the same thing twice (${asked})`
      : `is too few: a pairwise plan over these axes needs at least ${needed} (${asked})`;
  return new ClipoError('invalid_input', `count: ${count} ${problem}`, { details: { field: 'count', problem } });
}
