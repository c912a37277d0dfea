import type { Box, VideoMaterial } from '@clipo/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { followSubject, type ShownStretch, type SubjectWay, subjectsOfStretch } from './follow-subject.ts';

/** Where the tumbler of the sample clip is, seen by eye: milliseconds, left, right, top, bottom. */
const truth = [
  [0, 0.48, 0.66, 0.25, 0.82],
  [1500, 0.48, 0.66, 0.25, 0.82],
  [1800, 0.32, 0.6, 0.26, 0.85],
  [2600, 0.05, 0.48, 0.37, 0.85],
  [3100, 0.17, 0.39, 0.25, 0.82],
  [3700, 0.3, 0.6, 0.2, 0.74],
  [4200, 0.49, 0.82, 0.17, 0.7],
  [5000, 0.55, 0.73, 0.27, 0.73],
  [5500, 0.44, 0.63, 0.28, 0.75],
  [6300, 0.44, 0.63, 0.28, 0.75],
  [7300, 0.4, 0.59, 0.17, 0.84],
  [8100, 0.4, 0.59, 0.17, 0.84],
].map(([atMs = 0, left = 0, right = 0, top = 0, bottom = 0]) => ({
  atMs,
  box: { x: left, y: top, w: right - left, h: bottom - top },
}));

/** What the engine found of the same clip, four times a second, at a few of its samples. */
const found: SubjectWay = [
  [0, 0.49, 0.73, 0.26, 0.78],
  [1009, 0.5, 0.73, 0.25, 0.8],
  [1494, 0.47, 0.71, 0.25, 0.81],
  [1756, 0.39, 0.66, 0.27, 0.81],
  [2017, 0.28, 0.62, 0.31, 0.81],
  [2241, 0.19, 0.58, 0.35, 0.81],
  [2503, 0.12, 0.54, 0.36, 0.82],
  [2764, 0.1, 0.52, 0.35, 0.82],
  [2988, 0.13, 0.51, 0.31, 0.81],
  [3250, 0.19, 0.53, 0.26, 0.77],
  [3511, 0.27, 0.59, 0.23, 0.74],
  [3735, 0.35, 0.66, 0.22, 0.72],
  [3996, 0.43, 0.74, 0.21, 0.7],
  [4258, 0.52, 0.82, 0.2, 0.69],
  [4482, 0.56, 0.84, 0.21, 0.69],
  [5005, 0.55, 0.79, 0.28, 0.72],
  [5490, 0.49, 0.78, 0.33, 0.73],
  [6237, 0.46, 0.76, 0.3, 0.73],
  [6984, 0.44, 0.68, 0.26, 0.82],
  [7992, 0.41, 0.7, 0.18, 0.82],
].map(([atMs = 0, left = 0, right = 0, top = 0, bottom = 0]) => ({
  atMs,
  box: { x: left, y: top, w: right - left, h: bottom - top },
}));

/** Middles of the crop on every frame: as the engine moves it, but straight between the points. */
function middles(subjects: SubjectWay, size: { width: number; height: number }, stretch: ShownStretch) {
  const { crop, follow } = followSubject(subjects, size, stretch);
  return Array.from({ length: stretch.frames }, (_, frame) => {
    const next = follow?.find((point) => point.frame >= frame);
    const before = follow?.findLast((point) => point.frame <= frame);
    if (next === undefined || before === undefined) {
      return { x: crop.x + crop.w / 2, y: crop.y + crop.h / 2 };
    }
    const part = next.frame > before.frame ? (frame - before.frame) / (next.frame - before.frame) : 0;
    return { x: before.x + (next.x - before.x) * part, y: before.y + (next.y - before.y) * part };
  });
}

function boxAt(way: SubjectWay, atMs: number): Box {
  const next = way.find((each) => each.atMs >= atMs) ?? way[0];
  const before = way.findLast((each) => each.atMs <= atMs) ?? next;
  if (next === undefined || before === undefined) {
    throw new RangeError('no samples');
  }
  const part = next.atMs > before.atMs ? (atMs - before.atMs) / (next.atMs - before.atMs) : 0;
  const at = (side: keyof Box) => before.box[side] + (next.box[side] - before.box[side]) * part;
  return { x: at('x'), y: at('y'), w: at('w'), h: at('h') };
}

