import { describe, expect, it } from 'vitest';
import { cropHolding, cropsApart, motionOver, shareInside } from './crops.ts';
import { dealShots, type ShotNeed, shotKey } from './shot-list.ts';

const source = { width: 600, height: 400 };
const subject = { x: 0.05, y: 0.1, w: 0.3, h: 0.5 };

describe('crops of a still with a subject (C5)', () => {
  it.each([0.56, 0.88, 1, 1.78])(
    'begin with the one that has it in the middle, as far as the picture goes: %f',
    (aspect) => {
      const [first] = cropsApart(source, aspect, subject);
      const middle = (first?.x ?? 0) + (first?.w ?? 0) / 2;
      expect(middle).toBeCloseTo(Math.max((first?.w ?? 0) / 2, 0.2), 6);
      expect(shareInside(subject, first ?? subject)).toBeGreaterThan(0.9);
    },
  );

  it('move towards it, in or sideways, and stay within the crop', () => {
    for (const crop of cropsApart(source, 0.88, subject).filter((each) => shareInside(subject, each) > 0.9)) {
      for (const turn of [0, 1, 2, 3]) {
        const { from, to } = motionOver(crop, turn, subject);
        const away = (part: typeof from) =>
          Math.hypot(part.x + part.w / 2 - 0.2, part.y + part.h / 2 - 0.35) * (part.w / crop.w) ** 3;
        expect(away(to)).toBeLessThanOrEqual(away(from) + 1e-9);
        for (const part of [from, to]) {
          expect(part.x).toBeGreaterThanOrEqual(crop.x - 1e-9);
          expect(part.x + part.w).toBeLessThanOrEqual(crop.x + crop.w + 1e-9);
          expect(part.y + part.h).toBeLessThanOrEqual(crop.y + crop.h + 1e-9);
        }
      }
    }
  });

  // Of the photo in the example a cup with its saucer, in the middle and large: no two views that hold it are far enough apart
  // to meet in one video. What is small is seen whole from afar and from close by.
  it.each([
    ['large', { x: 0.22, y: 0.08, w: 0.5, h: 0.83 }, 1],
    ['small', { x: 0.4, y: 0.35, w: 0.2, h: 0.3 }, 4],
  ] as const)('that cut it are not dealt, words stand there instead: %s', (_, cup, count) => {
    const still = {
      kind: 'image',
      id: 'p',
      file: 'p',
      path: 'p',
      rights: undefined,
      ...source,
      hasAlpha: false,
    } as const;
    const place = (line: number): ShotNeed => ({
      axis: 'body',
      choice: 1,
      line,
      shot: 0,
      priority: line,
      durationMs: 2000,
      speed: 1,
      aspect: 0.88,
      product: null,
    });
    const needs = [0, 2, 4, 6].map(place);
    // Between them stand cards: one photo is never seen twice in a row, nor for long in all.
    const between = [1, 3, 5, 7].map((line) => ({ ...place(line), priority: 10 + line, durationMs: 5000 }));
    const list = dealShots([...needs, ...between], [{ ...still, subject: cup }], 1);
    const shown = needs.flatMap((need) => list.get(shotKey(need)) ?? []).filter((shot) => shot.kind === 'still');
    expect(shown).toHaveLength(count);
    for (const { crop } of shown) {
      expect(shareInside(cup, crop)).toBeGreaterThanOrEqual(0.97);
    }
  });
});

it('a crop grows to the shape of its box where the source has more about it', () => {
  const [square, crop] = [
    { width: 1000, height: 1000 },
    { x: 0.1, y: 0.3, w: 0.8, h: 0.6 },
  ];
  const grown = cropHolding(square, 1, crop);
  expect(grown?.w).toBeCloseTo(0.8);
  expect(grown?.h).toBeCloseTo(0.8);
  expect(grown && shareInside(crop, grown)).toBeCloseTo(1);
  // Twice as wide as high it would have to be wider than its source.
  expect(cropHolding(square, 2, crop)).toBeUndefined();
});
