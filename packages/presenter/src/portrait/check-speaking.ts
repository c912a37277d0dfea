import { type ClipoError, InputProblems } from '@clipo/contract';
import { faceFrameOf } from '../face/face-frame.ts';
import { mapPoints } from '../face/face-points.ts';
import { followLandmarks } from '../face/find-landmarks.ts';
import { fitPerson } from '../face/fit-person.ts';
import { measureMouthBlur } from '../face/measure-face.ts';
import { type MouthPose, restingMouth } from '../face/mouth-pose.ts';
import { pyramidOf } from '../face/picture-patch.ts';
import { type CheckedPortrait, unfit } from './check-portrait.ts';
import { drawPortrait, hasClearGround } from './open-portrait.ts';

/** What the gate saw when a portrait spoke. */
export interface SpeakingQuality {
  /** How well the opening that is seen follows the one that was asked for, −1 … 1. */
  agreement: number;
  /** By how many milliseconds the seen mouth comes late. */
  lateMs: number;
  /** Sharpness around the open mouth, as a share of that at rest. */
  sharpness: number;
}

const fps = 25;
const size = { width: 360, height: 480 };
/** Openings of a short babble: two words, a pause. */
const openings = [0, 0, 0.2, 0.6, 0.9, 0.7, 0.3, 0, 0, 0.4, 0.8, 0.5, 0.1, 0, 0, 0.3, 0.7, 1, 0.6, 0.2, 0, 0];

const speakingLimits = { agreement: 0.75, lateMs: 60, sharpness: 0.6 } as const;

/**
 * Lets a portrait babble and looks at the frames with the same network that looks at people: does the mouth that is seen open
 * when it should, and does it stay sharp? What looks wrong is refused before anybody sees it.
 * @throws ClipoError `unfit_face` with rule `face_late_result` or `face_unsharp_result`
 */
export async function checkSpeaking(portrait: CheckedPortrait, file: string): Promise<SpeakingQuality> {
  const quality = await measureSpeaking(portrait);
  const faults: ClipoError[] = [];
  if (quality.agreement < speakingLimits.agreement || Math.abs(quality.lateMs) > speakingLimits.lateMs) {
    const milliseconds = quality.agreement < speakingLimits.agreement ? '?' : quality.lateMs;
    faults.push(unfit(file, 'face_late_result', { milliseconds }, 'gives a mouth that does not follow the voice'));
  }
  if (quality.sharpness < speakingLimits.sharpness) {
    const percent = Math.round(quality.sharpness * 100);
    faults.push(unfit(file, 'face_unsharp_result', { percent }, 'gives a blurred mouth'));
  }
  const [fault] = faults;
  if (fault !== undefined) {
    throw faults.length === 1 ? fault : new InputProblems(faults);
  }
  return quality;
}

/** What the gate judges, without its verdict. */
async function measureSpeaking(portrait: CheckedPortrait): Promise<SpeakingQuality> {
  const track = openings.map((open): MouthPose => ({ ...restingMouth, open, teeth: 0.6 }));
  const show = { ...size, fps, frameCount: track.length, track, seed: 1, motion: 'calm' as const };
  const frames = drawPortrait(portrait, show);
  const { view, scale } = fitPerson(
    portrait.picture,
    faceFrameOf(portrait.points),
    size,
    hasClearGround(portrait.picture.data),
  );
  const points = mapPoints(portrait.points, (x, y) => [
    (x * scale - view.offsetX) / view.step,
    (y * scale - view.offsetY) / view.step,
  ]);
  const gaps: number[] = [];
  const blurs: number[] = [];
  for (let at = 0; at < track.length; at++) {
    const pyramid = pyramidOf({ ...size, data: Uint8Array.from(frames.frame(at).rgba) });
    const seen = await followLandmarks(pyramid, points);
    gaps.push(seen.lipGap);
    blurs.push(measureMouthBlur(pyramid, points));
  }
  const lags = [-3, -2, -1, 0, 1, 2, 3].map((lag) => ({ lag, agreement: correlation(openings, gaps, lag) }));
  const best = lags.reduce((a, b) => (b.agreement > a.agreement ? b : a));
  const clear = (isOpen: (open: number) => boolean) => {
    const picked = blurs.filter((_, at) => isOpen(openings[at] as number));
    return 1 - picked.reduce((sum, value) => sum + value, 0) / picked.length;
  };
  return {
    agreement: best.agreement,
    lateMs: Math.round((best.lag * 1000) / fps),
    sharpness: Math.min(1.5, clear((open) => open >= 0.6) / clear((open) => open === 0)),
  };
}

/** Pearson's correlation of what was asked with what is seen `lag` frames later. */
function correlation(asked: readonly number[], seen: readonly number[], lag: number): number {
  const pairs = asked.flatMap((value, at) => {
    const other = seen[at + lag];
    return other === undefined ? [] : [[value, other] as const];
  });
  const mean = (pick: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[pick], 0) / pairs.length;
  const [a, b] = [mean(0), mean(1)];
  let [both, first, second] = [0, 0, 0];
  for (const [x, y] of pairs) {
    both += (x - a) * (y - b);
    first += (x - a) ** 2;
    second += (y - b) ** 2;
  }
  return first * second === 0 ? 0 : both / Math.sqrt(first * second);
}
