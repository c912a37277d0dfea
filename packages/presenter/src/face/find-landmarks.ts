import { distance, type FacePoints } from './face-points.ts';
import type { FoundFace } from './find-faces.ts';
import { loadModel } from './load-model.ts';
import { fromPatch, type PatchPlace, type PicturePyramid, patchValues } from './picture-patch.ts';

/** What a face looks like in one picture, by Face Mesh. */
export interface Landmarks {
  points: FacePoints;
  /** How sure the network is that it sees a face, 0 … 1. */
  score: number;
  /** Turn to the side, nod and tilt in degrees; 0 looks straight into the camera. */
  yaw: number;
  pitch: number;
  roll: number;
  /** Gap between the lips in the middle, as a share of the mouth's width. */
  lipGap: number;
  /** Opening of the more open eye, as a share of its width. */
  eyeOpening: number;
  /** Width of the face in pixels, cheek to cheek. */
  faceWidth: number;
}

const meshPoints = 468;
/** The patch is so much larger than the face. */
const margin = 1.5;

/** Numbers of Face Mesh's points; left is the viewer's. */
const at = {
  mouthLeft: 61,
  mouthRight: 291,
  lipTop: 0,
  innerTop: 13,
  innerBottom: 14,
  lipBottom: 17,
  leftOuter: 33,
  leftInner: 133,
  leftTop: 159,
  leftBottom: 145,
  rightOuter: 263,
  rightInner: 362,
  rightTop: 386,
  rightBottom: 374,
  leftBrow: 105,
  rightBrow: 334,
  nose: 4,
  chin: 152,
  forehead: 10,
  leftCheek: 234,
  rightCheek: 454,
} as const;

/** Finds the points of one face. Run twice: the second look is laid on the points of the first. */
export async function findLandmarks(pyramid: PicturePyramid, face: FoundFace): Promise<Landmarks> {
  const first = await meshIn(pyramid, {
    x: face.x + face.width / 2,
    y: face.y + face.height / 2,
    size: Math.max(face.width, face.height) * margin,
    angle: face.angle,
  });
  return landmarksOf(await meshIn(pyramid, placeOf(first)));
}

/** Follows a face from one frame of a film to the next: one look, laid on the last points. */
export async function followLandmarks(pyramid: PicturePyramid, last: FacePoints): Promise<Landmarks> {
  const corners = [last.forehead, last.chin, last.leftCheek, last.rightCheek];
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const [left, right] = [eyeMiddle(last.leftEye), eyeMiddle(last.rightEye)];
  return landmarksOf(
    await meshIn(pyramid, {
      x: (Math.min(...xs) + Math.max(...xs)) / 2,
      y: (Math.min(...ys) + Math.max(...ys)) / 2,
      size: Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) * margin,
      angle: Math.atan2(right[1] - left[1], right[0] - left[0]),
    }),
  );
}

function eyeMiddle(eye: FacePoints['leftEye']): [number, number] {
  return [(eye.outer[0] + eye.inner[0]) / 2, (eye.outer[1] + eye.inner[1]) / 2];
}

interface Mesh {
  score: number;
  /** x, y, depth of each point; depth grows away from the camera, in pixels. */
  values: Float32Array;
}

async function meshIn(pyramid: PicturePyramid, place: PatchPlace): Promise<Mesh> {
  const { side, run } = await loadModel('facemesh');
  const output = await run(patchValues(pyramid, place, side, { scale: 1 / 255, offset: 0 }));
  const raw = output.get(meshPoints * 3) ?? new Float32Array(meshPoints * 3);
  const values = new Float32Array(meshPoints * 3);
  for (let point = 0; point < meshPoints; point++) {
    const { x, y } = fromPatch(place, side, { x: raw[point * 3] as number, y: raw[point * 3 + 1] as number });
    values.set([x, y, (raw[point * 3 + 2] as number) * (place.size / side)], point * 3);
  }
  return { score: Math.min(1, Math.max(0, output.get(1)?.[0] ?? 0)), values };
}

function placeOf({ values }: Mesh): PatchPlace {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let point = 0; point < meshPoints; point++) {
    const [x, y] = [values[point * 3] as number, values[point * 3 + 1] as number];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const eyes = [at.leftOuter, at.rightOuter].map((point) => [values[point * 3], values[point * 3 + 1]]) as [
    [number, number],
    [number, number],
  ];
  return {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    size: Math.max(right - left, bottom - top) * margin,
    angle: Math.atan2(eyes[1][1] - eyes[0][1], eyes[1][0] - eyes[0][0]),
  };
}

function landmarksOf({ values, score }: Mesh): Landmarks {
  const point = (index: number): [number, number] => [values[index * 3] as number, values[index * 3 + 1] as number];
  const depth = (index: number) => values[index * 3 + 2] as number;
  const seam = [at.innerTop, at.innerBottom].map(point) as [[number, number], [number, number]];
  const points: FacePoints = {
    mouth: {
      left: point(at.mouthLeft),
      right: point(at.mouthRight),
      top: point(at.lipTop),
      seam: [(seam[0][0] + seam[1][0]) / 2, (seam[0][1] + seam[1][1]) / 2],
      bottom: point(at.lipBottom),
    },
    leftEye: {
      outer: point(at.leftOuter),
      inner: point(at.leftInner),
      top: point(at.leftTop),
      bottom: point(at.leftBottom),
    },
    rightEye: {
      outer: point(at.rightOuter),
      inner: point(at.rightInner),
      top: point(at.rightTop),
      bottom: point(at.rightBottom),
    },
    leftBrow: point(at.leftBrow),
    rightBrow: point(at.rightBrow),
    nose: point(at.nose),
    chin: point(at.chin),
    forehead: point(at.forehead),
    leftCheek: point(at.leftCheek),
    rightCheek: point(at.rightCheek),
  };
  const degrees = 180 / Math.PI;
  const faceWidth = distance(points.leftCheek, points.rightCheek);
  const { leftEye, rightEye } = points;
  const opening = (eye: FacePoints['leftEye']) => distance(eye.top, eye.bottom) / distance(eye.outer, eye.inner);
  return {
    points,
    score,
    yaw: Math.atan2(depth(at.rightCheek) - depth(at.leftCheek), faceWidth) * degrees,
    pitch: Math.atan2(depth(at.chin) - depth(at.forehead), distance(points.forehead, points.chin)) * degrees,
    roll: Math.atan2(rightEye.outer[1] - leftEye.outer[1], rightEye.outer[0] - leftEye.outer[0]) * degrees,
    lipGap: distance(...seam) / distance(points.mouth.left, points.mouth.right),
    eyeOpening: Math.max(opening(leftEye), opening(rightEye)),
    faceWidth,
  };
}
