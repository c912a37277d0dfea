import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Box, Size } from '@clipo/contract';

const execute = promisify(execFile);

/** Runs a program to its end, with an environment of its own where one is given; rejects with its complaints. */
export async function runTool(
  program: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<{ out: string; err: string }> {
  const options = { maxBuffer: 1 << 28, ...(env === undefined ? {} : { env }) };
  const { stdout, stderr } = await execute(program, [...args], options);
  return { out: stdout, err: stderr };
}

/** Runs a program to its end and gives what it wrote as bytes. */
export async function bytesOf(program: string, args: readonly string[]): Promise<Buffer> {
  const { stdout } = await execute(program, [...args], { encoding: 'buffer', maxBuffer: 1 << 28 });
  return stdout;
}

/** A row of pictures of one size, `channels` planes each. */
export interface Frames extends Size {
  count: number;
  channels: number;
  /** All planes of a frame. */
  at(frame: number): Uint8Array;
}

/** All of a video that the tests look at, from one run of FFmpeg's decoder. */
export interface DecodedVideo {
  /** What the decoder complained of; empty where the file is sound. */
  complaints: string;
  /** The whole picture's luma, an eighth as wide and high. */
  small: Frames;
  /** The luma around the label at full size. */
  label: Frames;
  /** The part that captions stand in: Y, U and V, half as wide and high. */
  captions: Frames;
  /** Left and right ear mixed, 48 kHz. */
  sound: Float32Array;
  /** EBU R 128 by FFmpeg's own meter. */
  loudness: number;
  truePeakDb: number;
}

/** Pixels of a box of fractions, whole and even. */
export function pixelsOf(box: Box, size: Size): { x: number; y: number; w: number; h: number } {
  const even = (value: number) => Math.max(0, Math.round(value / 2) * 2);
  const [x, y] = [even(box.x * size.width), even(box.y * size.height)];
  return {
    x,
    y,
    w: Math.min(even(box.w * size.width), size.width - x),
    h: Math.min(even(box.h * size.height), size.height - y),
  };
}

/** Decodes a video once, whole and strictly. `label` and `captions` are boxes in pixels with even sides. */
export async function decodeVideo(
  path: string,
  size: Size,
  boxes: Record<'label' | 'captions', { x: number; y: number; w: number; h: number }>,
): Promise<DecodedVideo> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-decoded-'));
  const file = (name: string) => join(folder, name);
  const crop = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) => `crop=${w}:${h}:${x}:${y}`;
  const tiny = { width: Math.round(size.width / 8), height: Math.round(size.height / 8) };
  const half = { width: boxes.captions.w >> 1, height: boxes.captions.h >> 1 };
  const raw = (name: string, filter: string, format: string) => [
    ...['-map', '0:v', '-vf', `${filter},format=${format}`, '-fps_mode', 'passthrough', '-f', 'rawvideo', file(name)],
  ];
  const meter = `ebur128=peak=true:metadata=1,ametadata=print:file=${file('meter')}`;
  try {
    const { err } = await runTool('ffmpeg', [
      ...['-v', 'error', '-nostdin', '-xerror', '-err_detect', 'explode', '-i', path],
      ...raw('small', `scale=${tiny.width}:${tiny.height}:flags=area`, 'gray'),
      ...raw('label', crop(boxes.label), 'gray'),
      ...raw('captions', `${crop(boxes.captions)},scale=${half.width}:${half.height}:flags=area`, 'yuv444p'),
      ...['-map', '0:a', '-f', 'f32le', '-ac', '1', '-ar', '48000', file('sound')],
      ...['-map', '0:a', '-af', meter, '-f', 'null', '-'],
    ]);
    const [small, label, captions, sound, log] = await Promise.all(
      ['small', 'label', 'captions', 'sound', 'meter'].map((name) => readFile(file(name))),
    );
    const text = String(log);
    const last = text.slice(text.lastIndexOf('lavfi.r128.I='));
    const peaks = [...text.matchAll(/true_peaks_ch\d=([\d.]+)/g)].map((match) => Number(match[1]));
    return {
      complaints: err,
      small: framesOf(small as Buffer, tiny, 1),
      label: framesOf(label as Buffer, { width: boxes.label.w, height: boxes.label.h }, 1),
      captions: framesOf(captions as Buffer, half, 3),
      sound: new Float32Array((sound as Buffer).buffer, (sound as Buffer).byteOffset, (sound as Buffer).length / 4),
      loudness: Number(/lavfi\.r128\.I=(\S+)/.exec(last)?.[1]),
      truePeakDb: 20 * Math.log10(Math.max(...peaks)),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function framesOf(bytes: Buffer, size: Size, channels: number): Frames {
  const length = size.width * size.height * channels;
  return {
    ...size,
    channels,
    count: bytes.length / length,
    at: (frame) => bytes.subarray(frame * length, (frame + 1) * length),
  };
}
