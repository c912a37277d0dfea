import type { PixelRect } from './types.ts';

const even = (value: number): number => Math.round(value / 2) * 2;

/** A rectangle with both corners rounded to even pixels, so that chroma has the same edges as luma. */
export function evenRect(rect: PixelRect): PixelRect {
  const [x, y] = [even(rect.x), even(rect.y)];
  return { x, y, w: even(rect.x + rect.w) - x, h: even(rect.y + rect.h) - y };
}

/** The common part of two rectangles, or null. */
export function intersect(a: PixelRect, b: PixelRect): PixelRect | null {
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const [w, h] = [Math.min(a.x + a.w, b.x + b.w) - x, Math.min(a.y + a.h, b.y + b.h) - y];
  return w > 0 && h > 0 ? { x, y, w, h } : null;
}

/** Where samples are taken along one axis: output pixel i looks at `start + i × step`; pixel centres are whole. */
export interface Sampling {
  start: number;
  step: number;
}

/** Sampling for outputs from `first` on, when `from … from + length` of the source fills `to … to + length` of it. */
export function samplingOf(from: number, fromLength: number, to: number, toLength: number, first: number): Sampling {
  const step = fromLength / toLength;
  return { start: from + (first - to + 0.5) * step - 0.5, step };
}

/**
 * The source pixels that `count` samples touch once the source is halved until `grid` pixels are one: half-open, cut to
 * the plane, on multiples of `grid`.
 */
export function touchedRange(
  { start, step }: Sampling,
  count: number,
  length: number,
  grid: number,
): { first: number; end: number } {
  const first = Math.min(length - 1, Math.max(0, Math.floor(start) - 2 * grid));
  const end = Math.min(length, Math.max(first + 1, Math.ceil(start + step * (count - 1)) + 1 + 2 * grid));
  return { first: Math.floor(first / grid) * grid, end: Math.min(length, Math.ceil(end / grid) * grid) };
}

/** The same sampling on a source halved from pixel `origin` on. */
export function halved({ start, step }: Sampling, origin: number): Sampling {
  return { start: (start + 0.5 - origin) / 2 - 0.5, step: step / 2 };
}
