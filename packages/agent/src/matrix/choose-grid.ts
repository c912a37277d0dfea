import type { Axes, Cell, Exclusion } from '@clipo/contract';
import { countCells, type WordAxis, type WordCell, wordAxes } from './exclusions.ts';

/** The largest spread between free axes that still counts as near-square. */
const squareSpread = 2;
const widestSpread = 256;

/**
 * The smallest near-square grid of hook × body × cta that holds `count` cells: 24 → 4×3×2, 100 → 5×5×4. Among grids
 * whose sides differ by at most two, the fewest cells win, then the most balanced; hooks ≥ bodies ≥ calls to action.
 * A wider spread, then another order of the sides, is taken only where the capacity leaves nothing squarer.
 * Fixed sizes (`axes`) stay as they are. Undefined where no grid within the capacity holds the count.
 */
export function chooseGrid(
  count: number,
  capacity: Cell,
  axes: Axes,
  exclusions: readonly Exclusion[],
): WordCell | undefined {
  for (const isOrdered of [true, false]) {
    for (let spread = squareSpread; spread <= widestSpread; spread *= 2) {
      const fitting = gridsWithin(count, capacity, axes, spread, isOrdered).find(
        (grid) => countCells({ ...capacity, ...axes, ...grid }, exclusions) >= count,
      );
      if (fitting !== undefined) {
        return fitting;
      }
    }
  }
  return undefined;
}

function gridsWithin(count: number, capacity: Cell, axes: Axes, spread: number, isOrdered: boolean): WordCell[] {
  const free = wordAxes.filter((axis) => axes[axis] === undefined);
  const sizes = (axis: WordAxis, from: number, to: number): number[] => {
    const fixed = axes[axis];
    const [low, high] = fixed === undefined ? [from, Math.min(to, capacity[axis])] : [fixed, fixed];
    return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index);
  };
  const grids: (WordCell & { cells: number; spread: number })[] = [];
  const longest = Math.max(...wordAxes.map((axis) => capacity[axis]));
  for (let shortest = 1; shortest <= longest; shortest++) {
    for (const cta of sizes('cta', shortest, shortest + spread)) {
      for (const body of sizes('body', shortest, shortest + spread)) {
        for (const hook of sizes('hook', shortest, shortest + spread)) {
          const grid = { hook, body, cta };
          const sides = free.map((axis) => grid[axis]);
          const isFalling = sides.every((side, index) => index === 0 || (sides[index - 1] ?? side) >= side);
          const cells = hook * body * cta;
          // `shortest` is the least side, or a grid would be found once for each start.
          const isFirst = sides.length === 0 ? shortest === 1 : Math.min(...sides) === shortest;
          if (cells >= count && isFirst && (isFalling || !isOrdered)) {
            grids.push({ ...grid, cells, spread: sides.length === 0 ? 0 : Math.max(...sides) - shortest });
          }
        }
      }
    }
    // Every later grid is larger than the smallest found: exclusions may ask for some of them, not for thousands more.
    if (free.length === 0 || grids.length > 4000) {
      break;
    }
  }
  return grids
    .sort((a, b) => a.cells - b.cells || a.spread - b.spread || b.hook - a.hook || b.body - a.body)
    .map(({ hook, body, cta }) => ({ hook, body, cta }));
}
