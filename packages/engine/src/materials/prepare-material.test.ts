import { copyFile, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ErrorCode, PreparedMaterial, VideoMaterial } from '@clipo/contract';
import {
  cutBytes,
  damageBytes,
  type TempFolder,
  type TinyMediaName,
  tempFolder,
  tinyMedia,
  turnByExif,
} from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../ffmpeg/run.ts';
import { prepareMaterial } from './prepare-material.ts';

let folder: TempFolder;
let cacheDir: string;
beforeAll(async () => {
  folder = await tempFolder('materials');
  cacheDir = path.join(folder.path, 'cache');
});
afterAll(() => folder.remove());

async function prepareTiny(name: TinyMediaName): Promise<PreparedMaterial> {
  const file = await tinyMedia(name);
  return prepareMaterial({ file: path.basename(file), root: path.dirname(file), cacheDir });
}

/** Prepares a file of this test's folder. */
function prepareHere(file: string): Promise<PreparedMaterial> {
  return prepareMaterial({ file, root: folder.path, cacheDir });
}

/** Y, U and V at a place (fractions) of the first frame. */
async function colorAt(material: PreparedMaterial, x: number, y: number): Promise<number[]> {
  const { width, height } = material as VideoMaterial;
  const crop = `crop=2:2:${Math.floor((x * width) / 2) * 2}:${Math.floor((y * height) / 2) * 2}`;
  const args = ['-i', material.path, '-vf', crop, '-frames:v', '1', '-pix_fmt', 'yuv420p', '-f', 'rawvideo', 'pipe:1'];
  const bytes = await runProgram('ffmpeg', args);
  return [bytes[0] ?? 0, bytes[4] ?? 0, bytes[5] ?? 0];
}

function expectColor(found: readonly number[], wanted: readonly number[], tolerance = 4): void {
  for (const [index, value] of wanted.entries()) {
    expect(Math.abs((found[index] ?? -1000) - value), `${found} is near ${wanted}`).toBeLessThanOrEqual(tolerance);
  }
}

async function streamOf(file: string): Promise<Record<string, unknown>> {
  const args = ['-v', 'error', '-show_streams', '-of', 'json', file];
  return JSON.parse((await runProgram('ffprobe', args)).toString()).streams[0];
}

describe('a clip becomes upright, progressive, constant in rate, 8-bit BT.709 (C3)', () => {
  const cases: [TinyMediaName, Partial<VideoMaterial>][] = [
    ['clip', { width: 320, height: 180, fps: 25, durationMs: 2000, hasAudio: true }],
    ['rotated', { width: 180, height: 320, fps: 25, durationMs: 2000, hasAudio: false }],
    ['variableRate', { width: 320, height: 180, fps: 30 }],
    ['interlaced', { width: 352, height: 288, fps: 25, durationMs: 2000 }],
    ['tenBit', { width: 320, height: 180, fps: 25 }],
    ['anamorphic', { width: 512, height: 288 }],
    ['oddSize', { width: 320, height: 180 }],
    ['slowMotion', { width: 160, height: 90, fps: 60, durationMs: 1200 }],
  ];
  it.each(cases)('%s', async (name, wanted) => {
    const material = await prepareTiny(name);
    expect(material).toMatchObject({ kind: 'video', ...wanted });
    expect(await streamOf(material.path)).toMatchObject({
      codec_name: 'h264',
      pix_fmt: 'yuv420p',
      field_order: 'progressive',
      color_space: 'bt709',
      color_transfer: 'bt709',
      color_primaries: 'bt709',
      color_range: 'tv',
      has_b_frames: 0,
      sample_aspect_ratio: '1:1',
    });
  });

  it('a clip turned by a quarter stands upright: its top was its right edge', async () => {
    const [plain, turned] = [await prepareTiny('clip'), await prepareTiny('rotated')];
    // This clip's display matrix turns counter-clockwise: what was at (x, y) is at (y, 1 − x).
    for (const [x, y] of [
      [0.1, 0.15],
      [0.75, 0.5],
      [0.25, 0.5],
    ] as const) {
      expectColor(await colorAt(turned, y, 1 - x), await colorAt(plain, x, y), 40);
    }
  });

  it('high dynamic range becomes standard: the white of a page is bright and not burnt', async () => {
    for (const name of ['hdrPq', 'hdrHlg'] as const) {
      const [y = 0, u, v] = await colorAt(await prepareTiny(name), 0.5, 0.5);
      expect(y, name).toBeGreaterThan(195);
      expect(y, name).toBeLessThan(232);
      expectColor([u ?? 0, v ?? 0], [128, 128], 2);
    }
  });

  it('full range BT.601 keeps its colours: grey 128 and pure red in BT.709', async () => {
    const material = await prepareTiny('fullRange');
    expectColor(await colorAt(material, 0.25, 0.5), [126, 128, 128], 2);
    expectColor(await colorAt(material, 0.75, 0.5), [63, 102, 240], 3);
  });

  it('a cut-out clip stands on white', async () => {
    for (const name of ['alphaQtrle', 'alphaVp9'] as const) {
      const material = await prepareTiny(name);
      expectColor(await colorAt(material, 0.25, 0.5), [63, 102, 240], 4);
      expectColor(await colorAt(material, 0.75, 0.5), [235, 128, 128], 2);
    }
  });
});

