import { expect, it } from 'vitest';
import { drawFace } from '../face/drawn-face.fixture.ts';
import { mapPoints } from '../face/face-points.ts';
import { checkPortrait } from '../portrait/check-portrait.ts';
import { meetBetween, pointsBetween } from './seam.ts';

it('where a film comes back to its beginning the person is seen once: on the way from pose to pose, not in two (C6)', async () => {
  const size = { width: 360, height: 480 };
  const swayed = (sway: number) => drawFace({ ...size, radius: 85, background: null, sway });
  const { points } = await checkPortrait({ ...swayed(0), isMoving: false }, 'ana.png');
  const moved = mapPoints(points, (x, y) => [x + 8, y]);
  const [from, to, between] = [swayed(0), swayed(8), swayed(4)].map(({ data }) => data) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const faded = Uint8Array.from(from, (value, at) => (value + (to[at] as number)) / 2);
  meetBetween(size, { data: from, points }, { data: to, points: moved }, 0.5);
  const unlike = (frame: Uint8Array) =>
    frame.reduce((sum, value, at) => sum + Math.abs(value - (between[at] as number)), 0);
  expect(unlike(from)).toBeLessThan(unlike(faded) / 4);
  const middle = pointsBetween(points, moved, 0.5);
  expect([middle.chin[0], middle.chin[1], middle.mouth.left[0]]).toEqual([
    points.chin[0] + 4,
    points.chin[1],
    points.mouth.left[0] + 4,
  ]);
});
