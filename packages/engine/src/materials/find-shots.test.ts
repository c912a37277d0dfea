import { describe, expect, it } from 'vitest';
import { findMoments } from './find-moments.ts';
import { findShots } from './find-shots.ts';
import type { FrameMeasure } from './measure-frames.ts';

const frame = (part: Partial<FrameMeasure> = {}): FrameMeasure => ({
  ...{ sharpness: 200, motion: 2, change: 0.02, mean: 120, clipped: 0 },
  ...part,
});
const frames = (count: number, part: Partial<FrameMeasure> = {}) => Array.from({ length: count }, () => frame(part));
const jump = { motion: 45, change: 0.6 };

describe('shots (C3)', () => {
  it('a cut begins a shot, and shots cover the clip', () => {
    const measures = [...frames(50), frame(jump), ...frames(49), frame({ motion: 14, change: 0.2 }), ...frames(30)];
    expect(findShots(measures)).toEqual([
      { start: 0, end: 50 },
      { start: 50, end: 100 },
      { start: 100, end: 131 },
    ]);
  });

  it('a shaking hand and a flash are no cuts', () => {
    expect(findShots(frames(100, { motion: 25, change: 0.15 }))).toHaveLength(1);
    const flash = [...frames(40), frame(jump), frame(jump), ...frames(40)];
    expect(findShots(flash).length).toBeLessThanOrEqual(2);
  });

  it('a known cut counts though nothing is seen of it', () => {
    expect(findShots(frames(60), [30])).toEqual([
      { start: 0, end: 30 },
      { start: 30, end: 60 },
    ]);
  });

  it('a clip without frames or with one has no inner cut', () => {
    expect(findShots([frame()])).toEqual([{ start: 0, end: 1 }]);
  });
});

describe('moments (C3)', () => {
  const fps = 25;

  it('the best stretch comes first: sharp and lively before blurred, still or dark', () => {
    const parts = [
      frames(75, { mean: 5, sharpness: 1 }),
      frames(75, { sharpness: 20 }),
      frames(75, { sharpness: 210, motion: 4 }),
      frames(75, { motion: 0 }),
    ];
    const measures = parts.flat();
    const shots = [0, 75, 150, 225].map((start) => ({ start, end: start + 75 }));
    const starts = findMoments(measures, shots, fps).map((moment) => Math.floor(moment.start / 75));
    expect(starts).toEqual([2, 3, 1, 0]);
  });

  it('they never overlap, never cross a cut, last 1.2 s or more and lose little of the clip', () => {
    for (let length = 30; length < 400; length += 17) {
      const measures = Array.from({ length }, (_, n) =>
        frame({ sharpness: 100 + 90 * Math.sin(n / 9), motion: n % 7 }),
      );
      const cut = Math.floor(length / 3);
      const shots =
        length < 120
          ? [{ start: 0, end: length }]
          : [
              { start: 0, end: cut },
              { start: cut, end: length },
            ];
      const moments = findMoments(measures, shots, fps);
      const inOrder = [...moments].sort((a, b) => a.start - b.start);
      let covered = 0;
      for (const [index, moment] of inOrder.entries()) {
        expect(moment.end - moment.start).toBeGreaterThanOrEqual(30);
        expect(moment.start).toBeGreaterThanOrEqual(inOrder[index - 1]?.end ?? 0);
        expect(shots.some((shot) => moment.start >= shot.start && moment.end <= shot.end)).toBe(true);
        expect(moment.score).toBeGreaterThan(0);
        expect(moment.score).toBeLessThanOrEqual(1);
        covered += moment.end - moment.start;
      }
      expect(moments.map((moment) => moment.score)).toEqual(moments.map((m) => m.score).sort((a, b) => b - a));
      expect(covered).toBeGreaterThanOrEqual(length - 4);
    }
  });

  it('a clip of one second is one moment', () => {
    expect(findMoments(frames(25), [{ start: 0, end: 25 }], fps)).toMatchObject([{ start: 0, end: 25 }]);
  });
});
