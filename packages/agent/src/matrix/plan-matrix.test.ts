import { axisNames, BatchPlan, type Cell, ClipoError, type Exclusion, type PlanKind } from '@clipo/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isExcluded } from './exclusions.ts';
import { planMatrix } from './plan-matrix.ts';

const roomy: Cell = { hook: 40, body: 30, cta: 20, shots: 6, style: 4, presenter: 1, voice: 1, template: 1, music: 1 };
const plan = (kind: PlanKind, count: number, more: Partial<Parameters<typeof planMatrix>[0]> = {}) =>
  planMatrix({ kind, count, exclusions: [], seed: 7, capacity: roomy, ...more });
const words = (cell: Cell) => `${cell.hook} ${cell.body} ${cell.cta}`;
const usesOf = (cells: readonly Cell[], axis: keyof Cell, size: number) =>
  Array.from({ length: size }, (_, index) => cells.filter((cell) => cell[axis] === index + 1).length);
const failure = (run: () => unknown): ClipoError => {
  try {
    run();
  } catch (error) {
    if (error instanceof ClipoError) {
      return error;
    }
    throw error;
  }
  throw new Error('nothing was thrown');
};

const anyExclusion = fc
  .record(
    Object.fromEntries(axisNames.map((axis) => [axis, fc.integer({ min: 1, max: 6 })])) as Record<
      keyof Cell,
      fc.Arbitrary<number>
    >,
    { requiredKeys: [] },
  )
  .filter((exclusion) => Object.keys(exclusion).length > 0) as fc.Arbitrary<Exclusion>;
const anyCapacity = (most: number) =>
  fc.record({
    hook: fc.integer({ min: 1, max: most }),
    body: fc.integer({ min: 1, max: most }),
    cta: fc.integer({ min: 1, max: most }),
    shots: fc.integer({ min: 1, max: 8 }),
    style: fc.integer({ min: 1, max: 5 }),
    presenter: fc.integer({ min: 1, max: 3 }),
    voice: fc.integer({ min: 1, max: 2 }),
    template: fc.constant(1),
    music: fc.integer({ min: 1, max: 2 }),
  });

describe('presenters and voices as axes (C9)', () => {
  const cast = { capacity: { ...roomy, presenter: 3, voice: 2 }, axes: { presenter: 3, voice: 2 } };

  it('a full plan lets every presenter and voice speak about equally often, and every hook meets all of them', () => {
    const { cells, axes } = plan('full', 12, cast);
    expect(axes).toMatchObject({ presenter: 3, voice: 2 });
    for (const presenter of [1, 2, 3]) {
      expect(cells.filter((cell) => cell.presenter === presenter)).toHaveLength(4);
    }
    expect(cells.filter(({ voice }) => voice === 1)).toHaveLength(6);
    const seen = cells.map(({ hook, presenter }) => `${hook} ${presenter}`);
    expect(new Set(seen).size).toBe(Math.min(12, axes.hook * 3));
  });

  it('a plan of one factor changes the presenter alone, and the voice alone, in some of its cells', () => {
    const { cells } = plan('one-factor', 8, cast);
    const [baseline] = cells;
    const changed = cells.slice(1).map((cell) => axisNames.filter((axis) => cell[axis] !== baseline?.[axis]));
    expect(changed.every((axes) => axes.length === 1)).toBe(true);
    expect(new Set(changed.flat())).toEqual(new Set(['hook', 'body', 'cta', 'presenter', 'voice']));
  });

  it('a pairwise plan brings every presenter together with every hook and voice', () => {
    const { cells, axes } = plan('pairwise', 12, cast);
    const pairs = new Set(cells.map(({ hook, presenter }) => `${hook} ${presenter}`));
    expect(pairs.size).toBe(axes.hook * 3);
    expect(new Set(cells.map(({ voice, presenter }) => `${voice} ${presenter}`)).size).toBe(6);
  });

  it('templates and music take turns too, and a plan of one factor changes them alone', () => {
    const more = { capacity: { ...roomy, template: 2, music: 3 }, axes: { template: 2, music: 3 } };
    const { cells } = plan('full', 12, more);
    expect(usesOf(cells, 'template', 2)).toEqual([6, 6]);
    expect(usesOf(cells, 'music', 3)).toEqual([4, 4, 4]);
    const [baseline, ...changed] = plan('one-factor', 12, more).cells;
    const axes = changed.map((cell) => axisNames.filter((axis) => cell[axis] !== baseline?.[axis]));
    expect(new Set(axes.flat())).toEqual(new Set(['hook', 'body', 'cta', 'template', 'music']));
    expect(axes.every((one) => one.length === 1)).toBe(true);
  });

  it('plans without them are what they were', () => {
    for (const kind of ['full', 'one-factor', 'pairwise'] as const) {
      const { cells } = plan(kind, 9, { capacity: { ...roomy, hook: 9 } });
      expect(cells.every(({ presenter, voice }) => presenter === 1 && voice === 1)).toBe(true);
    }
  });
});

