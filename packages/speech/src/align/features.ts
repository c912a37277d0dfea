import { resample } from '../audio/resample.ts';
import { powerSpectrum } from './spectrum.ts';

/** What a sound is like every 10 ms: `width` numbers a frame, one frame after another; and how loud, in dB. */
export interface Features {
  count: number;
  width: number;
  values: Float32Array;
  levels: Float32Array;
}

/** Samples at 48 kHz between two frames. */
export const frameSamples = 480;
const rate = 16_000;
const hop = 160;
const window = 400;
const size = 512;
const bands = 26;
const cepstra = 13;

const hamming = Float64Array.from(
  { length: window },
  (_, index) => 0.54 - 0.46 * Math.cos((2 * Math.PI * index) / (window - 1)),
);
const filters = melFilters();
const cosines = Array.from({ length: cepstra }, (_, order) =>
  Float64Array.from({ length: bands }, (_unused, band) => Math.cos((Math.PI * order * (band + 0.5)) / bands)),
);

/**
 * MFCC (13 with their slopes over ±2 frames, 26 mel bands to 7.6 kHz, windows of 25 ms) of mono samples at 48 kHz. Each
 * number has the mean 0 and the deviation 1 over the sound, so that different voices come near to each other.
 */
export function featuresOf(samples48k: Float64Array): Features {
  const samples = resample(samples48k, 48_000, rate);
  const count = Math.max(1, Math.floor(samples.length / hop));
  const width = cepstra * 2;
  const values = new Float32Array(count * width);
  const levels = new Float32Array(count);
  const real = new Float64Array(size);
  const imaginary = new Float64Array(size);
  const powers = new Float64Array(size / 2 + 1);
  for (let frame = 0; frame < count; frame += 1) {
    // A frame's window stands around its middle.
    const from = frame * hop + hop / 2 - window / 2;
    real.fill(0);
    let energy = 0;
    for (let index = 0; index < window; index += 1) {
      const value = samples[from + index] ?? 0;
      const before = samples[from + index - 1] ?? 0;
      energy += value * value;
      real[index] = (value - 0.97 * before) * (hamming[index] as number);
    }
    levels[frame] = 10 * Math.log10(energy / window + 1e-10);
    powerSpectrum(real, imaginary, powers);
    const mel = filters.map((filter) =>
      Math.log(filter.reduce((sum, { bin, weight }) => sum + weight * (powers[bin] as number), 1e-8)),
    );
    for (let order = 0; order < cepstra; order += 1) {
      const row = cosines[order] as Float64Array;
      values[frame * width + order] = mel.reduce((sum, value, band) => sum + value * (row[band] as number), 0);
    }
  }
  addSlopes(values, count, width);
  evenOut(values, count, width);
  return { count, width, values, levels };
}

function addSlopes(values: Float32Array, count: number, width: number): void {
  const at = (frame: number, order: number) =>
    values[Math.max(0, Math.min(count - 1, frame)) * width + order] as number;
  for (let frame = 0; frame < count; frame += 1) {
    for (let order = 0; order < cepstra; order += 1) {
      values[frame * width + cepstra + order] =
        (2 * (at(frame + 2, order) - at(frame - 2, order)) + at(frame + 1, order) - at(frame - 1, order)) / 10;
    }
  }
}

function evenOut(values: Float32Array, count: number, width: number): void {
  for (let order = 0; order < width; order += 1) {
    let sum = 0;
    let squares = 0;
    for (let frame = 0; frame < count; frame += 1) {
      const value = values[frame * width + order] as number;
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    const deviation = Math.sqrt(Math.max(1e-9, squares / count - mean * mean));
    for (let frame = 0; frame < count; frame += 1) {
      values[frame * width + order] = ((values[frame * width + order] as number) - mean) / deviation;
    }
  }
}

function melFilters(): { bin: number; weight: number }[][] {
  const toMel = (frequency: number) => 2_595 * Math.log10(1 + frequency / 700);
  const toHertz = (mel: number) => 700 * (10 ** (mel / 2_595) - 1);
  const [low, high] = [toMel(80), toMel(7_600)];
  const edges = Array.from(
    { length: bands + 2 },
    (_, index) => (toHertz(low + ((high - low) * index) / (bands + 1)) * size) / rate,
  );
  return Array.from({ length: bands }, (_, band) => {
    const [from = 0, middle = 0, to = 0] = edges.slice(band, band + 3);
    return Array.from({ length: Math.ceil(to) - Math.floor(from) + 1 }, (_unused, index) => {
      const bin = Math.floor(from) + index;
      const weight = bin <= middle ? (bin - from) / (middle - from) : (to - bin) / (to - middle);
      return { bin, weight: Math.max(0, weight) };
    }).filter(({ weight }) => weight > 0);
  });
}
