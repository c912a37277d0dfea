import { ClipoError, type Music } from '@clipo/contract';
import { audioRate } from './audio-track.ts';
import { places, playNote } from './instruments.ts';
import { loopBars, type Note, stepsPerBar, type Voice, writeScore } from './loop-score.ts';
import type { Stereo } from './loudness.ts';
import { answerOfRoom } from './room.ts';

/** What to play. */
export interface MusicRequest {
  track: Music['track'];
  seed: number;
  sampleCount: number;
}

const fadeInSamples = audioRate * 0.35;
const fadeOutSamples = audioRate * 1.6;
/** The loop's highest sample: 6 dB of headroom. */
const highest = 0.5;
/** Off-beat sixteenths come this much of a step late: it walks instead of marching. */
const swing = 0.06;

/** The last loops, at 7 MB each: a batch plays one or a few. */
const mostLoops = 4;
const loops = new Map<number, Stereo>();

/**
 * Plays a built-in piece for exactly `sampleCount` samples at 48 kHz: composed and synthesised by code from the seed,
 * looped without a seam, softly faded at both ends, with 6 dB of headroom. Equal requests give equal samples.
 * Music and its recording are Clipo's own: no rights of others are touched.
 */
export function composeMusic({ track, seed, sampleCount }: MusicRequest): Stereo {
  if (track !== 'loop-one' || !Number.isInteger(sampleCount) || sampleCount < 0) {
    throw new ClipoError('internal', `no music "${track}" of ${sampleCount} samples`);
  }
  const loop = loopOf(seed);
  const left = new Float32Array(sampleCount);
  const right = new Float32Array(sampleCount);
  const length = loop.left.length;
  for (let start = 0; start < sampleCount; start += length) {
    const count = Math.min(length, sampleCount - start);
    left.set(loop.left.subarray(0, count), start);
    right.set(loop.right.subarray(0, count), start);
  }
  fade(left);
  fade(right);
  return { left, right };
}

function loopOf(seed: number): Stereo {
  const known = loops.get(seed);
  if (known !== undefined) {
    return known;
  }
  const loop = playLoop(seed);
  if (loops.size >= mostLoops) {
    loops.delete(loops.keys().next().value ?? seed);
  }
  loops.set(seed, loop);
  return loop;
}

function playLoop(seed: number): Stereo {
  const { beatsPerMinute, notes } = writeScore(seed);
  const stepSamples = Math.round((60 * audioRate) / beatsPerMinute / 4);
  const length = stepSamples * stepsPerBar * loopBars;
  const dry = { left: new Float32Array(length), right: new Float32Array(length) };
  const sent = new Float32Array(length);
  for (const [voice, group] of Object.entries(Object.groupBy(notes, (note) => note.voice)) as [Voice, Note[]][]) {
    const { pan, level, room } = places[voice];
    const part = playPart(group, stepSamples, length);
    // Equal power: the sum of squares stays the same at every place.
    const angle = ((pan + 1) * Math.PI) / 4;
    const [leftLevel, rightLevel] = [Math.cos(angle) * level, Math.sin(angle) * level];
    for (let index = 0; index < length; index += 1) {
      const sample = part[index] as number;
      dry.left[index] = (dry.left[index] as number) + sample * leftLevel;
      dry.right[index] = (dry.right[index] as number) + sample * rightLevel;
      sent[index] = (sent[index] as number) + sample * level * room;
    }
  }
  const wet = answerOfRoom(sent);
  let most = 0;
  for (const side of ['left', 'right'] as const) {
    const samples = dry[side];
    for (let index = 0; index < length; index += 1) {
      // A soft knee takes the few highest strokes down instead of the whole piece.
      const value = Math.tanh(((samples[index] as number) + (wet[side][index] as number)) * 1.1);
      samples[index] = value;
      most = Math.max(most, Math.abs(value));
    }
  }
  scale(dry.left, highest / most);
  scale(dry.right, highest / most);
  return dry;
}

/** One instrument's notes over the loop; what rings beyond the end sounds at the beginning. */
function playPart(notes: readonly Note[], stepSamples: number, length: number): Float32Array {
  const part = new Float32Array(length);
  for (const note of notes) {
    const late = note.step % 2 === 1 ? swing * stepSamples : 0;
    let at = Math.round(note.step * stepSamples + late) % length;
    for (const sample of playNote(note, stepSamples)) {
      part[at] = (part[at] as number) + sample;
      at = at + 1 === length ? 0 : at + 1;
    }
  }
  return part;
}

function scale(samples: Float32Array, factor: number): void {
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (samples[index] as number) * factor;
  }
}

/** Raised-cosine fades at both ends; in a short piece they take at most a quarter each. */
function fade(samples: Float32Array): void {
  const most = Math.floor(samples.length / 4);
  const [rise, fall] = [Math.min(fadeInSamples, most), Math.min(fadeOutSamples, most)];
  for (let index = 0; index < rise; index += 1) {
    samples[index] = (samples[index] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / rise));
  }
  for (let index = 0; index < fall; index += 1) {
    const at = samples.length - 1 - index;
    samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / fall));
  }
}
