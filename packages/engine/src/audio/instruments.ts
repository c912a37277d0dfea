import { audioRate } from './audio-track.ts';
import type { Note, Voice } from './loop-score.ts';
import { seededRandom } from './seeded-random.ts';

/** How an instrument stands in the room: place from −1 (left) to 1, level, and how much of it the room answers. */
export interface Place {
  pan: number;
  level: number;
  room: number;
}

export const places: Record<Voice, Place> = {
  marimba: { pan: 0.18, level: 0.3, room: 0.32 },
  pluck: { pan: -0.32, level: 0.27, room: 0.26 },
  bass: { pan: 0, level: 0.23, room: 0 },
  pad: { pan: 0, level: 0.07, room: 0.3 },
  kick: { pan: 0, level: 0.42, room: 0.02 },
  snap: { pan: 0.05, level: 0.32, room: 0.3 },
  shaker: { pan: 0.42, level: 0.28, room: 0.05 },
  hat: { pan: -0.4, level: 0.24, room: 0.08 },
};

/** Plays one note alone: mono samples from its stroke to its last echo. `stepSamples` is a sixteenth. */
export function playNote(note: Note, stepSamples: number): Float32Array {
  const held = note.steps * stepSamples;
  switch (note.voice) {
    case 'marimba':
      return marimba(note);
    case 'pluck':
      return pluck(note);
    case 'bass':
      return bass(note, held);
    case 'pad':
      return pad(note, held);
    case 'kick':
      return kick(note);
    case 'snap':
      return noiseHit(note, { low: 1_100, high: 5_200, seconds: 0.16, decay: 0.035, attack: 0.001 });
    case 'shaker':
      return noiseHit(note, { low: 5_200, high: 11_000, seconds: 0.09, decay: 0.022, attack: 0.012 });
    case 'hat':
      return noiseHit(note, { low: 7_500, high: 15_000, seconds: 0.12, decay: 0.03, attack: 0.0008 });
    default:
      return note.voice satisfies never;
  }
}

function frequency(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/**
 * Adds a decaying sine. Two multiplications a sample instead of a sine: x[n] = 2r·cos(ω)·x[n−1] − r²·x[n−2].
 * `decay` is the time to 1/e in seconds.
 */
function addPartial(samples: Float32Array, hertz: number, level: number, decay: number): void {
  if (hertz > audioRate * 0.45) {
    return;
  }
  const omega = (2 * Math.PI * hertz) / audioRate;
  const shrink = Math.exp(-1 / (decay * audioRate));
  const turn = 2 * shrink * Math.cos(omega);
  const fall = shrink * shrink;
  let before = -Math.sin(omega) / shrink;
  let now = 0;
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = (samples[index] as number) + now * level;
    const next = turn * now - fall * before;
    before = now;
    now = next;
  }
}

/** Ends a sound at zero, so that cutting its tail never clicks. */
function closeTail(samples: Float32Array, seconds: number): Float32Array {
  const count = Math.min(samples.length, Math.round(seconds * audioRate));
  const start = samples.length - count;
  for (let index = 0; index < count; index += 1) {
    samples[start + index] = (samples[start + index] as number) * (1 - index / count);
  }
  return samples;
}

/** A wooden bar: the ground tone, its tuned fourth and tenth partials, and the knock of a soft mallet. */
function marimba({ pitch, force }: Note): Float32Array {
  const hertz = frequency(pitch);
  const ring = 0.34 * (440 / hertz) ** 0.45;
  const samples = new Float32Array(Math.round(ring * 4.2 * audioRate));
  addPartial(samples, hertz, force, ring);
  addPartial(samples, hertz * 3.94, force * force * 0.28, ring * 0.24);
  addPartial(samples, hertz * 9.6, force * force * 0.07, ring * 0.07);
  return closeTail(samples, 0.05);
}

