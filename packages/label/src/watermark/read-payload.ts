import { type ChipPlan, tileChips } from './chips.ts';
import type { Place, Plane } from './find-place.ts';
import { apply, invert } from './homography.ts';
import { codedBits, decodePieceId } from './piece-code.ts';

/** Samples of the tile to a chip's side. */
const perChip = 2;
const side = tileChips * perChip;
/** What a chip's spot is worth at the samples around its middle (cubic B-spline at ±¼ and ±¾ chips). */
const taps = [0.26, 0.615, 0.615, 0.26] as const;

/** Reads the piece's id of a plane whose tile lies at `place`, if its check bits hold. */
export function readPieceId(plane: Plane, place: Place, { bitOf, signs }: ChipPlan): string | undefined {
  const folded = foldSmooth(plane, place);
  const soft = new Float32Array(codedBits);
  for (const [chip, bit] of bitOf.entries()) {
    if (bit >= 0) {
      const [x, y] = [(chip % tileChips) * perChip, Math.floor(chip / tileChips) * perChip];
      let sum = 0;
      for (const [dy, weightY] of taps.entries()) {
        for (const [dx, weightX] of taps.entries()) {
          const at = ((y + dy - 1 + side) % side) * side + ((x + dx - 1 + side) % side);
          sum += (folded[at] as number) * weightX * weightY;
        }
      }
      soft[bit] = (soft[bit] as number) + sum * (signs[chip] as number);
    }
  }
  return decodePieceId(soft);
}

/** Sums the plane onto the tile, sampled between its samples. */
function foldSmooth({ width, height, values }: Plane, { toField }: Place): Float64Array {
  const folded = new Float64Array(side * side);
  const [left, top, right, bottom] = reachOf(width, height, toField);
  const [a, b, c, d, e, f, g, h, i] = toField;
  for (let v = top; v < bottom; v++) {
    for (let u = left; u < right; u++) {
      const w = g * (u + 0.5) + h * (v + 0.5) + i;
      const x = (a * (u + 0.5) + b * (v + 0.5) + c) / w - 0.5;
      const y = (d * (u + 0.5) + e * (v + 0.5) + f) / w - 0.5;
      const x0 = Math.floor(x);
      const y0 = Math.floor(y);
      if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) {
        continue;
      }
      const fx = x - x0;
      const fy = y - y0;
      const at = y0 * width + x0;
      const upper = (values[at] as number) * (1 - fx) + (values[at + 1] as number) * fx;
      const lower = (values[at + width] as number) * (1 - fx) + (values[at + width + 1] as number) * fx;
      const bin = (((v % side) + side) % side) * side + (((u % side) + side) % side);
      folded[bin] = (folded[bin] as number) + upper * (1 - fy) + lower * fy;
    }
  }
  return folded;
}

/** The half chips that a field of this size shows (half-open). */
function reachOf(width: number, height: number, toField: Place['toField']): [number, number, number, number] {
  const inverse = invert(toField);
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ].map(([x, y]) => apply(inverse, x as number, y as number));
  const bound = (value: number) => Math.max(-4096, Math.min(4096, value));
  const us = corners.map(([u]) => bound(u));
  const vs = corners.map(([, v]) => bound(v));
  return [
    Math.floor(Math.min(...us)),
    Math.floor(Math.min(...vs)),
    Math.ceil(Math.max(...us)),
    Math.ceil(Math.max(...vs)),
  ];
}
