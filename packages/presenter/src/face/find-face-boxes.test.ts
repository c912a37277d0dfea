import path from 'node:path';
import type { Box, RgbaPicture } from '@clipo/contract';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, it } from 'vitest';
import { drawFace } from './drawn-face.fixture.ts';
import { findFaceBoxes } from './find-face-boxes.ts';

const size = { width: 480, height: 270 };

/** How much of a box lies in another. */
function shareInside(part: Box, whole: Box): number {
  const across = Math.min(part.x + part.w, whole.x + whole.w) - Math.max(part.x, whole.x);
  const down = Math.min(part.y + part.h, whole.y + whole.h) - Math.max(part.y, whole.y);
  return across <= 0 || down <= 0 ? 0 : (across * down) / (part.w * part.h);
}

it.each([
  ['at the left of a wide picture', size, 90, 110, 40],
  ['at its right', size, 400, 120, 40],
  ['far off in the middle', size, 240, 100, 24],
  ['low in a tall picture', { width: 270, height: 480 }, 135, 330, 40],
  ['large in a square one', { width: 300, height: 300 }, 150, 130, 90],
  ['near in the middle of a wide one', size, 240, 135, 68],
  ['so near that a wide one is full of it', size, 240, 135, 95],
  ['in the middle of one more than twice as wide as high', { width: 640, height: 270 }, 320, 110, 27],
  ['so near that a square one is full of it', { width: 300, height: 300 }, 150, 150, 110],
] as const)('a face is found %s, from its brows to its chin (C8)', async (_, { width, height }, x, y, radius) => {
  const faces = await findFaceBoxes(drawFace({ width, height, x, y, radius }));
  const [left, top] = [x - 0.6 * radius, y - 0.35 * radius];
  const truth = { x: left / width, y: top / height, w: (1.2 * radius) / width, h: (1.6 * radius) / height };
  expect(faces).toHaveLength(1);
  const [face = { x: 0, y: 0, w: 0, h: 0 }] = faces;
  expect(shareInside(truth, face), JSON.stringify({ truth, face })).toBeGreaterThan(0.9);
  // Not half the picture to be sure of it: a head is about as wide as 2.4 of what is called its radius here.
  expect(face.w * width).toBeLessThan(3 * radius);
  expect(face.h * height).toBeLessThan(4 * radius);
});

it('of two people both are found, and of nobody nobody', async () => {
  expect(await findFaceBoxes(drawFace({ width: 480, height: 320, isTwo: true }))).toHaveLength(2);
  expect(await findFaceBoxes(drawFace({ ...size, radius: 1 }))).toEqual([]);
});

const examples = path.join(import.meta.dirname, '../../../../examples');

it.each(['tumbler/coffee.png', 'cupcake/hero.jpg', 'boots/pair.jpg', 'headphones/front.jpg', 'home/table-fan.jpg'])(
  'no face is seen in %s',
  async (file) => {
    expect(await findFaceBoxes(await pictureOf(path.join(examples, file)))).toEqual([]);
  },
);

async function pictureOf(file: string): Promise<RgbaPicture> {
  const image = await loadImage(file);
  const scale = 512 / Math.max(image.width, image.height);
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, data: new Uint8Array(canvas.data()) };
}
