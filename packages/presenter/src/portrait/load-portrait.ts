import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PresenterMedia } from '@clipo/contract';
import { LandmarksFile } from '../face/face-points.ts';
import { type CheckedPortrait, checkPortrait, unfit } from './check-portrait.ts';
import { checkSpeaking, type SpeakingQuality } from './check-speaking.ts';

/** More pixels than a frame of 1080 × 1920 shows are no use to a portrait. */
const mostSide = 2560;

/** Where points set by hand lie: beside the picture. */
export function landmarksFileOf(picture: string): string {
  return `${picture}.landmarks.json`;
}

/**
 * Reads a picture of a person and checks it whole: the picture, the face, and how it looks when it speaks.
 * @param name what the picture is called in faults; left out, as its file is
 * @throws ClipoError `unfit_face`, `unreadable_material`, `not_found`, `cancelled`; several faults as InputProblems
 */
export async function loadPortrait(
  file: string,
  media: Pick<PresenterMedia, 'readPicture'>,
  signal?: AbortSignal,
  name = path.basename(file),
): Promise<{ portrait: CheckedPortrait; quality: SpeakingQuality }> {
  const picture = await media.readPicture(file, mostSide, signal);
  const portrait = await checkPortrait(picture, name, await readLandmarks(file));
  return { portrait, quality: await checkSpeaking(portrait, name) };
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
