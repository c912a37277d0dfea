import { writeFile } from 'node:fs/promises';
import { type Box, Color, type CutOut } from '@clipo/contract';
import { type Canvas, createCanvas, type Image } from '@napi-rs/canvas';
import { z } from 'zod';
import { cutClose, type FoundCutOut, findCutOut } from './find-cut-out.ts';

/** What the cache knows of a cut-out. */
export const CutOutFacts = z.strictObject({
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  color: Color,
}) satisfies z.ZodType<Omit<CutOut, 'path'>>;

/** Its file in a material's folder of the cache. */
export const cutOutName = 'cut-out.png';

/** Long side in which a subject is cut out, of the longest that pictures are kept in: beside words none is shown larger. */
const shareOfLongSide = 5 / 8;
/** A picture that is clear all round is a cut-out already. */
const leastClear = 0.9;

/**
 * Cuts the subject out of a picture whose background is plain (or clear already), and writes it to `output` as a PNG.
 * @returns its size and colour, and where it lies in the picture; undefined where the background is not plain enough, and
 * nothing was written.
 */
export async function makeCutOut(
  image: Image | Canvas,
  hasAlpha: boolean,
  { output, mostLongSide }: { output: string; mostLongSide: number },
): Promise<{ facts: Omit<CutOut, 'path'>; place: Box } | undefined> {
  const scale = Math.min(1, (mostLongSide * shareOfLongSide) / Math.max(image.width, image.height));
  const canvas = createCanvas(
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
  );
  const { width, height } = canvas;
  if (Math.min(width, height) < 64) {
    return undefined;
  }
  const context = canvas.getContext('2d');
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const found = hasAlpha ? clearAllRound(data, width, height) : findCutOut(data, width, height);
  if (found === null || 'refusal' in found) {
    return undefined;
  }
  const cut = createCanvas(found.width, found.height);
  const target = cut.getContext('2d');
  const pixels = target.createImageData(found.width, found.height);
  pixels.data.set(found.rgba);
  target.putImageData(pixels, 0, 0);
  await writeFile(output, await cut.encode('png'));
  return {
    facts: { width: found.width, height: found.height, color: meanColor(found.rgba) },
    place: { x: found.x / width, y: found.y / height, w: found.width / width, h: found.height / height },
  };
}

/** The mean of what is not clear. */
function meanColor(rgba: Uint8ClampedArray): string {
  const sums = [0, 0, 0];
  let weight = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] as number;
    weight += alpha;
    for (let channel = 0; channel < 3; channel++) {
      sums[channel] = (sums[channel] as number) + (rgba[at + channel] as number) * alpha;
    }
  }
  const byte = (sum: number) =>
    Math.round(sum / Math.max(1, weight))
      .toString(16)
      .padStart(2, '0');
  return `#${sums.map(byte).join('')}`;
}

/** What of a picture with alpha is not clear, where its border is. */
function clearAllRound(rgba: Uint8ClampedArray, width: number, height: number): FoundCutOut | null {
  const alphaAt = (x: number, y: number) => rgba[(y * width + x) * 4 + 3] as number;
  let clear = 0;
  for (let x = 0; x < width; x++) {
    clear += (alphaAt(x, 0) < 8 ? 1 : 0) + (alphaAt(x, height - 1) < 8 ? 1 : 0);
  }
  for (let y = 0; y < height; y++) {
    clear += (alphaAt(0, y) < 8 ? 1 : 0) + (alphaAt(width - 1, y) < 8 ? 1 : 0);
  }
  return clear < leastClear * 2 * (width + height) ? null : cutClose(rgba, width, height);
}
