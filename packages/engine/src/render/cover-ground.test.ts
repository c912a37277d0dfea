import { expect, it } from 'vitest';
import { shareOffGround } from './cover-ground.ts';

const size = { width: 180, height: 180 };
const lower = { x: 0.1, y: 0.6, w: 0.8, h: 0.3 };

/** A picture of one colour at each place, as I420. */
function picture(colourAt: (x: number, y: number) => [y: number, u: number, v: number]): Uint8Array {
  const { width, height } = size;
  const bytes = new Uint8Array(width * height * 1.5);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [luma, u, v] = colourAt(x / width, y / height);
      bytes[y * width + x] = luma;
      const at = width * height + (y >> 1) * (width / 2) + (x >> 1);
      bytes[at] = u;
      bytes[at + (width * height) / 4] = v;
    }
  }
  return bytes;
}

/** A studio's ground on which light falls off a little. */
const ground = (x: number, y: number): [number, number, number] => [Math.round(200 - 12 * x - 14 * y), 128, 126];

it('words on the ground of a picture are told from words on what stands before it (C8)', () => {
  expect(shareOffGround(picture(ground), size, [lower])).toBe(0);
  // Wood as bright as the ground is seen by its colour.
  const wooden = picture((x, y) => (y > 0.3 && x > 0.2 && x < 0.8 ? [190, 105, 142] : ground(x, y)));
  expect(shareOffGround(wooden, size, [lower])).toBeGreaterThan(0.5);
  expect(shareOffGround(wooden, size, [{ x: 0, y: 0, w: 1, h: 0.25 }])).toBe(0);
});

it('a picture without a plain ground has nothing to tell them by (C8)', () => {
  const busy = picture((x, y) => [(Math.round(x * 37) * 61 + Math.round(y * 41) * 97) % 255, 128, 128]);
  expect(shareOffGround(busy, size, [lower])).toBe(0);
});
