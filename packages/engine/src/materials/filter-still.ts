import { readFile } from 'node:fs/promises';
import type { Size } from '@clipo/contract';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { runProgram } from '../ffmpeg/run.ts';

/** RGBA, straight alpha, 4 bytes a pixel. */
export interface StillPixels extends Size {
  rgba: Uint8Array;
}

/**
 * Decodes a still as the compositor will see it: upright and in sRGB, which FFmpeg does not do for every format.
 * @param path a file that `prepareImage` has accepted.
 */
export async function readStill(path: string): Promise<StillPixels> {
  // By its bytes: given a path, the library keeps the file's memory.
  const image = await loadImage(await readFile(path));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return { rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), width, height };
}

/** Runs a still through FFmpeg's filters (which begin with RGBA) and writes it to `output` as PNG. */
export async function filterStill(
  { rgba, width, height }: StillPixels,
  filters: readonly string[],
  output: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-video_size', `${width}x${height}`, '-i', 'pipe:0'];
  const png = ['-frames:v', '1', '-c:v', 'png', '-f', 'image2', '-update', '1', '-y', output];
  const threads = ['-filter_threads', '1'];
  await runProgram('ffmpeg', [...threads, ...input, '-vf', filters.join(','), ...png], {
    ...(signal && { signal }),
    input: rgba,
  });
}