describe('damage does not show (C3)', () => {
  it.each([0.02, 0.5])('damage at %f of a clip is left out, and the rest stays', async (at) => {
    const damaged = `damaged-${at}.mp4`;
    await damageBytes(await tinyMedia('noisy'), path.join(folder.path, damaged), at, 1500);
    const clean = (await prepareTiny('noisy')) as VideoMaterial;
    const mended = (await prepareHere(damaged)) as VideoMaterial;
    expect(mended.durationMs).toBeGreaterThanOrEqual(2500);
    expect(mended.durationMs).toBeLessThan(clean.durationMs - 200);
    // Where the damaged part was, one shot ends and another begins; at the start there is only what follows.
    expect(mended.shots.length).toBe(at < 0.1 ? 1 : 2);

    const wanted = await greyFrames(clean.path);
    const nearest = (frame: Uint8Array) =>
      wanted.reduce((best, other) => Math.min(best, worstBlock(frame, other, best)), Number.POSITIVE_INFINITY);
    const worst = (frames: readonly Uint8Array[]) => Math.max(...frames.map(nearest));
    expect(worst(await greyFrames(mended.path))).toBeLessThan(20);
    // The measure sees damage: the clip as it is fails it.
    expect(worst(await greyFrames(path.join(folder.path, damaged)))).toBeGreaterThan(28);
  });

  it('of a clip that was cut off, what decodes is used', async () => {
    await cutBytes(await tinyMedia('noisyTs'), path.join(folder.path, 'cut.ts'), 0.6);
    const material = (await prepareHere('cut.ts')) as VideoMaterial;
    expect(material.durationMs).toBeGreaterThan(1400);
    expect(material.durationMs).toBeLessThan(2600);
  });

  it('the sample clip is clean from its first frame to its last', async () => {
    const root = path.resolve(import.meta.dirname, '../../../../examples/tumbler');
    const material = (await prepareMaterial({ file: 'tumbler.mp4', root, cacheDir })) as VideoMaterial;
    expect(material).toMatchObject({ width: 640, height: 480, hasAudio: true });
    expect(material.durationMs).toBeGreaterThan(7000);
    expect(material.shots).toHaveLength(1);
    const total = material.moments.reduce((sum, moment) => sum + moment.endMs - moment.startMs, 0);
    expect(total).toBeGreaterThan(0.95 * material.durationMs);
  });
});

describe('pictures (C3)', () => {
  const names: TinyMediaName[] = [
    'picture',
    'pictureJpeg',
    'pictureWebp',
    'pictureGif',
    'pictureBmp',
    'pictureTiff',
    'picture16Bit',
  ];
  it.each(names)('%s is taken as a picture of 64×32', async (name) => {
    expect(await prepareTiny(name)).toMatchObject({ kind: 'image', width: 64, height: 32, hasAlpha: false });
  });

  it('a transparent picture says so, a single pixel is a picture, and a huge one is made smaller', async () => {
    expect(await prepareTiny('pictureAlpha')).toMatchObject({ kind: 'image', hasAlpha: true });
    expect(await prepareTiny('onePixel')).toMatchObject({ kind: 'image', width: 1, height: 1 });
    expect(await prepareTiny('hugePicture')).toMatchObject({ kind: 'image', width: 4224, height: 1408 });
  });

  it('a photo that its camera turned is upright', async () => {
    await turnByExif(await tinyMedia('pictureJpeg'), path.join(folder.path, 'turned.jpg'), 6);
    expect(await prepareHere('turned.jpg')).toMatchObject({ kind: 'image', width: 32, height: 64 });
  });
});

