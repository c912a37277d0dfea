import type { Box, Layer, QualityFinding, Storyboard } from '@clipo/contract';
import { boxOf } from './box-of.ts';

/** Who does not see the product by then has scrolled on. */
const latestMs = 3000;
/** A product smaller than this share of the frame is not seen. */
const leastArea = 0.06;
const leastOpacity = 0.5;

/**
 * Whether the product is on screen within the first three seconds. `products` are the materials that show it; without
 * any there is nothing to tell. Pure.
 */
export function checkProductEarly({ scenes, fps }: Storyboard, products: ReadonlySet<string>): QualityFinding[] {
  if (products.size === 0) {
    return [];
  }
  let start = 0;
  for (const { layers, frames } of scenes) {
    const comings = layers
      .filter((layer) => showsProduct(layer, products))
      .map(({ from = 0, to = frames }) => (from < Math.min(to, frames) ? start + from : Number.POSITIVE_INFINITY));
    const seenMs = Math.round((Math.min(...comings) * 1000) / fps);
    if (Number.isFinite(seenMs)) {
      return seenMs < latestMs ? [] : [late(seenMs)];
    }
    start += frames;
  }
  return [late(undefined)];
}

/** The first scene is where another shot helps. */
function late(measured: number | undefined): QualityFinding {
  const finding = {
    kind: 'product-late',
    severity: 'fault',
    atMs: 0,
    endMs: latestMs,
    scene: 0,
    limit: latestMs,
  } as const;
  return measured === undefined ? finding : { ...finding, measured };
}

function showsProduct(layer: Layer, products: ReadonlySet<string>): boolean {
  const isThere = layer.opacity >= leastOpacity && areaInFrame(boxOf(layer)) >= leastArea;
  return isThere && materialsOf(layer).some((material) => products.has(material));
}

/** What a layer really shows; a blurred ground shows nothing, a logo is not the product. */
function materialsOf(layer: Layer): string[] {
  switch (layer.kind) {
    case 'image':
    case 'clip':
    case 'cut-out':
      return [layer.material];
    case 'picture-in-picture':
      return [layer.content.material];
    case 'before-after':
      return [layer.before, layer.after];
    default:
      return [];
  }
}

function areaInFrame({ x, y, w, h }: Box): number {
  const across = Math.min(1, x + w) - Math.max(0, x);
  const down = Math.min(1, y + h) - Math.max(0, y);
  return Math.max(0, across) * Math.max(0, down);
}
