import type { Size } from '@clipo/contract';
import { startProgram } from '../ffmpeg/run.ts';
import { openFramePipe } from '../media/frame-pipe.ts';

/** What is measured on a small grey copy (0 … 255) of a frame. */
export interface FrameMeasure {
  /** Variance of the Laplacian: edges make it large, blur and empty pictures small. */
  sharpness: number;
  /** Mean difference to the frame before; 0 for the first. */
  motion: number;
  /** Part of the picture (0 … 1) whose grey level moved to another histogram class since the frame before. */
  change: number;
  mean: number;
  /** Part of the pixels that are all but black, or all but white. */
  clipped: number;
}

/** Some of the frames in colour, from the same decode. */
export interface FrameSampling {
  /** Frames from one sample to the next; may have a fraction. */
  everyFrames: number;
  /** Full-range BT.709 planes (Y, U, V, chroma halved and rounded up), valid until it is done; `frame` from 0. */
  take(planes: Uint8Array, size: Size, frame: number): void | Promise<void>;
}

/** Long side of the grey copies in pixels. */
const longSide = 240;
const classes = 32;

/** Size of the grey copy of a picture. */
function measureSize(size: Size): Size {
  const scale = Math.min(1, longSide / Math.max(size.width, size.height));
  const side = (value: number) => Math.max(4, Math.round(value * scale));
  return { width: side(size.width), height: side(size.height) };
}

/**
 * Measures the frames that FFmpeg gives for `input` (arguments up to and with `-i FILE`), in order.
 * @param samplings each takes some of the frames in colour.
 * @param filter filters that the frames go through first, also such as thin them out; '' for none.
 * @param everyFrame is told the grey copy of every frame; valid during the call.
 */
export async function measureFrames(
  input: readonly string[],
  size: Size,
  filter: string,
  signal?: AbortSignal,
  samplings: readonly FrameSampling[] = [],
  everyFrame?: (grey: Uint8Array, size: Size) => void,
): Promise<FrameMeasure[]> {
  const { width, height } = measureSize(size);
  const form = samplings.length === 0 ? ',format=gray' : ':out_range=pc,format=yuv420p';
  const filters = `${filter === '' ? '' : `${filter},`}scale=${width}:${height}:flags=area${form}`;
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'];
  const chroma = samplings.length === 0 ? 0 : 2 * ((width + 1) >> 1) * ((height + 1) >> 1);
  const pipe = await openFramePipe(width * height + chroma);
  const args = [...input, '-an', '-sn', '-vf', filters, ...output];
  const program = startProgram('ffmpeg', args, signal, undefined, pipe.end);
  pipe.end.destroy();
  const measures: FrameMeasure[] = [];
  let before: { pixels: Uint8Array; histogram: Uint32Array } | undefined;
  for (let planes = await pipe.next(); planes !== null; planes = await pipe.next()) {
    const pixels = planes.subarray(0, width * height);
    for (const { everyFrames, take } of samplings) {
      if (isSampled(measures.length, everyFrames)) {
        await take(planes, { width, height }, measures.length);
      }
    }
    everyFrame?.(pixels, { width, height });
    const histogram = histogramOf(pixels);
    measures.push(measureFrame(pixels, width, histogram, before));
    // The reader reuses its buffers.
    before = { pixels: pixels.slice(), histogram };
  }
  pipe.close();
  await program.finished;
  return measures;
}

function isSampled(frame: number, everyFrames: number): boolean {
  return frame === Math.round(Math.round(frame / everyFrames) * everyFrames);
}

/** Measures one grey frame against the one before. Pure. */
function measureFrame(
  pixels: Uint8Array,
  width: number,
  histogram: Uint32Array,
  before: { pixels: Uint8Array; histogram: Uint32Array } | undefined,
): FrameMeasure {
  const count = pixels.length;
  let sum = 0;
  let difference = 0;
  let laplacian = 0;
  let laplacianSquares = 0;
  for (let i = 0; i < count; i++) {
    const value = pixels[i] as number;
    sum += value;
    if (before !== undefined) {
      difference += Math.abs(value - (before.pixels[i] as number));
    }
    // Rows wrap at the edges; that touches few pixels and all frames alike.
    if (i >= width && i < count - width) {
      const edge =
        4 * value -
        (pixels[i - 1] as number) -
        (pixels[i + 1] as number) -
        (pixels[i - width] as number) -
        (pixels[i + width] as number);
      laplacian += edge;
      laplacianSquares += edge * edge;
    }
  }
  const inner = Math.max(1, count - 2 * width);
  const dark = (histogram[0] as number) + (histogram[1] as number);
  const light = histogram[classes - 1] as number;
  return {
    sharpness: laplacianSquares / inner - (laplacian / inner) ** 2,
    motion: difference / count,
    change: before === undefined ? 0 : movedPart(histogram, before.histogram, count),
    mean: sum / count,
    clipped: (dark + light) / count,
  };
}

/** Grey levels in 32 classes. */
function histogramOf(pixels: Uint8Array): Uint32Array {
  const histogram = new Uint32Array(classes);
  for (const value of pixels) {
    (histogram[value >> 3] as number)++;
  }
  return histogram;
}

function movedPart(a: Uint32Array, b: Uint32Array, count: number): number {
  return a.reduce((total, value, index) => total + Math.abs(value - (b[index] as number)), 0) / (2 * count);
}
