// AssemblyScript, compiled by ../build.ts to ../compositor.wasm. No runtime and no allocation: the host hands out
// pointers. Planes are rows of bytes, `stride` apart.
import { blendMaskedRow, blendRow, maskRow, mixRow, tintRow } from './blend';

export { convertRgba } from './convert';
export { markPlane } from './mark';
export { drawPlane, drawSpritePlane, halvePlane, planAxis } from './scale';

/** Where the host's memory begins. */
export function heapStart(): usize {
  return __heap_base;
}

/** Sets a part of a plane to a value, mixed by `alpha` of 255. */
export function fillPlane(target: usize, stride: i32, width: i32, height: i32, value: i32, alpha: i32): void {
  for (let y = 0; y < height; y++) {
    if (alpha === 255) {
      memory.fill(target, value as u8, width);
    } else {
      tintRow(target, value, alpha, width);
    }
    target += stride;
  }
}

/** Copies a part of a plane, or mixes it in with `weight` of 256. */
export function copyPlane(
  source: usize,
  sourceStride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  weight: i32,
): void {
  if (weight === 256 && sourceStride === width && targetStride === width) {
    memory.copy(target, source, width * height);
    return;
  }
  for (let y = 0; y < height; y++) {
    if (weight === 256) {
      memory.copy(target, source, width);
    } else {
      mixRow(target, target, source, width, weight);
    }
    source += sourceStride;
    target += targetStride;
  }
}

/** As copyPlane, by a mask plane and an opacity of 255. A mask stride of 0 uses one row of weights for all. */
export function copyMaskedPlane(
  source: usize,
  sourceStride: i32,
  mask: usize,
  maskStride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  opacity: i32,
): void {
  for (let y = 0; y < height; y++) {
    blendMaskedRow(target, source, mask, width, opacity);
    source += sourceStride;
    mask += maskStride;
    target += targetStride;
  }
}

/** Lays a part of a sprite's colour plane over the target by its alpha plane. */
export function blendPlane(
  color: usize,
  alpha: usize,
  stride: i32,
  target: usize,
  targetStride: i32,
  width: i32,
  height: i32,
  opacity: i32,
): void {
  for (let y = 0; y < height; y++) {
    blendRow(target, color, alpha, width, opacity);
    color += stride;
    alpha += stride;
    target += targetStride;
  }
}

/** target = a + (b − a) × weight / 256 over `count` bytes; weight 1 … 255. */
export function mixBytes(target: usize, a: usize, b: usize, count: i32, weight: i32): void {
  mixRow(target, a, b, count, weight);
}

/** Multiplies a premultiplied plane by a mask plane: what the mask hides is clear afterwards. */
export function maskPlane(target: usize, stride: i32, mask: usize, maskStride: i32, width: i32, height: i32): void {
  for (let y = 0; y < height; y++) {
    maskRow(target, mask, width);
    target += stride;
    mask += maskStride;
  }
}
