import { audioRate } from '../../audio-track.ts';
import { seededRandom } from '../../seeded-random.ts';
import { frequency, type Note } from '../note.ts';
import { addPartial, onePole, shape, silence, waver } from './partials.ts';

interface StringShape {
  /** Seconds until the string is 60 dB down (at 220 Hz; higher strings ring shorter). */
  ring: number;
  /** How dull each round makes it, 0 … 0.5. */
  damp: number;
  /** Hertz up to which the finger excites it at full force. */
  bright: number;
  /** Place of the finger as a share of the string's length. */
  pluckAt: number;
  seconds: number;
}

/**
 * A plucked string (Karplus and Strong, with Jaffe and Smith's tuning all-pass and pick position): a burst of noise of
 * one period runs round a delay line and loses its edges on the way.
 */
function pluckString({ pitch, force }: Note, string: StringShape): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const ring = string.ring * (220 / hertz) ** 0.5;
  const samples = silence(Math.min(string.seconds, ring));
  const period = audioRate / hertz - string.damp;
  const size = Math.floor(period - 0.3);
  const rest = period - size;
  const tune = (1 - rest) / (1 + rest);
  const loss = 10 ** (-3 / (hertz * ring));
  const line = burst(size, Math.round(size * string.pluckAt), string.bright * (0.25 + 0.75 * force), pitch);
  let [slot, lastOut, lastTuned, lastSoft] = [0, 0, 0, 0];
  for (let index = 0; index < samples.length; index += 1) {
    const out = line[slot] as number;
    samples[index] = out * force;
    const soft = loss * ((1 - string.damp) * out + string.damp * lastOut);
    lastOut = out;
    const tuned = tune * soft + lastSoft - tune * lastTuned;
    lastSoft = soft;
    lastTuned = tuned;
    line[slot] = tuned;
    slot = slot + 1 === size ? 0 : slot + 1;
  }
  return shape(samples, 0.0006, Math.min(0.09, samples.length / audioRate / 3));
}

/** One period of noise below `bright`, as strong for every string, with the finger's place combed out. */
function burst(size: number, comb: number, bright: number, pitch: number): Float32Array {
  const random = seededRandom(pitch * 131 + 7);
  const raw = Float32Array.from({ length: size }, () => random() * 2 - 1);
  const open = onePole(bright);
  let [first, second] = [0, 0];
  // Two rounds: the filter has settled when the one that counts begins.
  for (let index = 0; index < size * 2; index += 1) {
    first += ((raw[index % size] as number) - first) * open;
    second += (first - second) * open;
    if (index >= size) {
      raw[index - size] = second;
    }
  }
  const line = raw.map((value, index) => value - (raw[(index + comb) % size] as number) * 0.9);
  const mean = line.reduce((sum, value) => sum + value, 0) / size;
  const power = line.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size;
  return line.map((value) => ((value - mean) * 0.35) / Math.sqrt(power + 1e-12));
}

/** A steel-string guitar under a plectrum. */
export function steel(note: Note): Float32Array<ArrayBuffer> {
  const samples = pluckString(note, { ring: 2.6, damp: 0.42, bright: 5_200, pluckAt: 0.18, seconds: 1.9 });
  // The box under the strings speaks at about a hundred hertz.
  addPartial(samples, 104, 0.06 * note.force, 0.05);
  return samples;
}

/** The same under the ball of the hand: short and dry. */
export function muted(note: Note): Float32Array<ArrayBuffer> {
  return pluckString(note, { ring: 0.34, damp: 0.46, bright: 4_200, pluckAt: 0.13, seconds: 0.3 });
}

/** A soft nylon string under the finger. */
export function nylon(note: Note): Float32Array<ArrayBuffer> {
  return pluckString(note, { ring: 1.5, damp: 0.5, bright: 2_300, pluckAt: 0.28, seconds: 1.1 });
}

/** A guzheng: long bright strings that the left hand bends a little while they ring. */
export function guzheng(note: Note): Float32Array<ArrayBuffer> {
  const samples = pluckString(note, { ring: 3.4, damp: 0.3, bright: 6_400, pluckAt: 0.1, seconds: 2.4 });
  if (note.steps >= 4) {
    waver(samples, 5.3, 16, 0.5);
  }
  return samples;
}

/** Violins under the fingertip. */
export function pizzicato(note: Note): Float32Array<ArrayBuffer> {
  const samples = pluckString(note, { ring: 0.5, damp: 0.5, bright: 2_600, pluckAt: 0.22, seconds: 0.45 });
  addPartial(samples, frequency(note.pitch), 0.25 * note.force, 0.09);
  return samples;
}

/** A bass under thumb and finger: a hard front over a round string. */
export function slapBass(note: Note, held: number): Float32Array<ArrayBuffer> {
  const samples = pluckString(note, { ring: 3, damp: 0.45, bright: 3_400, pluckAt: 0.09, seconds: held + 0.05 });
  addPartial(samples, frequency(note.pitch), 0.45 * note.force, 0.5);
  return shape(samples, 0.001, 0.05);
}
