// AssemblyScript. Bilinear sampling, separable: two source rows are blended into one (vectors of 16), then the row is
// sampled in groups of eight pixels by byte swizzles whose indices and weights were worked out once for all rows.
import { blendMaskedRow, blendRow, mixRow } from './blend';
import { storePart } from './lanes';

/** Bytes of one group of eight in an axis table: base (i32, at 0), left and right swizzle indices, eight weights. */
const GROUP: usize = 64;
const LEFT: usize = 16;
const RIGHT: usize = 32;
const WEIGHTS: usize = 48;

/**
 * Fills the table of the horizontal axis: output pixel i samples position `start + i × step` (pixel centres are whole
 * numbers). Steps up to 1.9 fit: eight pixels then reach over less than 16 source bytes. Where `isClear`, samples
 * outside the row are 0 (sprites end in transparency); else the edge pixel goes on.
 */
export function planAxis(table: usize, count: i32, start: f64, step: f64, sourceCount: i32, isClear: bool): void {
  const last = sourceCount - 1;
  for (let first = 0; first < count; first += 8) {
    let base = 0;
    for (let lane = 0; lane < 8; lane++) {
      // Lanes past the end repeat the last pixel: they are computed and never stored.
      const position = start + step * (min(first + lane, count - 1) as f64);
      let left = Math.floor(position) as i32;
      let weight = Math.floor((position - (left as f64)) * 256.0 + 0.5) as i32;
      if (weight === 256) {
        left++;
        weight = 0;
      }
      if (!isClear) {
        if (left < 0) {
          left = 0;
          weight = 0;
        } else if (left >= last) {
          left = last;
          weight = 0;
        }
      }
      if (lane === 0) {
        base = max(0, min(left, last));
        store<i32>(table, base);
      }
      const isLeftIn = left >= 0 && left <= last;
      const isRightIn = left + 1 >= 0 && left + 1 <= last;
      const leftIndex = isLeftIn ? left - base : 0xff;
      // A right neighbour past the edge is only met with weight 0 or where it must be clear.
      const rightIndex = isRightIn ? left + 1 - base : 0xff;
      store<u16>(table + LEFT + (lane << 1), (leftIndex | 0xff00) as u16);
      store<u16>(table + RIGHT + (lane << 1), (rightIndex | 0xff00) as u16);
      store<u16>(table + WEIGHTS + (lane << 1), weight as u16);
    }
    table += GROUP;
  }
}

/** Samples one row by a table: `count` bytes to `target`. */
function sampleAcross(target: usize, row: usize, table: usize, count: i32): void {
  const half = i16x8.splat(128);
  let x = 0;
  for (; x + 8 <= count; x += 8) {
    const bytes = v128.load(row + load<i32>(table));
    const left = i8x16.swizzle(bytes, v128.load(table, LEFT));
    const right = i8x16.swizzle(bytes, v128.load(table, RIGHT));
    // left × 256 + (right − left) × weight is 0 … 65 280, so wrapping in between does no harm.
    const sum = i16x8.add(
      i16x8.add(i16x8.shl(left, 8), half),
      i16x8.mul(i16x8.sub(right, left), v128.load(table, WEIGHTS)),
    );
    const out = i16x8.shr_u(sum, 8);
    v128.store64_lane(target + x, i8x16.narrow_i16x8_u(out, out), 0);
    table += GROUP;
  }
  if (x < count) {
    const bytes = v128.load(row + load<i32>(table));
    const left = i8x16.swizzle(bytes, v128.load(table, LEFT));
    const right = i8x16.swizzle(bytes, v128.load(table, RIGHT));
    const sum = i16x8.add(
      i16x8.add(i16x8.shl(left, 8), half),
      i16x8.mul(i16x8.sub(right, left), v128.load(table, WEIGHTS)),
    );
    const out = i16x8.shr_u(sum, 8);
    storePart(target + x, i8x16.narrow_i16x8_u(out, out), count - x);
  }
}

/**
 * Samples the row at vertical position `y` of a plane. `blended` is room for one source row; `clear` a row of zeros
 * as long as a source row, or 0 where the edge row goes on.
 */
