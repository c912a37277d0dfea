import type { Size } from '@clipo/contract';
import { filterStill, readStill } from './filter-still.ts';
import { noiseOf } from './measure-noise.ts';
import { leastNoise } from './mend-clip.ts';

/** Short side that fills the width or height of a full frame. */
const wantedSide = 1920;
/** Beyond this, enlarging invents what is not there (`mostEnlargement` of the storyboards is about the same). */
const mostTimes = 3;
/** Below this, the compositor's own sampling is as good. */
const leastTimes = 1.5;
/** More pixels cost decoding time in every scene. */
const mostPixels = 4_200_000;

/** An icon or a pattern, and no picture of anything: its pixels are meant. */
const leastSide = 200;

/** How many times a still is enlarged beforehand; 1 where it is large enough. Pure. */
export function enlargementOf({ width, height }: Size): number {
  if (Math.min(width, height) < leastSide) {
    return 1;
  }
  const wanted = wantedSide / Math.min(width, height);
  const times = Math.min(mostTimes, wanted, Math.sqrt(mostPixels / (width * height)));
  // By halves: an even pattern stays even.
  return times < leastTimes ? 1 : Math.floor(times * 2) / 2;
}

/**
 * Writes an enlarged copy of a small still: edges are steepened where there is contrast (cas), then Lanczos. Against
 * pictures made small on purpose this comes nearer to the original than bicubic, and its edges are sharper.
 * @returns how many times it was enlarged, or undefined where it is large enough and nothing was written.
 */
export async function enlargeSmall(
  path: string,
  size: Size,
  hasAlpha: boolean,
  output: string,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const times = enlargementOf(size);
  if (times === 1) {
    return undefined;
  }
  const still = await readStill(path);
  const noise = hasAlpha ? 0 : noiseOf(greyOf(still.rgba), still);
  await filterStill(still, enlargeFilters(size, times, noise), output, signal);
  return times;
}

/**
 * The filters that enlarge RGBA; alpha is multiplied in meanwhile, or hidden colours would show at edges. Noise that is
 * seen goes first, while it is small: enlarged it would be grain of several pixels. Pure.
 */
export function enlargeFilters({ width, height }: Size, times: number, noise: number): string[] {
  const [wide, high] = [Math.round(width * times), Math.round(height * times)];
  return [
    ...(noise < leastNoise ? [] : [`format=gbrp,nlmeans=s=${(0.8 * Math.min(10, noise)).toFixed(1)}:p=5:r=7`]),
    'format=gbrap,premultiply=inplace=1',
    'cas=strength=0.4',
    `scale=${wide}:${high}:flags=lanczos+accurate_rnd`,
    'unpremultiply=inplace=1,format=rgba',
  ];
}

function greyOf(rgba: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let pixel = 0; pixel < grey.length; pixel++) {
    const at = pixel * 4;
    grey[pixel] = Math.round(
      0.2126 * (rgba[at] as number) + 0.7152 * (rgba[at + 1] as number) + 0.0722 * (rgba[at + 2] as number),
    );
  }
  return grey;
}
