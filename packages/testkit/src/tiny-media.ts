import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runFfmpeg } from './run.ts';

/** A small media file: how FFmpeg makes it. */
interface Recipe {
  ending: string;
  args: readonly string[];
  /** Another one that `args` read as `SOURCE`. */
  from?: TinyMediaName;
}

const pattern = (size: string, rate: number, seconds: number) => [
  ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=${rate}:d=${seconds}`],
];
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '18', '-threads', '1'];
const h264 = [...x264, '-pix_fmt', 'yuv420p'];
const hdr = (transfer: string) => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-crf', '12', '-pix_fmt', 'yuv420p10le'],
  ...['-x265-params', `log-level=none:colorprim=bt2020:transfer=${transfer}:colormatrix=bt2020nc:range=limited`],
  ...['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc', '-tag:v', 'hvc1'],
];
/** A still scene with a moving square, so that scenes differ and none is frozen. */
const scene = (color: string) =>
  `color=c=${color}:s=320x180:r=25:d=2,noise=alls=12:all_seed=7,drawbox=x=20+40*t:y=60:w=60:h=60:c=white:t=fill`;
/** Ten bars, from the left the frame's number in binary, lowest bit first: white is 1. */
const numberBars = "geq=lum='if(gte(mod(floor(N/pow(2,floor(X*10/W))),2),1),220,30)':cb=128:cr=128";

/** Every kind of material that tests need, each a second or a few long and a few hundred pixels wide. */
const recipes = {
  /** 2 s, 320×180, 25 fps, H.264 and AAC. */
  clip: {
    ending: 'mp4',
    args: [...pattern('320x180', 25, 2), '-f', 'lavfi', '-i', 'sine=d=2', ...h264, '-g', '25', '-c:a', 'aac'],
  },
  /** 4 s, frame n carries its number as ten bars (see `readFrameNumber`), 320×180, 30 fps. */
  numbered: {
    ending: 'mp4',
    args: ['-f', 'lavfi', '-i', `color=s=320x180:r=30:d=4,format=yuv420p,${numberBars}`, ...h264, '-g', '30'],
  },
  /** As `numbered`, at 24 frames and with B-frames. */
  numbered24: {
    ending: 'mp4',
    args: [
      ...['-f', 'lavfi', '-i', `color=s=320x180:r=24:d=4,format=yuv420p,${numberBars}`],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-bf', '2', '-g', '48', '-threads', '1'],
    ],
  },
  /** Coded 320×180, to be shown turned by a quarter: 180×320. */
  rotated: {
    ending: 'mp4',
    from: 'clip',
    args: ['-i', 'SOURCE', '-map', '0:v', '-c', 'copy', '-metadata:s:v', 'rotate=90'],
  },
  /** Every third frame is missing and the rest comes late by turns. */
  variableRate: {
    ending: 'mp4',
    args: [
      ...pattern('320x180', 30, 3),
      ...['-vf', "select='mod(n,3)',settb=1/600,setpts='PTS+7*mod(N,2)'", '-fps_mode', 'vfr', ...h264],
    ],
  },
  /** 25 frames as 50 fields, MPEG-2. */
  interlaced: {
    ending: 'mpg',
    args: [
      ...pattern('352x288', 50, 2),
      ...['-vf', 'tinterlace=interleave_top,setfield=tff', '-c:v', 'mpeg2video', '-b:v', '3M', '-threads', '1'],
      ...['-flags', '+ilme+ildct', '-top', '1', '-r', '25'],
    ],
  },
  /** HEVC, 10 bits, PQ: grey of 203 nits (58 % signal), the white of a page. */
  hdrPq: {
    ending: 'mp4',
    args: [
      ...['-f', 'lavfi', '-i', 'color=black:s=320x180:r=25:d=1.2,format=yuv420p10le,geq=lum=573:cb=512:cr=512'],
      ...hdr('smpte2084'),
    ],
  },
  /** HEVC, 10 bits, HLG: grey of 75 % signal, the white of a page. */
  hdrHlg: {
    ending: 'mp4',
    args: [
      ...['-f', 'lavfi', '-i', 'color=black:s=320x180:r=25:d=1.2,format=yuv420p10le,geq=lum=721:cb=512:cr=512'],
      ...hdr('arib-std-b67'),
    ],
  },
  /** 10 bits, standard range. */
  tenBit: { ending: 'mkv', args: [...pattern('320x180', 25, 1.2), '-c:v', 'ffv1', '-pix_fmt', 'yuv422p10le'] },
  /** A red square on nothing: straight alpha. */
  alphaQtrle: {
    ending: 'mov',
    args: [
      ...['-f', 'lavfi', '-i', 'color=c=red@1:s=160x90:r=25:d=1.2,format=argb,geq=r=255:g=0:b=0:a=255*lt(X\\,80)'],
      ...['-c:v', 'qtrle'],
    ],
  },
  /** The same in VP9, whose alpha is a track of its own. */
  alphaVp9: {
    ending: 'webm',
    from: 'alphaQtrle',
    args: ['-i', 'SOURCE', '-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p', '-deadline', 'realtime', '-cpu-used', '8'],
  },
  /** Full range and BT.601 (a plain grey of 128, and pure red in its right half), as phones and web cameras write. */
  fullRange: {
    ending: 'mp4',
    args: [
      ...['-f', 'lavfi', '-i', 'color=c=0x808080:s=320x180:r=25:d=1.2,drawbox=x=160:w=160:h=180:c=red:t=fill'],
      ...['-vf', 'scale=out_color_matrix=bt601:out_range=full,format=yuvj420p', ...x264],
      ...['-colorspace', 'smpte170m', '-color_range', 'pc'],
    ],
  },
  /** 352×288 pixels of 16:11: meant to be seen 512 wide. */
  anamorphic: { ending: 'mp4', args: [...pattern('352x288', 25, 1.2), '-vf', 'setsar=16/11', ...h264] },
  /** Odd sides and full chroma. */
  oddSize: { ending: 'mp4', args: [...pattern('640x360', 25, 1.2), '-vf', 'format=yuv444p,crop=321:181', ...x264] },
  /** 120 frames a second. */
  slowMotion: { ending: 'mp4', args: [...pattern('160x90', 120, 1.2), ...h264] },
  /** Three scenes of 2 s with hard cuts at 2 s and 4 s. */
  threeShots: {
    ending: 'mp4',
    args: [
      ...['darkred', 'teal', 'olive'].flatMap((color) => ['-f', 'lavfi', '-i', scene(color)]),
      ...['-filter_complex', '[0][1][2]concat=n=3', ...h264, '-g', '25'],
    ],
  },
  /** 4 s with a key frame every second, noisy enough that damaged bytes hit a picture. */
  noisy: {
    ending: 'mp4',
    args: [
      ...['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=25:d=4,noise=alls=20:allf=t:all_seed=3'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-g', '25', '-sc_threshold', '0', '-bf', '2', '-threads', '1'],
      ...['-pix_fmt', 'yuv420p'],
    ],
  },
  /** As `noisy`, in a container that can be cut anywhere. */
  noisyTs: { ending: 'ts', from: 'noisy', args: ['-i', 'SOURCE', '-c', 'copy', '-f', 'mpegts'] },
  /** A third of a second. */
  tooShort: { ending: 'mp4', args: [...pattern('160x90', 30, 0.3), ...h264] },
  /** 3 hours, made of one minute over and over. */
  threeHours: {
    ending: 'mp4',
    from: 'oneMinute',
    args: ['-stream_loop', '179', '-i', 'SOURCE', '-c', 'copy'],
  },
  oneMinute: { ending: 'mp4', args: [...pattern('160x90', 10, 60), ...h264, '-g', '20', '-crf', '40'] },
  /** 8K, 1.2 s. */
  eightK: { ending: 'mp4', args: [...pattern('7680x4320', 10, 1.2), ...h264, '-crf', '40'] },
  /** Sound alone. */
  sound: { ending: 'wav', args: ['-f', 'lavfi', '-i', 'sine=d=1.5:r=48000'] },
  /** Sound with a cover picture, as music files have. */
  soundWithCover: {
    ending: 'mp3',
    args: [
      ...['-f', 'lavfi', '-i', 'sine=d=1.5', '-f', 'lavfi', '-i', 'color=red:s=64x64:d=0.04', '-map', '0', '-map', '1'],
      ...['-c:v', 'mjpeg', '-frames:v', '1', '-disposition:v', 'attached_pic'],
    ],
  },
  /** Left half red, right half blue, 64×32. */
  picture: {
    ending: 'png',
    args: ['-f', 'lavfi', '-i', 'color=blue:s=64x32,drawbox=w=32:h=32:c=red:t=fill', '-frames:v', '1'],
  },
  pictureJpeg: { ending: 'jpg', from: 'picture', args: ['-i', 'SOURCE', '-q:v', '2', '-pix_fmt', 'yuvj444p'] },
  pictureWebp: { ending: 'webp', from: 'picture', args: ['-i', 'SOURCE', '-quality', '95'] },
  pictureGif: { ending: 'gif', from: 'picture', args: ['-i', 'SOURCE'] },
  pictureBmp: { ending: 'bmp', from: 'picture', args: ['-i', 'SOURCE'] },
  pictureTiff: { ending: 'tiff', from: 'picture', args: ['-i', 'SOURCE'] },
  /** 16 bits a channel. */
  picture16Bit: { ending: 'png', from: 'picture', args: ['-i', 'SOURCE', '-pix_fmt', 'rgb48be'] },
  /** Left half red, right half nothing. */
  pictureAlpha: {
    ending: 'png',
    args: [
      ...['-f', 'lavfi', '-i', 'color=red:s=64x32,format=rgba,geq=r=255:g=0:b=0:a=255*lt(X\\,32)'],
      ...['-frames:v', '1'],
    ],
  },
  /** 640×640, lines of one white and one black pixel by turns, which a careless reduction turns into moiré. */
  fineStripes: {
    ending: 'png',
    args: [
      ...['-f', 'lavfi', '-i', "color=black:s=640x640,format=gray,geq=lum='255*mod(X,2)'"],
      ...['-frames:v', '1', '-pix_fmt', 'rgb24'],
    ],
  },
  onePixel: { ending: 'png', args: ['-f', 'lavfi', '-i', 'color=red:s=2x2,format=rgb24,crop=1:1', '-frames:v', '1'] },
  /** Larger than any frame: 9000×3000. */
  hugePicture: { ending: 'png', args: ['-f', 'lavfi', '-i', 'color=teal:s=9000x3000', '-frames:v', '1'] },
  /** 8K: 7680×4320, with grain, about 20 MB. */
  eightKPhoto: {
    ending: 'jpg',
    args: [
      ...['-f', 'lavfi', '-i', 'testsrc2=s=7680x4320:d=1,noise=alls=12:all_seed=5'],
      ...['-frames:v', '1', '-q:v', '2', '-pix_fmt', 'yuvj444p'],
    ],
  },
  /** One side beyond what is taken: 20000×8. */
  endlessPicture: { ending: 'png', args: ['-f', 'lavfi', '-i', 'color=teal:s=20000x8', '-frames:v', '1'] },
} as const satisfies Record<string, { ending: string; args: readonly string[]; from?: string }>;

/** Names of the tiny media. */
export type TinyMediaName = keyof typeof recipes;

/**
 * Path of a tiny media file. It is made by FFmpeg when first asked for and kept under the system's temporary folder by the
 * hash of its recipe; never write to it, copy it instead.
 */
export async function tinyMedia(name: TinyMediaName): Promise<string> {
  const recipe: Recipe = recipes[name];
  const source = recipe.from === undefined ? undefined : await tinyMedia(recipe.from);
  const args = recipe.args.map((arg) => (arg === 'SOURCE' && source !== undefined ? source : arg));
  const hash = createHash('sha256').update(JSON.stringify(args)).digest('hex').slice(0, 16);
  const folder = path.join(tmpdir(), 'clipo-tiny-media');
  const file = path.join(folder, `${name}-${hash}.${recipe.ending}`);
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await mkdir(folder, { recursive: true });
    const draft = path.join(folder, `${randomUUID()}.${recipe.ending}`);
    try {
      await runFfmpeg([...args, draft]);
      await rename(draft, file);
    } finally {
      await rm(draft, { force: true });
    }
  }
  return file;
}

/** Reads the number from a frame of `numbered`: its luma plane, of any size. */
export function readFrameNumber(luma: Uint8Array, width: number, height: number): number {
  const row = Math.floor(height / 2) * width;
  return Array.from({ length: 10 }, (_, bit) => (luma[row + Math.floor(((bit + 0.5) * width) / 10)] ?? 0) > 125).reduce(
    (number, isSet, bit) => number + (isSet ? 2 ** bit : 0),
    0,
  );
}
