import type { Box } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { findSubject, leastConfidence, type Subject } from './find-subject.ts';
import { type LabPicture, labOfRgba } from './lab-picture.ts';

const [width, height] = [120, 90];

type Color = readonly [number, number, number];

/** A picture whose pixels a function colours, at fractions of its width and height. */
function painted(colorAt: (x: number, y: number) => Color): LabPicture {
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let index = 0; index < width * height; index++) {
    rgba.set(colorAt(((index % width) + 0.5) / width, (Math.floor(index / width) + 0.5) / height), index * 4);
  }
  return labOfRgba(rgba, width, height);
}

/** Whether a place lies in a disc of a radius (of the height). */
function isInDisc(x: number, y: number, at: { x: number; y: number }, radius: number): boolean {
  return Math.hypot(((x - at.x) * width) / height, y - at.y) < radius;
}

/** Pseudo-random 0 … 1 of a place, the same each time. */
function grain(x: number, y: number): number {
  const value = Math.sin(x * 1271.9 + y * 3117.3) * 43_758.5453;
  return value - Math.floor(value);
}

function overlap(a: Box, b: Box): number {
  const across = Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x));
  const down = Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));
  const shared = across * down;
  return shared / (a.w * a.h + b.w * b.h - shared);
}

function expectDisc(subject: Subject | null, at: { x: number; y: number }, radius: number): void {
  const wide = (radius * height) / width;
  expect(subject?.confidence).toBeGreaterThanOrEqual(leastConfidence);
  const box = { x: at.x - wide, y: at.y - radius, w: 2 * wide, h: 2 * radius };
  expect(overlap(subject?.box ?? { x: 0, y: 0, w: 1, h: 1 }, box)).toBeGreaterThan(0.7);
}

describe('the subject of a picture (C5)', () => {
  const places = [
    { x: 0.5, y: 0.5 },
    { x: 0.25, y: 0.3 },
    { x: 0.78, y: 0.7 },
  ];

  it.each(places)('is a coloured disc on a gradient, at %o', (at) => {
    const picture = painted((x, y) =>
      isInDisc(x, y, at, 0.18) ? [200, 60, 40] : [90 + 120 * x, 110 + 100 * x, 130 + 80 * y],
    );
    expectDisc(findSubject(picture), at, 0.18);
  });

  it.each(places)('is a disc before a background with a texture, at %o', (at) => {
    const picture = painted((x, y) => {
      const shade = 40 * grain(x, y) + 20 * Math.sin(x * 60);
      return isInDisc(x, y, at, 0.2) ? [40, 60 + shade / 4, 150] : [150 + shade, 115 + shade, 80 + shade];
    });
    expectDisc(findSubject(picture), at, 0.2);
  });

  it('is what a hand holds, without the arm that reaches in', () => {
    const picture = painted((x, y) => {
      if (x > 0.4 && x < 0.55 && y > 0.25 && y < 0.8) {
        return [20, 22, 26];
      }
      const isArm = x > 0.5 && Math.abs(y - 0.5) < 0.09;
      return isArm ? [200 - 30 * Math.abs(y - 0.5) * 10, 150, 120] : [215, 212, 205];
    });
    const subject = findSubject(picture);
    expect(overlap(subject?.box ?? { x: 0, y: 0, w: 1, h: 1 }, { x: 0.4, y: 0.25, w: 0.15, h: 0.55 })).toBeGreaterThan(
      0.7,
    );
  });

  it('is all of a set whose pieces stand side by side', () => {
    const pieces = [
      { at: { x: 0.2, y: 0.55 }, radius: 0.12 },
      { at: { x: 0.5, y: 0.5 }, radius: 0.2 },
      { at: { x: 0.78, y: 0.55 }, radius: 0.13 },
    ];
    const picture = painted((x, y) =>
      pieces.some(({ at, radius }) => isInDisc(x, y, at, radius)) ? [150, 90, 50] : [215, 225, 215],
    );
    const subject = findSubject(picture);
    expect(subject?.confidence).toBeGreaterThanOrEqual(leastConfidence);
    const box = subject?.box ?? { x: 0, y: 0, w: 0.1, h: 0.1 };
    expect(overlap(box, { x: 0.11, y: 0.3, w: 0.77, h: 0.4 })).toBeGreaterThan(0.85);
  });

  it('stays whole where the border cuts it', () => {
    const picture = painted((x, y) => (x > 0.3 && x < 0.7 && y > 0.3 ? [180, 30, 60] : [225, 225, 220]));
    const box = findSubject(picture)?.box ?? { x: 0, y: 0, w: 0.1, h: 0.1 };
    expect(box.x + box.w / 2).toBeCloseTo(0.5, 1);
    expect(box.w).toBeGreaterThan(0.3);
  });

  const plain: [string, (x: number, y: number) => Color][] = [
    ['one colour', () => [128, 128, 128]],
    ['a gradient', (x: number, y: number) => [60 + 150 * x, 60 + 120 * y, 100]],
    [
      'grain',
      (x: number, y: number) => [80 + 100 * grain(x, y), 80 + 100 * grain(x + 1, y), 80 + 100 * grain(x + 2, y)],
    ],
    ['stripes', (x: number) => (Math.floor(x * 12) % 2 === 0 ? [210, 210, 210] : [60, 90, 140])],
  ];
  it.each(plain)('is unsure where there is nothing but %s', (_, colorAt) => {
    expect(findSubject(painted(colorAt))?.confidence ?? 0).toBeLessThan(leastConfidence);
  });

  it('is not looked for in pictures of a few pixels', () => {
    expect(findSubject(labOfRgba(new Uint8Array(4 * 16), 4, 4))).toBeNull();
  });
});
