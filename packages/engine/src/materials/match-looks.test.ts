import { describe, expect, it } from 'vitest';
import { gradeColor, labOfRgb, mostMoved } from './grade-cube.ts';
import { commonLook, type Grade, gradeTowards, lookDistance } from './match-looks.ts';
import type { Look } from './measure-look.ts';

const good: Look = { low: 10, middle: 60, high: 90, tint: { a: 0, b: 4 }, trust: 0.6 };
const look = (part: Partial<Look>): Look => ({ ...good, ...part });

describe('what a batch has in common (C5)', () => {
  it('is the look nearest to all others, in whichever order they come', () => {
    const dark = look({ middle: 35, high: 60 });
    const other = look({ middle: 63, high: 91 });
    for (const looks of [
      [good, dark, other],
      [dark, other, good],
    ]) {
      expect(commonLook(looks)).not.toBe(dark);
    }
  });

  it('of two that differ, the better lit is the one to follow; one alone has nothing to follow', () => {
    const blue = look({ tint: { a: -2, b: -14 } });
    expect(commonLook([blue, good])).toBe(good);
    expect(commonLook([look({ middle: 30, high: 55 }), good])).toBe(good);
    expect(commonLook([blue])).toBeNull();
  });
});

describe('a correction (C5)', () => {
  it('is none where a picture is near enough, darker by what it shows, or shows no grey', () => {
    expect(gradeTowards(good, good)).toBeNull();
    expect(gradeTowards(look({ middle: 55, high: 86, tint: { a: 2, b: 7 } }), good)).toBeNull();
    // A dark thing before a white wall: the lights are as bright as elsewhere.
    expect(gradeTowards(look({ middle: 25, high: 91 }), good)).toBeNull();
    expect(gradeTowards(look({ tint: { a: 14, b: 22 }, trust: 0.05 }), good)).toBeNull();
  });

  it('never makes a good picture like a bad one, however many bad ones there are', () => {
    const bad = look({ middle: 40, high: 62, tint: { a: 2, b: 19 } });
    expect(gradeTowards(good, bad)).toBeNull();
    const others = [
      bad,
      look({ middle: 42, high: 66, tint: { a: 0, b: -9 } }),
      look({ middle: 45, high: 79, trust: 0 }),
    ];
    expect(commonLook([...others, good])).toBe(good);
  });

  it('brings a tinted, darkened look at least half of the way back', () => {
    for (const off of [
      look({ middle: 44, high: 68 }),
      look({ tint: { a: 3, b: 18 } }),
      look({ middle: 46, high: 70, tint: { a: -3, b: -12 } }),
    ]) {
      const grade = gradeTowards(off, good) as Grade;
      const after = (lightness: number) => gradeColor({ lightness, ...off.tint }, grade);
      const middle = after(off.middle);
      const mended = { ...off, middle: middle.lightness, high: after(off.high).lightness, tint: middle };
      expect(lookDistance(mended, good)).toBeLessThan(lookDistance(off, good) / 2);
    }
  });

  it('never moves a grey or a strong colour further than its limit, and leaves black and white alone', () => {
    const worst = [
      gradeTowards(look({ low: 40, middle: 20, high: 50, tint: { a: 25, b: -40 } }), good),
      gradeTowards(look({ middle: 90, high: 100, tint: { a: -25, b: 40 } }), look({ middle: 70, high: 92 })),
    ];
    const steps = [0, 0.2, 0.4, 0.6, 0.8, 1];
    for (const grade of worst) {
      for (const red of steps) {
        for (const green of steps) {
          for (const blue of steps) {
            const before = labOfRgb([red, green, blue]);
            const after = gradeColor(before, grade as Grade);
            const moved = Math.hypot(after.lightness - before.lightness, after.a - before.a, after.b - before.b);
            const isStrong = Math.hypot(before.a, before.b) >= 56;
            expect(moved).toBeLessThanOrEqual((isStrong ? mostMoved.ofColour : mostMoved.ofGrey) + 1e-6);
          }
        }
      }
      expect(gradeColor(labOfRgb([0, 0, 0]), grade as Grade).lightness).toBeCloseTo(0, 1);
      expect(gradeColor(labOfRgb([1, 1, 1]), grade as Grade).lightness).toBeCloseTo(100, 1);
    }
  });
});
