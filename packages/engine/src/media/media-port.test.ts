import path from 'node:path';
import type { PreparedMaterial, VideoMaterial } from '@clipo/contract';
import { readFrameNumber, type TempFolder, type TinyMediaName, tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCompositor } from '../compositor/load-node.ts';
import type { Compositor } from '../compositor/types.ts';
import type { ClipRequest, MediaPort } from '../layers/layer.ts';
import { prepareMaterial } from '../materials/prepare-material.ts';
import { createMediaPort } from './media-port.ts';

let folder: TempFolder;
let compositor: Compositor;
let media: MediaPort;
beforeAll(async () => {
  folder = await tempFolder('media');
  compositor = await loadCompositor();
  media = createMediaPort({ compositor });
});
afterAll(() => folder.remove());

async function prepareTiny(name: TinyMediaName): Promise<PreparedMaterial> {
  const file = await tinyMedia(name);
  return prepareMaterial({ file: path.basename(file), root: path.dirname(file), cacheDir: folder.path });
}

const whole = { x: 0, y: 0, w: 1, h: 1 };

async function numbersOf(request: ClipRequest, at?: readonly number[]): Promise<number[]> {
  const frames = await media.openClip(request);
  const numbers: number[] = [];
  const scene = at ?? Array.from({ length: request.endFrame - request.firstFrame }, (_, i) => request.firstFrame + i);
  for (const frame of scene) {
    const bytes = await frames.frame(frame);
    expect(bytes).toHaveLength((request.width * request.height * 3) / 2);
    numbers.push(readFrameNumber(bytes, request.width, request.height));
  }
  await frames.close();
  return numbers;
}

/** The source frame on screen at a scene frame, in whole numbers: speed in hundredths. */
function wantedNumber(request: ClipRequest, frame: number, sourceFps: number, last: number): number {
  const hundredths = Math.round(request.speed * 100);
  const numerator = request.startMs * request.fps * 100 + frame * 1000 * hundredths;
  return Math.min(last, Math.max(0, Math.floor((numerator * sourceFps) / (1000 * request.fps * 100))));
}

