import type { Box } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { standingAsDealt } from './picture-layers.ts';

/** Where the right part of a photograph stands in a place that is wider than it. */
function standing(subject?: Box): Box {
  const crop = { x: 0.2, y: 0.2, w: 0.8, h: 0.8 };
  const shot = { kind: 'still', material: 'a', width: 1000, height: 1000, crop, ...(subject && { subject }) } as const;
  return standingAsDealt(shot, { x: 0, y: 0.2, w: 1, h: 0.4 }, { width: 1080, height: 1920 }).box;
}

describe('a still that is narrower than its place (C5)', () => {
  it('stands in the middle where it shows its subject with room about it', () => {
    const { x, w } = standing({ x: 0.4, y: 0.3, w: 0.4, h: 0.6 });
    expect(w).toBeLessThan(0.8);
    expect(x + w / 2).toBeCloseTo(0.5, 6);
  });

  it('stands at the edge that cuts what it shows, also where nobody knows what that is: elsewhere it would end in nothing', () => {
    for (const { x, w } of [standing({ x: 0.6, y: 0.3, w: 0.4, h: 0.6 }), standing()]) {
      expect(x + w).toBeCloseTo(1, 6);
    }
  });
});
