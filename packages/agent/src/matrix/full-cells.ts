import type { Cell, Exclusion } from '@clipo/contract';
import { seededOrder } from '../script/seeded-order.ts';
import { openUses, turnOf, type UseRules } from './choice-uses.ts';
import { canShow, type WordAxis, type WordCell } from './exclusions.ts';

/** What cells of words are picked from. `taken` holds cells that are used already. */
export interface Picking {
  count: number;
  grid: Cell;
  exclusions: readonly Exclusion[];
  seed: number;
  taken?: readonly WordCell[];
  rules?: UseRules;
}

/**
 * `count` different cells of a grid: the hook used least so far, by its weight, comes first, so that every hook is used
 * before one repeats; then the body, then the call to action used least, both over all and beside this hook. The seed
 * breaks ties. Fewer cells come back where the grid, less its exclusions and caps, has no more.
 */
export function pickCells({ count, grid, exclusions, seed, taken = [], rules = openUses([]) }: Picking): WordCell[] {
  if (exclusions.length === 0 && taken.length === 0 && rules.isEmpty) {
    return latinCells(Math.min(count, grid.hook * grid.body * grid.cta), grid, seed);
  }
  const picked: WordCell[] = [];
  const used = new Map<string, number>();
  const uses = (key: string) => used.get(key) ?? 0;
  const names = (cell: WordCell) => ({
    hook: `h${cell.hook}`,
    body: `b${cell.body}`,
    cta: `c${cell.cta}`,
    hookBody: `h${cell.hook}b${cell.body}`,
    hookCta: `h${cell.hook}c${cell.cta}`,
    bodyCta: `b${cell.body}c${cell.cta}`,
    whole: `h${cell.hook}b${cell.body}c${cell.cta}`,
  });
  const note = (cell: WordCell) => {
    for (const key of Object.values(names(cell))) {
      used.set(key, uses(key) + 1);
    }
  };
  taken.forEach(note);

  const hooks = choices(grid.hook, seed, 'hook');
  const bodies = choices(grid.body, seed, 'body');
  const ctas = choices(grid.cta, seed, 'cta');
  const turn = (axis: WordAxis, value: number) => turnOf(uses(`${axis[0]}${value}`), rules.weightOf(axis, value));
  const isOpen = (axis: WordAxis) => (value: number) => uses(`${axis[0]}${value}`) < rules.mostOf(axis, value);
  const next = (): WordCell | undefined => {
    for (const hook of leastFirst(hooks.filter(isOpen('hook')), (value) => [turn('hook', value)])) {
      for (const body of leastFirst(bodies.filter(isOpen('body')), (value) => [
        turn('body', value),
        uses(`h${hook}b${value}`),
      ])) {
        for (const cta of leastFirst(ctas.filter(isOpen('cta')), (value) => [
          uses(`h${hook}b${body}c${value}`),
          turn('cta', value),
          uses(`h${hook}c${value}`) + uses(`b${body}c${value}`),
        ])) {
          const cell = { hook, body, cta };
          if (uses(names(cell).whole) === 0 && canShow(cell, grid, exclusions)) {
            return cell;
          }
        }
      }
    }
    return undefined;
  };
  for (
    let cell = count > 0 ? next() : undefined;
    cell !== undefined;
    cell = picked.length < count ? next() : undefined
  ) {
    picked.push(cell);
    note(cell);
  }
  return picked;
}

/**
 * Row by row, each row every hook once, bodies and calls to action shifted from hook to hook and row to row as in a Latin
 * square: each hook goes through every pair of body and call to action before one comes back, and all are used alike.
 */
function latinCells(count: number, grid: Cell, seed: number): WordCell[] {
  const hooks = choices(grid.hook, seed, 'hook');
  const bodies = choices(grid.body, seed, 'body');
  const ctas = choices(grid.cta, seed, 'cta');
  return Array.from({ length: count }, (_, index) => {
    const column = index % hooks.length;
    const row = Math.floor(index / hooks.length);
    const round = Math.floor(row / bodies.length);
    return {
      hook: hooks[column] ?? 1,
      body: bodies[(row + column) % bodies.length] ?? 1,
      cta: ctas[(round + (row % bodies.length) + column) % ctas.length] ?? 1,
    };
  });
}

// Choice 1 stays first: the first video of a batch is the one that people look at first, and H01 B01 C01 is easy to find.
function choices(size: number, seed: number, axis: string): number[] {
  const rest = Array.from({ length: Math.max(0, size - 1) }, (_, index) => index + 2);
  return [1, ...seededOrder(rest, seed, axis)];
}

function leastFirst(values: readonly number[], costsOf: (value: number) => readonly number[]): number[] {
  return values
    .map((value, index) => ({ value, index, costs: costsOf(value) }))
    .sort((a, b) => {
      const differing = a.costs.findIndex((cost, position) => cost !== b.costs[position]);
      return differing < 0 ? a.index - b.index : (a.costs[differing] ?? 0) - (b.costs[differing] ?? 0);
    })
    .map(({ value }) => value);
}