function sampleRow(
  target: usize,
  plane: usize,
  stride: i32,
  width: i32,
  height: i32,
  y: f64,
  table: usize,
  count: i32,
  blended: usize,
  clear: usize,
): void {
  let above = Math.floor(y) as i32;
  let weight = Math.floor((y - (above as f64)) * 256.0 + 0.5) as i32;
  if (weight === 256) {
    above++;
    weight = 0;
  }
  const last = height - 1;
  let upper: usize;
  let lower: usize;
  if (clear) {
    upper = above >= 0 && above <= last ? plane + above * stride : clear;
    lower = above + 1 >= 0 && above + 1 <= last ? plane + (above + 1) * stride : clear;
  } else {
    if (above < 0) {
      above = 0;
      weight = 0;
    } else if (above >= last) {
      above = last;
      weight = 0;
    }
    upper = plane + above * stride;
    lower = upper + stride;
  }
  if (weight === 0) {
    sampleAcross(target, upper, table, count);
    return;
  }
  // Only the stretch that the table reaches is blended.
  const groups = (count + 7) >> 3;
  const first = load<i32>(table);
  const end = min(width, load<i32>(table + (groups - 1) * (GROUP as i32)) + 16);
  mixRow(blended + first, upper + first, lower + first, end - first, weight);
  sampleAcross(target, blended, table, count);
}

/**
 * Draws `count` × `rows` samples of a plane over the target. `weight` 256 replaces, 1 … 255 mixes; with a mask,
 * `weight` is an opacity of 255 and the mask's rows lie `maskStride` apart. `scratch` has room for a source row and
 * a target row, each padded to `scratchStride`.
 */
export function drawPlane(
  plane: usize,
  stride: i32,
  width: i32,
  height: i32,
  top: f64,
  step: f64,
  table: usize,
  count: i32,
  rows: i32,
  target: usize,
  targetStride: i32,
  weight: i32,
  mask: usize,
  maskStride: i32,
  scratch: usize,
  scratchStride: i32,
): void {
  const sampled = scratch + scratchStride;
  for (let row = 0; row < rows; row++) {
    const y = top + step * (row as f64);
    if (mask) {
      sampleRow(sampled, plane, stride, width, height, y, table, count, scratch, 0);
      blendMaskedRow(target, sampled, mask, count, weight);
      mask += maskStride;
    } else if (weight === 256) {
      sampleRow(target, plane, stride, width, height, y, table, count, scratch, 0);
    } else {
      sampleRow(sampled, plane, stride, width, height, y, table, count, scratch, 0);
      mixRow(target, target, sampled, count, weight);
    }
    target += targetStride;
  }
}

/**
 * Draws a sprite's colour plane by its alpha plane (same size), sampled; clear outside. `scratch` has room for four
 * rows of `scratchStride`; the last must be zeros and stays so.
 */
export function drawSpritePlane(
  color: usize,
  alpha: usize,
  stride: i32,
  width: i32,
  height: i32,
  top: f64,
  step: f64,
  table: usize,
  count: i32,
  rows: i32,
  target: usize,
  targetStride: i32,
  opacity: i32,
  scratch: usize,
  scratchStride: i32,
): void {
  const colors = scratch + scratchStride;
  const alphas = colors + scratchStride;
  const clear = alphas + scratchStride;
  for (let row = 0; row < rows; row++) {
    const y = top + step * (row as f64);
    sampleRow(alphas, alpha, stride, width, height, y, table, count, scratch, clear);
    sampleRow(colors, color, stride, width, height, y, table, count, scratch, clear);
    blendRow(target, colors, alphas, count, opacity);
    target += targetStride;
  }
}

/** Halves a plane by averaging 2 × 2; an odd last column or row stands twice. Target is ⌈w/2⌉ × ⌈h/2⌉. */
export function halvePlane(
  source: usize,
  stride: i32,
  width: i32,
  height: i32,
  target: usize,
  targetStride: i32,
): void {
  const outWidth = (width + 1) >> 1;
  const whole = width >> 1;
  const two = i16x8.splat(2);
  for (let y = 0; y < height; y += 2) {
    const upper = source + y * stride;
    const lower = y + 1 < height ? upper + stride : upper;
    for (let x = 0; x < whole; x += 8) {
      const sum = i16x8.add(
        i16x8.extadd_pairwise_i8x16_u(v128.load(upper + (x << 1))),
        i16x8.extadd_pairwise_i8x16_u(v128.load(lower + (x << 1))),
      );
      const out = i16x8.shr_u(i16x8.add(sum, two), 2);
      const bytes = i8x16.narrow_i16x8_u(out, out);
      if (whole - x >= 8) {
        v128.store64_lane(target + x, bytes, 0);
      } else {
        storePart(target + x, bytes, whole - x);
      }
    }
    if (whole < outWidth) {
      const sum = (load<u8>(upper + width - 1) as i32) + (load<u8>(lower + width - 1) as i32);
      store<u8>(target + whole, ((sum + 1) >> 1) as u8);
    }
    target += targetStride;
  }
}
