import { closeSync, openSync, readSync } from 'node:fs';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { runProgram } from '../ffmpeg/run.ts';

/**
 * What FFmpeg may open a material as. Everything else stays shut: play lists and `concat` files would make it open other
 * files or addresses, and its text-art demuxers take any text for a film.
 */
const containerList =
  'mov,matroska,webm,mpegts,mpeg,mpegvideo,avi,flv,live_flv,asf,ogg,mxf,gxf,nut,ivf,dv,rm,h264,hevc,obu,av1,m4v,vc1,' +
  'yuv4mpegpipe,wav,w64,aiff,mp3,aac,flac,ac3,eac3,amr,caf,ape,wv,tta,au';

/** Arguments that open a material's file and nothing else; they stand before everything else of that input. */
export function openingArgs(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', containerList, '-i', `file:${path}`];
}

/** Kinds of pictures by their first bytes, as FFmpeg calls who reads them. */
const stillReaders: Readonly<Record<string, RegExp>> = {
  jpeg_pipe: /^ffd8ff/,
  png_pipe: /^89504e470d0a1a0a/,
  webp_pipe: /^52494646.{8}57454250/,
  gif: /^47494638/,
};

/**
 * As `openingArgs`, for pictures. Who reads them is told by what they hold: by its name, FFmpeg takes most JPEG files for one of
 * a numbered row of pictures, which may not be opened here.
 */
export function openingStillArgs(path: string): string[] {
  const first = firstBytes(path, 12);
  const reader = Object.keys(stillReaders).find((name) => stillReaders[name]?.test(first));
  return [
    ...['-protocol_whitelist', 'file', '-format_whitelist', Object.keys(stillReaders).join(',')],
    ...(reader === undefined ? [] : ['-f', reader]),
    ...['-i', `file:${path}`],
  ];
}

