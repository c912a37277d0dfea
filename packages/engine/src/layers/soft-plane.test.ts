import { expect, it } from 'vitest';
import { averagePlane, enlargeSoftly } from './soft-plane.ts';

it('a slow slope stays smooth: dither stands for fractions, so no band is wider than a few pixels', () => {
  // Three steps of brightness over 400 pixels: bands of 133 pixels without dither.
  const plane = { width: 4, height: 1, values: Float32Array.of(100, 101, 102, 103) };
  const bytes = new Uint8Array(400 * 8);
  enlargeSoftly(plane, bytes, 400, 8);
  const means = Array.from({ length: 50 }, (_, block) => {
    let sum = 0;
    for (let y = 0; y < 8; y++) {
      for (let x = 0; x < 8; x++) {
        sum += bytes[y * 400 + block * 8 + x] as number;
      }
    }
    return sum / 64;
  });
  means.slice(1).forEach((mean, index) => {
    const rise = mean - (means[index] as number);
    expect(rise).toBeGreaterThanOrEqual(0);
    expect(rise).toBeLessThan(0.15);
  });
  expect(means[0]).toBeLessThan(100.3);
  expect(means[49]).toBeGreaterThan(102.7);
});

it('a whole value stays what it is', () => {
  const bytes = new Uint8Array(64 * 64);
  enlargeSoftly({ width: 2, height: 2, values: new Float32Array(4).fill(77) }, bytes, 64, 64);
  expect(new Set(bytes)).toEqual(new Set([77]));
});

it('averaging keeps the fractions of each square', () => {
  const bytes = Uint8Array.of(0, 1, 10, 10, 1, 1, 10, 13);
  expect([...averagePlane(bytes, 4, 2, 2).values]).toEqual([0.75, 10.75]);
});
