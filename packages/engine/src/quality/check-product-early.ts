import type { Box, Layer, QualityFinding, Storyboard } from '@clipo/contract';
import { boxOf } from './box-of.ts';

/** Who does not see the product by then has scrolled on. */
const latestMs = 3000;
/** A product smaller than this share of the frame is not seen. */
const leastArea = 0.06;
const leastOpacity = 0.5;

/**
 * Whether the product is on screen within the first three seconds. `products` are its materials, the one that surely
 * shows it first: that only others are seen by then is worth a note, that none is seen is a fault. Without materials there
 * is nothing to tell. Pure.
 */
export function checkProductEarly(storyboard: Storyboard, products: readonly string[]): QualityFinding[] {
  const [own] = products;
  if (own === undefined) {
    return [];
  }
  const ownMs = firstSeenMs(storyboard, [own]);
  if (ownMs < latestMs) {
    return [];
  }
  const severity = firstSeenMs(storyboard, products) < latestMs ? 'note' : 'fault';
  const finding = { kind: 'product-late', severity, atMs: 0, endMs: latestMs, scene: 0, limit: latestMs } as const;
  return [Number.isFinite(ownMs) ? { ...finding, measured: ownMs } : finding];
}

/** When one of some materials is first on screen; Infinity where none ever is. */
function firstSeenMs({ scenes, fps }: Storyboard, materials: readonly string[]): number {
  let start = 0;
  for (const { layers, frames } of scenes) {
    const comings = layers
      .filter((layer) => showsProduct(layer, materials))
      .map(({ from = 0, to = frames }) => (from < Math.min(to, frames) ? start + from : Number.POSITIVE_INFINITY));
    const seen = Math.min(...comings);
    if (Number.isFinite(seen)) {
      return Math.round((seen * 1000) / fps);
    }
    start += frames;
  }
  return Number.POSITIVE_INFINITY;
}

function showsProduct(layer: Layer, materials: readonly string[]): boolean {
  const isThere = layer.opacity >= leastOpacity && areaInFrame(boxOf(layer)) >= leastArea;
  return isThere && materialsOf(layer).some((material) => materials.includes(material));
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
