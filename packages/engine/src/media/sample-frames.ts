import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ClipoError, type Size } from '@clipo/contract';
import { createCanvas } from '@napi-rs/canvas';
import { runProgram, startProgram } from '../ffmpeg/run.ts';
import { decodeImage } from '../materials/prepare-image.ts';
import { openingArgs, probeMedia } from '../materials/probe-media.ts';
import { sniffImage } from '../materials/sniff-image.ts';
import { openFramePipe } from './frame-pipe.ts';

/** A frame as somebody sees it: upright, four bytes a point. */
export interface SampledFrame {
  atMs: number;
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** How frames are taken out of a file. */
export interface Sampling {
  /** The longer side of what is given; smaller pictures stay as they are. */
  mostSide: number;
  signal?: AbortSignal;
}

/** A clip is seen once a second, and wherever its picture changes: what flashes up between is not missed. */
const everyMs = 1000;
/** Longer clips are seen at so many places, by their key frames. */
const mostSeconds = 120;
const longClipFrames = 120;
const sceneChange = 0.3;
/** Most frames a second where the picture changes all the time. */
const leastGapSeconds = 0.2;

/**
 * The frames of a clip, or the one of a picture, by which somebody can judge what it shows. Sounds have none.
 * @throws ClipoError unreadable_material, program_failed where it can't be decoded, cancelled
 */
export async function* sampleFrames(path: string, { mostSide, signal }: Sampling): AsyncGenerator<SampledFrame> {
  const still = await readStill(path, { mostSide, ...(signal && { signal }) });
  if (still !== undefined) {
    yield still;
    return;
  }
  const { video, durationMs = 0 } = await probeMedia(path, signal);
  if (video === undefined) {
    return;
  }
  const isUpright = video.quarterTurns % 2 === 0;
  const [fullWidth, fullHeight] = isUpright
    ? [video.codedWidth, video.codedHeight]
    : [video.codedHeight, video.codedWidth];
  const { width, height } = within(fullWidth, fullHeight, mostSide);
  const isLong = durationMs > mostSeconds * 1000;
  // The edges of blocks that a decoder smooths are gone in a picture of half the size: a quarter of decoding is spared.
  const isHalved = Math.max(fullWidth, fullHeight) >= mostSide * 2;
  const pipe = await openFramePipe(width * height * 4);
  const times: number[] = [];
  const args = [
    ...['-threads', '2', ...(isLong ? ['-skip_frame', 'nokey'] : [])],
    ...(isHalved ? ['-skip_loop_filter', 'all'] : []),
    ...openingArgs(path),
    ...['-map', `0:${video.index}`, '-vf'],
    `${selection(isLong, durationMs)},scale=${width}:${height}:flags=area,format=rgba,showinfo=checksum=0`,
    ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
  ];
  const note = (line: string) => {
    const time = /\bpts_time:\s*(-?[\d.]+)/.exec(line)?.[1];
    if (time !== undefined) {
      times.push(Math.max(0, Math.round(Number(time) * 1000)));
    }
  };
  const program = startProgram('ffmpeg', args, signal, note, pipe.end);
  pipe.end.destroy();
  try {
    let index = 0;
    for (let rgba = await pipe.next(); rgba !== null; rgba = await pipe.next()) {
      // The line about a frame is written before it, and may still be under way in the other pipe.
      const atMs = times[index] ?? index * everyMs;
      yield { atMs, width, height, rgba: Uint8Array.from(rgba) };
      index += 1;
    }
    await program.finished;
  } finally {
    pipe.close();
    program.kill();
    await program.finished.catch(() => undefined);
  }
}

/** Which frames are taken. */
function selection(isLong: boolean, durationMs: number): string {
  const since = 't-prev_selected_t';
  const often = `gte(${since},${(isLong ? durationMs / longClipFrames : everyMs) / 1000})`;
  const changes = isLong ? '' : `+gt(scene,${sceneChange})*gte(${since},${leastGapSeconds})`;
  return `select='isnan(prev_selected_t)+${often}${changes}'`;
}

/** The one frame of a picture (of a moving one, the first); undefined where the file is none. */
async function readStill(path: string, { mostSide, signal }: Sampling): Promise<SampledFrame | undefined> {
  const format = sniffImage(await firstBytes(path));
  if (format === null) {
    return undefined;
  }
  const { size: sizeBytes } = await stat(path);
  const image = await decodeImage({ file: basename(path), path, sizeBytes, format, signal });
  const { width, height } = within(image.width, image.height, mostSide);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { atMs: 0, width, height, rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

/**
 * One frame of a piece of ours, which is upright and whole: what stands at a time, no larger than asked.
 * @param options.size of the piece
 * @throws ClipoError program_failed where it can't be decoded, cancelled
 */
export async function frameAt(
  path: string,
  atMs: number,
  { size, mostSide, signal }: Sampling & { size: Size },
): Promise<SampledFrame> {
  const { width, height } = within(size.width, size.height, mostSide);
  const args = [
    ...['-threads', '1', '-ss', (atMs / 1000).toFixed(3), ...openingArgs(path), '-frames:v', '1'],
    ...['-vf', `scale=${width}:${height}:flags=area,format=rgba`, '-f', 'rawvideo', 'pipe:1'],
  ];
  const rgba = await runProgram('ffmpeg', args, { ...(signal && { signal }), mostBytes: width * height * 4 });
  if (rgba.length !== width * height * 4) {
    const problem = `no frame at ${atMs} ms`;
    throw new ClipoError('program_failed', `${path}: ${problem}`, { details: { program: 'ffmpeg', problem } });
  }
  return { atMs, width, height, rgba };
}

function within(width: number, height: number, mostSide: number): { width: number; height: number } {
  const scale = Math.min(1, mostSide / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
