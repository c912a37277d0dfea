import { expect, it } from 'vitest';
import { averagePlane, enlargeSoftly, groundOf } from './soft-plane.ts';

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

it('the ground of a plane is its border gone on inwards: what stands in the middle leaves no trace', () => {
  const [width, height] = [16, 28];
  const plain = Float32Array.from({ length: width * height }, (_, at) => 60 + 4 * (at % width));
  const filled = plain.map((value, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return x > 2 && x < 13 && y > 3 && y < 24 ? 20 : value;
  });
  const ground = groundOf({ width, height, values: filled }).values;
  expect(ground).toEqual(groundOf({ width, height, values: plain }).values);
  const middle = Array.from({ length: width }, (_, x) => ground[14 * width + x] as number);
  middle.slice(1).forEach((value, x) => {
    expect(value).toBeGreaterThanOrEqual(middle[x] as number);
  });
  expect(Math.min(...ground)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...ground)).toBeLessThanOrEqual(60 + 4 * 15);
});

it('what the border cuts fades out of the ground, and a row or a single sample is a border too', () => {
  const [width, height] = [16, 16];
  const cut = Float32Array.from({ length: width * height }, (_, at) => (at > 5 && at < 10 ? 40 : 200));
  const { values } = groundOf({ width, height, values: cut });
  const down = Array.from({ length: height }, (_, y) => values[y * width + 8] as number);
  down.slice(1).forEach((value, y) => {
    expect(value).toBeGreaterThanOrEqual((down[y] as number) - 0.5);
  });
  expect(down[0]).toBeGreaterThan(60);
  expect(down[8]).toBeGreaterThan(180);
  expect([...groundOf({ width: 2, height: 1, values: Float32Array.of(10, 10) }).values]).toEqual([10, 10]);
  expect([...groundOf({ width: 1, height: 1, values: Float32Array.of(7) }).values]).toEqual([7]);
});
