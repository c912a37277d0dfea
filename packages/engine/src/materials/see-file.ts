import { open } from 'node:fs/promises';
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas';
import { runProgram } from '../ffmpeg/run.ts';
import { type SampledFrame, sampleFrames } from '../media/sample-frames.ts';
import { findShots } from './find-shots.ts';
import { measureFrames } from './measure-frames.ts';
import { openingArgs, probeMedia } from './probe-media.ts';
import { sniffImage } from './sniff-image.ts';

/** A shot of a clip, with a picture from its middle. A still is one shot without length. */
export interface SeenShot {
  startMs: number;
  endMs: number;
  /** Upright, the longer side at most `pictureSide`. */
  picture: SampledFrame;
}

/** What somebody sees of a picture or a clip who looks through it. */
export interface SeenFile {
  /** Of what is seen, upright. */
  width: number;
  height: number;
  /** Null: a still. */
  durationMs: number | null;
  shots: SeenShot[];
}

/** Small letters can still be read at this size. */
const pictureSide = 960;
/** Shots are found at this rate, whatever the clip's own is, so that a frame is a time also where rates change. */
const rate = 25;
/** So much of a long clip is looked through; what follows belongs to its last shot. */
const mostSeconds = 900;
/** A clip of more shots is told by as many of them, spread over it. */
const mostShots = 40;

/**
 * Looks through a picture or a clip: where its shots begin and what each shows. Of a clip, one pass on small grey copies,
 * then one frame a shot.
 * @throws ClipoError `unreadable_material`, `program_failed` where it can't be decoded, `cancelled`
 */
export async function seeFile(path: string, signal: AbortSignal): Promise<SeenFile> {
  if (await isStill(path)) {
    const still = await firstOf(sampleFrames(path, { mostSide: pictureSide, signal }));
    return {
      width: still.width,
      height: still.height,
      durationMs: null,
      shots: [{ startMs: 0, endMs: 0, picture: still }],
    };
  }
  const { video, durationMs: told } = await probeMedia(path, signal);
  if (video === undefined) {
    return { width: 0, height: 0, durationMs: told ?? null, shots: [] };
  }
  const { codedWidth, codedHeight, quarterTurns, index } = video;
  const [width, height] = quarterTurns % 2 === 0 ? [codedWidth, codedHeight] : [codedHeight, codedWidth];
  const input = ['-t', String(mostSeconds), ...openingArgs(path), '-map', `0:${index}`];
  const measures = await measureFrames(input, { width, height }, `fps=${rate}`, signal);
  const durationMs = Math.max(Math.round((measures.length * 1000) / rate), told ?? 0);
  const runs = spread(findShots(measures), mostShots);
  const shots: SeenShot[] = [];
  for (const [at, { start, end }] of runs.entries()) {
    const middleMs = Math.floor(((start + end) * 500) / rate);
    const picture = await pictureAt(path, { index, width, height }, middleMs, signal);
    if (picture !== undefined) {
      const endMs = at === runs.length - 1 ? durationMs : Math.round((end * 1000) / rate);
      shots.push({ startMs: Math.round((start * 1000) / rate), endMs, picture });
    }
  }
  return { width, height, durationMs, shots };
}

/** At most so many, from the first to the last. */
function spread<T>(all: readonly T[], most: number): T[] {
  return all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)] as T);
}

async function pictureAt(
  path: string,
  track: { index: number; width: number; height: number },
  atMs: number,
  signal: AbortSignal,
): Promise<SampledFrame | undefined> {
  const scale = Math.min(1, pictureSide / Math.max(track.width, track.height));
  const width = Math.max(1, Math.round(track.width * scale));
  const height = Math.max(1, Math.round(track.height * scale));
  const seek = ['-ss', (atMs / 1000).toFixed(3), ...openingArgs(path), '-map', `0:${track.index}`];
  const form = `scale=${width}:${height}:flags=area,format=rgba`;
  const rgba = await runProgram('ffmpeg', [...seek, '-frames:v', '1', '-vf', form, '-f', 'rawvideo', 'pipe:1'], {
    signal,
  });
  return rgba.length < width * height * 4 ? undefined : { atMs, width, height, rgba };
}

