import type { PixelRect } from './types.ts';

/** A plane of exact values for tests: the plain formulas in floating point, one pixel at a time. */
export interface ExactPlane {
  width: number;
  height: number;
  at(x: number, y: number): number;
}

/** One plane of I420 bytes: 0 luma, 1 U, 2 V. */
export function exactPlane(bytes: Uint8Array, width: number, height: number, index: 0 | 1 | 2): ExactPlane {
  const [w, h] = index === 0 ? [width, height] : [width / 2, height / 2];
  const offset = index === 0 ? 0 : width * height + (index - 1) * w * h;
  return { width: w, height: h, at: (x, y) => bytes[offset + y * w + x] as number };
}

/** Bilinear value at a position; pixel centres are whole numbers and the edge goes on. */
function exactSample(plane: ExactPlane, x: number, y: number): number {
  const cut = (value: number, last: number) => Math.min(last, Math.max(0, value));
  const [px, py] = [cut(x, plane.width - 1), cut(y, plane.height - 1)];
  const [left, top] = [Math.floor(px), Math.floor(py)];
  const [right, bottom] = [Math.min(left + 1, plane.width - 1), Math.min(top + 1, plane.height - 1)];
  const [fx, fy] = [px - left, py - top];
  const upper = plane.at(left, top) * (1 - fx) + plane.at(right, top) * fx;
  const lower = plane.at(left, bottom) * (1 - fx) + plane.at(right, bottom) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** What drawScaled should give at a pixel of the target's plane. `halving` is 1 for chroma. */
export function exactScaled(
  plane: ExactPlane,
  from: PixelRect,
  to: PixelRect,
  x: number,
  y: number,
  halving: 0 | 1,
): number {
  const share = 1 / (1 << halving);
  const sx = from.x * share + ((x + 0.5 - to.x * share) * from.w) / to.w - 0.5;
  const sy = from.y * share + ((y + 0.5 - to.y * share) * from.h) / to.h - 0.5;
  return exactSample(plane, sx, sy);
}

/** BT.709 limited range of premultiplied RGBA fractions, with the alpha taken in: unrounded Y, U, V of 255. */
export function exactYuv(r: number, g: number, b: number, a: number): [number, number, number] {
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return [16 * a + 219 * luma, 128 * a + (224 * (b - luma)) / 1.8556, 128 * a + (224 * (r - luma)) / 1.5748];
}
