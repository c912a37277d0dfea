import type { ImageMaterial, VideoMaterial } from '@clipo/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cropDistance } from './crops.ts';
import { dealShots, type Shot, type ShotNeed } from './shot-list.ts';

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

const needs: ShotNeed[] = ['hook:0:0', 'cta:0:0', 'body:0:0', 'body:1:0', 'body:2:0', 'body:2:1'].map(
  (slot, priority) => ({
    slot,
    priority,
    durationMs: priority === 0 ? 3000 : 2000,
    speed: slot.startsWith('cta') ? 0.8 : 1,
    isProduct: !slot.startsWith('body'),
    aspect: 1.4,
  }),
);

/** All pairs of shots of different needs, each of which may meet in one video. */
function meetings(list: ReadonlyMap<string, readonly Shot[]>): [Shot, Shot][] {
  const entries = [...list];
  return entries.flatMap(([slot, shots], at) =>
    entries
      .slice(at + 1)
      .flatMap(([other, others]) =>
        slot === other ? [] : shots.flatMap((a) => others.map((b): [Shot, Shot] => [a, b])),
      ),
  );
}

describe('dealing materials to places', () => {
  it('gives every place something to show, even with one clip and one photo (C3)', () => {
    const list = dealShots(needs, [clip('c', 8000), still('p')]);
    expect([...list.values()].every((shots) => shots.length > 0)).toBe(true);
    const kinds = [...list.values()].map((shots) => shots[0]?.kind);
    expect(kinds).toContain('clip');
    expect(kinds).toContain('still');
    expect(kinds).not.toContain('card');
  });

  it('never shows a stretch of a clip twice in one video', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1500, max: 20_000 }), { minLength: 1, maxLength: 4 }), (lengths) => {
        const list = dealShots(
          needs,
          lengths.map((length, index) => clip(`c${index}`, length)),
        );
        const durations = new Map(needs.map((need) => [need.slot, need.durationMs]));
        const stretches = [...list].flatMap(([slot, shots]) =>
          shots.flatMap((shot) =>
            shot.kind === 'clip'
              ? [
                  {
                    slot,
                    material: shot.material,
                    from: shot.startMs,
                    to: shot.startMs + (durations.get(slot) ?? 0) * shot.speed,
                  },
                ]
              : [],
          ),
        );
        for (const [index, a] of stretches.entries()) {
          for (const b of stretches.slice(index + 1)) {
            expect(a.material === b.material && a.from < b.to && b.from < a.to).toBe(false);
          }
        }
      }),
    );
  });

  it('shows the product itself in the hook and beside the offer, whatever the choice', () => {
    const list = dealShots(needs, [clip('c', 8000), still('p')]);
    for (const slot of ['hook:0:0', 'cta:0:0']) {
      expect(list.get(slot)?.every((shot) => shot.kind !== 'card' && shot.material === 'c')).toBe(true);
    }
  });

  it('shows a photo again only with a crop that is at least 30 % apart', () => {
    for (const [a, b] of meetings(dealShots(needs, [still('p')]))) {
      if (a.kind === 'still' && b.kind === 'still') {
        expect(cropDistance(a.crop, b.crop)).toBeGreaterThanOrEqual(0.3);
      }
    }
  });

  it('keeps crops inside the picture', () => {
    for (const shots of dealShots(needs, [still('p'), still('q')]).values()) {
      for (const shot of shots) {
        if (shot.kind === 'still') {
          expect(shot.crop.x).toBeGreaterThanOrEqual(-1e-9);
          expect(shot.crop.y + shot.crop.h).toBeLessThanOrEqual(1 + 1e-9);
        }
      }
    }
  });
});
