// AssemblyScript. What is added to a finished picture's luma: the watermark.
import { storePart } from './lanes';

/** Rows of a block, 16 pixels wide, whose texture is judged at once. */
const blockRows: i32 = 8;

/** Largest less smallest of 16 bytes. */
function spread(low: v128, high: v128): i32 {
  low = i8x16.min_u(low, i8x16.shuffle(low, low, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  high = i8x16.max_u(high, i8x16.shuffle(high, high, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  low = i8x16.min_u(low, i8x16.shuffle(low, low, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3));
  high = i8x16.max_u(high, i8x16.shuffle(high, high, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3));
  low = i8x16.min_u(low, i8x16.shuffle(low, low, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1));
  high = i8x16.max_u(high, i8x16.shuffle(high, high, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1));
  low = i8x16.min_u(low, i8x16.shuffle(low, low, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0));
  high = i8x16.max_u(high, i8x16.shuffle(high, high, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0));
  return i32(i8x16.extract_lane_u(high, 0)) - i32(i8x16.extract_lane_u(low, 0));
}

/**
 * Adds signed levels to a plane, held to 0 … 255: `plain` ones where a block of 16 × 8 spreads over at most `threshold`
 * levels, `textured` ones elsewhere. Both have `markRows` rows of `markStride` bytes, which are used again and again.
 */
export function markPlane(
  target: usize,
  stride: i32,
  width: i32,
  height: i32,
  plain: usize,
  textured: usize,
  markStride: i32,
  markRows: i32,
  threshold: i32,
): void {
  const middle = i8x16.splat(-128);
  const lanes = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  let markRow = 0;
  for (let top = 0; top < height; top += blockRows) {
    const rows = min(blockRows, height - top);
    for (let x = 0; x < width; x += 16) {
      let at = target + x;
      let low = v128.load(at);
      let high = low;
      for (let row = 1; row < rows; row++) {
        at += stride;
        const bytes = v128.load(at);
        low = i8x16.min_u(low, bytes);
        high = i8x16.max_u(high, bytes);
      }
      const left = width - x;
      if (left < 16) {
        // What lies past the row's end is no part of the block.
        const inside = i8x16.lt_u(lanes, i8x16.splat(left as i8));
        low = v128.or(low, v128.not(inside));
        high = v128.and(high, inside);
      }
      const mark = (spread(low, high) > threshold ? textured : plain) + x;
      let from = markRow;
      at = target + x;
      for (let row = 0; row < rows; row++) {
        // Around the middle, so that adding signed bytes saturates at both ends of the unsigned ones.
        const bytes = v128.xor(v128.load(at), middle);
        const out = v128.xor(i8x16.add_sat_s(bytes, v128.load(mark + from * markStride)), middle);
        if (left >= 16) {
          v128.store(at, out);
        } else {
          storePart(at, out, left);
        }
        at += stride;
        from = from + 1 === markRows ? 0 : from + 1;
      }
    }
    target += stride * blockRows;
    markRow = (markRow + blockRows) % markRows;
  }
}
