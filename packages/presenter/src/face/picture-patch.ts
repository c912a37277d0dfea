import type { RgbaPicture } from '@clipo/contract';

/** A turned square of a picture: its middle and side in pixels, its angle in radians (clockwise on screen). */
export interface PatchPlace {
  x: number;
  y: number;
  size: number;
  angle: number;
}

/** A picture with copies of half, a quarter … its size, so that a small patch of a large picture skips no pixels. */
export interface PicturePyramid {
  levels: readonly RgbaPicture[];
}

/** Copies by halves down to 64 pixels. */
export function pyramidOf(picture: RgbaPicture): PicturePyramid {
  const levels = [picture];
  for (let last = picture; Math.min(last.width, last.height) >= 128; ) {
    last = halved(last);
    levels.push(last);
  }
  return { levels };
}

function halved({ width, height, data }: RgbaPicture): RgbaPicture {
  const half = { width: width >> 1, height: height >> 1 };
  const small = new Uint8Array(half.width * half.height * 4);
  for (let y = 0; y < half.height; y++) {
    for (let x = 0; x < half.width; x++) {
      const from = (y * 2 * width + x * 2) * 4;
      const to = (y * half.width + x) * 4;
      for (let channel = 0; channel < 4; channel++) {
        const at = from + channel;
        const sum =
          (data[at] as number) +
          (data[at + 4] as number) +
          (data[at + width * 4] as number) +
          (data[at + width * 4 + 4] as number);
        small[to + channel] = (sum + 2) >> 2;
      }
    }
  }
  return { ...half, data: small };
}

/**
 * A patch as a network wants it: `side` × `side` × 3 values, each `value × scale + offset`. What lies outside the picture is
 * black; what is transparent lies on grey.
 */
export function patchValues(
  { levels }: PicturePyramid,
  place: PatchPlace,
  side: number,
  { scale, offset }: { scale: number; offset: number },
): Float32Array {
  const step = place.size / side;
  const level = Math.max(0, Math.min(levels.length - 1, Math.floor(Math.log2(Math.max(1, step)))));
  const { width, height, data } = levels[level] as RgbaPicture;
  const shrink = 1 / 2 ** level;
  const cos = Math.cos(place.angle) * step * shrink;
  const sin = Math.sin(place.angle) * step * shrink;
  const values = new Float32Array(side * side * 3).fill(offset);
  const middle = (side - 1) / 2;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const u = column - middle;
      const v = row - middle;
      const x = place.x * shrink + u * cos - v * sin - 0.5;
      const y = place.y * shrink + u * sin + v * cos - 0.5;
      const left = Math.floor(x);
      const top = Math.floor(y);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) {
        continue;
      }
      const fx = x - left;
      const fy = y - top;
      const at = (top * width + left) * 4;
      const weights = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
      const places = [at, at + 4, at + width * 4, at + width * 4 + 4];
      const to = (row * side + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let corner = 0; corner < 4; corner++) {
          const from = places[corner] as number;
          const alpha = (data[from + 3] as number) / 255;
          sum += (weights[corner] as number) * ((data[from + channel] as number) * alpha + 128 * (1 - alpha));
        }
        values[to + channel] = sum * scale + offset;
      }
    }
  }
  return values;
}

/** A point of a patch (0 … side) in the picture. */
export function fromPatch(place: PatchPlace, side: number, point: { x: number; y: number }): { x: number; y: number } {
  const step = place.size / side;
  const u = (point.x - side / 2) * step;
  const v = (point.y - side / 2) * step;
  const cos = Math.cos(place.angle);
  const sin = Math.sin(place.angle);
  return { x: place.x + u * cos - v * sin, y: place.y + u * sin + v * cos };
}
