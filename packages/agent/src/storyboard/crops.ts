import type { Box, Motion } from '@clipo/contract';

/** The largest part of a source with a given aspect, zoomed and anchored (0 = left or top, 1 = right or bottom). */
export function coverCrop(
  source: { width: number; height: number },
  aspect: number,
  zoom: number,
  anchorX: number,
  anchorY: number,
): Box {
  const sourceAspect = source.width / source.height;
  const w = Math.min(1, aspect / sourceAspect) / zoom;
  const h = Math.min(1, sourceAspect / aspect) / zoom;
  return { x: (1 - w) * anchorX, y: (1 - h) * anchorY, w, h };
}

/** Candidate crops of a picture from wide to close: the whole first, then the middle, then corners. */
export function cropsApart(source: { width: number; height: number }, aspect: number): Box[] {
  const anchors: [number, number][] = [
    [0.5, 0.5],
    [0, 0.5],
    [1, 0.5],
    [0.5, 0],
    [0.5, 1],
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  return [1, 1.45, 1.7].flatMap((zoom) => anchors.map(([x, y]) => coverCrop(source, aspect, zoom, x, y)));
}

/** How different two crops of one picture are: 1 − intersection over union; 0 the same, 1 nothing in common. */
export function cropDistance(a: Box, b: Box): number {
  const across = Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x));
  const down = Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));
  const shared = across * down;
  return 1 - shared / (a.w * a.h + b.w * b.h - shared);
}

/** A slow move over a crop: in, out, or sideways by turns. It stays within the picture and near the crop. */
export function motionOver(crop: Box, turn: number): Motion {
  const scaled = (factor: number): Box => ({
    x: crop.x + (crop.w * (1 - factor)) / 2,
    y: crop.y + (crop.h * (1 - factor)) / 2,
    w: crop.w * factor,
    h: crop.h * factor,
  });
  const close = scaled(0.9);
  switch (turn % 4) {
    case 0:
      return { from: crop, to: close, ease: 'linear' };
    case 1:
      return { from: { ...close, x: crop.x }, to: { ...close, x: crop.x + crop.w - close.w }, ease: 'linear' };
    case 2:
      return { from: close, to: crop, ease: 'linear' };
    default:
      return { from: { ...close, x: crop.x + crop.w - close.w }, to: { ...close, x: crop.x }, ease: 'linear' };
  }
}
