import { audioRate } from './audio-track.ts';

/** Stereo sound, −1 … 1, both sides of one length. */
export interface Stereo {
  left: Float32Array;
  right: Float32Array;
}

/** ITU-R BS.1770-4: blocks of 400 ms every 100 ms; louder than −70 LUFS, then louder than 10 LU below their mean. */
const hopSamples = audioRate / 10;
const blockHops = 4;
const absoluteGate = -70;
const relativeGate = 10;

/** K-weighting at 48 kHz: the head's high shelf, then the low cut (BS.1770-4 tables 1 and 2). */
const shelf = {
  b0: 1.53512485958697,
  b1: -2.69169618940638,
  b2: 1.19839281085285,
  a1: -1.69065929318241,
  a2: 0.73248077421585,
};
const lowCut = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/**
 * Integrated loudness in LUFS; null for silence. Sound shorter than one block counts as one block.
 * At another volume the loudness moves by the same number of decibels (the gates aside).
 */
export function integratedLoudness({ left, right }: Stereo): number | null {
  const hops = sumHops(hopPowers(left), hopPowers(right));
  const blocks: number[] = [];
  for (let hop = 0; hop + blockHops <= hops.length; hop += 1) {
    let power = 0;
    for (let offset = 0; offset < blockHops; offset += 1) {
      power += hops[hop + offset] ?? 0;
    }
    blocks.push(power / (blockHops * hopSamples));
  }
  if (blocks.length === 0) {
    blocks.push(hops.reduce((sum, power) => sum + power, 0) / Math.max(1, left.length));
  }
  const loud = blocks.filter((power) => toLoudness(power) > absoluteGate);
  if (loud.length === 0) {
    return null;
  }
  const threshold = toLoudness(mean(loud)) - relativeGate;
  return toLoudness(mean(loud.filter((power) => toLoudness(power) > threshold)));
}

function toLoudness(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumHops(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value + (b[index] ?? 0));
}

/** Sum of squares of the K-weighted signal in each 100 ms; the rest at the end counts as a hop of its own. */
function hopPowers(samples: Float32Array): Float64Array {
  const powers = new Float64Array(Math.ceil(samples.length / hopSamples));
  let [x1, x2, y1, y2, z1, z2] = [0, 0, 0, 0, 0, 0];
  for (let hop = 0; hop < powers.length; hop += 1) {
    const end = Math.min(samples.length, (hop + 1) * hopSamples);
    let sum = 0;
    for (let index = hop * hopSamples; index < end; index += 1) {
      const x = samples[index] as number;
      const y = shelf.b0 * x + shelf.b1 * x1 + shelf.b2 * x2 - shelf.a1 * y1 - shelf.a2 * y2;
      const z = lowCut.b0 * y + lowCut.b1 * y1 + lowCut.b2 * y2 - lowCut.a1 * z1 - lowCut.a2 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      sum += z * z;
    }
    powers[hop] = sum;
  }
  return powers;
}
