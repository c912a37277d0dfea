import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ClipoError } from '@clipo/contract';
import { createPresenterMedia, runProgram } from '@clipo/engine';
import { cutBytes, turnByExif } from '@clipo/testkit';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { kindOfPerson } from '../packages/presenter/src/person/find-person.ts';
import { loadPortrait } from '../packages/presenter/src/portrait/load-portrait.ts';

const media = createPresenterMedia();
/** A drawn face, 480 × 640, as cyan, magenta, yellow and black: how print shops save pictures. */
const printed = path.join(import.meta.dirname, 'media/drawn-face-cmyk.jpg');
let folder = '';
const at = (name: string) => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-people-'));
  const image = await loadImage(await readFile(printed));
  const canvas = createCanvas(image.width, image.height);
  canvas.getContext('2d').drawImage(image, 0, 0);
  await writeFile(at('ana.png'), canvas.toBuffer('image/png'));
  await writeFile(at('ana.jpg'), canvas.toBuffer('image/jpeg', 92));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fits',
    (error: ClipoError) => `${error.code} ${error.details.rule ?? ''}`.trim(),
  );
const ffmpeg = (args: string[]) => runProgram('ffmpeg', ['-y', ...args]);

it('a picture for print, in four colours, is read like any other (C6)', async () => {
  expect(await codeOf(loadPortrait(printed, media))).toBe('fits');
});

it('a picture that a camera turned by EXIF stands upright', async () => {
  // Lying on its side, with the order to turn it back.
  await ffmpeg(['-i', at('ana.jpg'), '-vf', 'transpose=2', '-q:v', '2', at('lying.jpg')]);
  await turnByExif(at('lying.jpg'), at('turned.jpg'), 6);
  const { portrait } = await loadPortrait(at('turned.jpg'), media);
  expect([portrait.picture.width, portrait.picture.height]).toEqual([480, 640]);
  expect(Math.abs(portrait.measured.roll)).toBeLessThan(3);
  expect(await codeOf(loadPortrait(at('lying.jpg'), media))).toMatch(/unfit_face/);
});

it('a picture of 20 megapixels is used, reduced', async () => {
  await ffmpeg(['-i', at('ana.png'), '-vf', 'scale=3880:5174:flags=lanczos', '-q:v', '3', at('huge.jpg')]);
  const { portrait } = await loadPortrait(at('huge.jpg'), media);
  expect(Math.max(portrait.picture.width, portrait.picture.height)).toBe(2560);
});

it.each([
  ['moving.gif', ['-vf', 'fps=10,scale=240:-1']],
  ['moving.apng', ['-f', 'apng', '-plays', '0']],
  ['moving.webp', ['-c:v', 'libwebp_anim']],
])('a moving picture is refused by name: %s', async (name, args) => {
  await ffmpeg(['-loop', '1', '-t', '0.3', '-i', at('ana.png'), '-vf', 'hue=h=300*t', ...args, at(name)]);
  // It is told as what it is, not as a film that is too short.
  expect(await kindOfPerson(at(name), media)).toBe('portrait');
  expect(await codeOf(loadPortrait(at(name), media))).toBe('unfit_face face_moving_picture');
});

it('what is no picture, cut off or missing is refused by name', async () => {
  await cutBytes(at('ana.jpg'), at('cut.jpg'), 0.5);
  await writeFile(at('page.jpg'), '<html>not found</html>');
  expect(await codeOf(loadPortrait(at('cut.jpg'), media))).toBe('unreadable_material');
  expect(await codeOf(loadPortrait(at('page.jpg'), media))).toBe('unreadable_material');
  expect(await codeOf(loadPortrait(at('none.jpg'), media))).toBe('not_found');
});

it('frames are written and read back as they were, alpha included', async () => {
  const size = { width: 32, height: 16, fps: 25 };
  const frames = [0, 1, 2].map((frame) =>
    Uint8Array.from({ length: 32 * 16 * 4 }, (_, byte) => (byte * 7 + frame * 50) & 255),
  );
  await media.writeFrames(
    at('frames.mkv'),
    (async function* () {
      yield* frames;
    })(),
    size,
  );
  const read: Uint8Array[] = [];
  for await (const frame of media.readFrames(at('frames.mkv'), { ...size, mostFrames: 10 })) {
    read.push(frame);
  }
  expect(read.map((frame) => Buffer.from(frame).toString('hex'))).toEqual(
    frames.map((frame) => Buffer.from(frame).toString('hex')),
  );
});