async function isStill(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return sniffImage(buffer.subarray(0, bytesRead)) !== null;
  } finally {
    await file.close();
  }
}

async function firstOf<T>(all: AsyncIterable<T>): Promise<T> {
  for await (const one of all) {
    return one;
  }
  throw new Error('a picture without a frame');
}

/** Long side of a thumbnail. */
const thumbnailSide = 480;
/** Height of the pictures on a strip. */
const stripHeight = 144;

/** The first shot's picture, small: WebP. */
export async function drawThumbnail({ shots: [first] }: SeenFile): Promise<Uint8Array | undefined> {
  return (
    first &&
    reducedTo(first.picture, thumbnailSide / Math.max(first.picture.width, first.picture.height)).encode('webp', 80)
  );
}

/** The shots' pictures side by side, each `cellWidth` × `cellHeight`: WebP. */
export async function drawStrip({
  shots,
}: SeenFile): Promise<{ bytes: Uint8Array; cellWidth: number; cellHeight: number } | undefined> {
  const [first] = shots;
  if (first === undefined || shots.length < 2) {
    return undefined;
  }
  const { width, height } = first.picture;
  const cellWidth = Math.max(1, Math.min(stripHeight * 2, Math.round((width * stripHeight) / height)));
  const canvas = createCanvas(cellWidth * shots.length, stripHeight);
  const context = canvas.getContext('2d');
  for (const [at, { picture }] of shots.entries()) {
    const small = reducedTo(picture, stripHeight / picture.height);
    context.drawImage(small, at * cellWidth, 0, cellWidth, stripHeight);
  }
  return { bytes: await canvas.encode('webp', 78), cellWidth, cellHeight: stripHeight };
}

/** Grid of the likeness: so many steps from left to right, and rows. */
const [likeColumns, likeRows] = [8, 8];
/** A likeness of fewer bits, set or not, says nothing. */
const leastLikeBits = 8;

/**
 * What a picture looks like, as 64 bits in hexadecimal digits: whether it grows lighter from one place to its right
 * neighbour. Copies in other sizes, encodings or slightly other colours differ in few bits. (Difference hash.) Null for a
 * picture of hardly more than one colour, which would be like many others.
 */
export function likenessOf(picture: SampledFrame): string | null {
  const small = createCanvas(likeColumns + 1, likeRows);
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(reducedTo(picture, 36 / Math.max(picture.width, picture.height)), 0, 0, likeColumns + 1, likeRows);
  const { data } = context.getImageData(0, 0, likeColumns + 1, likeRows);
  const grey = (x: number, y: number) => {
    const at = (y * (likeColumns + 1) + x) * 4;
    return 2 * (data[at] as number) + 5 * (data[at + 1] as number) + (data[at + 2] as number);
  };
  let bits = 0n;
  for (let y = 0; y < likeRows; y++) {
    for (let x = 0; x < likeColumns; x++) {
      bits = (bits << 1n) | (grey(x + 1, y) > grey(x, y) ? 1n : 0n);
    }
  }
  const set = bits.toString(2).replaceAll('0', '').length;
  return Math.min(set, 64 - set) < leastLikeBits ? null : bits.toString(16).padStart(16, '0');
}

/** A picture in grey levels, a byte a point. */
export function lumaOf({ rgba }: SampledFrame): Uint8Array {
  const luma = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < luma.length; at++) {
    const [r, g, b] = [rgba[at * 4] as number, rgba[at * 4 + 1] as number, rgba[at * 4 + 2] as number];
    luma[at] = (r * 54 + g * 183 + b * 19) >> 8;
  }
  return luma;
}

function reducedTo({ rgba, width, height }: SampledFrame, scale: number): Canvas {
  const full = createCanvas(width, height);
  full.getContext('2d').putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  if (scale >= 1) {
    return full;
  }
  const small = createCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
  const context = small.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(full, 0, 0, small.width, small.height);
  return small;
}
