import type { ImageMaterial, VideoMaterial } from '@clipo/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropDistance } from './crops.ts';
import { dealShots, type Shot, type ShotList, type ShotNeed, shotKey } from './shot-list.ts';

function clip(id: string, durationMs: number): VideoMaterial {
  return {
    kind: 'video',
    id,
    file: id,
    path: id,
    rights: undefined,
    width: 640,
    height: 480,
    durationMs,
    fps: 30,
    hasAudio: false,
    shots: [{ startMs: 0, endMs: durationMs }],
    moments: [{ startMs: 500, endMs: Math.min(durationMs, 3500), score: 0.9 }],
  };
}

function still(id: string): ImageMaterial {
  return { kind: 'image', id, file: id, path: id, rights: undefined, width: 600, height: 400, hasAlpha: false };
}

const places: [ShotNeed['axis'], number, number][] = [
  ['hook', 0, 0],
  ['cta', 0, 0],
  ['body', 0, 0],
  ['body', 1, 0],
  ['body', 2, 0],
  ['body', 2, 1],
];

/** Three choices of every axis; the second line of body 2 is laid out in another shape. */
const needs: ShotNeed[] = [1, 2, 3].flatMap((choice) =>
  places.map(([axis, line, shot], priority) => ({
    axis,
    choice,
    line,
    shot,
    priority,
    durationMs: axis === 'hook' ? 3000 : 2000,
    speed: axis === 'cta' ? 0.8 : 1,
    product: axis === 'body' ? null : 'any',
    aspect: choice === 2 && line === 1 ? 1.8 : 1.1,
  })),
);

interface Placed {
  need: ShotNeed;
  shot: Shot;
}

/** All pairs of shots that can meet in one video: of different axes, or of one choice. */
function meetings(list: ShotList): [Placed, Placed][] {
  const all = needs.flatMap((need) => (list.get(shotKey(need)) ?? []).map((shot): Placed => ({ need, shot })));
  return all.flatMap((a, at) =>
    all
      .slice(at + 1)
      .filter(
        (b) => shotKey(a.need) !== shotKey(b.need) && (a.need.axis !== b.need.axis || a.need.choice === b.need.choice),
      )
      .map((b): [Placed, Placed] => [a, b]),
  );
}

const isOverlapping = (a: Placed, b: Placed) =>
  a.shot.kind === 'clip' &&
  b.shot.kind === 'clip' &&
  a.shot.material === b.shot.material &&
  a.shot.startMs < b.shot.startMs + b.need.durationMs * b.shot.speed &&
  b.shot.startMs < a.shot.startMs + a.need.durationMs * a.shot.speed;

describe('dealing materials to places', () => {
  it('gives every place something to show, even with one clip and one photo (C3)', () => {
    const list = dealShots(needs, [clip('c', 8000), still('p')], 1);
    const kinds = [...list.values()].map((shots) => shots[0]?.kind);
    expect(kinds).toContain('clip');
    expect(kinds).toContain('still');
    expect(kinds).not.toContain(undefined);
    // Words fill what is left: the photo is on screen for no more than 30 % of the film.
    expect(kinds.filter((kind) => kind === 'card').length).toBeLessThanOrEqual(kinds.length / 3);
  });

  it('never shows a stretch of a clip twice in one video', () => {
    const lengths = fc.array(fc.integer({ min: 1500, max: 20_000 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 4 }), (durations, rounds) => {
        const list = dealShots(
          needs,
          durations.map((length, index) => clip(`c${index}`, length)),
          rounds,
        );
        expect(meetings(list).some(([a, b]) => isOverlapping(a, b))).toBe(false);
      }),
    );
  });

  it('gives choices of one axis other frames, or other views of the same frames', () => {
    for (const length of [8000, 30_000]) {
      const list = dealShots(needs, [clip('c', length), ...['p', 'q', 'r', 's'].map(still)], 1);
      const [first, second] = [1, 2].map((choice) => list.get(`hook:${choice}:0:0`)?.[0]);
      expect(second?.kind).toBe('clip');
      expect(second).not.toEqual(first);
    }
  });

  it('shows a photo whole in a shape of its own where no crop of the place holds its subject', () => {
    const wide = needs.map((need) => ({ ...need, aspect: 2 }));
    const tall: ImageMaterial = { ...still('p'), subject: { x: 0.3, y: 0.05, w: 0.4, h: 0.9 } };
    const shot = dealShots(wide, [tall], 1).get('hook:1:0:0')?.[0];
    expect(shot).toMatchObject({ kind: 'still', isWhole: true });
    const crop = shot?.kind === 'still' ? shot.crop : undefined;
    expect((crop?.y ?? 1) <= 0.05 && (crop?.y ?? 0) + (crop?.h ?? 0) >= 0.95).toBe(true);
  });

  it('shows the product itself in the hook and beside the offer, whatever the choice', () => {
    const list = dealShots(needs, [clip('c', 8000), still('p')], 2);
    for (const need of needs.filter((each) => each.axis !== 'body')) {
      expect(list.get(shotKey(need))?.every((shot) => shot.kind !== 'card' && shot.material === 'c')).toBe(true);
    }
  });

  it('slows a product’s clip whose shots are shorter than the opening, and shows no photo there instead (C12)', () => {
    const short = { ...clip('c', 7000), moments: [] };
    const shots = [0, 2400, 4800].map((startMs) => ({ startMs, endMs: startMs + 2400 }));
    const list = dealShots(needs, [{ ...short, durationMs: 7200, shots }, still('p'), still('q')], 1);
    for (const choice of [1, 2, 3]) {
      const [opening] = list.get(`hook:${choice}:0:0`) ?? [];
      expect(opening).toMatchObject({ kind: 'clip', material: 'c' });
      const { startMs, speed } = opening?.kind === 'clip' ? opening : { startMs: 0, speed: 1 };
      expect(speed).toBeGreaterThanOrEqual(0.75);
      expect(shots.some((each) => each.startMs <= startMs && startMs + 3000 * speed <= each.endMs)).toBe(true);
    }
  });

  it.each([1, 4])('shows a photo again only with a crop that is at least 30 %% apart (%d rounds)', (rounds) => {
    for (const materials of [[still('p')], [still('p'), still('q')], [clip('c', 5000), still('p')]]) {
      for (const [a, b] of meetings(dealShots(needs, materials, rounds))) {
        if (a.shot.kind === 'still' && b.shot.kind === 'still' && a.shot.material === b.shot.material) {
          expect(cropDistance(a.shot.crop, b.shot.crop)).toBeGreaterThanOrEqual(0.3);
        }
      }
    }
  });

  it('keeps crops inside the picture and in the shape of their place', () => {
    const list = dealShots(needs, [still('p'), still('q')], 4);
    for (const need of needs) {
      for (const shot of list.get(shotKey(need)) ?? []) {
        if (shot.kind === 'still') {
          expect(shot.crop.x).toBeGreaterThanOrEqual(-1e-9);
          expect(shot.crop.y + shot.crop.h).toBeLessThanOrEqual(1 + 1e-9);
          expect((shot.crop.w * 600) / (shot.crop.h * 400)).toBeCloseTo(need.aspect, 1);
        }
      }
    }
  });
});
