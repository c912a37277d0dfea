import type { PresenterMood, PresenterTrack } from '@clipo/contract';
import { bump, chance, drift, lastBefore, smooth, stepped } from './noise.ts';

const samplesPerSecond = 48_000;

/** How a mood shows in the face: smile, brows, lids, the head's tilt and how far hands and head move. */
interface MoodFace {
  smile: number;
  browRaise: number;
  browTilt: number;
  lids: number;
  tilt: number;
  energy: number;
}

const face = (
  smile: number,
  browRaise: number,
  browTilt: number,
  lids: number,
  tilt: number,
  energy: number,
): MoodFace => ({ smile, browRaise, browTilt, lids, tilt, energy });

const moods: Readonly<Record<PresenterMood, MoodFace>> = {
  neutral: face(0.5, 0.05, 0, 0.97, 0, 0.8),
  happy: face(0.85, 0.2, 0.05, 0.95, 0.02, 1),
  excited: face(0.95, 0.5, 0.05, 1.08, 0, 1.3),
  curious: face(0.4, 0.45, 0.15, 1.02, 0.07, 0.9),
  serious: face(0.14, -0.25, -0.35, 0.95, 0, 0.7),
  concerned: face(-0.3, 0.1, 0.75, 0.95, 0.045, 0.6),
  surprised: face(0.3, 0.95, 0.1, 1.14, 0, 1.1),
};

/** Nobody speaks: a friendly, attentive face. */
const attentive = face(0.55, 0.12, 0.05, 0.98, 0.02, 0.5);

/** A word that bears weight, and when. */
export interface Beat {
  seconds: number;
  stress: number;
}

/** A track in seconds, as the actor reads it. */
export interface Acting {
  beats: readonly Beat[];
  /** The face of the sentence, blended at the seams of sentences. */
  moodAt(seconds: number): MoodFace;
  /** 1 while eyes are shut, between while lids move. */
  blinkAt(seconds: number): number;
  /** How much the words' weight lifts the moment, 0 to about 1; nods and brows follow it. */
  stressAt(seconds: number): number;
  /** How full the chest is, 0 to 1. */
  breathAt(seconds: number): number;
  /** Small jumps of the eyes and looks aside in pauses: −1 to 1 each way. */
  wanderAt(seconds: number): { x: number; y: number };
  isListener: boolean;
}

/** Reads a track for acting. Everything is a function of time and seed. */
export function readActing(track: PresenterTrack): Acting {
  const { seed } = track;
  const beats = track.words
    .filter((word) => word.stress >= 0.5)
    .map((word) => ({ seconds: word.startSample / samplesPerSecond + 0.06, stress: word.stress }));
  const beatTimes = beats.map((beat) => beat.seconds);
  const sentences = track.sentences.map((one) => ({
    start: one.startSample / samplesPerSecond,
    end: one.endSample / samplesPerSecond,
    mood: moods[one.mood],
  }));
  const sentenceStarts = sentences.map(({ start }) => start);
  const blinks = blinkTimes(track);
  const isListener = sentences.length === 0;
  return {
    beats,
    isListener,
    moodAt(seconds) {
      const index = lastBefore(sentenceStarts, seconds);
      const here = sentences[index];
      const next = sentences[index + 1];
      const now =
        here === undefined ? attentive : blend(here.mood, attentive, stepped((seconds - here.end - 0.5) / 0.16));
      const before = sentences[index - 1]?.mood ?? attentive;
      const settled = here === undefined ? now : blend(before, now, stepped((seconds - here.start + 0.12) / 0.1));
      return next === undefined
        ? settled
        : blend(settled, next.mood, stepped((seconds - next.start - 0.12) / 0.1) * 0.5);
    },
    blinkAt(seconds) {
      // Lids fall fast and hardly rest halfway, where they would look tired in a still.
      const index = lastBefore(blinks, seconds);
      const since = seconds - (blinks[index] ?? -9);
      if (since < 0.08) {
        return smooth((since / 0.08 - 0.2) / 0.6);
      }
      return since < 0.13 ? 1 : 1 - smooth((since - 0.14) / 0.09);
    },
    stressAt(seconds) {
      let sum = 0;
      for (let index = lastBefore(beatTimes, seconds + 0.6); index >= 0; index--) {
        const beat = beats[index];
        if (beat === undefined || beat.seconds < seconds - 0.8) {
          break;
        }
        sum += beat.stress * bump(seconds, beat.seconds + 0.06, 0.13);
      }
      return Math.min(1.2, sum);
    },
    breathAt(seconds) {
      return 0.5 - 0.5 * Math.cos(((seconds + chance(seed, 7) * 3) * Math.PI * 2) / 3.4);
    },
    wanderAt(seconds) {
      const step = Math.floor(seconds / 0.9 + chance(seed, 3));
      const isAside = isListener ? false : pauseAt(sentences, seconds) && chance(seed + 5, step) < 0.4;
      const wide = isAside ? 0.55 : 0.1;
      return {
        x: (chance(seed + 1, step) * 2 - 1) * wide,
        y: (chance(seed + 2, step) * 2 - 1) * wide * 0.6 + 0.02 * drift(seed, seconds, 2),
      };
    },
  };
}

function pauseAt(sentences: readonly { start: number; end: number }[], seconds: number): boolean {
  return sentences.length > 0 && !sentences.some(({ start, end }) => start - 0.1 <= seconds && seconds < end);
}

function blend(a: MoodFace, b: MoodFace, share: number): MoodFace {
  const between = (x: number, y: number) => x + (y - x) * share;
  return face(
    between(a.smile, b.smile),
    between(a.browRaise, b.browRaise),
    between(a.browTilt, b.browTilt),
    between(a.lids, b.lids),
    between(a.tilt, b.tilt),
    between(a.energy, b.energy),
  );
}

/** People blink every few seconds, and gladly where a sentence ends. */
function blinkTimes(track: PresenterTrack): number[] {
  const end = track.sampleCount / samplesPerSecond + 8;
  const times: number[] = [];
  let index = 0;
  for (let at = 0.9 + chance(track.seed, 11) * 1.6; at < end; at += 2 + chance(track.seed + 9, index) * 2.8) {
    times.push(at);
    index++;
  }
  for (const sentence of track.sentences) {
    times.push(sentence.endSample / samplesPerSecond + 0.05);
  }
  times.sort((a, b) => a - b);
  return times.filter((time, at) => at === 0 || time - (times[at - 1] ?? -9) > 0.7);
}