/** In hex; empty where the file can't be read, of which FFmpeg tells more. */
function firstBytes(path: string, count: number): string {
  try {
    const file = openSync(path, 'r');
    try {
      const bytes = Buffer.alloc(count);
      return bytes.toString('hex', 0, readSync(file, bytes, 0, count, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    return '';
  }
}

const text = z.string().max(1000).optional();
const amount = z.union([z.number(), z.string()]).optional();
const ProbeStream = z.object({
  index: z.number().int(),
  codec_type: text,
  codec_name: text,
  width: z.number().int().optional(),
  height: z.number().int().optional(),
  pix_fmt: text,
  r_frame_rate: text,
  avg_frame_rate: text,
  duration: amount,
  sample_aspect_ratio: text,
  color_range: text,
  color_space: text,
  color_transfer: text,
  color_primaries: text,
  field_order: text,
  disposition: z.record(z.string(), z.number()).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
const ProbeOutput = z.object({
  streams: z.array(ProbeStream).max(1000).default([]),
  format: z.object({ duration: amount }).default({}),
});

/** A rate or ratio as two whole numbers. */
export interface Ratio {
  num: number;
  den: number;
}

/** The picture track of a clip as its container tells it. */
export interface VideoTrack {
  index: number;
  codec: string;
  /** As coded, before rotation. */
  codedWidth: number;
  codedHeight: number;
  /** Clockwise quarter turns that make it upright. */
  quarterTurns: 0 | 1 | 2 | 3;
  pixelAspect: Ratio;
  pixelFormat: string;
  /** Frames a second, and whether the container says that they come evenly. */
  rate: Ratio;
  isConstantRate: boolean;
  isInterlaced: boolean;
  hasAlpha: boolean;
  color: { range: string; matrix: string; transfer: string; primaries: string };
}

/** What a container tells of itself; `durationMs` is undefined where it does not know (recordings cut off). */
export interface MediaProbe {
  video: VideoTrack | undefined;
  hasAudio: boolean;
  durationMs: number | undefined;
}

/**
 * Asks ffprobe about a media file. Cover pictures inside sound files do not count as picture tracks.
 * @param isStill whether it is opened as a picture
 * @throws ClipoError `program_failed` where it is no media file, `cancelled`.
 */
export async function probeMedia(path: string, signal?: AbortSignal, isStill = false): Promise<MediaProbe> {
  const opening = isStill ? openingStillArgs(path) : openingArgs(path);
  const args = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json', ...opening];
  const output = await runProgram('ffprobe', args, { ...(signal && { signal }), mostBytes: 4 * 1024 * 1024 });
  return readProbe(output.toString('utf8'));
}

/** Reads ffprobe's JSON, which describes a hostile file: nothing in it is believed without a check. */
export function readProbe(json: string): MediaProbe {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new ClipoError('program_failed', 'ffprobe gave no JSON', { cause, details: { program: 'ffprobe' } });
  }
  const { streams, format } = ProbeOutput.parse(value);
  const pictures = streams.filter((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1);
  const sound = streams.find((stream) => stream.codec_type === 'audio');
  const picture = pictures.find((stream) => stream.disposition?.default === 1) ?? pictures[0];
  const seconds = [format.duration, picture?.duration, sound?.duration].map(Number).find((value) => value > 0);
  return {
    video: picture === undefined ? undefined : readVideoTrack(picture),
    hasAudio: sound !== undefined,
    durationMs: seconds === undefined || !Number.isFinite(seconds) ? undefined : Math.round(seconds * 1000),
  };
}

function readVideoTrack(stream: z.infer<typeof ProbeStream>): VideoTrack {
  const pixelFormat = stream.pix_fmt ?? '';
  const average = ratioOf(stream.avg_frame_rate);
  const nominal = ratioOf(stream.r_frame_rate);
  const rate = average ?? nominal ?? { num: 30, den: 1 };
  const turns = stream.side_data_list?.map((data) => data.rotation).find((rotation) => rotation !== undefined) ?? 0;
  return {
    index: stream.index,
    codec: stream.codec_name ?? '',
    codedWidth: stream.width ?? 0,
    codedHeight: stream.height ?? 0,
    // ffprobe tells the counter-clockwise angle.
    quarterTurns: (((Math.round(-turns / 90) % 4) + 4) % 4) as 0 | 1 | 2 | 3,
    pixelAspect: pixelAspectOf(stream.sample_aspect_ratio),
    pixelFormat,
    rate,
    isConstantRate:
      average !== undefined && nominal !== undefined && Math.abs(quotientOf(average) / quotientOf(nominal) - 1) < 0.001,
    isInterlaced: ['tt', 'bb', 'tb', 'bt'].includes(stream.field_order ?? ''),
    hasAlpha:
      /^(yuva|gbrap|rgba|bgra|argb|abgr|ya|pal8)/.test(pixelFormat) ||
      ['alpha_mode', 'ALPHA_MODE'].some((key) => stream.tags?.[key] === '1'),
    color: {
      range: stream.color_range ?? '',
      matrix: stream.color_space ?? '',
      transfer: stream.color_transfer ?? '',
      primaries: stream.color_primaries ?? '',
    },
  };
}

/** A ratio as a number. */
export function quotientOf(ratio: Ratio): number {
  return ratio.num / ratio.den;
}

function ratioOf(value: string | undefined): Ratio | undefined {
  const match = /^(\d+)[/:](\d+)$/.exec(value ?? '');
  const ratio = { num: Number(match?.[1]), den: Number(match?.[2]) };
  return ratio.num > 0 && ratio.den > 0 ? ratio : undefined;
}

/** Pixel aspects beyond 8:1 are damage, not intent. */
function pixelAspectOf(value: string | undefined): Ratio {
  const ratio = ratioOf(value) ?? { num: 1, den: 1 };
  return quotientOf(ratio) > 8 || quotientOf(ratio) < 1 / 8 ? { num: 1, den: 1 } : ratio;
}