describe('full plan (C9)', () => {
  it.each([
    [1, 1, 1, 1],
    [2, 2, 1, 1],
    [8, 2, 2, 2],
    [23, 4, 3, 2],
    [24, 4, 3, 2],
    [27, 3, 3, 3],
    [60, 5, 4, 3],
    [100, 5, 5, 4],
  ])(
    '%i creatives take the smallest near-square grid: %i hooks × %i bodies × %i calls to action',
    (count, ...sizes) => {
      const { axes, cells } = plan('full', count);
      expect([axes.hook, axes.body, axes.cta]).toEqual(sizes);
      expect(cells).toHaveLength(count);
    },
  );

  it('keeps the sizes that the user fixed', () => {
    const { axes } = plan('full', 20, { axes: { hook: 10, style: 1 } });
    expect(axes).toMatchObject({ hook: 10, style: 1 });
    expect(axes.body * axes.cta).toBe(2);
  });

  it('uses every hook before it repeats one, and every shots and style choice', () => {
    const { cells } = plan('full', 24);
    for (let start = 0; start < 24; start += 4) {
      expect(new Set(cells.slice(start, start + 4).map((cell) => cell.hook)).size).toBe(4);
    }
    expect(usesOf(cells, 'shots', 6)).toEqual([4, 4, 4, 4, 4, 4]);
    for (const uses of usesOf(cells, 'style', 4)) {
      expect(Math.abs(uses - 6)).toBeLessThanOrEqual(1);
    }
  });

  it('shows the same hook with another picture each time, as far as the pictures go', () => {
    const { cells } = plan('full', 24);
    for (let hook = 1; hook <= 4; hook++) {
      const shown = cells.filter((cell) => cell.hook === hook);
      expect(new Set(shown.map((cell) => cell.shots)).size).toBe(6);
    }
  });

  it('says how many there are at most when too many are asked for', () => {
    const error = failure(() => plan('full', 61, { capacity: { ...roomy, hook: 5, body: 4, cta: 3 } }));
    expect(error.code).toBe('count_beyond_axes');
    expect(error.details).toEqual({ count: 61, most: 60 });
    const excluded = failure(() =>
      plan('full', 60, { capacity: { ...roomy, hook: 5, body: 4, cta: 3 }, exclusions: [{ hook: 1, cta: 1 }] }),
    );
    expect(excluded.details).toEqual({ count: 60, most: 56 });
  });

  it('refuses an axis larger than the product gives, naming it', () => {
    const error = failure(() => plan('full', 2, { axes: { hook: 41 } }));
    expect(error.details).toMatchObject({ field: 'axes.hook' });
    expect(error.message).toContain('at most 40');
  });

  it('for any count, capacity and exclusions gives exactly that many different, allowed cells, or names the most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        anyCapacity(9),
        fc.array(anyExclusion, { maxLength: 6 }),
        fc.integer({ min: 0, max: 999 }),
        (count, capacity, exclusions, seed) => {
          const all = everyCell(capacity).filter((cell) => !isExcluded(cell, exclusions));
          const most = new Set(all.map(words)).size;
          if (most < count) {
            const error = failure(() => planMatrix({ kind: 'full', count, capacity, exclusions, seed }));
            expect(error.details).toEqual({ count, most });
            return;
          }
          const made = planMatrix({ kind: 'full', count, capacity, exclusions, seed });
          BatchPlan.parse(made);
          expect(made.cells).toHaveLength(count);
          expect(new Set(made.cells.map(words)).size).toBe(count);
          expect(made.cells.filter((cell) => isExcluded(cell, exclusions))).toEqual([]);
          for (const axis of axisNames) {
            expect(made.axes[axis]).toBeLessThanOrEqual(capacity[axis]);
          }
          expect(planMatrix({ kind: 'full', count, capacity, exclusions, seed })).toEqual(made);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('spreads hooks, bodies and calls to action evenly for any count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 999 }), (count, seed) => {
        const { cells, axes } = plan('full', count, { seed });
        for (const [axis, slack] of [
          ['hook', 1],
          ['body', 2],
          ['cta', 2],
        ] as const) {
          const uses = usesOf(cells, axis, axes[axis]);
          expect(Math.max(...uses) - Math.min(...uses)).toBeLessThanOrEqual(slack);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('plans a thousand creatives on the widest axes with a hundred exclusions in seconds, not minutes', () => {
    const exclusions = Array.from({ length: 100 }, (_, index) => ({
      hook: index + 1,
      body: index + 1,
      cta: index + 1,
    }));
    const started = process.cpuUsage();
    const wide = {
      hook: 200,
      body: 200,
      cta: 200,
      shots: 200,
      style: 200,
      presenter: 12,
      voice: 8,
      template: 1,
      music: 1,
    };
    expect(plan('full', 1000, { capacity: wide, exclusions }).cells).toHaveLength(1000);
    expect(plan('full', 1000, { capacity: wide, axes: wide, exclusions }).cells).toHaveLength(1000);
    expect(processorMs(started)).toBeLessThan(10_000);
  });
});

describe('one-factor plan (C9)', () => {
  it('changes one thing from the baseline in every cell and keeps the picture', () => {
    const { cells } = plan('one-factor', 12);
    const [baseline, ...others] = cells;
    for (const cell of others) {
      expect(axisNames.filter((axis) => cell[axis] !== baseline?.[axis])).toHaveLength(1);
      expect([cell.shots, cell.style]).toEqual([baseline?.shots, baseline?.style]);
    }
  });

  it('gives one baseline and one cell for each further choice, and says so when more are asked for', () => {
    const capacity = { ...roomy, hook: 4, body: 3, cta: 2 };
    expect(plan('one-factor', 7, { capacity }).cells).toHaveLength(7);
    expect(failure(() => plan('one-factor', 8, { capacity })).details).toEqual({ count: 8, most: 7 });
  });

  it('moves the baseline when exclusions forbid it', () => {
    const { cells } = plan('one-factor', 5, { exclusions: [{ hook: 1, body: 1 }, { style: 1 }] });
    expect(cells).toHaveLength(5);
    expect(cells.filter((cell) => isExcluded(cell, [{ hook: 1, body: 1 }, { style: 1 }]))).toEqual([]);
  });
});

describe('pairwise plan (C9)', () => {
  const uncovered = (cells: readonly Cell[], sizes: Cell, exclusions: readonly Exclusion[]) => {
    const met = new Set(cells.flatMap(pairsOf));
    const possible = new Set(
      everyCell(sizes)
        .filter((cell) => !isExcluded(cell, exclusions))
        .flatMap(pairsOf),
    );
    return [...possible].filter((pair) => !met.has(pair));
  };

  it('lets every pair of choices of any two axes meet, for any count and exclusions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 }),
        fc.array(anyExclusion, { maxLength: 3 }),
        fc.integer({ min: 0, max: 99 }),
        (count, exclusions, seed) => {
          const { cells, axes } = plan('pairwise', count, { exclusions, seed });
          expect(cells).toHaveLength(count);
          expect(new Set(cells.map(words)).size).toBe(count);
          expect(cells.filter((cell) => isExcluded(cell, exclusions))).toEqual([]);
          expect(uncovered(cells, axes, exclusions)).toEqual([]);
        },
      ),
      { numRuns: 15 },
    );
  });

  it('widens the axes with the count', () => {
    expect(plan('pairwise', 30).axes.hook).toBeGreaterThanOrEqual(4);
    expect(plan('pairwise', 200).axes.hook).toBeGreaterThanOrEqual(10);
  });

  it('says how many videos fixed axes need', () => {
    const error = failure(() => plan('pairwise', 10, { axes: { hook: 5, body: 4 } }));
    expect(error.details).toMatchObject({ field: 'count' });
    expect(error.message).toMatch(/needs at least 2\d/);
  });

  it('plans two hundred in seconds', () => {
    const started = process.cpuUsage();
    plan('pairwise', 200);
    expect(processorMs(started)).toBeLessThan(10_000);
  });
});

/** Processor time since a start: other than by the clock, no other program's load counts. */
function processorMs(started: NodeJS.CpuUsage): number {
  return process.cpuUsage(started).user / 1000;
}

function everyCell(sizes: Cell): Cell[] {
  const choices = (size: number) => Array.from({ length: size }, (_, index) => index + 1);
  return axisNames.reduce<Partial<Cell>[]>(
    (cells, axis) => cells.flatMap((cell) => choices(sizes[axis]).map((choice) => ({ ...cell, [axis]: choice }))),
    [{}],
  ) as Cell[];
}

function pairsOf(cell: Cell): string[] {
  return axisNames.flatMap((a, index) => axisNames.slice(index + 1).map((b) => `${a}${cell[a]} ${b}${cell[b]}`));
}

describe('weights and caps of a full plan (C9)', () => {
  it('a choice of weight 3 is used three times as often as one of weight 1', () => {
    const { cells } = plan('full', 40, {
      axes: { hook: 4, presenter: 2 },
      capacity: { ...roomy, presenter: 2 },
      uses: [
        { axis: 'hook', choice: 2, weight: 3 },
        { axis: 'presenter', choice: 1, weight: 4 },
      ],
    });
    const [first = 0, heavy = 0, third = 0, fourth = 0] = usesOf(cells, 'hook', 4);
    expect(heavy).toBe(20);
    expect([first, third, fourth].every((count) => count === 6 || count === 7)).toBe(true);
    expect(usesOf(cells, 'presenter', 2)[0]).toBeGreaterThan(28);
  });

  it('no choice is used more often than it may, whatever is asked; what then is too many is said', () => {
    const use = fc.record({
      axis: fc.constantFrom('hook' as const, 'body' as const, 'cta' as const, 'voice' as const),
      choice: fc.integer({ min: 1, max: 3 }),
      weight: fc.integer({ min: 1, max: 5 }),
      most: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(use, { maxLength: 4 }), (count, uses) => {
        const capacity = { ...roomy, hook: 5, body: 4, cta: 3, voice: 2 };
        const last = new Map(uses.map((one) => [`${one.axis} ${one.choice}`, one]));
        try {
          const { cells } = plan('full', count, { capacity, uses });
          expect(cells).toHaveLength(count);
          expect(new Set(cells.map(words)).size).toBe(count);
          for (const { axis, choice, most } of last.values()) {
            expect(cells.filter((cell) => cell[axis] === choice).length).toBeLessThanOrEqual(most);
          }
        } catch (error) {
          if (!(error instanceof ClipoError)) {
            throw error;
          }
          expect(['count_beyond_axes', 'invalid_input']).toContain(error.code);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('other plans refuse them, and say why', () => {
    const error = failure(() => plan('pairwise', 12, { uses: [{ axis: 'hook', choice: 1, weight: 2 }] }));
    expect(error.code).toBe('invalid_input');
    expect(error.details).toMatchObject({ field: 'uses' });
  });
});
