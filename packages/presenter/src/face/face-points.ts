import { z } from 'zod';

const point = z.tuple([z.number().min(-1e5).max(1e5), z.number().min(-1e5).max(1e5)]);
const EyePoints = z.strictObject({
  outer: point.describe('The corner towards the ear'),
  inner: point.describe('The corner towards the nose'),
  top: point.describe('Middle of the upper lid, at the lashes'),
  bottom: point.describe('Middle of the lower lid'),
});

/**
 * Points of a face that the animation hangs on, in pixels of the upright picture. Left and right are the viewer's. They are
 * found by the machine, and may be mended by hand: beside `ana.jpg` as `ana.jpg.landmarks.json`.
 */
export const FacePoints = z.strictObject({
  mouth: z.strictObject({
    left: point.describe('Left corner of the lips'),
    right: point.describe('Right corner of the lips'),
    top: point.describe('Upper edge of the upper lip, in the middle'),
    seam: point.describe('Where the closed lips meet, in the middle'),
    bottom: point.describe('Lower edge of the lower lip, in the middle'),
  }),
  leftEye: EyePoints,
  rightEye: EyePoints,
  leftBrow: point.describe('Middle of the left brow'),
  rightBrow: point.describe('Middle of the right brow'),
  nose: point.describe('Tip of the nose'),
  chin: point.describe('Lowest point of the chin'),
  forehead: point.describe('Middle of the hairline'),
  leftCheek: point.describe('Left edge of the face, at the height of the nose'),
  rightCheek: point.describe('Right edge of the face, at the height of the nose'),
});
export type FacePoints = z.infer<typeof FacePoints>;

/** The file of mended points: the size of the picture that they were set on, and the points. */
export const LandmarksFile = z.strictObject({
  version: z.literal(1),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  points: FacePoints,
});
export type LandmarksFile = z.infer<typeof LandmarksFile>;

/** Where points set by hand lie: beside the picture. */
export function landmarksFileOf(picture: string): string {
  return `${picture}.landmarks.json`;
}

/** The points after `change`, applied to each. */
export function mapPoints(points: FacePoints, change: (x: number, y: number) => [number, number]): FacePoints {
  const one = ([x, y]: [number, number]) => change(x, y);
  const eye = ({ outer, inner, top, bottom }: FacePoints['leftEye']) => ({
    outer: one(outer),
    inner: one(inner),
    top: one(top),
    bottom: one(bottom),
  });
  const { mouth } = points;
  return {
    mouth: {
      left: one(mouth.left),
      right: one(mouth.right),
      top: one(mouth.top),
      seam: one(mouth.seam),
      bottom: one(mouth.bottom),
    },
    leftEye: eye(points.leftEye),
    rightEye: eye(points.rightEye),
    leftBrow: one(points.leftBrow),
    rightBrow: one(points.rightBrow),
    nose: one(points.nose),
    chin: one(points.chin),
    forehead: one(points.forehead),
    leftCheek: one(points.leftCheek),
    rightCheek: one(points.rightCheek),
  };
}

/** How far two points are from each other. */
export function distance(a: readonly [number, number], b: readonly [number, number]): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}
