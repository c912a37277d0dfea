import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PresenterMedia } from '@clipo/contract';
import { type FacePoints, LandmarksFile, landmarksFileOf } from '../face/face-points.ts';
import { findFaces } from '../face/find-faces.ts';
import { findLandmarks } from '../face/find-landmarks.ts';
import { type PicturePyramid, pyramidOf } from '../face/picture-patch.ts';
import { type CheckedPortrait, checkPortrait, leastFaceScore, unfit } from './check-portrait.ts';
import { checkSpeaking, type SpeakingQuality } from './check-speaking.ts';

/** More pixels than a frame of 1080 × 1920 shows are no use to a portrait. */
const mostSide = 2560;

/** How a picture is called, and points that were set by hand, where neither is told by the files. */
export interface PortraitAs {
  /** In faults; left out, as its file is. */
  name?: string;
  /** Left out, those that lie beside the picture. */
  landmarks?: LandmarksFile | undefined;
}

/**
 * Reads a picture of a person and checks it whole: the picture, the face, and how it looks when it speaks.
 * @throws ClipoError `unfit_face`, `unreadable_material`, `not_found`, `cancelled`; several faults as InputProblems
 */
export async function loadPortrait(
  file: string,
  media: Pick<PresenterMedia, 'readPicture'>,
  signal?: AbortSignal,
  { name = path.basename(file), landmarks }: PortraitAs = {},
): Promise<{ portrait: CheckedPortrait; quality: SpeakingQuality }> {
  const picture = await media.readPicture(file, mostSide, signal);
  const mended = landmarks === undefined ? await readLandmarks(file) : { file: name, landmarks };
  const portrait = await checkPortrait(picture, name, mended);
  return { portrait, quality: await checkSpeaking(portrait, name) };
}

/**
 * The points of the largest face of a picture, fit or not, as they are found without help: what a person begins with who mends
 * them. @returns undefined where no face is found
 * @throws ClipoError `unreadable_material`, `not_found`, `cancelled`
 */
export async function findPortraitPoints(
  file: string,
  media: Pick<PresenterMedia, 'readPicture'>,
  signal?: AbortSignal,
): Promise<LandmarksFile | undefined> {
  const picture = await media.readPicture(file, mostSide, signal);
  const found = await pointsIn(pyramidOf(picture));
  const { width, height } = picture;
  return found && { version: 1, width, height, points: found };
}

async function pointsIn(pyramid: PicturePyramid): Promise<FacePoints | undefined> {
  const [face] = (await findFaces(pyramid)).sort((a, b) => b.width - a.width);
  const found = face && (await findLandmarks(pyramid, face));
  return found !== undefined && found.score >= leastFaceScore ? found.points : undefined;
}

async function readLandmarks(picture: string) {
  const file = landmarksFileOf(picture);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    return undefined;
  }
  const name = path.basename(file);
  try {
    return { file: name, landmarks: LandmarksFile.parse(JSON.parse(text)) };
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'JSON' : 'points';
    const fault = unfit(
      path.basename(picture),
      'face_landmarks',
      { landmarks: name, reason },
      `comes with wrong points`,
    );
    throw Object.assign(fault, { cause });
  }
}
