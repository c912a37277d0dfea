import { loadModel } from '../face/load-model.ts';
import { patchValues, pyramidOf } from '../face/picture-patch.ts';
import { keyOutGreen } from '../remote/key-out.ts';

/** What stands behind a person: a green screen is keyed out, anything else is left to a network. */
export type Backdrop = 'green' | 'clear' | 'other';

/** Looks along a frame's left, right and upper edge. */
export function backdropOf(rgba: Uint8Array, width: number, height: number): Backdrop {
  let green = 0;
  let clear = 0;
  let count = 0;
  const look = (x: number, y: number) => {
    const at = (y * width + x) * 4;
    const [red, g, blue, alpha] = [0, 1, 2, 3].map((offset) => rgba[at + offset] as number) as [
      number,
      number,
      number,
      number,
    ];
    count++;
    clear += alpha < 128 ? 1 : 0;
    green += g > 70 && g - Math.max(red, blue) > g * 0.25 ? 1 : 0;
  };
  for (let x = 2; x < width - 2; x += 4) {
    look(x, 2);
  }
  for (let y = 2; y < height * 0.5; y += 4) {
    look(2, y);
    look(width - 3, y);
  }
  return clear > count * 0.8 ? 'clear' : green > count * 0.8 ? 'green' : 'other';
}

/**
 * Cuts a person out of the frames of a film, one after the other, in place. Without a green screen a network tells at 256×256
 * what belongs to the person; a guided filter lays that along the edges of the picture itself, and what was found in the frame
 * before steadies it.
 */
export function createPersonMatte(
  backdrop: Backdrop,
  width: number,
  height: number,
): (rgba: Uint8Array) => Promise<void> {
  let before: Float32Array | undefined;
  return async (rgba) => {
    if (backdrop === 'clear') {
      return;
    }
    if (backdrop === 'green') {
      keyOutGreen(rgba);
      return;
    }
    const { side, run } = await loadModel('selfie');
    const size = Math.max(width, height);
    const place = { x: width / 2, y: height / 2, size, angle: 0 };
    const guide = patchValues(pyramidOf({ width, height, data: rgba }), place, side, { scale: 1 / 255, offset: 0 });
    const found = (await run(guide)).get(side * side) ?? new Float32Array(side * side).fill(1);
    if (before !== undefined) {
      for (let at = 0; at < found.length; at++) {
        found[at] = (found[at] as number) * 0.65 + (before[at] as number) * 0.35;
      }
    }
    before = found;
    applyMatte(rgba, width, height, guidedCoefficients(guide, found, side), { side, size });
  };
}

/** The guided filter's line for each place: alpha = a × brightness + b (He, Sun, Tang 2010). */
function guidedCoefficients(rgb: Float32Array, mask: Float32Array, side: number) {
  const luma = Float32Array.from({ length: side * side }, (_, at) => {
    const [red, green, blue] = [rgb[at * 3], rgb[at * 3 + 1], rgb[at * 3 + 2]] as [number, number, number];
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  });
  const radius = 3;
  const product = (x: Float32Array, y: Float32Array) => x.map((value, at) => value * (y[at] as number));
  const meanI = boxMean(luma, side, radius);
  const meanP = boxMean(mask, side, radius);
  const meanIp = boxMean(product(luma, mask), side, radius);
  const meanIi = boxMean(product(luma, luma), side, radius);
  const a = meanIp.map((value, at) => {
    const i = meanI[at] as number;
    return (value - i * (meanP[at] as number)) / ((meanIi[at] as number) - i * i + 0.0008);
  });
  const b = meanP.map((value, at) => value - (a[at] as number) * (meanI[at] as number));
  return { a: boxMean(a, side, radius), b: boxMean(b, side, radius) };
}

/** Mean over a square around each place, by running sums. */
function boxMean(values: Float32Array, side: number, radius: number): Float32Array {
  const pass = (from: Float32Array, step: number, line: number) => {
    const to = new Float32Array(from.length);
    for (let row = 0; row < side; row++) {
      for (let at = 0; at < side; at++) {
        let sum = 0;
        let count = 0;
        for (let near = Math.max(0, at - radius); near <= Math.min(side - 1, at + radius); near++) {
          sum += from[row * line + near * step] as number;
          count++;
        }
        to[row * line + at * step] = sum / count;
      }
    }
    return to;
  };
  return pass(pass(values, 1, side), side, 1);
}

function applyMatte(
  rgba: Uint8Array,
  width: number,
  height: number,
  { a, b }: { a: Float32Array; b: Float32Array },
  { side, size }: { side: number; size: number },
): void {
  const scale = side / size;
  const shiftX = (size - width) / 2;
  const shiftY = (size - height) / 2;
  for (let y = 0; y < height; y++) {
    const v = Math.min(side - 1.001, Math.max(0, (y + shiftY + 0.5) * scale - 0.5));
    const top = v | 0;
    const fy = v - top;
    for (let x = 0; x < width; x++) {
      const u = Math.min(side - 1.001, Math.max(0, (x + shiftX + 0.5) * scale - 0.5));
      const left = u | 0;
      const fx = u - left;
      const at = top * side + left;
      const between = (values: Float32Array) =>
        ((values[at] as number) * (1 - fx) + (values[at + 1] as number) * fx) * (1 - fy) +
        ((values[at + side] as number) * (1 - fx) + (values[at + side + 1] as number) * fx) * fy;
      const to = (y * width + x) * 4;
      const luma =
        (0.2126 * (rgba[to] as number) + 0.7152 * (rgba[to + 1] as number) + 0.0722 * (rgba[to + 2] as number)) / 255;
      // Choked a little: a rim of background is worse than a missing hair.
      const alpha = (between(a) * luma + between(b) - 0.3) / 0.5;
      rgba[to + 3] = alpha <= 0 ? 0 : alpha >= 1 ? 255 : Math.round(alpha * 255);
    }
  }
}
