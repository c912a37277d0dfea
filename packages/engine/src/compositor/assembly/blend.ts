// AssemblyScript. Rows laid over rows: sprites, masks, cross-fades, fills.
import { div255, storePart } from './lanes';

/**
 * target = color × opacity + target × (1 − alpha × opacity), all premultiplied and of 255.
 * colour ≤ alpha holds for every premultiplied sample, so the sum stays within div255's range.
 */
export function blendRow(target: usize, color: usize, alpha: usize, count: i32, opacity: i32): void {
  const weight = i8x16.splat(opacity as i8);
  const full = i16x8.splat(255);
  const opaque = i8x16.splat(-1);
  const isWhole = opacity === 255;
  for (let x = 0; x < count; x += 16) {
    const a = v128.load(alpha + x);
    if (!v128.any_true(a)) {
      continue;
    }
    const c = v128.load(color + x);
    let out = c;
    if (!isWhole || !i8x16.all_true(i8x16.eq(a, opaque))) {
      const d = v128.load(target + x);
      const keepLow = i16x8.sub(full, div255(i16x8.extmul_low_i8x16_u(a, weight)));
      const keepHigh = i16x8.sub(full, div255(i16x8.extmul_high_i8x16_u(a, weight)));
      const low = i16x8.add(i16x8.extmul_low_i8x16_u(c, weight), i16x8.mul(i16x8.extend_low_i8x16_u(d), keepLow));
      const high = i16x8.add(i16x8.extmul_high_i8x16_u(c, weight), i16x8.mul(i16x8.extend_high_i8x16_u(d), keepHigh));
      out = i8x16.narrow_i16x8_u(div255(low), div255(high));
    }
    if (count - x >= 16) {
      v128.store(target + x, out);
    } else {
      storePart(target + x, out, count - x);
    }
  }
}

/** target = source × mask × opacity + target × (1 − mask × opacity), mask and opacity of 255. */
export function blendMaskedRow(target: usize, source: usize, mask: usize, count: i32, opacity: i32): void {
  const weight = i8x16.splat(opacity as i8);
  const full = i16x8.splat(255);
  for (let x = 0; x < count; x += 16) {
    const m = v128.load(mask + x);
    if (!v128.any_true(m)) {
      continue;
    }
    const s = v128.load(source + x);
    const d = v128.load(target + x);
    const takeLow = div255(i16x8.extmul_low_i8x16_u(m, weight));
    const takeHigh = div255(i16x8.extmul_high_i8x16_u(m, weight));
    const low = i16x8.add(
      i16x8.mul(i16x8.extend_low_i8x16_u(s), takeLow),
      i16x8.mul(i16x8.extend_low_i8x16_u(d), i16x8.sub(full, takeLow)),
    );
    const high = i16x8.add(
      i16x8.mul(i16x8.extend_high_i8x16_u(s), takeHigh),
      i16x8.mul(i16x8.extend_high_i8x16_u(d), i16x8.sub(full, takeHigh)),
    );
    const out = i8x16.narrow_i16x8_u(div255(low), div255(high));
    if (count - x >= 16) {
      v128.store(target + x, out);
    } else {
      storePart(target + x, out, count - x);
    }
  }
}

/** target = a × (256 − weight) / 256 + b × weight / 256, rounded; weight 1 … 255. `target` may be `a`. */
export function mixRow(target: usize, a: usize, b: usize, count: i32, weight: i32): void {
  const takeA = i8x16.splat((256 - weight) as i8);
  const takeB = i8x16.splat(weight as i8);
  const half = i16x8.splat(128);
  for (let x = 0; x < count; x += 16) {
    const va = v128.load(a + x);
    const vb = v128.load(b + x);
    const low = i16x8.add(i16x8.extmul_low_i8x16_u(va, takeA), i16x8.extmul_low_i8x16_u(vb, takeB));
    const high = i16x8.add(i16x8.extmul_high_i8x16_u(va, takeA), i16x8.extmul_high_i8x16_u(vb, takeB));
    const out = i8x16.narrow_i16x8_u(i16x8.shr_u(i16x8.add(low, half), 8), i16x8.shr_u(i16x8.add(high, half), 8));
    if (count - x >= 16) {
      v128.store(target + x, out);
    } else {
      storePart(target + x, out, count - x);
    }
  }
}

/** target = value × alpha + target × (1 − alpha), alpha of 255. */
export function tintRow(target: usize, value: i32, alpha: i32, count: i32): void {
  const tint = i16x8.splat((value * alpha) as i16);
  const keep = i8x16.splat((255 - alpha) as i8);
  for (let x = 0; x < count; x += 16) {
    const d = v128.load(target + x);
    const out = i8x16.narrow_i16x8_u(
      div255(i16x8.add(tint, i16x8.extmul_low_i8x16_u(d, keep))),
      div255(i16x8.add(tint, i16x8.extmul_high_i8x16_u(d, keep))),
    );
    if (count - x >= 16) {
      v128.store(target + x, out);
    } else {
      storePart(target + x, out, count - x);
    }
  }
}

/** target = target × mask, mask of 255: what a mask lets through of a premultiplied row. */
export function maskRow(target: usize, mask: usize, count: i32): void {
  const opaque = i8x16.splat(-1);
  for (let x = 0; x < count; x += 16) {
    const m = v128.load(mask + x);
    if (i8x16.all_true(i8x16.eq(m, opaque))) {
      continue;
    }
    const d = v128.load(target + x);
    const low = div255(i16x8.extmul_low_i8x16_u(d, m));
    const high = div255(i16x8.extmul_high_i8x16_u(d, m));
    const out = i8x16.narrow_i16x8_u(low, high);
    if (count - x >= 16) {
      v128.store(target + x, out);
    } else {
      storePart(target + x, out, count - x);
    }
  }
}
