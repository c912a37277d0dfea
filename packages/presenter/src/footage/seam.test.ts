import { expect, it } from 'vitest';
import { drawFace } from '../face/drawn-face.fixture.ts';
import { type FacePoints, mapPoints } from '../face/face-points.ts';
import { meetBetween, pointsBetween } from './seam.ts';

/** About where the drawn face has them. */
const points: FacePoints = {
  mouth: { left: [150, 245], right: [210, 245], top: [180, 238], seam: [180, 245], bottom: [180, 254] },
  leftEye: { outer: [132, 190], inner: [160, 190], top: [146, 184], bottom: [146, 196] },
  rightEye: { outer: [228, 190], inner: [200, 190], top: [214, 184], bottom: [214, 196] },
  leftBrow: [146, 172],
  rightBrow: [214, 172],
  nose: [180, 222],
  chin: [180, 290],
  forehead: [180, 130],
  leftCheek: [98, 215],
  rightCheek: [262, 215],
};

it('where a film comes back to its beginning the person is seen once: on the way from pose to pose, not in two (C6)', () => {
  const size = { width: 360, height: 480 };
  const swayed = (sway: number) => drawFace({ ...size, radius: 85, background: null, sway });
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

it('hands that do not go the way of the body are in one place too, and two pictures are mixed for a moment only (C6)', () => {
  const size = { width: 360, height: 480 };
  const { data: plain } = drawFace({ ...size, radius: 85, background: null });
  /** A hand before the body, `at` so many pixels from the left. */
  const withHand = (at: number) => {
    const frame = Uint8Array.from(plain);
    for (let y = 400; y < 450; y++) {
      for (let x = at; x < at + 50; x++) {
        frame.set([230, 190, 150, 255], (y * size.width + x) * 4);
      }
    }
    return frame;
  };
  const handIn = (frame: Uint8Array) => {
    const seen = Array.from({ length: size.width }, (_, x) => frame[(425 * size.width + x) * 4] as number);
    return seen.flatMap((red, x) => (red > 215 ? [x] : []));
  };
  const between = (share: number) => {
    const frame = withHand(150);
    meetBetween(size, { data: frame, points }, { data: withHand(158), points }, share);
    return handIn(frame);
  };
  // Half-way it is half-way, and as wide as it was.
  const middle = between(0.5);
  expect(Math.abs((middle[0] ?? 0) - 154)).toBeLessThanOrEqual(2);
  expect(Math.abs(middle.length - 50)).toBeLessThanOrEqual(3);
  // What is on its way is the one picture alone, until the middle is near.
  const early = withHand(150);
  const goal = Uint8Array.from(withHand(158), (value, at) => (at % 4 === 2 ? 0 : value));
  meetBetween(size, { data: early, points }, { data: goal, points }, 0.2);
  expect(early[(425 * size.width + 175) * 4 + 2]).toBe(150);
});
