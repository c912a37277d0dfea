// AssemblyScript. Premultiplied RGBA to premultiplied BT.709 limited-range planes.
//
//   Y = 16·A + 219·(0.2126 R + 0.7152 G + 0.0722 B)
//   U = 128·A + 224·(B − luma) / 1.8556        V = 128·A + 224·(R − luma) / 1.5748
//
// with R, G, B, A premultiplied fractions, in 15-bit fixed point, rounded half up once at the end. The factors of U
// and of V sum to 0 over R, G and B, so grey stays grey exactly. Chroma is the mean of 2 × 2 premultiplied samples:
// a clear pixel does not colour its neighbours.
import { storePart } from './lanes';

/** Premultiplied colour never exceeds its alpha: what the caller breaks is mended here, or blending would overflow. */
function loadPixels(pointer: usize, isOpaque: bool): v128 {
  const pixels = v128.load(pointer);
  if (isOpaque) {
    return v128.or(pixels, i32x4.splat(0xff000000));
  }
  const alphas = i8x16.shuffle(pixels, pixels, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11, 15, 15, 15, 15);
  return i8x16.min_u(pixels, alphas);
}

/** Adds the lane pairs of two dot products: four sums. */
function addPairs(low: v128, high: v128): v128 {
  return i32x4.add(
    i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27),
    i8x16.shuffle(low, high, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31),
  );
}

function lumaOf(pixels: v128): v128 {
  const factors = i16x8(5983, 20127, 2032, 2056, 5983, 20127, 2032, 2056);
  const sums = addPairs(
    i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(pixels), factors),
    i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(pixels), factors),
  );
  const values = i32x4.shr_s(i32x4.add(sums, i32x4.splat(16384)), 15);
  const words = i16x8.narrow_i32x4_u(values, values);
  return i8x16.narrow_i16x8_u(words, words);
}

/** Two chroma samples, from sums of four pixels each. */
function chromaOf(sums: v128, factors: v128): v128 {
  const products = i32x4.dot_i16x8_s(sums, factors);
  const values = i32x4.shr_s(i32x4.add(addPairs(products, products), i32x4.splat(65536)), 17);
  const words = i16x8.narrow_i32x4_u(values, values);
  return i8x16.narrow_i16x8_u(words, words);
}

/**
 * Converts `width` × `height` (even) pixels; `stride` of the RGBA rows is in bytes. `alpha` and `chromaAlpha` are 0
 * for an opaque picture, whose alpha is ignored (clear parts come out as over black).
 */
export function convertRgba(
  rgba: usize,
  stride: i32,
  width: i32,
  height: i32,
  luma: usize,
  chromaU: usize,
  chromaV: usize,
  alpha: usize,
  chromaAlpha: usize,
): void {
  const isOpaque = alpha === 0;
  const factorsU = i16x8(-3298, -11094, 14392, 16448, -3298, -11094, 14392, 16448);
  const factorsV = i16x8(14392, -13072, -1320, 16448, 14392, -13072, -1320, 16448);
  const half = width >> 1;
  for (let y = 0; y < height; y += 2) {
    const upper = rgba + y * stride;
    const lower = upper + stride;
    for (let x = 0; x < width; x += 4) {
      const count = min(4, width - x);
      const above = loadPixels(upper + (x << 2), isOpaque);
      const below = loadPixels(lower + (x << 2), isOpaque);
      storePart(luma + x, lumaOf(above), count);
      storePart(luma + width + x, lumaOf(below), count);
      // Pixels 0 and 1 of both rows, then 2 and 3: [first | second] in halves of a vector.
      const left = i16x8.add(i16x8.extend_low_i8x16_u(above), i16x8.extend_low_i8x16_u(below));
      const right = i16x8.add(i16x8.extend_high_i8x16_u(above), i16x8.extend_high_i8x16_u(below));
      const sums = i16x8.add(
        i8x16.shuffle(left, right, 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23),
        i8x16.shuffle(left, right, 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29, 30, 31),
      );
      storePart(chromaU + (x >> 1), chromaOf(sums, factorsU), count >> 1);
      storePart(chromaV + (x >> 1), chromaOf(sums, factorsV), count >> 1);
      if (!isOpaque) {
        const picked = i8x16.shuffle(above, below, 3, 7, 11, 15, 19, 23, 27, 31, 3, 3, 3, 3, 3, 3, 3, 3);
        storePart(alpha + x, picked, count);
        storePart(
          alpha + width + x,
          i8x16.shuffle(picked, picked, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
          count,
        );
        const means = i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2);
        store<u8>(chromaAlpha + (x >> 1), i16x8.extract_lane_u(means, 3) as u8);
        if (count === 4) {
          store<u8>(chromaAlpha + (x >> 1) + 1, i16x8.extract_lane_u(means, 7) as u8);
        }
      }
    }
    luma += width << 1;
    alpha += isOpaque ? 0 : width << 1;
    chromaU += half;
    chromaV += half;
    chromaAlpha += half;
  }
}
