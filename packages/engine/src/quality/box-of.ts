import type { Box, Layer } from '@clipo/contract';

/** Where a layer stands in the frame; an inset stands where its picture does. */
export function boxOf(layer: Layer): Box {
  return layer.kind === 'picture-in-picture' ? layer.content.box : layer.box;
}
