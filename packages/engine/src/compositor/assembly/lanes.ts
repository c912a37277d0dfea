// AssemblyScript. What every inner loop shares. All loops may READ up to 64 bytes past a row's end (the host's
// allocations are padded for that); none ever writes past it.

/** Rounded x / 255 in eight unsigned 16-bit lanes; exact for x up to 65 152, the most that blending can reach. */
export function div255(x: v128): v128 {
  const biased = i16x8.add(x, i16x8.splat(128));
  return i16x8.shr_u(i16x8.add(biased, i16x8.shr_u(biased, 8)), 8);
}

/** Stores the first `count` (1 … 15) bytes of a vector. */
export function storePart(pointer: usize, bytes: v128, count: i32): void {
  if (count & 8) {
    v128.store64_lane(pointer, bytes, 0);
    pointer += 8;
    bytes = i8x16.shuffle(bytes, bytes, 8, 9, 10, 11, 12, 13, 14, 15, 0, 0, 0, 0, 0, 0, 0, 0);
  }
  if (count & 4) {
    v128.store32_lane(pointer, bytes, 0);
    pointer += 4;
    bytes = i8x16.shuffle(bytes, bytes, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
  if (count & 2) {
    v128.store16_lane(pointer, bytes, 0);
    pointer += 2;
    bytes = i8x16.shuffle(bytes, bytes, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }
  if (count & 1) {
    v128.store8_lane(pointer, bytes, 0);
  }
}
