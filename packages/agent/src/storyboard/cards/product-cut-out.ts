import type { Color, ImageMaterial, PreparedMaterial } from '@clipo/contract';

/** A picture that can be shown without its background, with the colour of what is left. */
export interface ProductCutOut {
  material: string;
  color: Color;
}

/**
 * The cut-out of the first material, which shows the product; where that is a clip or has none, of the first picture of one
 * thing on a plain ground: that is how goods are photographed. Undefined where there is none.
 */
export function productCutOut(materials: readonly PreparedMaterial[]): ProductCutOut | undefined {
  return materials.flatMap((material) =>
    material.kind === 'image' && material.role === undefined && material.cutOut !== undefined
      ? [{ material: material.id, color: material.cutOut.color }]
      : [],
  )[0];
}

/** A photo that surely shows the product. */
export type ProductPhoto = Pick<ImageMaterial, 'id' | 'width' | 'height' | 'subject'>;

/** The first material, which shows the product, where it is a picture. */
export function productPhoto(materials: readonly PreparedMaterial[]): ProductPhoto | undefined {
  const first = materials.find(({ kind, role }) => kind !== 'audio' && role === undefined);
  return first?.kind === 'image' ? first : undefined;
}