/** A soft nylon string: harmonics that fade the faster the higher they are. */
function pluck({ pitch, force }: Note): Float32Array {
  const hertz = frequency(pitch);
  const samples = new Float32Array(Math.round(0.75 * audioRate));
  for (let harmonic = 1; harmonic <= 7; harmonic += 1) {
    // Plucked at about a fifth of its length: every fifth harmonic is silent.
    const level = (Math.sin((Math.PI * harmonic) / 5) / harmonic ** 1.45) * force;
    addPartial(samples, hertz * harmonic * (1 + 0.00012 * harmonic ** 2), level, 0.26 / harmonic ** 0.8);
  }
  return closeTail(samples, 0.08);
}

/** A round finger bass: enough octave and fifth above the ground tone that a phone's speaker shows it too. */
function bass({ pitch, force }: Note, held: number): Float32Array {
  const hertz = frequency(pitch);
  const samples = new Float32Array(Math.round(held + 0.09 * audioRate));
  addPartial(samples, hertz, force, 0.7);
  addPartial(samples, hertz * 2, force * 0.55, 0.4);
  addPartial(samples, hertz * 3, force * 0.22, 0.2);
  addPartial(samples, hertz * 4, force * 0.1, 0.1);
  return shape(samples, 0.006, 0.08);
}

/** A breath of detuned sines: it swells, holds and overlaps with the next chord. */
function pad({ pitch, force }: Note, held: number): Float32Array {
  const hertz = frequency(pitch);
  const samples = new Float32Array(Math.round(held + 0.5 * audioRate));
  for (const [detune, level] of [
    [0.9985, 0.5],
    [1.0017, 0.5],
    [2.001, 0.16],
  ] as const) {
    addPartial(samples, hertz * detune, force * level, 60);
  }
  return shape(samples, 0.35, 0.5);
}

/** A felt beater on a small drum: a tone that falls from 120 to 48 Hz. */
function kick({ force }: Note): Float32Array {
  const samples = new Float32Array(Math.round(0.32 * audioRate));
  let phase = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / audioRate;
    phase += (2 * Math.PI * (48 + 72 * Math.exp(-seconds / 0.028))) / audioRate;
    samples[index] = Math.sin(phase) * Math.exp(-seconds / 0.085) * force;
  }
  return shape(samples, 0.002, 0.05);
}

interface NoiseShape {
  low: number;
  high: number;
  seconds: number;
  decay: number;
  attack: number;
}

/** A burst of noise between two frequencies. Equal steps of a bar get equal noise: the loop stays one loop. */
function noiseHit(note: Note, { low, high, seconds, decay, attack }: NoiseShape): Float32Array {
  const random = seededRandom(note.step * 7_919 + note.voice.length);
  const samples = new Float32Array(Math.round(seconds * audioRate));
  const [openness, depth] = [onePole(high), onePole(low)];
  let [smooth, rumble, smoother] = [0, 0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    smooth += (random() * 2 - 1 - smooth) * openness;
    smoother += (smooth - smoother) * openness;
    rumble += (smoother - rumble) * depth;
    const time = index / audioRate;
    samples[index] = (smoother - rumble) * Math.min(1, time / attack) * Math.exp(-time / decay) * note.force * 2;
  }
  return closeTail(samples, 0.01);
}

function onePole(hertz: number): number {
  return 1 - Math.exp((-2 * Math.PI * hertz) / audioRate);
}

/** Rounds a sound's beginning and end (raised cosine), in seconds. */
function shape(samples: Float32Array, rise: number, fall: number): Float32Array {
  const riseCount = Math.round(rise * audioRate);
  const fallCount = Math.round(fall * audioRate);
  for (let index = 0; index < riseCount; index += 1) {
    samples[index] = (samples[index] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / riseCount));
  }
  for (let index = 0; index < fallCount; index += 1) {
    const at = samples.length - 1 - index;
    samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / fallCount));
  }
  return samples;
}
