import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, type SampledFrame, sampleFrames } from '@clipo/engine';
import { judgePictures, type KnownBad, openLooker } from '@clipo/safety/pictures';
import { type WrittenCode, writeCode } from '../packages/safety/src/pictures/write-code.fixture.ts';
import { cpuSecondsOfAll } from './harness/processor-time.ts';
import { type Random, randomOf } from './harness/random.ts';

/** How well, and how fast, pictures are told apart. */
export interface PictureFigures {
  /** Harmless pictures: all examples, galleries and drawn people of the repository, and those that were held. */
  harmless: { of: number; held: string[] };
  /** Codes on pictures, large and small, dark on light and light on dark: how many were read. */
  codes: { of: number; read: number };
  /** Copies of forbidden pictures, and other pictures: how many of each were taken for a forbidden one. */
  copies: { of: number; known: number; others: number; mistaken: number };
  /** For a clip of 15 s, without reading words: wall time, processor time with FFmpeg's, how many frames were seen. */
  clip: { ms: number; cpuMs: number; frames: number };
}

const root = join(import.meta.dirname, '..');
/** What somebody might upload, as it lies in the repository; tests' odd pictures are no part of it. */
const folders = ['examples', 'docs/templates', 'docs/presenters', 'docs/compare', 'apps/web/src/pages/sign-in/frames'];
const pictureNames = /\.(?:jpe?g|png|webp)$/;

type Looker = ReturnType<typeof openLooker>;
type Frame = SampledFrame;

/** Looks at the repository's pictures and at pictures made of them, the same at every run. */
export async function measurePictures(): Promise<PictureFigures> {
  const files = execFileSync('git', ['ls-files', ...folders], { cwd: root, encoding: 'utf8' }).split('\n');
  const looker = openLooker();
  try {
    const stills: [name: string, frame: Frame][] = [];
    for (const name of files.filter((each) => pictureNames.test(each))) {
      for await (const frame of sampleFrames(join(root, name), { mostSide: 640 })) {
        stills.push([name, frame]);
      }
    }
    const held: string[] = [];
    for (const [name, frame] of stills) {
      const findings = await looker.look([frame], []);
      held.push(...findings.filter(({ level }) => level === 'review').map(({ rule }) => `${name}: ${rule}`));
    }
    return {
      harmless: { of: stills.length, held },
      codes: await measureCodes(looker, stills),
      copies: await measureCopies(looker, stills),
      clip: await measureClip(looker),
    };
  } finally {
    await looker.close();
  }
}

async function measureCodes(looker: Looker, stills: readonly [string, Frame][]): Promise<PictureFigures['codes']> {
  const random = randomOf(7);
  const figures = { of: 0, read: 0 };
  const formats = ['QRCode', 'EAN13', 'Code128', 'DataMatrix'] as const;
  for (const [index, [, ground]] of stills.filter((_, place) => place % 3 === 0).entries()) {
    const format = formats[index % formats.length] ?? 'QRCode';
    const text = format === 'EAN13' ? '6901234567892' : `vx-${Math.floor(random() * 1e6)}`;
    const code = await writeCode(format, text);
    const findings = await looker.look([withCode(ground, code, random)], []);
    figures.of += 1;
    figures.read += findings.some((finding) => finding.text.includes(text)) ? 1 : 0;
  }
  return figures;
}

/** A picture with a code on it: of 2 to 5 points a module, somewhere, with its quiet zone. */
function withCode(ground: Frame, { data, width, height }: WrittenCode, random: Random): Frame {
  const rgba = Uint8Array.from(ground.rgba);
  const scale = 2 + Math.floor(random() * 4);
  const tall = Math.max(height, 16);
  const left = Math.floor(random() * Math.max(1, ground.width - (width + 8) * scale));
  const top = Math.floor(random() * Math.max(1, ground.height - (tall + 8) * scale));
  for (let y = 0; y < (tall + 8) * scale && top + y < ground.height; y += 1) {
    for (let x = 0; x < (width + 8) * scale && left + x < ground.width; x += 1) {
      const [column, row] = [Math.floor(x / scale) - 4, Math.floor(y / scale) - 4];
      const isInside = column >= 0 && row >= 0 && column < width && row < tall;
      const shade = isInside ? (data[Math.min(row, height - 1) * width + column] ?? 255) : 255;
      rgba.set([shade, shade, shade, 255], ((top + y) * ground.width + left + x) * 4);
    }
  }
  return { ...ground, rgba };
}

