import {
  type Axes,
  axisNames,
  type BatchPlan,
  type Cell,
  type ChoiceUse,
  ClipoError,
  type Exclusion,
  type PlanKind,
} from '@clipo/contract';
import { checkUses, openUses, type UseRules } from './choice-uses.ts';
import { chooseGrid } from './choose-grid.ts';
import { countCells, type LookAxis, type LookCell, lookAxes, type WordCell, wordAxes } from './exclusions.ts';
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
  /** Weights and caps of single choices; only a full plan heeds them. */
  uses?: readonly ChoiceUse[] | undefined;
  seed: number;
  capacity: Cell;
}

/**
 * Chooses which creatives a batch makes. Pure and deterministic by seed. No two cells share hook, body and call to
 * action, since no two creatives may have the same full sequence of lines.
 * @throws ClipoError `count_beyond_axes` (details count, most) where the axes give fewer cells; `invalid_input`
 * (details field, problem) where a fixed axis is larger than its capacity, a pairwise plan does not fit its count, or
 * weights and caps are asked of another plan than a full one.
 */
export function planMatrix(request: MatrixRequest): BatchPlan {
  const axes = request.axes ?? {};
  checkAxes(axes, request.capacity);
  checkUses(request.uses ?? [], request.kind);
  const cells = cellsOf(request, axes);
  return { kind: request.kind, seed: request.seed, axes: sizesOf(cells, axes), cells };
}

function cellsOf(request: MatrixRequest, axes: Axes): Cell[] {
  const { kind, count, exclusions, seed, capacity } = request;
  switch (kind) {
    case 'full':
      return fullCells(request, axes);
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

/** Words first, then a look for each; grids grow until caps leave enough of them. */
function fullCells({ kind, count, exclusions, seed, capacity, uses = [] }: MatrixRequest, axes: Axes): Cell[] {
  const rules = openUses(uses);
  // With exclusions or caps the first looks may be the forbidden ones: all stay open.
  const size = (axis: LookAxis) =>
    axes[axis] ?? (exclusions.length > 0 || !rules.isEmpty ? capacity[axis] : Math.min(capacity[axis], count));
  const looks = {
    shots: size('shots'),
    style: size('style'),
    presenter: size('presenter'),
    voice: size('voice'),
    template: size('template'),
    music: size('music'),
  };
  let words: WordCell[] = [];
  const roomy = roomyGrid({ count, capacity, exclusions }, axes, rules);
  for (let wanted = count; words.length < count; wanted += count - words.length) {
    const grid = wanted === count ? roomy : chooseGrid(wanted, capacity, axes, exclusions);
    if (grid === undefined) {
      throw tooMany(count, rules.isEmpty ? countCells({ ...capacity, ...axes }, exclusions) : words.length, kind);
    }
    words = pickCells({ count, grid: { ...grid, ...looks }, exclusions, seed, rules });
  }
  const cells = spreadLooks(words, { looks, exclusions, seed, rules });
  checkCaps(cells, looks, rules);
  return cells;
}

/** The smallest grid in which a choice of the most weight meets enough others, or else the smallest that holds the count. */
function roomyGrid(
  { count, capacity, exclusions }: Pick<MatrixRequest, 'count' | 'capacity' | 'exclusions'>,
  axes: Axes,
  rules: UseRules,
): WordCell | undefined {
  const grid = chooseGrid(count, capacity, axes, exclusions);
  if (grid === undefined || rules.isEmpty) {
    return grid;
  }
  const shares = wordAxes.map((axis) => {
    const weights = Array.from({ length: grid[axis] }, (_, index) => rules.weightOf(axis, index + 1));
    return (Math.max(...weights) * weights.length) / weights.reduce((sum, weight) => sum + weight, 0);
  });
  return chooseGrid(Math.ceil(count * Math.max(...shares)), capacity, axes, exclusions) ?? grid;
}

/** Caps of presenters, voices, templates and music that can't all be kept are told rather than broken. */
function checkCaps(cells: readonly Cell[], looks: LookCell, rules: UseRules): void {
  for (const axis of lookAxes) {
    for (let choice = 1; choice <= looks[axis]; choice++) {
      const used = cells.filter((cell) => cell[axis] === choice).length;
      const most = rules.mostOf(axis, choice);
      if (used > most) {
        const problem = `choice ${choice} of ${axis} may be used ${most} times, but ${used} of the ${cells.length} creatives need it: raise the cap, add a choice or ask for fewer`;
        throw new ClipoError('invalid_input', `uses: ${problem}`, { details: { field: 'uses', problem } });
      }
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
    template: size('template'),
    music: size('music'),
  };
}
