import { ClipoError, type ErrorDetails, InputProblems, type RgbaPicture } from '@clipo/contract';
import { distance, type FacePoints, type LandmarksFile, mapPoints } from '../face/face-points.ts';
import { type FoundFace, findFaces } from '../face/find-faces.ts';
import { findLandmarks, type Landmarks } from '../face/find-landmarks.ts';
import { type FaceLook, measureFace } from '../face/measure-face.ts';
import { pyramidOf } from '../face/picture-patch.ts';

/** A portrait that can be animated. */
export interface CheckedPortrait {
  picture: RgbaPicture;
  points: FacePoints;
  /** What was measured; told to the user, and kept beside the picture. */
  measured: Pick<Landmarks, 'yaw' | 'pitch' | 'roll' | 'lipGap' | 'eyeOpening' | 'faceWidth'> & FaceLook;
  /** The points were mended by hand. */
  isMended: boolean;
}

/** Limits, each with the fault that it stands for. */
const portraitLimits = {
  faceWidth: 160,
  yaw: 15,
  pitch: 22,
  roll: 15,
  lipGap: 0.09,
  eyeOpening: 0.14,
  darkest: 45,
  brightest: 235,
  unevenness: 2.2,
  blur: 0.62,
} as const;

/** Below it the network says itself that no face is there. */
export const leastFaceScore = 0.3;

/** A second face counts from this share of the first one's width on: a poster on the wall does not. */
const secondFace = 0.35;

/**
 * Checks whether a picture can be animated: one face, large, from the front, mouth closed, eyes open, in good light. All
 * that is wrong is told at once.
 * @param mended points set by hand take the place of those found; what they say of mouth and eyes is then not asked again.
 * @throws ClipoError `unfit_face` with a rule for each fault; several as InputProblems.
 */
export async function checkPortrait(
  picture: RgbaPicture & { isMoving: boolean },
  file: string,
  mended?: { file: string; landmarks: LandmarksFile },
): Promise<CheckedPortrait> {
  if (picture.isMoving) {
    throw unfit(file, 'face_moving_picture', {}, 'is a moving picture');
  }
  const pyramid = pyramidOf(picture);
  const faces = (await findFaces(pyramid)).sort((a, b) => b.width - a.width);
  const [face, ...others] = faces;
  if (face === undefined) {
    throw unfit(file, 'face_none', {}, 'shows no face');
  }
  const count = 1 + others.filter((other) => other.width > face.width * secondFace).length;
  if (count > 1) {
    throw unfit(file, 'face_several', { count }, `shows ${count} faces`);
  }
  const found = await findLandmarks(pyramid, face);
  if (found.score < leastFaceScore) {
    throw unfit(file, 'face_none', {}, 'shows no face that has a mouth and eyes');
  }
  const points = mended === undefined ? found.points : mendedPoints(picture, found.points, mended, file);
  const look = measureFace(pyramid, found);
  const faults = faultsOf(file, picture, face, found, look, mended !== undefined);
  const [fault] = faults;
  if (fault !== undefined) {
    throw faults.length === 1 ? fault : new InputProblems(faults);
  }
  const { yaw, pitch, roll, lipGap, eyeOpening, faceWidth } = found;
  return {
    picture,
    points,
    measured: { yaw, pitch, roll, lipGap, eyeOpening, faceWidth, ...look },
    isMended: mended !== undefined,
  };
}

function faultsOf(
  file: string,
  { width, height }: RgbaPicture,
  face: FoundFace,
  found: Landmarks,
  look: FaceLook,
  isMended: boolean,
): ClipoError[] {
  const limit = portraitLimits;
  const turn = Math.max(Math.abs(found.yaw) / limit.yaw, Math.abs(found.pitch) / limit.pitch);
  const isCutOff =
    face.x < -face.width * 0.08 ||
    face.x + face.width > width + face.width * 0.08 ||
    found.points.chin[1] > height ||
    found.points.forehead[1] < 0;
  const rules: [boolean, string, ErrorDetails, string][] = [
    [
      found.faceWidth < limit.faceWidth,
      'face_small',
      { pixels: Math.round(found.faceWidth), minimum: limit.faceWidth },
      'shows a small face',
    ],
    [isCutOff, 'face_cut_off', {}, 'cuts the face off'],
    [
      turn > 1,
      'face_turned',
      {
        degrees: Math.round(Math.max(Math.abs(found.yaw), Math.abs(found.pitch))),
        maximum: Math.abs(found.yaw) / limit.yaw >= Math.abs(found.pitch) / limit.pitch ? limit.yaw : limit.pitch,
      },
      'shows the face turned aside',
    ],
    [
      Math.abs(found.roll) > limit.roll,
      'face_tilted',
      { degrees: Math.round(Math.abs(found.roll)), maximum: limit.roll },
      'shows the head tilted',
    ],
    [!isMended && found.lipGap > limit.lipGap, 'face_mouth_open', {}, 'shows an open mouth'],
    [!isMended && found.eyeOpening < limit.eyeOpening, 'face_eyes_closed', {}, 'shows closed eyes'],
    [look.brightness < limit.darkest, 'face_dark', {}, 'is too dark'],
    [look.brightness > limit.brightest, 'face_bright', {}, 'is too bright'],
    [
      look.brightness >= limit.darkest && look.unevenness > limit.unevenness,
      'face_uneven_light',
      {},
      'is lit from one side',
    ],
    [look.blur > limit.blur, 'face_blurred', {}, 'is blurred'],
  ];
  return rules
    .filter(([isBroken]) => isBroken)
    .map(([, rule, details, problem]) => unfit(file, rule, details, problem));
}

/** Points set by hand, in this picture's pixels: they must lie on the face that is there, in an order that a face has. */
function mendedPoints(
  picture: RgbaPicture,
  found: FacePoints,
  { file: landmarks, landmarks: set }: { file: string; landmarks: LandmarksFile },
  file: string,
): FacePoints {
  const refuse = (reason: string) =>
    unfit(file, 'face_landmarks', { landmarks, reason }, `has wrong points: ${reason}`);
  if (Math.abs(set.width / set.height - picture.width / picture.height) > 0.01) {
    throw refuse(`${set.width}×${set.height} ≠ ${picture.width}×${picture.height}`);
  }
  const scale = picture.width / set.width;
  const points = mapPoints(set.points, (x, y) => [x * scale, y * scale]);
  const reach = distance(found.leftCheek, found.rightCheek) * 0.35;
  const pairs = {
    'mouth.left': [points.mouth.left, found.mouth.left],
    'mouth.right': [points.mouth.right, found.mouth.right],
    'mouth.seam': [points.mouth.seam, found.mouth.seam],
    leftEye: [points.leftEye.outer, found.leftEye.outer],
    rightEye: [points.rightEye.outer, found.rightEye.outer],
    chin: [points.chin, found.chin],
  } as const;
  for (const [name, [mine, theirs]] of Object.entries(pairs)) {
    if (distance(mine, theirs) > reach) {
      throw refuse(name);
    }
  }
  const { mouth } = points;
  if (!(mouth.left[0] < mouth.right[0] && mouth.top[1] < mouth.seam[1] && mouth.seam[1] < mouth.bottom[1])) {
    throw refuse('mouth');
  }
  return points;
}

/** A fault of a picture or footage of a person. */
export function unfit(file: string, rule: string, details: ErrorDetails, problem: string): ClipoError {
  return new ClipoError('unfit_face', `${file}: ${problem}`, { details: { ...details, file, rule, problem } });
}
