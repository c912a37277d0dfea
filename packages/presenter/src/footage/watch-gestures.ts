import type { PresenterMedia } from '@clipo/contract';
import { findFaces } from '../face/find-faces.ts';
import { findLandmarks, followLandmarks, type Landmarks } from '../face/find-landmarks.ts';
import { pyramidOf } from '../face/picture-patch.ts';
import { type Gesture, heldIn } from './gestures.ts';

const fps = 10;
const mostSide = 640;
const mostSeconds = 30;
/** Turned by so many degrees, or the lips so far apart (of the mouth's width), it is a gesture. */
const limits = { yaw: 13, lipGap: 0.2 } as const;

/**
 * Which gestures a person makes in a film, in their order, by the points of the face.
 * @throws ClipoError `unreadable_material`, `cancelled`
 */
export async function watchGestures(file: string, media: PresenterMedia, signal?: AbortSignal): Promise<Gesture[]> {
  const facts = await media.probe(file, signal);
  const scale = Math.min(1, mostSide / Math.max(facts.width, facts.height));
  const even = (side: number) => Math.max(2, Math.round((side * scale) / 2) * 2);
  const size = { width: even(facts.width), height: even(facts.height) };
  const seen: (Gesture | undefined)[] = [];
  let last: Landmarks | undefined;
  for await (const data of media.readFrames(file, { ...size, fps, mostFrames: mostSeconds * fps }, signal)) {
    const pyramid = pyramidOf({ ...size, data });
    if (last === undefined) {
      const [face] = (await findFaces(pyramid)).sort((a, b) => b.width - a.width);
      last = face && (await findLandmarks(pyramid, face));
    } else {
      last = await followLandmarks(pyramid, last.points);
    }
    last = last !== undefined && last.score > 0.3 ? last : undefined;
    seen.push(last && gestureOf(last));
  }
  return heldIn(seen);
}

/** Depth grows away from the camera: where the viewer's right cheek is farther, the person turned to their own left. */
function gestureOf({ yaw, lipGap }: Landmarks): Gesture | undefined {
  if (Math.abs(yaw) > limits.yaw) {
    return yaw > 0 ? 'turn-left' : 'turn-right';
  }
  return lipGap > limits.lipGap ? 'open-mouth' : undefined;
}
