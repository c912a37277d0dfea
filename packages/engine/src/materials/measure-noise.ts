import type { Size } from '@clipo/contract';
import { runProgram } from '../ffmpeg/run.ts';

/** Frames looked at, and the side of the window in their middle: enough flat places to find the noise in. */
const mostFrames = 12;
const window: Size = { width: 640, height: 640 };
const block = 16;

/**
 * Noise of a clip's playable form: standard deviation of brightness (8 bits) between neighbouring pixels in its flattest
 * places. Only key frames are decoded.
 */
export async function measureNoise(file: string, size: Size, signal: AbortSignal | undefined): Promise<number> {
  const width = Math.min(size.width, window.width);
  const height = Math.min(size.height, window.height);
  const filters = `crop=${width}:${height},format=gray`;
  const input = ['-threads', '1', '-skip_frame', 'nokey', '-i', `file:${file}`, '-an', '-vf', filters];
  const output = ['-fps_mode', 'passthrough', '-frames:v', String(mostFrames), '-f', 'rawvideo', 'pipe:1'];
  const grey = await runProgram('ffmpeg', [...input, ...output], signal && { signal });
  const frames = Math.floor(grey.length / (width * height));
  const noises = Array.from({ length: frames }, (_, frame) =>
    noiseOf(grey.subarray(frame * width * height, (frame + 1) * width * height), { width, height }),
  );
  return median(noises);
}

/**
 * Noise of one grey picture: how far pixels are from what their neighbours foretell (a Laplacian that slopes and edges
 * pass), in the quietest fifth of its blocks; burnt and black ones, which show none, are left out. Pure.
 */
export function noiseOf(grey: Uint8Array, { width, height }: Size): number {
  const found: number[] = [];
  for (let top = 1; top + block < height; top += block) {
    for (let left = 1; left + block < width; left += block) {
      let [sum, squares] = [0, 0];
      for (let y = top; y < top + block; y++) {
        for (let x = left; x < left + block; x++) {
          const at = y * width + x;
          const pixel = (offset: number) => grey[at + offset] as number;
          const apart =
            4 * pixel(0) -
            2 * (pixel(-1) + pixel(1) + pixel(-width) + pixel(width)) +
            (pixel(-width - 1) + pixel(-width + 1) + pixel(width - 1) + pixel(width + 1));
          squares += apart * apart;
          sum += pixel(0);
        }
      }
      const mean = sum / (block * block);
      if (mean > 20 && mean < 235) {
        // The weights of the mask give six times the noise of one pixel.
        found.push(Math.sqrt(squares / (block * block)) / 6);
      }
    }
  }
  found.sort((a, b) => a - b);
  return found[Math.floor(found.length / 5)] ?? 0;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
