import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ClipoError, type MediaFacts, type PresenterMedia, type RgbaPicture } from '@clipo/contract';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { runProgram, startProgram } from '../ffmpeg/run.ts';
import { decoderArgs } from '../materials/playable-form.ts';
import { prepareImage } from '../materials/prepare-image.ts';
import { type MediaProbe, openingArgs, probeMedia, quotientOf, type VideoTrack } from '../materials/probe-media.ts';
import { sniffImage } from '../materials/sniff-image.ts';
import { unreadable } from '../materials/unreadable.ts';
import { isMovingPicture } from './is-moving-picture.ts';

/** How presenters read and write media: the contract's port, by Skia and FFmpeg. */
export function createPresenterMedia(): PresenterMedia {
  return { readPicture, probe, readFrames, readSamples, writeFrames };
}

const readPicture: PresenterMedia['readPicture'] = async (file, mostSide, signal) => {
  const name = path.basename(file);
  const { size } = await stat(file).catch((cause: unknown) => {
    throw new ClipoError('not_found', `${file} does not exist`, { details: { file }, cause });
  });
  const bytes = await readFile(file);
  const format = sniffImage(bytes.subarray(0, 512));
  if (format === null) {
    throw unreadable(name, 'is of another kind, or damaged');
  }
  const isMoving = isMovingPicture(bytes);
  const folder = await mkdtemp(path.join(tmpdir(), 'clipo-picture-'));
  try {
    const output = path.join(folder, 'upright.png');
    const facts = await prepareImage({
      file: name,
      path: file,
      sizeBytes: size,
      format,
      output,
      mostLongSide: mostSide,
      signal,
    });
    // A small picture comes back enlarged: its own pixels are what its sharpness is measured on.
    return { ...(await pixelsOf(facts.hasCopy ? output : file, facts.enlarged ?? 1)), isMoving };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function pixelsOf(file: string, enlarged: number): Promise<RgbaPicture> {
  const image = await loadImage(await readFile(file));
  const [width, height] = [image.width, image.height].map((side) => Math.max(1, Math.round(side / enlarged))) as [
    number,
    number,
  ];
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

async function videoOf(file: string, signal?: AbortSignal): Promise<MediaProbe & { video: VideoTrack }> {
  const name = path.basename(file);
  const found = await probeMedia(file, signal).catch((cause: unknown) => {
    const isRefused = cause instanceof ClipoError && cause.code === 'program_failed';
    throw isRefused ? unreadable(name, "can't be decoded as a clip", cause) : cause;
  });
  if (found.video === undefined || found.video.codedWidth < 1) {
    throw unreadable(name, 'holds no picture that decodes');
  }
  return { ...found, video: found.video };
}

const probe: PresenterMedia['probe'] = async (file, signal): Promise<MediaFacts> => {
  const { video, hasAudio, durationMs } = await videoOf(file, signal);
  const isTurned = video.quarterTurns % 2 === 1;
  return {
    width: isTurned ? video.codedHeight : video.codedWidth,
    height: isTurned ? video.codedWidth : video.codedHeight,
    fps: quotientOf(video.rate),
    durationMs: durationMs ?? (await heldMs(file, video.index, signal)),
    hasAudio,
  };
};

/** How long a film is that does not say it itself, as browsers record it: by the times of its frames. 0 for a still. */
async function heldMs(file: string, index: number, signal?: AbortSignal): Promise<number> {
  const wanted = ['-select_streams', String(index), '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
  const told = await runProgram('ffprobe', ['-v', 'error', ...wanted, ...openingArgs(file)], signal && { signal });
  const times = [...told.toString().matchAll(/^[\d.]+/gm)].map(([time]) => Number(time)).sort((a, b) => a - b);
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return times.length < 2 ? 0 : Math.round(((last - first) * 1000 * times.length) / (times.length - 1));
}

async function* readFrames(
  file: string,
  { width, height, fps, mostFrames, firstFrame = 0 }: Parameters<PresenterMedia['readFrames']>[1],
  signal?: AbortSignal,
): AsyncIterable<Uint8Array> {
  const { video } = await videoOf(file, signal);
  const filters = `fps=${fps},scale=${width}:${height}:flags=bicubic,format=rgba`;
  const program = startProgram(
    'ffmpeg',
    [
      ...decoderArgs(video),
      // A little early: times in a file are rounded, and a frame must not be missed by a hair.
      ...(firstFrame > 0 ? ['-ss', ((firstFrame - 0.25) / fps).toFixed(6)] : []),
      ...openingArgs(file),
      ...['-map', `0:${video.index}`, '-an', '-vf', filters, '-frames:v', String(mostFrames)],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    ],
    signal,
  );
  program.stdin.end();
  const size = width * height * 4;
  let frame = new Uint8Array(size);
  let filled = 0;
  try {
    for await (const chunk of program.stdout as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length; ) {
        const part = Math.min(size - filled, chunk.length - at);
        frame.set(chunk.subarray(at, at + part), filled);
        filled += part;
        at += part;
        if (filled === size) {
          yield frame;
          frame = new Uint8Array(size);
          filled = 0;
        }
      }
    }
    await program.finished;
  } catch (cause) {
    const isRefused = cause instanceof ClipoError && cause.code === 'program_failed';
    throw isRefused ? unreadable(path.basename(file), "can't be decoded as a clip", cause) : cause;
  } finally {
    program.kill();
  }
}

const readSamples: PresenterMedia['readSamples'] = async (file, sampleRate, signal) => {
  const bytes = await runProgram(
    'ffmpeg',
    [...openingArgs(file), '-vn', '-ac', '1', '-ar', String(sampleRate), '-f', 's16le', 'pipe:1'],
    signal && { signal },
  ).catch((cause: unknown) => {
    const isRefused = cause instanceof ClipoError && cause.code === 'program_failed';
    throw isRefused ? unreadable(path.basename(file), "can't be decoded as sound", cause) : cause;
  });
  return new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + (bytes.byteLength & ~1)));
};

const writeFrames: PresenterMedia['writeFrames'] = async (file, frames, { width, height, fps }, signal) => {
  const program = startProgram(
    'ffmpeg',
    [
      ...['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`, '-r', String(fps), '-i', 'pipe:0'],
      // Lossless in colour and alpha: what is decoded is what was drawn.
      ...[
        '-c:v',
        'ffv1',
        '-level',
        '3',
        '-g',
        '25',
        '-slices',
        '4',
        '-pix_fmt',
        'bgra',
        '-fflags',
        '+bitexact',
        '-f',
        'matroska',
        '-y',
      ],
      `file:${file}`,
    ],
    signal,
  );
  try {
    await pipeline(frames, program.stdin).catch(async (cause: NodeJS.ErrnoException) => {
      // Where FFmpeg went away first, it tells why.
      await (cause.code === 'EPIPE' || cause.code === 'ERR_STREAM_PREMATURE_CLOSE' ? program.finished : undefined);
      throw cause;
    });
    await program.finished;
  } catch (cause) {
    program.kill();
    await program.finished.catch(() => undefined);
    await rm(file, { force: true });
    throw cause;
  }
};
