import type { MusicTrack } from '@clipo/contract';
import { sixteenthSamples } from '@clipo/contract/music-catalog';
import { audioRate } from '../audio-track.ts';
import { integratedLoudness, type Stereo } from '../loudness.ts';
import { answerOfRoom } from '../room.ts';
import { onePole } from './instruments/partials.ts';
import { instruments } from './instruments/play-note.ts';
import { loopSteps, type Note } from './note.ts';
import { styles } from './styles.ts';
import { writeScore } from './write-score.ts';

/** The loop's highest sample: 6 dB of headroom. */
const highest = 0.5;
/** Above this share of full scale the few highest strokes are rounded instead of the whole piece turned down. */
const knee = 0.6;
/** How far the sum stands over full scale before the knee, in decibels: what is rounded is drums' first milliseconds. */
const drive = 1.5;
/** A little air over everything: a shelf of 3 dB from here up. */
const airHertz = 3_200;
const air = 0.41;
/** Lower than any note. */
const rumbleHertz = 16;
/** Forces are played in this many steps; between them only the volume differs. */
const forceSteps = 5;

/** A loop by voice, before it is summed: for looking at the balance. */
export interface Stem {
  voice: string;
  sound: Stereo;
}

/**
 * Plays eight bars of a piece: composed and synthesised from the seed, each part brought to its loudness against the
 * melody, set in its place, answered by a room, and rounded at 6 dB of headroom. What rings beyond the end sounds on at
 * the beginning, so the loop has no seam. Equal requests give equal samples.
 */
export function playLoop(track: MusicTrack, seed: number, onStem?: (stem: Stem) => void): Stereo {
  const style = styles[track];
  const stepSamples = sixteenthSamples(track, seed);
  const length = stepSamples * loopSteps;
  const sum = { left: new Float32Array(length), right: new Float32Array(length) };
  const sent = new Float32Array(length);
  const timing = { stepSamples, length, swing: style.swing, swungSteps: style.swungSteps };
  for (const { notes, db } of writeScore(style, seed)) {
    const [first] = notes;
    if (first === undefined) {
      continue;
    }
    const { pan, levelDb, room, width } = instruments[first.voice];
    const part = playPart(notes, timing);
    const loudness = integratedLoudness({ left: part, right: part }) ?? 0;
    const gain = 10 ** ((levelDb + db - loudness) / 20);
    const stem = { left: new Float32Array(onStem ? length : 0), right: new Float32Array(onStem ? length : 0) };
    // Equal power: the sum of squares stays the same at every place.
    const angle = ((pan + 1) * Math.PI) / 4;
    const [leftLevel, rightLevel] = [Math.cos(angle) * gain, Math.sin(angle) * gain];
    // A late copy, added on one side and taken off on the other, spreads a part and is gone in mono.
    const spread = Math.round(0.013 * audioRate);
    for (let index = 0; index < length; index += 1) {
      const sample = part[index] as number;
      const side =
        width === 0 ? 0 : (part[index < spread ? index - spread + length : index - spread] as number) * width;
      const [left, right] = [(sample + side) * leftLevel, (sample - side) * rightLevel];
      sum.left[index] = (sum.left[index] as number) + left;
      sum.right[index] = (sum.right[index] as number) + right;
      sent[index] = (sent[index] as number) + sample * gain * room;
      if (onStem !== undefined) {
        stem.left[index] = left;
        stem.right[index] = right;
      }
    }
    onStem?.({ voice: first.voice, sound: stem });
  }
  const wet = answerOfRoom(sent, style.room);
  return finish(sum, wet);
}

interface Timing {
  stepSamples: number;
  length: number;
  swing: number;
  swungSteps: number;
}

/** One part's notes over the loop; what rings beyond the end sounds at the beginning. */
function playPart(notes: readonly Note[], { stepSamples, length, swing, swungSteps }: Timing): Float32Array {
  const part = new Float32Array(length);
  const known = new Map<string, Float32Array>();
  for (const note of notes) {
    const force = Math.max(1, Math.round(note.force * forceSteps)) / forceSteps;
    const key = `${note.pitch} ${note.steps} ${force}`;
    const recording =
      known.get(key) ?? instruments[note.voice].play({ ...note, force }, (note.steps * stepSamples) / audioRate);
    known.set(key, recording);
    const late = Math.floor(note.step / swungSteps) % 2 === 1 ? swing * swungSteps * stepSamples : 0;
    const start = note.step * stepSamples + late + (note.lateMs * audioRate) / 1000;
    let at = (Math.round(start) + length) % length;
    const level = note.force / force;
    for (let index = 0; index < recording.length; index += 1) {
      part[at] = (part[at] as number) + (recording[index] as number) * level;
      at = at + 1 === length ? 0 : at + 1;
    }
  }
  return part;
}

/** Dry and wet together, without what is too low to hear, the peaks rounded, at the loop's headroom. */
function finish(dry: Stereo, wet: Stereo): Stereo {
  let most = 0;
  for (const side of ['left', 'right'] as const) {
    const [samples, echo] = [dry[side], wet[side]];
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = (samples[index] as number) + (echo[index] as number);
    }
    takeOutRumble(samples);
    most = Math.max(most, brighten(samples));
  }
  for (const side of ['left', 'right'] as const) {
    const samples = dry[side];
    for (let index = 0; index < samples.length; index += 1) {
      const value = ((samples[index] as number) * drive) / most;
      const size = Math.abs(value);
      const round = size <= knee ? size : knee + (1 - knee) * Math.tanh((size - knee) / (1 - knee));
      samples[index] = Math.sign(value) * round * highest;
    }
  }
  return dry;
}

/** Takes out, in place, what is too low to hear and would only push the rest off the middle; settled over a first round. */
function takeOutRumble(samples: Float32Array): void {
  const open = onePole(rumbleHertz);
  let low = 0;
  for (const sample of samples) {
    low += (sample - low) * open;
  }
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index] as number;
    low += (sample - low) * open;
    samples[index] = sample - low;
  }
}

/** Lifts the treble in place and gives the highest sample; the filter comes to the beginning settled by the end. */
function brighten(samples: Float32Array): number {
  const open = onePole(airHertz);
  let [low, most] = [0, 0];
  for (const sample of samples.subarray(-audioRate / 10)) {
    low += (sample - low) * open;
  }
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index] as number;
    low += (sample - low) * open;
    const value = sample + (sample - low) * air;
    samples[index] = value;
    most = Math.max(most, Math.abs(value));
  }
  return most;
}
