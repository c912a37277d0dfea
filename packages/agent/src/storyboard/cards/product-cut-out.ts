import type { Color, PreparedMaterial } from '@clipo/contract';

/** A picture that can be shown without its background, with the colour of what is left. */
export interface ProductCutOut {
  material: string;
  color: Color;
}

/** The cut-out of the first material, which shows the product; undefined where that is a clip or has none. */
export function productCutOut(materials: readonly PreparedMaterial[]): ProductCutOut | undefined {
  const first = materials.find(({ kind, role }) => kind !== 'audio' && role === undefined);
  return first?.kind === 'image' && first.cutOut !== undefined
    ? { material: first.id, color: first.cutOut.color }
    : undefined;
}
