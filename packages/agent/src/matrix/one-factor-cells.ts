import { type Axes, type AxisName, axisNames, type Cell, type Exclusion } from '@clipo/contract';
import { isExcluded, listedAxes, wordAxes } from './exclusions.ts';

/**
 * A baseline and cells that differ from it by one choice of hook, body, call to action, presenter, voice, template or music, in turn, so that
 * a result can be laid to one cause. Shots and style stay fixed: changed alone they would leave two videos with the same words.
 * Returns as many as there are, at most `count`.
 */
export function oneFactorCells(count: number, capacity: Cell, axes: Axes, exclusions: readonly Exclusion[]): Cell[] {
  const sizes: Cell = { ...capacity, ...definedOf(axes) };
  let best: Cell[] = [];
  for (const baseline of baselines(sizes, exclusions)) {
    const cells = changesOf(baseline, count, sizes, exclusions);
    if (cells.length >= count) {
      return cells;
    }
    best = cells.length > best.length ? cells : best;
  }
  return best;
}

function definedOf(axes: Axes): Partial<Cell> {
  return Object.fromEntries(Object.entries(axes).filter(([, size]) => size !== undefined));
}

function changesOf(baseline: Cell, count: number, sizes: Cell, exclusions: readonly Exclusion[]): Cell[] {
  if (isExcluded(baseline, exclusions)) {
    return [];
  }
  const changes = (axis: AxisName) =>
    Array.from({ length: sizes[axis] }, (_, index) => ({ ...baseline, [axis]: index + 1 })).filter(
      (cell) => cell[axis] !== baseline[axis] && !isExcluded(cell, exclusions),
    );
  const columns = [...wordAxes, ...listedAxes].map(changes);
  const cells = [baseline];
  for (let row = 0; cells.length < count && columns.some((column) => row < column.length); row++) {
    cells.push(...columns.flatMap((column) => column[row] ?? []));
  }
  return cells.slice(0, count);
}

/** Choice 1 everywhere if that is allowed; else on each axis a choice that no exclusion names, which is never worse. */
function* baselines(sizes: Cell, exclusions: readonly Exclusion[]): Generator<Cell> {
  const options = axisNames.map((axis) => {
    const named = new Set(exclusions.flatMap((exclusion) => exclusion[axis] ?? []));
    const free = Array.from({ length: sizes[axis] }, (_, index) => index + 1).find((choice) => !named.has(choice));
    return free === undefined ? Array.from({ length: sizes[axis] }, (_, index) => index + 1) : [...new Set([1, free])];
  });
  yield* combinations(options);
}

/** Every combination of one choice an axis, the last axis changing fastest. */
function* combinations(options: readonly (readonly number[])[], from = 0, cell: Partial<Cell> = {}): Generator<Cell> {
  const axis = axisNames[from];
  if (axis === undefined) {
    yield cell as Cell;
    return;
  }
  for (const choice of options[from] ?? []) {
    yield* combinations(options, from + 1, { ...cell, [axis]: choice });
  }
}
