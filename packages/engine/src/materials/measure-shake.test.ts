import { describe, expect, it } from 'vitest';
import { createMotionTracker, shakeOf } from './measure-shake.ts';
import { mendsFor } from './mend-clip.ts';

const size = { width: 240, height: 136 };
const count = 60;

/** A camera over a page with texture: where its upper left corner is, frame by frame. */
function shakeAlong(way: (frame: number) => { x: number; y: number }, subject?: (frame: number) => number): number {
  const tracker = createMotionTracker();
  for (let frame = 0; frame < count; frame++) {
    const { x, y } = way(frame);
    const disc = subject?.(frame);
    const grey = new Uint8Array(size.width * size.height);
    for (let row = 0; row < size.height; row++) {
      for (let column = 0; column < size.width; column++) {
        const [u, v] = [column + x, row + y];
        const page = 120 + 40 * Math.sin(u * 0.21 + Math.sin(v * 0.05)) + 35 * Math.sin(v * 0.17 + u * 0.04);
        const isDisc = disc !== undefined && Math.hypot(column - disc, row - 68) < 22;
        grey[row * size.width + column] = isDisc ? 30 : page;
      }
    }
    tracker.take(grey, size);
  }
  return shakeOf(tracker.shifts, { start: 0, end: count }, 30, tracker.longSide());
}

const isSteadied = (shake: number) => mendsFor({ shake, noise: 0 }).steady;

describe('shake of a camera (C3)', () => {
  const trembling = (frame: number) => ({ x: 2 * Math.sin(frame * 2.1), y: 1.5 * Math.cos(frame * 1.7) });

  it('is measured as far as the camera trembles, also on a pan', () => {
    const shake = shakeAlong(trembling);
    expect(shake).toBeGreaterThan((0.7 * Math.hypot(2, 1.5)) / Math.SQRT2 / 240);
    expect(shake).toBeLessThan((1.3 * Math.hypot(2, 1.5)) / Math.SQRT2 / 240);
    const panned = shakeAlong((frame) => ({ x: trembling(frame).x + 1.5 * frame, y: trembling(frame).y }));
    expect(panned).toBeGreaterThan(0.7 * shake);
    expect([shake, panned].map(isSteadied)).toEqual([true, true]);
  });

  it.each([
    ['a camera that stands', () => ({ x: 0, y: 0 })],
    ['an even pan', (frame: number) => ({ x: 1.5 * frame, y: 0.3 * frame })],
    [
      'a pan that sets off and comes to rest',
      (frame: number) => ({ x: 40 - 40 * Math.cos((Math.PI * frame) / count), y: 0 }),
    ],
  ])('%s is not taken for shaking', (_, way) => {
    expect(isSteadied(shakeAlong(way))).toBe(false);
  });

  it('a subject that hops before a standing camera is not taken for shaking', () => {
    expect(
      isSteadied(
        shakeAlong(
          () => ({ x: 0, y: 0 }),
          (frame) => 120 + 20 * Math.sin(frame * 1.3),
        ),
      ),
    ).toBe(false);
  });
});