describe('a crop follows its subject (C5)', () => {
  // 9:16 whole (0.42 of a 4:3 clip), the hero picture of 9:16, and 1:1.
  const widths = [0.42, 0.659, 0.75];
  const starts = [0, 500, 1500, 2500, 4500];

  it.each(widths.flatMap((width) => starts.map((startMs) => [width, startMs] as const)))(
    'the tumbler stays in a crop %f wide from %i ms on',
    (width, startMs) => {
      const stretch = { startMs, speed: 1, fps: 30, frames: 90 };
      for (const [frame, middle] of middles(found, { width, height: 1 }, stretch).entries()) {
        const box = boxAt(truth, startMs + (frame * 1000) / 30);
        const seen = Math.min(box.x + box.w, middle.x + width / 2) - Math.max(box.x, middle.x - width / 2);
        // The narrow crop may cut an edge while the tumbler darts; the hero crop of the hook holds all of it.
        expect(seen / box.w, `frame ${frame}`).toBeGreaterThan(width < 0.5 ? 0.72 : 0.999);
      }
    },
  );

  it('stands still where one place holds the subject all along, with it in the middle', () => {
    const stretch = { startMs: 0, speed: 1, fps: 30, frames: 40 };
    const { crop, follow } = followSubject(found, { width: 0.5, height: 1 }, stretch);
    expect(follow).toBeUndefined();
    expect(crop.x + crop.w / 2).toBeCloseTo(0.61, 1);
  });

  it('never leaves the picture, never darts and never jitters, whatever the subject does', () => {
    const box = fc.record({
      x: fc.double({ min: 0, max: 0.7, noNaN: true }),
      y: fc.double({ min: 0, max: 0.7, noNaN: true }),
      w: fc.double({ min: 0.05, max: 0.3, noNaN: true }),
      h: fc.double({ min: 0.05, max: 0.3, noNaN: true }),
    });
    const ways = fc.array(box, { minLength: 1, maxLength: 14 });
    const lengths = fc.integer({ min: 1, max: 120 });
    fc.assert(
      fc.property(ways, lengths, fc.constantFrom(24, 30, 60), (boxes, frames, fps) => {
        const way = boxes.map((each, index) => ({ atMs: index * 250, box: each }));
        const size = { width: 0.42, height: 0.6 };
        const path = middles(way, size, { startMs: 0, speed: 1, fps, frames });
        for (const [index, { x, y }] of path.entries()) {
          expect(Math.abs(x - 0.5)).toBeLessThanOrEqual(0.5 - size.width / 2 + 1e-4);
          expect(Math.abs(y - 0.5)).toBeLessThanOrEqual(0.5 - size.height / 2 + 1e-4);
          const before = path[index - 1] ?? { x, y };
          expect(Math.abs(x - before.x) * fps).toBeLessThan(0.6);
          expect(Math.abs(y - before.y) * fps).toBeLessThan(0.6);
        }
      }),
    );
  });

  it('takes no sample from the other side of a cut', () => {
    const shots = [
      { startMs: 0, endMs: 1000 },
      { startMs: 1001, endMs: 4000 },
    ];
    const subjects = [0, 250, 500, 750, 1010, 1250, 1500, 1750].map((atMs) => ({
      atMs,
      box: { x: 0.1, y: 0.1, w: 0.1, h: 0.1 },
    }));
    const clip = { shots, subjects } as Pick<VideoMaterial, 'shots' | 'subjects'> as VideoMaterial;
    expect(subjectsOfStretch(clip, 600, 1400).map(({ atMs }) => atMs)).toEqual([500, 750]);
    expect(subjectsOfStretch(clip, 1100, 1300).map(({ atMs }) => atMs)).toEqual([1010, 1250, 1500]);
  });
});
