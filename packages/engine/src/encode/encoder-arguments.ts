import type { Codec } from '@clipo/contract';
import { ClipoError } from '@clipo/contract/errors';

/** What a piece is encoded as. `draft` takes the fastest preset; sizes and rates are the caller's. */
export interface EncoderRequest {
  codec: Codec;
  width: number;
  height: number;
  fps: number;
  quality: 'final' | 'draft';
  /** FFmpeg encoder name such as `h264_nvenc`; left out, the software encoder of the codec. */
  encoder?: string;
}

/** The time scale of every video track: a whole number of units a frame at 24, 25, 30, 50 and 60 fps. */
const videoTimescale = 57_600;

/** The software encoder of a codec: it is always there and its bits do not depend on the machine. */
export const softwareEncoders = { h264: 'libx264', hevc: 'libx265' } as const satisfies Record<Codec, string>;

/** Encoders that a setting may name, by codec: NVIDIA, Intel, AMD and Apple. */
const hardwareEncoders = {
  h264: ['h264_nvenc', 'h264_qsv', 'h264_amf', 'h264_videotoolbox'],
  hevc: ['hevc_nvenc', 'hevc_qsv', 'hevc_amf', 'hevc_videotoolbox'],
} as const satisfies Record<Codec, readonly string[]>;

/** Constant-quality value of each encoder that looks like x264's crf 23. */
const quality = { h264: 23, hevc: 26 } as const satisfies Record<Codec, number>;

/**
 * FFmpeg arguments for one piece: raw I420 frames on standard input (`width × height × 1.5` bytes each) become a
 * video-only MP4 with closed groups of pictures. The caller appends the output path. One encoder thread always, so that
 * the bits depend on the frames alone; the parameter sets depend on the request alone, so that pieces of any length join.
 * Throws `internal` for odd sides and `invalid_input` for an encoder that does not fit the codec.
 */
export function encoderArguments(request: EncoderRequest): string[] {
  const { width, height, fps } = request;
  if (width % 2 !== 0 || height % 2 !== 0 || width < 2 || height < 2) {
    throw new ClipoError('internal', `I420 needs even sides, not ${width}×${height}`);
  }
  return [
    ...['-threads', '1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-color_range', 'tv'],
    ...['-video_size', `${width}x${height}`, '-framerate', String(fps), '-i', 'pipe:0'],
    ...['-map', '0:v', '-map_metadata', '-1', '-fflags', '+bitexact', '-fps_mode', 'passthrough'],
    ...codecArguments(request),
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    ...['-video_track_timescale', String(videoTimescale), '-f', 'mp4', '-y'],
  ];
}

function codecArguments(request: EncoderRequest): string[] {
  const { codec } = request;
  const encoder = request.encoder ?? softwareEncoders[codec];
  // Two seconds a group: players seek well, and one more key frame a piece costs about 2 % of bits.
  const group = String(request.fps * 2);
  const isDraft = request.quality === 'draft';
  // Supplemental data names the encoder's build and options; without it equal frames give equal bytes everywhere.
  const dropSupplements = [
    '-bsf:v',
    codec === 'h264' ? 'filter_units=remove_types=6' : 'filter_units=remove_types=39|40',
  ];
  const tag = codec === 'hevc' ? ['-tag:v', 'hvc1'] : [];
  const shared = ['-c:v', encoder, '-g', group, ...tag, ...dropSupplements];
  switch (encoder) {
    case 'libx264':
      return [
        ...shared,
        ...['-threads', '1', '-preset', isDraft ? 'ultrafast' : 'veryfast', '-crf', String(quality.h264)],
        ...['-profile:v', 'high', '-level:v', h264Level(request), '-flags', '+cgop+bitexact'],
        // stitchable: headers are not tuned to the piece's own pictures.
        ...['-x264-params', 'stitchable=1:open-gop=0:sliced-threads=0'],
      ];
    case 'libx265':
      return [
        ...shared,
        ...['-threads', '1', '-preset', isDraft ? 'ultrafast' : 'veryfast', '-crf', String(quality.hevc)],
        '-x265-params',
        [
          'pools=none:frame-threads=1:wpp=0:pmode=0:pme=0:info=0:log-level=error',
          `open-gop=0:keyint=${group}:repeat-headers=0:level-idc=${hevcLevel(request)}`,
          'colorprim=bt709:transfer=bt709:colormatrix=bt709:range=limited',
        ].join(':'),
      ];
    default:
      return [...shared, ...hardwareArguments(encoder, codec), '-flags', '+cgop'];
  }
}

function hardwareArguments(encoder: string, codec: Codec): string[] {
  const names: readonly string[] = hardwareEncoders[codec];
  if (!names.includes(encoder)) {
    throw new ClipoError(
      'invalid_input',
      `encoder "${encoder}" can't make ${codec}; take one of: ${names.join(', ')}`,
      {
        details: { field: 'encoder', problem: `"${encoder}" can't make ${codec}`, nearest: names[0] ?? '' },
      },
    );
  }
  const value = String(quality[codec]);
  const maker = encoder.slice(encoder.indexOf('_') + 1);
  switch (maker) {
    case 'nvenc':
      return ['-preset', 'p4', '-rc', 'vbr', '-cq', value, '-b:v', '0', '-strict_gop', '1', '-forced-idr', '1'];
    case 'qsv':
      return ['-preset', 'fast', '-global_quality', value];
    case 'amf':
      return ['-quality', 'speed', '-rc', 'cqp', '-qp_i', value, '-qp_p', value];
    default:
      return ['-q:v', '65', '-allow_sw', '0'];
  }
}

/** H.264 levels with their limits (ITU-T H.264 table A-1): macroblocks a second and macroblocks a frame. */
const h264Levels = [
  ['3.0', 40_500, 1_620],
  ['3.1', 108_000, 3_600],
  ['3.2', 216_000, 5_120],
  ['4.0', 245_760, 8_192],
  ['4.2', 522_240, 8_704],
  ['5.0', 589_824, 22_080],
  ['5.1', 983_040, 36_864],
  ['5.2', 2_073_600, 36_864],
] as const;

function h264Level({ width, height, fps }: EncoderRequest): string {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const level = h264Levels.find(([, perSecond, perFrame]) => blocks * fps <= perSecond && blocks <= perFrame);
  return level?.[0] ?? '6.2';
}

/** HEVC levels with their limits (ITU-T H.265 tables A.8 and A.9): luma samples a second and a picture. */
const hevcLevels = [
  ['30', 16_588_800, 552_960],
  ['31', 33_177_600, 983_040],
  ['40', 66_846_720, 2_228_224],
  ['41', 133_693_440, 2_228_224],
  ['50', 267_386_880, 8_912_896],
  ['51', 534_773_760, 8_912_896],
  ['52', 1_069_547_520, 8_912_896],
] as const;

function hevcLevel({ width, height, fps }: EncoderRequest): string {
  const samples = width * height;
  const level = hevcLevels.find(([, perSecond, perPicture]) => samples * fps <= perSecond && samples <= perPicture);
  return level?.[0] ?? '62';
}
