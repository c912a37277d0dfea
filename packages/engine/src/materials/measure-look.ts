import { z } from 'zod';
import type { LabPicture } from './lab-picture.ts';

/** How a still or a shot is exposed and tinted, in Lab. */
export const Look = z.strictObject({
  /** Lightness below which 5, 50 and 99 % of the picture lie: a dark picture with true whites is not underexposed. */
  low: z.number(),
  middle: z.number(),
  high: z.number(),
  /** Tint of what is nearest to grey: the colour of the light, not of the things in it. */
  tint: z.strictObject({ a: z.number(), b: z.number() }),
  /** Part of the picture (0 … 1) that has this tint. Below `leastTrust` the picture does not show its light's colour. */
  trust: z.number().min(0).max(1),
});
export type Look = z.infer<typeof Look>;

/** Less grey than this tells nothing of the light: a wooden table is not a picture in warm light. */
export const leastTrust = 0.15;

/** Chroma within which a colour may be grey in coloured light. */
const greyReach = 30;
/** Chroma between two shades of one grey: shadows and highlights of a wall. */
const tintSpread = 9;
/** Above this lightness all channels burn out and no tint is left. */
const burnt = 97;
const dark = 12;

/**
 * Measures a look over samples of one still or shot. Null for what must keep its colours to the bit: drawn graphics
 * (a few plain colours) and products on a paper-white page. Pure.
 */
export function measureLook(samples: readonly LabPicture[]): Look | null {
  const count = samples.reduce((sum, { lightness }) => sum + lightness.length, 0);
  if (count === 0 || isDrawn(samples, count)) {
    return null;
  }
  const levels = samples.flatMap(({ lightness }) => [...lightness]).sort((a, b) => a - b);
  const at = (share: number) => tenth(levels[Math.min(count - 1, Math.floor(share * count))] ?? 0);
  const { a, b, trust } = tintOf(samples, count);
  return { low: at(0.05), middle: at(0.5), high: at(0.99), tint: { a: tenth(a), b: tenth(b) }, trust: tenth(trust, 3) };
}

/** The densest colour near grey, found by moving a window to the mean of what it holds until it rests. */
function tintOf(samples: readonly LabPicture[], count: number): { a: number; b: number; trust: number } {
  let [a, b, held] = [0, 0, 0];
  for (const reach of [greyReach, 20, 14, tintSpread, tintSpread, tintSpread, tintSpread]) {
    let [sumA, sumB] = [0, 0];
    held = 0;
    for (const { lightness, a: planeA, b: planeB } of samples) {
      for (const [index, level] of lightness.entries()) {
        const [da, db] = [(planeA[index] as number) - a, (planeB[index] as number) - b];
        if (level > dark && level < burnt && da * da + db * db <= reach * reach) {
          sumA += da;
          sumB += db;
          held++;
        }
      }
    }
    if (held === 0) {
      return { a: 0, b: 0, trust: 0 };
    }
    a += sumA / held;
    b += sumB / held;
  }
  // It came to rest on the colour of a thing: wood, skin, a red wall.
  return Math.hypot(a, b) > greyReach ? { a: 0, b: 0, trust: 0 } : { a, b, trust: held / count };
}

/** Few plain colours, or much paper white: drawn, or cut out and laid on a page. */
function isDrawn(samples: readonly LabPicture[], count: number): boolean {
  const plain = new Map<number, number>();
  let white = 0;
  for (const { lightness, a, b } of samples) {
    for (const [index, level] of lightness.entries()) {
      const [red, blue] = [a[index] as number, b[index] as number];
      white += level > 98.5 && Math.abs(red) < 3 && Math.abs(blue) < 3 ? 1 : 0;
      const colour = (Math.round(level) * 256 + Math.round(red) + 128) * 256 + Math.round(blue) + 128;
      plain.set(colour, (plain.get(colour) ?? 0) + 1);
    }
  }
  const commonest = [...plain.values()].sort((x, y) => y - x).slice(0, 6);
  return white > 0.3 * count || commonest.reduce((sum, value) => sum + value, 0) > 0.6 * count;
}

function tenth(value: number, places = 1): number {
  return Number(value.toFixed(places));
}
