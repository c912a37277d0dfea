import {
  type Axes,
  axisNames,
  type BatchPlan,
  type Cell,
  ClipoError,
  type Exclusion,
  type PlanKind,
} from '@clipo/contract';
import { chooseGrid } from './choose-grid.ts';
import { countCells, type LookAxis } from './exclusions.ts';
import { pickCells } from './full-cells.ts';
import { oneFactorCells } from './one-factor-cells.ts';
import { planPairwise } from './plan-pairwise.ts';
import { spreadLooks } from './spread-looks.ts';

/** What a batch plan is made from. `capacity` is how many distinct choices each axis can really give. */
export interface MatrixRequest {
  kind: PlanKind;
  count: number;
  /** Fixed sizes of axes; what is left out, the count decides. */
  axes?: Axes | undefined;
  exclusions: readonly Exclusion[];
  seed: number;
  capacity: Cell;
}

/**
 * Chooses which creatives a batch makes. Pure and deterministic by seed. No two cells share hook, body and call to
 * action, since no two creatives may have the same full sequence of lines.
 * @throws ClipoError `count_beyond_axes` (details count, most) where the axes give fewer cells; `invalid_input`
 * (details field, problem) where a fixed axis is larger than its capacity, or a pairwise plan does not fit its count.
 */
export function planMatrix(request: MatrixRequest): BatchPlan {
  const axes = request.axes ?? {};
  checkAxes(axes, request.capacity);
  const cells = cellsOf(request, axes);
  return { kind: request.kind, seed: request.seed, axes: sizesOf(cells, axes), cells };
}

function cellsOf({ kind, count, exclusions, seed, capacity }: MatrixRequest, axes: Axes): Cell[] {
  switch (kind) {
    case 'full': {
      const grid = chooseGrid(count, capacity, axes, exclusions);
      if (grid === undefined) {
        throw tooMany(count, countCells({ ...capacity, ...axes }, exclusions), kind);
      }
      // With exclusions the first looks may be the forbidden ones: all stay open.
      const size = (axis: LookAxis) =>
        axes[axis] ?? (exclusions.length > 0 ? capacity[axis] : Math.min(capacity[axis], count));
      const looks = {
        shots: size('shots'),
        style: size('style'),
        presenter: size('presenter'),
        voice: size('voice'),
      };
      return spreadLooks(pickCells(count, { ...grid, ...looks }, exclusions, seed), looks, exclusions, seed);
    }
    case 'one-factor': {
      const cells = oneFactorCells(count, capacity, axes, exclusions);
      if (cells.length < count) {
        const most = oneFactorCells(Number.MAX_SAFE_INTEGER, capacity, axes, exclusions).length;
        throw tooMany(count, most, kind);
      }
      return cells;
    }
    case 'pairwise': {
      const most = countCells({ ...capacity, ...axes }, exclusions);
      if (most < count) {
        throw tooMany(count, most, kind);
      }
      return planPairwise({ count, axes, exclusions, seed, capacity });
    }
  }
}

function checkAxes(axes: Axes, capacity: Cell): void {
  for (const axis of axisNames) {
    const size = axes[axis];
    if (size !== undefined && size > capacity[axis]) {
      const problem = `asks for ${size} choices, but the product and its materials give at most ${capacity[axis]}`;
      throw new ClipoError('invalid_input', `axes.${axis}: ${problem}`, {
        details: { field: `axes.${axis}`, problem },
      });
    }
  }
}

function tooMany(count: number, most: number, kind: PlanKind): ClipoError {
  return new ClipoError(
    'count_beyond_axes',
    `count: ${count} creatives were asked for, but a ${kind} plan of hooks, bodies and calls to action gives at most ${most}`,
    { details: { count, most } },
  );
}

/** Sizes as recorded: what was fixed, else the highest choice that is really used. */
function sizesOf(cells: readonly Cell[], axes: Axes): Cell {
  const size = (axis: (typeof axisNames)[number]) => axes[axis] ?? Math.max(1, ...cells.map((cell) => cell[axis]));
  return {
    hook: size('hook'),
    body: size('body'),
    cta: size('cta'),
    shots: size('shots'),
    style: size('style'),
    presenter: size('presenter'),
    voice: size('voice'),
  };
}
