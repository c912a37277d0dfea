import type { Size } from '@clipo/contract';
import { quotientOf, type Ratio, type VideoTrack } from './probe-media.ts';

/** A stretch of time in whole milliseconds, half-open. */
export interface Stretch {
  startMs: number;
  endMs: number;
}

/** How a clip is made playable: what is pure in it, so that a test is a comparison of values. */
export interface PlayableForm {
  size: Size;
  rate: Ratio;
}

/** Clips whose short side is smaller are small. */
const smallSide = 720;

/** Size and rate of a clip's playable form: upright, square pixels, even sides, at most `mostLongSide`, 5 … 60 fps. */
export function playableFormOf(track: VideoTrack, mostLongSide: number): PlayableForm {
  return { size: fitWithin(uprightSize(track), mostLongSide), rate: playableRate(track) };
}

/** Width and height as they are meant to be seen: after rotation, with square pixels. */
function uprightSize(track: VideoTrack): Size {
  // Pixels are only ever stretched, never thrown away.
  const aspect = quotientOf(track.pixelAspect);
  const width = track.codedWidth * Math.max(1, aspect);
  const height = track.codedHeight * Math.max(1, 1 / aspect);
  return track.quarterTurns % 2 === 0 ? { width, height } : { width: height, height: width };
}

function fitWithin(size: Size, mostLongSide: number): Size {
  const scale = Math.min(1, mostLongSide / Math.max(size.width, size.height));
  // Downwards: a playable form is never larger than its source.
  const even = (value: number) => Math.max(2, Math.floor((value * scale) / 2 + 0.01) * 2);
  return { width: even(size.width), height: even(size.height) };
}

/** The clip's own rate where it is steady; slow-motion rates are halved until they fit; the rest becomes 30. */
function playableRate(track: VideoTrack): Ratio {
  const fps = quotientOf(track.rate);
  if (!track.isConstantRate || fps < 5 || fps > 1000) {
    return { num: 30, den: 1 };
  }
  const divisor = 2 ** Math.max(0, Math.ceil(Math.log2(fps / 60.5)));
  return { num: track.rate.num, den: track.rate.den * divisor };
}

/**
 * Encoder of every playable form: H.264 with short closed groups and no B-frames, so that any frame is found at once; no
 * CABAC and no loop filter, which makes decoding about 2.5 times cheaper (render.md: decoding clips is a large share of a
 * render). The thread count is fixed because x264's bits depend on it. The output's path follows.
 */
export const playableEncoder: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'fastdecode', '-crf', '15', '-g', '15', '-bf', '0'],
  ...[
    '-threads',
    '2',
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-color_range',
    'tv',
  ],
  ...['-fflags', '+bitexact', '-flags', '+bitexact', '-f', 'mp4', '-y'],
];

/**
 * Arguments that make the playable form.
 * @param input arguments that open the source; @param keep stretches that stay, undefined for all of it.
 */
export function playableArgs(
  input: readonly string[],
  track: VideoTrack,
  form: PlayableForm,
  keep: readonly Stretch[] | undefined,
  output: string,
): string[] {
  return [
    ...decoderArgs(track),
    ...input,
    ...['-map', `0:${track.index}`, '-an', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
    ...['-vf', playableFilters(track, form, keep), '-fps_mode', 'passthrough'],
    ...playableEncoder,
    output,
  ];
}

/** Arguments that choose the decoder: FFmpeg's own VP8 and VP9 decoders drop the alpha plane. */
export function decoderArgs(track: VideoTrack): string[] {
  return track.hasAlpha && (track.codec === 'vp9' || track.codec === 'vp8')
    ? ['-c:v', `libvpx${track.codec === 'vp9' ? '-vp9' : ''}`]
    : [];
}

/** The filter chain of the playable form. FFmpeg itself turns the picture upright before the first filter. */
function playableFilters(track: VideoTrack, form: PlayableForm, keep: readonly Stretch[] | undefined): string {
  const rate = `${form.rate.num}/${form.rate.den}`;
  return [
    ...(track.isInterlaced ? ['bwdif=mode=send_frame:deint=all'] : []),
    `fps=${rate}`,
    // The frames that stay close up, so the playable form has no gaps.
    ...(keep === undefined ? [] : [`select='${keep.map(stretchTest).join('+')}'`, `setpts=N/(${rate}*TB)`]),
    ...(track.hasAlpha ? [overWhite] : []),
    ...colorFilters(track, form.size),
    // A small clip is enlarged for nearly every frame, which makes it soft: its edges are steepened once, here.
    ...(Math.min(form.size.width, form.size.height) < smallSide ? ['cas=strength=0.4:planes=1'] : []),
    'setsar=1',
    'setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709',
  ].join(',');
}

/** Cut-outs stand on white, as product pictures do. */
const overWhite =
  'format=rgba,split[cutout][copy];[copy]lutrgb=r=255:g=255:b=255:a=255[page];[page][cutout]overlay=format=rgb';

function stretchTest({ startMs, endMs }: Stretch): string {
  return `gte(t,${startMs / 1000})*lt(t,${endMs / 1000})`;
}

function colorFilters(track: VideoTrack, size: Size): string[] {
  const { transfer, primaries, range } = track.color;
  const isFullRange = range === 'pc' || track.pixelFormat.startsWith('yuvj');
  const isRgb = track.hasAlpha || /^(rgb|bgr|gbr|0rgb|pal8|x2rgb|x2bgr)/.test(track.pixelFormat);
  const scale = `scale=${size.width}:${size.height}:flags=lanczos+accurate_rnd+full_chroma_int`;
  const inRange = isFullRange ? 'full' : 'limited';
  if (transfer === 'smpte2084' || transfer === 'arib-std-b67') {
    // Scaled first: light is mapped in 32-bit floats, which is dear.
    return [
      `${scale},format=yuv420p10le`,
      `zscale=tin=${transfer}:pin=${primaries === '' ? 'bt2020' : primaries}:min=bt2020nc:rin=${inRange}:t=linear:npl=203`,
      'format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=mobius:param=0.6:desat=0',
      'zscale=t=bt709:p=bt709:m=bt709:r=limited,format=yuv420p',
    ];
  }
  if (primaries === 'bt2020' && !isRgb) {
    return [
      `${scale},format=yuv420p10le`,
      `zscale=tin=bt709:pin=bt2020:min=bt2020nc:rin=${inRange}:t=bt709:p=bt709:m=bt709:r=limited,format=yuv420p`,
    ];
  }
  const from = isRgb ? '' : `:in_color_matrix=${inputMatrix(track)}:in_range=${inRange}`;
  return [`${scale}${from}:out_color_matrix=bt709:out_range=limited,format=yuv420p`];
}

/** An untold matrix follows the old convention: BT.601 for standard definition, BT.709 above. */
function inputMatrix(track: VideoTrack): string {
  switch (track.color.matrix) {
    case 'bt709':
      return 'bt709';
    case 'smpte170m':
    case 'bt470bg':
      return 'bt601';
    case 'fcc':
      return 'fcc';
    case 'smpte240m':
      return 'smpte240m';
    case 'bt2020nc':
    case 'bt2020c':
      return 'bt2020';
    default:
      return Math.min(track.codedWidth, track.codedHeight) >= 720 ? 'bt709' : 'bt601';
  }
}
