import { audioRate } from '../../audio-track.ts';
import { seededRandom } from '../../seeded-random.ts';
import type { Note } from '../note.ts';
import { addPartial, onePole, shape, silence } from './partials.ts';

interface Skin {
  from: number;
  to: number;
  /** Seconds in which the tone falls, and in which it dies away. */
  fall: number;
  decay: number;
  seconds: number;
  /** The beater's knock. */
  knock: number;
}

/** A drum skin: a tone that falls, under the knock of the beater. */
function skin(note: Note, { from, to, fall, decay, seconds, knock }: Skin): Float32Array<ArrayBuffer> {
  const samples = silence(seconds);
  let phase = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const time = index / audioRate;
    phase += (2 * Math.PI * (to + (from - to) * Math.exp(-time / fall))) / audioRate;
    samples[index] = Math.sin(phase) * Math.exp(-time / decay) * note.force;
  }
  addNoise(samples, note, { low: 700, high: 4_000, decay: 0.006, attack: 0.0004, level: knock });
  return shape(samples, 0.0012, 0.05);
}

/** A felt beater on a small drum. */
export function kick(note: Note): Float32Array<ArrayBuffer> {
  return skin(note, { from: 120, to: 50, fall: 0.028, decay: 0.1, seconds: 0.36, knock: 0.12 });
}

/** A kick for dancing: harder and shorter. */
export function clubKick(note: Note): Float32Array<ArrayBuffer> {
  return skin(note, { from: 210, to: 51, fall: 0.02, decay: 0.13, seconds: 0.34, knock: 0.35 });
}

/** A big drum on its stand, as lion dances and films have it. */
export function bigDrum(note: Note): Float32Array<ArrayBuffer> {
  const samples = skin(note, { from: 118, to: 66, fall: 0.05, decay: 0.3, seconds: 1, knock: 0.3 });
  addPartial(samples, 104, 0.35 * note.force, 0.16);
  addPartial(samples, 151, 0.18 * note.force, 0.09);
  return shape(samples, 0.001, 0.2);
}

export function snare(note: Note): Float32Array<ArrayBuffer> {
  const samples = silence(0.28);
  addPartial(samples, 186, 0.5 * note.force, 0.045);
  addPartial(samples, 331, 0.25 * note.force, 0.03);
  addNoise(samples, note, { low: 1_300, high: 8_500, decay: 0.06, attack: 0.0006, level: 0.8 });
  return shape(samples, 0.0004, 0.03);
}

/** Brushes on a snare drum: a swish with a soft front. */
export function brush(note: Note): Float32Array<ArrayBuffer> {
  return noise(note, { low: 1_600, high: 7_000, decay: 0.06, attack: 0.016, level: 1 }, 0.24);
}

export function snap(note: Note): Float32Array<ArrayBuffer> {
  return noise(note, { low: 1_300, high: 5_200, decay: 0.03, attack: 0.001, level: 1 }, 0.16);
}

/** Several hands that do not meet at once. */
export function clap(note: Note): Float32Array<ArrayBuffer> {
  const samples = silence(0.3);
  for (const [at, level] of [
    [0, 0.6],
    [0.011, 0.7],
    [0.023, 0.8],
    [0.031, 1],
  ] as const) {
    const hand = samples.subarray(Math.round(at * audioRate));
    const stroke = { low: 900, high: 4_600, decay: at > 0.03 ? 0.055 : 0.007, attack: 0.0008, level };
    addNoise(hand, { ...note, pitch: note.pitch + at * 1_000 }, stroke);
  }
  return shape(samples, 0.0004, 0.05);
}

export function rim(note: Note): Float32Array<ArrayBuffer> {
  const samples = silence(0.09);
  addPartial(samples, 1_720, 0.5 * note.force, 0.008);
  addPartial(samples, 830, 0.4 * note.force, 0.012);
  addNoise(samples, note, { low: 1_500, high: 7_000, decay: 0.006, attack: 0.0004, level: 0.4 });
  return shape(samples, 0.0003, 0.02);
}

export function hat(note: Note): Float32Array<ArrayBuffer> {
  return noise(note, { low: 6_800, high: 15_000, decay: 0.026, attack: 0.0006, level: 1 }, 0.12);
}

export function openHat(note: Note): Float32Array<ArrayBuffer> {
  return noise(note, { low: 6_200, high: 15_000, decay: 0.12, attack: 0.0008, level: 1 }, 0.36);
}

export function shaker(note: Note): Float32Array<ArrayBuffer> {
  return noise(note, { low: 5_000, high: 11_000, decay: 0.024, attack: 0.014, level: 1 }, 0.1);
}

/** Small plates that ring against each other. */
export function tambourine(note: Note): Float32Array<ArrayBuffer> {
  const samples = noise(note, { low: 5_500, high: 13_000, decay: 0.045, attack: 0.003, level: 0.8 }, 0.26);
  for (const hertz of [6_230, 7_410, 8_870, 10_300]) {
    addPartial(samples, hertz + note.pitch * 37, 0.05 * note.force, 0.05);
  }
  return shape(samples, 0.0006, 0.05);
}

/** A hollow block: its two strokes are high and low. */
export function woodBlock(note: Note): Float32Array<ArrayBuffer> {
  const samples = silence(0.13);
  const ground = note.pitch % 2 === 0 ? 1_080 : 812;
  addPartial(samples, ground, note.force, 0.018);
  addPartial(samples, ground * 1.58, note.force * 0.5, 0.011);
  addPartial(samples, ground * 2.9, note.force * 0.2, 0.005);
  return shape(samples, 0.0004, 0.03);
}

/** A small gong: its partials lie between the tones, and it rises a little as it rings. */
export function gong(note: Note): Float32Array<ArrayBuffer> {
  const samples = silence(1.8);
  for (const [hertz, level, decay] of [
    [412, 0.5, 0.55],
    [563, 0.35, 0.45],
    [871, 0.4, 0.4],
    [1_313, 0.25, 0.3],
    [1_987, 0.18, 0.22],
    [2_931, 0.12, 0.16],
    [4_377, 0.07, 0.1],
  ] as const) {
    addPartial(samples, hertz, level * note.force, decay);
  }
  return shape(samples, 0.004, 0.4);
}

interface NoiseShape {
  low: number;
  high: number;
  decay: number;
  attack: number;
  level: number;
}

function noise(note: Note, form: NoiseShape, seconds: number): Float32Array<ArrayBuffer> {
  const samples = silence(seconds);
  addNoise(samples, note, form);
  return shape(samples, 0.0002, 0.012);
}

/** A burst of noise between two frequencies; each of a drum's strokes has its own. */
function addNoise(samples: Float32Array, note: Note, { low, high, decay, attack, level }: NoiseShape): void {
  const random = seededRandom(note.pitch * 7_919 + note.voice.length * 31);
  const [openness, depth] = [onePole(high), onePole(low)];
  let [smooth, smoother, rumble, deeper] = [0, 0, 0, 0];
  const end = Math.min(samples.length, Math.ceil((attack + decay * 8) * audioRate));
  for (let index = 0; index < end; index += 1) {
    smooth += (random() * 2 - 1 - smooth) * openness;
    smoother += (smooth - smoother) * openness;
    rumble += (smoother - rumble) * depth;
    const edge = smoother - rumble;
    deeper += (edge - deeper) * depth;
    const time = index / audioRate;
    const swell = Math.min(1, time / attack) * Math.exp(-Math.max(0, time - attack) / decay);
    samples[index] = (samples[index] as number) + (edge - deeper) * swell * note.force * level * 1.6;
  }
}
