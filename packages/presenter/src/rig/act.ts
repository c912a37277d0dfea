import type { PresenterTrack } from '@clipo/contract';
import { type Acting, readActing } from './acting.ts';
import type { CharacterArt } from './character.ts';
import type { FigureState } from './figure.ts';
import { type HandRoom, type Pointing, planArms } from './gestures.ts';
import { guessedSounds } from './guessed-sounds.ts';
import { jawOf, type MouthShape } from './mouth.ts';
import { createMouthTrack } from './mouth-track.ts';
import { drift, smooth } from './noise.ts';

/** A cue in the figure's own space: seconds and units. */
export interface FigureCue extends Pointing {
  kind: 'look' | 'point';
}

/** What a character does over time. */
export interface Performance {
  /** The whole figure at a moment. Any moment may be asked for alone. */
  at(seconds: number): FigureState;
  /** The mouth alone: what the figure's mouth is drawn from. */
  mouthAt(seconds: number): MouthShape;
}

/** Further than this a head made of layers would come apart. */
const mostYaw = 0.32;

/** A carried head: what follows from where it was a moment ago. */
interface HeadPlace {
  x: number;
  y: number;
  roll: number;
  yaw: number;
  pitch: number;
}

/** Turns a track and its cues into motion. Where `gesturesSeen` is false, hands rest below the picture unless they point. */
export function perform(
  art: CharacterArt,
  track: PresenterTrack,
  cues: readonly FigureCue[],
  room: HandRoom,
  frameSeconds: number,
  gesturesSeen = true,
): Performance {
  const acting = readActing(track);
  const sounds = track.phonemes.length > 0 ? track.phonemes : guessedSounds(track.words);
  const mouth = createMouthTrack(sounds, frameSeconds);
  const pointings = cues.filter((cue) => cue.kind === 'point');
  const arms = planArms(art, track, gesturesSeen ? acting : { ...acting, beats: [] }, pointings, room);
  const headAt = (seconds: number) => placeHead(track, acting, cues, seconds);
  const mouthAt = (seconds: number): MouthShape => {
    const target = mouth.at(seconds);
    // A smile gives way to vowels and to rounding, else every word would be said through it.
    const gives = 1 - 0.4 * target.open - 0.35 * Math.max(0, -target.wide) - 0.5 * target.bite;
    return { ...target, smile: acting.moodAt(seconds).smile * gives };
  };
  return {
    mouthAt,
    at(seconds) {
      const mood = acting.moodAt(seconds);
      const shape = mouthAt(seconds);
      const head = headAt(seconds);
      const stress = acting.stressAt(seconds);
      const look = lookAt(cues, seconds);
      const wander = acting.wanderAt(seconds);
      const blink = acting.blinkAt(seconds);
      const breath = acting.breathAt(seconds);
      const { left, right } = arms.at(seconds);
      const hang = hairLag(headAt, seconds, head);
      return {
        breath,
        lean: drift(track.seed + 60, seconds, 0.22) * 0.012 + look.x * look.share * 0.014,
        left,
        right,
        head: {
          x: head.x,
          y: head.y - breath * 2.6,
          roll: head.roll,
          turn: { yaw: head.yaw, pitch: head.pitch, jaw: jawOf(shape), lagX: hang.x, lagY: hang.y },
          mouth: shape,
          gaze: {
            x: wander.x * (1 - look.share) + look.x * look.share - head.yaw * 0.5 * (1 - look.share),
            y: wander.y * (1 - look.share) + look.y * look.share,
            open: mood.lids * (1 - blink) + 0.05 * stress * (1 - blink),
            smile: Math.max(0, mood.smile) * 0.6,
            browRaise: mood.browRaise + 0.5 * stress * mood.energy - 0.12 * blink,
            browTilt: mood.browTilt,
          },
        },
      };
    },
  };
}

function placeHead(track: PresenterTrack, acting: Acting, cues: readonly FigureCue[], seconds: number): HeadPlace {
  const { seed } = track;
  const mood = acting.moodAt(seconds);
  const look = lookAt(cues, seconds);
  const stress = acting.stressAt(seconds);
  const calm = acting.isListener ? 0.6 : 1;
  const turn =
    drift(seed + 50, seconds, 0.42) * 0.13 * calm * mood.energy * (1 - look.share) + look.x * look.share * 0.3;
  const yaw = Math.max(-mostYaw, Math.min(mostYaw, turn));
  const nod = acting.isListener ? listeningNod(seed, seconds) : stress * 0.1 * mood.energy;
  const pitch = drift(seed + 51, seconds, 0.5) * 0.04 * calm + nod + look.y * look.share * 0.14;
  return {
    yaw,
    pitch,
    x: yaw * 26 + drift(seed + 52, seconds, 0.35) * 2.5,
    y: nod * 34,
    roll: drift(seed + 53, seconds, 0.38) * 0.028 * calm + mood.tilt + yaw * 0.1,
  };
}

/** Who listens nods now and then, twice each time. */
function listeningNod(seed: number, seconds: number): number {
  const every = 3.1;
  const since = seconds + (seed % 17) * 0.11 - Math.floor((seconds + (seed % 17) * 0.11) / every) * every;
  return since < 0.9 ? 0.07 * Math.sin((since / 0.9) * Math.PI * 2) ** 2 * Math.sin((since / 0.9) * Math.PI) : 0;
}

/**
 * Where the cues draw the eyes: −1 to 1 each way, and how much. Who points looks there first, then back at the viewer:
 * to keep staring away would lose them.
 */
function lookAt(cues: readonly FigureCue[], seconds: number): { x: number; y: number; share: number } {
  const result = { x: 0, y: 0, share: 0 };
  for (const { kind, start, end, x, y } of cues) {
    const until = kind === 'point' ? Math.min(end, start + 1.5) : end;
    const share = smooth((seconds - start) / 0.34) * (1 - smooth((seconds - until + 0.1) / 0.4));
    if (share > result.share) {
      const distance = Math.max(150, Math.hypot(x, y));
      result.x = x / distance;
      result.y = y / distance;
      result.share = share;
    }
  }
  return result;
}

/** Loose hair hangs behind: it is where the head was, and swings a little past it. */
function hairLag(headAt: (seconds: number) => HeadPlace, seconds: number, now: HeadPlace): { x: number; y: number } {
  const soon = headAt(seconds - 0.11);
  const long = headAt(seconds - 0.27);
  const x = (place: HeadPlace) => place.x + place.yaw * 55 - place.roll * 60;
  const y = (place: HeadPlace) => place.y + place.pitch * 20;
  return {
    x: Math.max(-16, Math.min(16, (x(soon) - x(now)) * 0.95 - (x(long) - x(soon)) * 0.35)) + now.roll * -26,
    y: Math.max(-6, Math.min(6, (y(soon) - y(now)) * 0.6)),
  };
}
