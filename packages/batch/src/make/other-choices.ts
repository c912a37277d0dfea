import { mostAlternatives } from '@clipo/agent';
import type { Cell, PreparedMaterial } from '@clipo/contract';

/** What else of a scene may be chosen: what it shows, or how it looks, which is also how its words are set. */
export type SceneChange = 'shots' | 'style';

/** The cells that differ from one in its shots or in its style alone, the next choice first. */
export function otherCells(cell: Cell, change: SceneChange, styles: number): Cell[] {
  const count = change === 'shots' ? mostAlternatives : styles;
  const current = ((cell[change] - 1) % count) + 1;
  return Array.from({ length: count - 1 }, (_, step) => ({ ...cell, [change]: ((current + step) % count) + 1 }));
}

/** The product's pictures: the first one surely shows it, by the brief's rule. */
export function productsOf(materials: readonly PreparedMaterial[]): string[] {
  return materials.filter(({ kind }) => kind !== 'audio').map(({ id }) => id);
}
