import { audioRate } from '../../audio-track.ts';
import { seededRandom } from '../../seeded-random.ts';
import { frequency, type Note } from '../note.ts';
import { addPartial, onePole, shape, silence } from './partials.ts';

/** A wooden bar: the ground tone, its tuned fourth and tenth partials, and the knock of a soft mallet. */
export function marimba({ pitch, force }: Note): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const ring = 0.34 * (440 / hertz) ** 0.45;
  const samples = silence(ring * 4.2);
  addPartial(samples, hertz, force, ring);
  addPartial(samples, hertz * 3.94, force * force * 0.28, ring * 0.24);
  addPartial(samples, hertz * 9.6, force * force * 0.07, ring * 0.07);
  return shape(samples, 0.0008, 0.05);
}

/** A small bell: the partials of a struck metal bar, soft. */
export function bell({ pitch, force }: Note): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const samples = silence(2.2);
  for (const [ratio, level, decay] of [
    [1, 0.8, 0.75],
    [2.003, 0.3, 0.5],
    [2.756, 0.16 * force, 0.3],
    [5.404, 0.1 * force, 0.12],
  ] as const) {
    addPartial(samples, hertz * ratio, force * level, decay);
  }
  return shape(samples, 0.002, 0.3);
}

/** A piano with felt before its strings: two strings a tone, partials a little too high, the hammer's thud. */
export function piano({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const ring = 1.5 * (262 / hertz) ** 0.55;
  const samples = silence(Math.min(ring * 3.2, held + 0.35));
  const count = Math.min(10, Math.floor(7_000 / hertz));
  for (let partial = 1; partial <= count; partial += 1) {
    const stretched = hertz * partial * Math.sqrt(1 + 0.00035 * partial ** 2);
    // Struck at an eighth of its length; the harder, the more of the high partials.
    const level = (Math.abs(Math.sin((Math.PI * partial) / 8)) + 0.12) / partial ** (2.1 - 0.9 * force);
    addPartial(samples, stretched * 0.99985, force * level * 0.75, ring / partial ** 0.65);
    addPartial(samples, stretched * 1.00023, force * level * 0.5, (ring * 1.7) / partial ** 0.65);
  }
  const random = seededRandom(pitch * 17);
  const soft = onePole(900);
  let low = 0;
  for (let index = 0; index < Math.min(samples.length, 0.03 * audioRate); index += 1) {
    low += (random() * 2 - 1 - low) * soft;
    samples[index] = (samples[index] as number) + low * 0.25 * force * Math.exp(-index / (0.008 * audioRate));
  }
  return shape(samples, 0.003, Math.min(0.3, samples.length / audioRate / 2));
}

/**
 * An electric piano by frequency modulation: a body whose overtones swell with the force of the stroke, and the short
 * ting of its tine.
 */
export function electricPiano({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const ring = 1.1 * (262 / hertz) ** 0.4;
  const samples = silence(Math.min(ring * 3, held + 0.25));
  const turn = (2 * Math.PI * hertz) / audioRate;
  const bodyFall = Math.exp(-1 / (ring * audioRate));
  const swellFall = Math.exp(-1 / (0.35 * audioRate));
  const tineFall = Math.exp(-1 / (0.06 * audioRate));
  let body = force * 0.7;
  let swell = 0.25 + 1.5 * force * force;
  let tine = hertz * 14 < 16_000 ? 0.16 * force * force : 0;
  for (let index = 0; index < samples.length; index += 1) {
    const phase = turn * index;
    samples[index] = body * Math.sin(phase + swell * Math.sin(phase)) + tine * Math.sin(phase * 14);
    body *= bodyFall;
    swell *= swellFall;
    tine *= tineFall;
  }
  return shape(samples, 0.002, Math.min(0.22, samples.length / audioRate / 2));
}

/** A round finger bass: enough octave and fifth above the ground tone that a phone's speaker shows it too. */
export function fingerBass({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const hertz = frequency(pitch);
  const samples = silence(held + 0.07);
  addPartial(samples, hertz, force, 0.8);
  addPartial(samples, hertz * 2, force * 0.5, 0.45);
  addPartial(samples, hertz * 3, force * force * 0.3, 0.22);
  addPartial(samples, hertz * 4, force * force * 0.14, 0.12);
  addPartial(samples, hertz * 6, force * force * 0.06, 0.05);
  return shape(samples, 0.005, 0.06);
}

/** A deep, calm bass: nearly a sine, bent a little so that small speakers hear its octave and twelfth. */
export function deepBass({ pitch, force }: Note, held: number): Float32Array<ArrayBuffer> {
  const samples = silence(held + 0.08);
  const turn = (2 * Math.PI * frequency(pitch)) / audioRate;
  for (let index = 0; index < samples.length; index += 1) {
    const seconds = index / audioRate;
    const drive = 0.9 + 1.5 * Math.exp(-seconds / 0.25) * force;
    samples[index] = Math.tanh(drive * Math.sin(turn * index) + 0.25) * force * Math.exp(-seconds / 1.6) * 0.8;
  }
  return shape(samples, 0.008, 0.08);
}