describe('a clip is shown frame by frame, exactly (C3)', () => {
  const cases: [TinyMediaName, number, Partial<ClipRequest>][] = [
    ['numbered', 30, {}],
    ['numbered', 30, { startMs: 1000 }],
    ['numbered', 30, { startMs: 2300, firstFrame: -12, endFrame: 20 }],
    ['numbered', 30, { startMs: 1000, speed: 0.5, endFrame: 60 }],
    ['numbered', 30, { startMs: 500, speed: 2 }],
    ['numbered', 30, { startMs: 200, speed: 1.25, fps: 60, endFrame: 90 }],
    ['numbered', 30, { fps: 24, startMs: 700 }],
    ['numbered', 30, { fps: 25, speed: 4, endFrame: 24 }],
    ['numbered24', 24, { startMs: 1500 }],
    ['numbered24', 24, { startMs: 250, fps: 60, endFrame: 100 }],
  ];
  it.each(cases)('%s at %i frames a second, %o', async (name, sourceFps, part) => {
    const material = await prepareTiny(name);
    const request: ClipRequest = {
      ...{ material, startMs: 0, speed: 1, fps: 30, firstFrame: 0, endFrame: 40, crop: whole, width: 160, height: 90 },
      ...part,
    };
    const wanted = Array.from({ length: request.endFrame - request.firstFrame }, (_, index) =>
      wantedNumber(request, request.firstFrame + index, sourceFps, 4 * sourceFps - 1),
    );
    expect(await numbersOf(request)).toEqual(wanted);
  });

  it('a start that is a frame time rounded to a millisecond finds that frame', async () => {
    const material = await prepareTiny('numbered');
    const common = { material, speed: 1, fps: 30, firstFrame: 0, endFrame: 1, crop: whole, width: 160, height: 90 };
    for (const index of [1, 2, 31, 58, 119]) {
      expect(await numbersOf({ ...common, startMs: Math.round((index * 1000) / 30) })).toEqual([index]);
    }
  });

  it('before its start the first frame stays, past its end the last', async () => {
    const material = await prepareTiny('numbered');
    const common = { material, speed: 1, fps: 30, crop: whole, width: 160, height: 90 };
    expect(await numbersOf({ ...common, startMs: 100, firstFrame: -6, endFrame: 3 })).toEqual([
      0, 0, 0, 0, 1, 2, 3, 4, 5,
    ]);
    expect(await numbersOf({ ...common, startMs: 3900, firstFrame: 0, endFrame: 6 })).toEqual([
      117, 118, 119, 119, 119, 119,
    ]);
    expect(await numbersOf({ ...common, startMs: 60_000, firstFrame: 0, endFrame: 3 })).toEqual([119, 119, 119]);
  });

  it('frames may be skipped, and asked for twice', async () => {
    const material = await prepareTiny('numbered');
    const request = {
      material,
      startMs: 0,
      speed: 1,
      fps: 30,
      firstFrame: 0,
      endFrame: 40,
      crop: whole,
      width: 160,
      height: 90,
    };
    expect(await numbersOf(request, [0, 0, 7, 7, 8, 39])).toEqual([0, 0, 7, 7, 8, 39]);
  });

  it('the crop fills the frame, larger or smaller than the source', async () => {
    const material = await prepareTiny('numbered');
    // The left half holds bits 0 to 4: in frame 21 = 10101 they are white, black, white, black, white.
    const request = { material, startMs: 700, speed: 1, fps: 30, firstFrame: 0, endFrame: 1 };
    for (const [width, height] of [
      [80, 90],
      [640, 720],
    ] as const) {
      const frames = await media.openClip({ ...request, crop: { x: 0, y: 0, w: 0.5, h: 1 }, width, height });
      const luma = await frames.frame(0);
      const row = (height / 2) * width;
      const bars = [0.1, 0.3, 0.5, 0.7, 0.9].map((x) => (luma[row + Math.floor(x * width)] ?? 0) > 125);
      expect(bars).toEqual([true, false, true, false, true]);
      await frames.close();
    }
  });

  it('closing in the middle ends the decoder, and a cancelled port gives no more', async () => {
    const material = await prepareTiny('numbered');
    const request = {
      material,
      startMs: 0,
      speed: 1,
      fps: 30,
      firstFrame: 0,
      endFrame: 100,
      crop: whole,
      width: 320,
      height: 180,
    };
    const frames = await media.openClip(request);
    await frames.frame(0);
    await frames.close();
    const aborter = new AbortController();
    const other = await createMediaPort({ compositor, signal: aborter.signal }).openClip(request);
    await other.frame(0);
    aborter.abort();
    const rest = async () => {
      for (let frame = 1; frame < 100; frame++) {
        await other.frame(frame);
      }
    };
    await expect(rest()).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a still is given at the size that is needed (C3)', () => {
  const lumaAt = (bytes: Uint8Array, width: number, x: number, y: number) => bytes[y * width + x] ?? -1;

  it('a picture fits the size asked for, keeps its shape and its colours, and is never enlarged', async () => {
    const material = await prepareTiny('picture');
    const small = await media.still(material, 0, { width: 32, height: 32 });
    expect(small).toMatchObject({ width: 32, height: 16 });
    const bytes = compositor.bytesOf(small);
    // Red and blue in BT.709.
    expect(Math.abs(lumaAt(bytes, 32, 4, 8) - 63)).toBeLessThanOrEqual(2);
    expect(Math.abs(lumaAt(bytes, 32, 28, 8) - 32)).toBeLessThanOrEqual(2);
    compositor.releasePicture(small);
    const large = await media.still(material, 0, { width: 1000, height: 1000 });
    expect(large).toMatchObject({ width: 64, height: 32 });
    compositor.releasePicture(large);
  });

  it('a transparent picture stands on white, or keeps its alpha where it is asked for', async () => {
    const material = await prepareTiny('pictureAlpha');
    const picture = await media.still(material, 0, { width: 64, height: 64 });
    expect(Math.abs(lumaAt(compositor.bytesOf(picture), 64, 50, 16) - 235)).toBeLessThanOrEqual(1);
    compositor.releasePicture(picture);
    const { rgba, width, height } = await media.stillRgba(material, { width: 32, height: 32 });
    expect([width, height]).toEqual([32, 16]);
    expect([...rgba.subarray((8 * 32 + 4) * 4, (8 * 32 + 4) * 4 + 4)]).toEqual([255, 0, 0, 255]);
    expect([...rgba.subarray((8 * 32 + 28) * 4, (8 * 32 + 28) * 4 + 4)]).toEqual([0, 0, 0, 0]);
  });

  it('a single pixel is a picture too', async () => {
    const picture = await media.still(await prepareTiny('onePixel'), 0, { width: 64, height: 64 });
    expect(picture).toMatchObject({ width: 2, height: 2 });
    expect(Math.abs(lumaAt(compositor.bytesOf(picture), 2, 1, 1) - 63)).toBeLessThanOrEqual(2);
    compositor.releasePicture(picture);
  });

  it('reducing a fine pattern gives its mean, not some of its pixels', async () => {
    const material = await prepareTiny('fineStripes');
    const picture = await media.still(material, 0, { width: 64, height: 64 });
    const luma = compositor.bytesOf(picture).subarray(0, 64 * 64);
    expect(Math.max(...luma) - Math.min(...luma)).toBeLessThan(20);
    compositor.releasePicture(picture);
  });

  it('a frame of a clip is that frame', async () => {
    const material = (await prepareTiny('numbered')) as VideoMaterial;
    for (const [atMs, wanted] of [
      [0, 0],
      [1000, 30],
      [3_999, 119],
      [9_999, 119],
    ] as const) {
      const picture = await media.still(material, atMs, { width: 160, height: 160 });
      expect(picture).toMatchObject({ width: 160, height: 90 });
      expect(readFrameNumber(compositor.bytesOf(picture), 160, 90)).toBe(wanted);
      compositor.releasePicture(picture);
    }
    const { rgba, width, height } = await media.stillRgba(material, { width: 160, height: 160 });
    expect(rgba).toHaveLength(width * height * 4);
  });

  it('sound has no picture: the error says which file', async () => {
    const material = await prepareTiny('sound');
    await expect(media.still(material, 0, { width: 64, height: 64 })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { file: material.file },
    });
  });
});