async function measureCopies(looker: Looker, stills: readonly [string, Frame][]): Promise<PictureFigures['copies']> {
  const figures = { of: 0, known: 0, others: 0, mistaken: 0 };
  // Two pictures of one thing may be near each other: forbidden are some, and all others of other things are tried.
  const chosen = stills.filter(([name], place) => name.startsWith('examples/') && place % 7 === 0);
  for (const [name, frame] of chosen) {
    const hash = await looker.hashOf(frame);
    if (hash === null) {
      continue;
    }
    const known: KnownBad[] = [{ id: 'kpc_1', hash, category: 'extremism' }];
    for (const copy of [smaller(frame), lighter(frame), noisy(frame), mirrored(frame)]) {
      figures.of += 1;
      figures.known += (await looker.look([copy], known)).some(({ rule }) => rule === 'known_picture') ? 1 : 0;
    }
    const thing = name.replace(/(?:-\d+)?\.\w+$/, '');
    for (const [, picture] of stills.filter(([each]) => !each.startsWith(thing))) {
      const own = await looker.hashOf(picture);
      figures.others += 1;
      figures.mistaken += own !== null && isTaken(picture, own, known) ? 1 : 0;
    }
  }
  return figures;
}

/** Judged by what it looks like alone: nobody has to rate it again. */
function isTaken(frame: Frame, hash: string, known: readonly KnownBad[]): boolean {
  return judgePictures([{ frame, hashes: [hash], rating: null, codes: [] }], known).length > 0;
}

function changed(frame: Frame, of: (value: number, place: number) => number): Frame {
  return { ...frame, rgba: frame.rgba.map((value, place) => (place % 4 === 3 ? value : of(value, place))) };
}
const lighter = (frame: Frame) => changed(frame, (value) => Math.min(255, value * 0.8 + 45));
const noisy = (frame: Frame) =>
  changed(frame, (value, place) => Math.max(0, Math.min(255, value + ((place * 7919) % 21) - 10)));

function mapped(frame: Frame, width: number, height: number, from: (x: number, y: number) => [number, number]): Frame {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] = from(x, y);
      const place = (row * frame.width + column) * 4;
      rgba.set(frame.rgba.subarray(place, place + 4), (y * width + x) * 4);
    }
  }
  return { ...frame, width, height, rgba };
}
const smaller = (frame: Frame) => mapped(frame, frame.width >> 1, frame.height >> 1, (x, y) => [x * 2, y * 2]);
const mirrored = (frame: Frame) => mapped(frame, frame.width, frame.height, (x, y) => [frame.width - 1 - x, y]);

/** Side of a clip as telephones make it. */
const [clipWidth, clipHeight] = [1080, 1920];

/** All that is seen of a clip of 15 s in 1080 × 1920, of five shots, from the file to the findings. */
async function measureClip(looker: Looker): Promise<PictureFigures['clip']> {
  const folder = await mkdtemp(join(tmpdir(), 'clipo-bench-'));
  const path = join(folder, 'clip.mp4');
  const shots = ['tumbler/tumbler', 'boots/turn', 'cupcake/turn', 'headphones/turn', 'toy/turn'];
  const upright = `scale=${clipWidth}:${clipHeight}:force_original_aspect_ratio=increase,crop=${clipWidth}:${clipHeight}`;
  const parts = shots.map((_, index) => `[${index}:v]${upright},setsar=1,fps=30,noise=alls=4:allf=t[s${index}]`);
  const joined = `${shots.map((_, index) => `[s${index}]`).join('')}concat=n=${shots.length}:v=1:a=0[v]`;
  await runProgram('ffmpeg', [
    ...shots.flatMap((name) => ['-stream_loop', '9', '-t', '3', '-i', join(root, 'examples', `${name}.mp4`)]),
    ...['-filter_complex', `${parts.join(';')};${joined}`, '-map', '[v]'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '21', '-pix_fmt', 'yuv420p', path],
  ]);
  const [started, used] = [performance.now(), cpuSecondsOfAll(process.pid)];
  let frames = 0;
  const counted = async function* () {
    for await (const frame of sampleFrames(path, { mostSide: 640 })) {
      frames += 1;
      yield frame;
    }
  };
  await looker.look(counted(), []);
  const ms = performance.now() - started;
  const cpuMs = (cpuSecondsOfAll(process.pid) - used) * 1000;
  await rm(folder, { recursive: true });
  return { ms, cpuMs, frames };
}
