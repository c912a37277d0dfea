import { exactPlane, exactYuv } from './reference.ts';
import type { Compositor, Picture } from './types.ts';

/** Repeatable noise, so that a failure can be looked into. */
export function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
}

/** A picture of noise. */
export function noisy(compositor: Compositor, width: number, height: number, seed: number): Picture {
  const picture = compositor.createPicture({ width, height });
  const next = noise(seed);
  compositor.bytesOf(picture).forEach((_, index, bytes) => {
    bytes[index] = next();
  });
  return picture;
}

/** A picture whose bytes are all one value. */
export function plain(compositor: Compositor, width: number, height: number, value: number): Picture {
  const picture = compositor.createPicture({ width, height });
  compositor.bytesOf(picture).fill(value);
  return picture;
}

/** Random premultiplied RGBA with many clear and many opaque pixels. */
export function noisyRgba(width: number, height: number, seed: number): Uint8Array {
  const next = noise(seed);
  const rgba = new Uint8Array(width * height * 4);
  for (let at = 0; at < rgba.length; at += 4) {
    const kind = next();
    const alpha = kind < 80 ? 0 : kind < 160 ? 255 : next();
    rgba.set([(next() * alpha) / 255, (next() * alpha) / 255, (next() * alpha) / 255, alpha], at);
  }
  return rgba;
}

/** The exact values of one plane of a sprite and of its alpha (fractions of 255), from the RGBA it was made of. */
export function exactSprite(rgba: Uint8Array, width: number, height: number, index: 0 | 1 | 2) {
  const pixel = (x: number, y: number) =>
    x < width && y < height
      ? Array.from(rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 4), (value) => value / 255)
      : [0, 0, 0, 0];
  return (x: number, y: number): { color: number; alpha: number } => {
    const parts =
      index === 0
        ? [pixel(x, y)]
        : [pixel(2 * x, 2 * y), pixel(2 * x + 1, 2 * y), pixel(2 * x, 2 * y + 1), pixel(2 * x + 1, 2 * y + 1)];
    const mean = (at: number) => parts.reduce((sum, part) => sum + (part[at] as number), 0) / parts.length;
    const color = exactYuv(mean(0), mean(1), mean(2), mean(3))[index];
    return { color, alpha: mean(3) };
  };
}

/** Luma, U, V. */
export const planes = [0, 1, 2] as const;

/** Largest difference between a picture and exact values. */
export function worst(
  compositor: Compositor,
  picture: Picture,
  exact: (index: 0 | 1 | 2, x: number, y: number) => number,
): number {
  const bytes = compositor.bytesOf(picture);
  let most = 0;
  for (const index of planes) {
    const plane = exactPlane(bytes, picture.width, picture.height, index);
    for (let y = 0; y < plane.height; y++) {
      for (let x = 0; x < plane.width; x++) {
        most = Math.max(most, Math.abs(plane.at(x, y) - exact(index, x, y)));
      }
    }
  }
  return most;
}