describe('sound (C3)', () => {
  it('a sound file is sound, also with a cover picture in it', async () => {
    expect(await prepareTiny('sound')).toMatchObject({ kind: 'audio', durationMs: 1500 });
    expect(await prepareTiny('soundWithCover')).toMatchObject({ kind: 'audio' });
  });
});

describe('what a material is, is decided by its content (C3)', () => {
  it('endings do not count, and names may hold spaces, quotes, percent signs and emoji', async () => {
    const name = `a 'b' "c" %d 100%, 保温杯 🥤;$(x).txt`;
    await copyFile(await tinyMedia('clip'), path.join(folder.path, name));
    expect(await prepareHere(name)).toMatchObject({ kind: 'video', file: name });
    await copyFile(await tinyMedia('pictureJpeg'), path.join(folder.path, 'photo.mp4'));
    expect(await prepareHere('photo.mp4')).toMatchObject({ kind: 'image' });
    await copyFile(await tinyMedia('clip'), path.join(folder.path, '-i.png'));
    expect(await prepareHere('-i.png')).toMatchObject({ kind: 'video' });
  });
});

describe('what can not be used is refused with the file and what to do (C3)', () => {
  const made: [string, ErrorCode, RegExp, (file: string) => Promise<unknown>][] = [
    [
      'text.mp4',
      'unreadable_material',
      /is of another kind, or damaged/,
      (file) => writeFile(file, 'hello\n'.repeat(500)),
    ],
    [
      'notes.txt',
      'unreadable_material',
      /is of another kind, or damaged/,
      (file) => writeFile(file, 'hello\n'.repeat(500)),
    ],
    [
      'list.mp4',
      'unreadable_material',
      /is of another kind, or damaged/,
      (file) => writeFile(file, 'ffconcat version 1.0\nfile /etc/hostname\n'),
    ],
    [
      'list.m3u8',
      'unreadable_material',
      /is of another kind, or damaged/,
      (file) => writeFile(file, '#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n'),
    ],
    ['empty.mp4', 'unreadable_material', /is empty \(0 bytes\)/, (file) => writeFile(file, '')],
    ['folder.mp4', 'unreadable_material', /is a folder/, (file) => mkdir(file)],
    [
      'drawing.svg',
      'unreadable_material',
      /a picture of the kind SVG.*save it as JPEG or PNG/,
      (file) => writeFile(file, '<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
    [
      'phone.heic',
      'unreadable_material',
      /a picture of the kind HEIC.*save it as JPEG or PNG/,
      (file) => writeFile(file, '\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
    ],
    [
      'half.png',
      'unreadable_material',
      /damaged or cut off/,
      async (file) => cutBytes(await tinyMedia('hugePicture'), file, 0.5),
    ],
    [
      'half.jpg',
      'unreadable_material',
      /damaged or cut off/,
      async (file) => cutBytes(await tinyMedia('pictureJpeg'), file, 0.9),
    ],
    [
      'half.webp',
      'unreadable_material',
      /damaged or cut off/,
      async (file) => cutBytes(await tinyMedia('pictureWebp'), file, 0.6),
    ],
    [
      'half.mp4',
      'unreadable_material',
      /is of another kind, or damaged/,
      async (file) => cutBytes(await tinyMedia('noisy'), file, 0.6),
    ],
    [
      'stub.ts',
      'unreadable_material',
      /at least 1 s is needed|no picture that decodes/,
      async (file) => cutBytes(await tinyMedia('noisyTs'), file, 0.12),
    ],
    [
      'short.mp4',
      'unreadable_material',
      /at least 1 s is needed/,
      async (file) => copyFile(await tinyMedia('tooShort'), file),
    ],
    ['endless.png', 'unreadable_material', /16384/, async (file) => copyFile(await tinyMedia('endlessPicture'), file)],
    ['missing.mp4', 'not_found', /does not exist/, async () => undefined],
    ['../outside.mp4', 'outside_folder', /outside the brief's folder/, async () => undefined],
    ['/etc/hostname', 'outside_folder', /outside the brief's folder/, async () => undefined],
    [
      'link.mp4',
      'outside_folder',
      /outside the brief's folder/,
      async (file) => symlink(await tinyMedia('clip'), file),
    ],
    ['nul\0.mp4', 'not_found', /does not exist/, async () => undefined],
  ];
  it.each(made)('%s', async (file, code, message, make) => {
    await make(path.join(folder.path, file));
    await expect(prepareHere(file)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      details: { file, problem: expect.any(String) },
    });
  });

  it('a link that stays inside the folder is fine', async () => {
    await copyFile(await tinyMedia('picture'), path.join(folder.path, 'real.png'));
    await symlink('real.png', path.join(folder.path, 'alias.png'));
    expect(await prepareHere('alias.png')).toMatchObject({ kind: 'image', file: 'alias.png' });
  });
});

describe('the cache (C9)', () => {
  it('the same content is prepared once, under any name, and each keeps its own rights', async () => {
    const source = await tinyMedia('threeShots');
    await copyFile(source, path.join(folder.path, 'one.mp4'));
    await copyFile(source, path.join(folder.path, 'two.mov'));
    const common = { root: folder.path, cacheDir };
    const one = await prepareMaterial({ ...common, file: 'one.mp4', rights: { holder: 'A', licence: 'CC0-1.0' } });
    const made = await stat(one.path);
    const two = await prepareMaterial({ ...common, file: 'two.mov' });
    expect(await stat(two.path)).toMatchObject({ ino: made.ino, mtimeMs: made.mtimeMs });
    expect(two).toEqual({ ...one, file: 'two.mov', rights: undefined });
    expect(one.rights).toEqual({ holder: 'A', licence: 'CC0-1.0' });
  });

  it('a damaged entry is made anew', async () => {
    const first = (await prepareTiny('slowMotion')) as VideoMaterial;
    await writeFile(path.join(path.dirname(first.path), 'facts.json'), '{"kind":"video"');
    expect(await prepareTiny('slowMotion')).toEqual(first);
  });

  it('two that prepare the same content at once both get it', async () => {
    const own = path.join(folder.path, 'cache-race');
    const file = await tinyMedia('anamorphic');
    const request = { file: path.basename(file), root: path.dirname(file), cacheDir: own };
    const [one, two] = await Promise.all([prepareMaterial(request), prepareMaterial(request)]);
    expect(one).toEqual(two);
    expect(await readdir(path.join(own, 'materials'))).toHaveLength(1);
  });

  it('cancelling ends at once and leaves nothing behind', async () => {
    const own = path.join(folder.path, 'cache-cancelled');
    const file = await tinyMedia('noisy');
    const aborter = new AbortController();
    const request = { file: path.basename(file), root: path.dirname(file), cacheDir: own, signal: aborter.signal };
    const preparing = prepareMaterial(request);
    setTimeout(() => aborter.abort(), 150);
    await expect(preparing).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(path.join(own, 'materials')).catch(() => [])).toEqual([]);
    await expect(prepareMaterial(request)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

const greyWidth = 160;
const greyHeight = 90;

async function greyFrames(file: string): Promise<Uint8Array[]> {
  const args = ['-i', file, '-vf', `scale=${greyWidth}:${greyHeight}`, '-pix_fmt', 'gray', '-f', 'rawvideo', 'pipe:1'];
  const bytes = await runProgram('ffmpeg', args);
  const size = greyWidth * greyHeight;
  return Array.from({ length: bytes.length / size }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}

/** Mean difference in the 10×10 block where two frames differ most; some block's where that is beyond the limit. */
function worstBlock(a: Uint8Array, b: Uint8Array, limit: number): number {
  let worst = 0;
  for (let top = 0; top + 10 <= greyHeight; top += 10) {
    for (let left = 0; left + 10 <= greyWidth; left += 10) {
      let sum = 0;
      for (let row = top; row < top + 10; row++) {
        for (let at = row * greyWidth + left; at < row * greyWidth + left + 10; at++) {
          sum += Math.abs((a[at] as number) - (b[at] as number));
        }
      }
      worst = Math.max(worst, sum / 100);
      if (worst > limit) {
        return worst;
      }
    }
  }
  return worst;
}
