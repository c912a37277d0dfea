import { type Biquad, filterInPlace } from './audio/biquad.ts';

// ITU-R BS.1770-4, annex 1, tables 1 and 2: the K-weighting at 48 kHz.
const weighting: readonly Biquad[] = [
  {
    b0: 1.53512485958697,
    b1: -2.69169618940638,
    b2: 1.19839281085285,
    a1: -1.69065929318241,
    a2: 0.73248077421585,
  },
  { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 },
];

/**
 * Integrated loudness of mono 48 kHz samples in LUFS (BS.1770: K-weighted, blocks of 400 ms every 100 ms, gated at −70
 * and at 10 under the mean). A sound shorter than a block is measured whole. −Infinity for silence.
 */
export function loudness(samples: Float64Array): number {
  const weighted = samples.slice();
  for (const filter of weighting) {
    filterInPlace(weighted, filter);
  }
  const powers = blockPowers(weighted);
  const audible = powers.filter((power) => lufs(power) > -70);
  const relativeGate = lufs(mean(audible)) - 10;
  return lufs(mean(audible.filter((power) => lufs(power) > relativeGate)));
}

function blockPowers(samples: Float64Array): number[] {
  const step = 4_800;
  const perBlock = 4;
  const sums = Array.from({ length: Math.floor(samples.length / step) }, (_, index) =>
    squares(samples.subarray(index * step, (index + 1) * step)),
  );
  if (sums.length < perBlock) {
    return [squares(samples) / Math.max(1, samples.length)];
  }
  return Array.from({ length: sums.length - perBlock + 1 }, (_, index) =>
    sums.slice(index, index + perBlock).reduce((sum, value) => sum + value / (step * perBlock), 0),
  );
}

// Loops, here and below: a call for each of some hundred thousand samples takes five times as long.
function squares(samples: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < samples.length; index++) {
    sum += (samples[index] as number) ** 2;
  }
  return sum;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function lufs(power: number): number {
  return power <= 0 ? Number.NEGATIVE_INFINITY : -0.691 + 10 * Math.log10(power);
}

/** How loud every line is, and the peak that none passes: room for what is mixed and encoded later. */
export const voiceLoudness = { lufs: -16, peak: 10 ** (-1.5 / 20) } as const;

/** Brings samples to the loudness of all lines. Peaks are held by a soft limiter; the gain makes up for what it takes. */
export function normaliseLoudness(samples: Float64Array): Float64Array {
  let gain = 10 ** ((voiceLoudness.lufs - loudness(samples)) / 20);
  if (!Number.isFinite(gain)) {
    return samples.slice();
  }
  let result = limit(samples, gain);
  for (let round = 0; round < 4; round++) {
    const missing = voiceLoudness.lufs - loudness(result);
    if (Math.abs(missing) < 0.05) {
      break;
    }
    gain *= 10 ** (missing / 20);
    result = limit(samples, gain);
  }
  return result;
}

/** Multiplies and keeps under the peak: the gain dips smoothly around each peak, 4 ms ahead and after. */
function limit(samples: Float64Array, gain: number): Float64Array {
  const reach = 192;
  const wanted = new Float64Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const height = Math.abs((samples[index] as number) * gain);
    wanted[index] = height > voiceLoudness.peak ? voiceLoudness.peak / height : 1;
  }
  const limited = slidingMean(slidingMinimum(wanted, reach), reach);
  for (let index = 0; index < samples.length; index++) {
    limited[index] = (samples[index] as number) * gain * (limited[index] as number);
  }
  return limited;
}

/** The least value within `reach` samples on both sides. */
function slidingMinimum(values: Float64Array, reach: number): Float64Array {
  const result = new Float64Array(values.length);
  // Indexes of falling candidates; the front is the minimum of the window.
  const candidates = new Int32Array(values.length);
  let front = 0;
  let back = 0;
  for (let index = 0; index < values.length + reach; index++) {
    if (index < values.length) {
      while (back > front && (values[candidates[back - 1] as number] as number) >= (values[index] as number)) {
        back--;
      }
      candidates[back++] = index;
    }
    const centre = index - reach;
    if (centre >= 0) {
      while ((candidates[front] as number) < centre - reach) {
        front++;
      }
      result[centre] = values[candidates[front] as number] as number;
    }
  }
  return result;
}

/** The mean within `reach` samples on both sides; never above the minimum's plateau at a peak. */
function slidingMean(values: Float64Array, reach: number): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let index = 0; index < values.length; index++) {
    sums[index + 1] = (sums[index] as number) + (values[index] as number);
  }
  const means = new Float64Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const from = Math.max(0, index - reach);
    const to = Math.min(values.length, index + reach + 1);
    means[index] = ((sums[to] as number) - (sums[from] as number)) / (to - from);
  }
  return means;
}
