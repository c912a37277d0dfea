import { bitsIn } from './frame-print.ts';

/** Rate at which sound is listened to: speech and melody lie below 4 kHz. */
export const printRate = 8000;
const windowSize = 2048;
const hopSize = 1024;
/** Edges of the bands, spaced as hearing is: 25 bands from 250 Hz to 3.4 kHz give 24 comparisons. */
const bandCount = 25;
const bandEdges = Array.from({ length: bandCount + 1 }, (_, index) => {
  const hertz = 250 * (3400 / 250) ** (index / bandCount);
  return Math.round((hertz * windowSize) / printRate);
});
/** A stretch this far (in nepers of energy, about 45 dB) under the loudest is a pause. */
const pauseDepth = 10.4;
/** Stands for a pause: no sounding print has this bit. */
const pause = 1 << 30;

const hann = Float64Array.from(
  { length: windowSize },
  (_, index) => 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / windowSize),
);

/** One turn in `windowSize` steps, for the transform. */
const turns = Float64Array.from({ length: windowSize }, (_, step) => (2 * Math.PI * step) / windowSize);
const cosines = turns.map(Math.cos);
const sines = turns.map(Math.sin);

/**
 * The fingerprint of a stretch of sound (mono, `printRate`): one number each 128 ms, whose bits tell for neighbouring
 * bands which of them is above its own average (after Haitsma and Kalker). Level, equaliser and encoder do not change
 * it; other words do.
 */
export function soundPrints(samples: Float32Array): Int32Array {
  const count = Math.max(1, Math.floor((samples.length - windowSize) / hopSize) + 1);
  const energies: number[][] = [];
  for (let index = 0; index < count; index += 2) {
    energies.push(...bandEnergies(samples, index * hopSize, (index + 1) * hopSize));
  }
  energies.length = count;
  const loudness = energies.map((bands) => Math.max(...bands));
  const loudest = Math.max(...loudness);
  const isPause = loudness.map((value) => value < loudest - pauseDepth);
  const sounding = energies.filter((_, index) => isPause[index] === false);
  const means = Array.from(
    { length: bandCount },
    (_, band) => sounding.reduce((sum, bands) => sum + (bands[band] ?? 0), 0) / Math.max(1, sounding.length),
  );
  return Int32Array.from(energies, (bands, index) => {
    if (isPause[index]) {
      return pause;
    }
    let print = 0;
    for (let band = 0; band + 1 < bandCount; band++) {
      const here = (bands[band] ?? 0) - (means[band] ?? 0);
      const next = (bands[band + 1] ?? 0) - (means[band + 1] ?? 0);
      print |= here > next ? 1 << band : 0;
    }
    return print;
  });
}

/** Share of bits that differ, 0 … 1; a pause is like a pause only. Unrelated sounds are about 0.5 apart. */
export function soundPrintDistance(a: number, b: number): number {
  if (a === pause || b === pause) {
    return a === b ? 0 : 1;
  }
  return bitsIn(a ^ b) / (bandCount - 1);
}

/** Takes every `factor`-th sample after averaging, which is filter enough for the bands that are looked at. */
export function lowerRate(samples: Float32Array, factor: number): Float32Array {
  const lowered = new Float32Array(Math.floor(samples.length / factor));
  for (let index = 0; index < lowered.length; index++) {
    let sum = 0;
    for (let at = index * factor; at < (index + 1) * factor; at++) {
      sum += samples[at] as number;
    }
    lowered[index] = sum / factor;
  }
  return lowered;
}

/**
 * Logarithms of the energy of each band in two windows; beyond the end there is silence. Sound has no imaginary part: the
 * second window takes its place in the transform of the first, and both are told apart by their symmetry.
 */
function bandEnergies(samples: Float32Array, start: number, second: number): [number[], number[]] {
  const real = windowAt(samples, start);
  const imaginary = windowAt(samples, second);
  transform(real, imaginary);
  const [first, other]: [number[], number[]] = [[], []];
  for (let band = 0; band < bandCount; band++) {
    let [sum, sumOther] = [1e-9, 1e-9];
    const [from, to] = [bandEdges[band] as number, bandEdges[band + 1] as number];
    for (let bin = from; bin < Math.max(to, from + 1); bin++) {
      const mirrored = windowSize - bin;
      const [x, y] = [real[bin] as number, imaginary[bin] as number];
      const [u, v] = [real[mirrored] as number, imaginary[mirrored] as number];
      sum += ((x + u) ** 2 + (y - v) ** 2) / 4;
      sumOther += ((y + v) ** 2 + (u - x) ** 2) / 4;
    }
    first.push(Math.log(sum));
    other.push(Math.log(sumOther));
  }
  return [first, other];
}

function windowAt(samples: Float32Array, start: number): Float64Array {
  const window = new Float64Array(windowSize);
  const end = Math.min(windowSize, samples.length - start);
  for (let index = 0; index < end; index++) {
    window[index] = (hann[index] as number) * (samples[start + index] as number);
  }
  return window;
}

/** Fourier transform of a window in place (Cooley and Tukey, radix 2). */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length;
  for (let index = 1, reversed = 0; index < size; index++) {
    let bit = size >> 1;
    for (; (reversed & bit) !== 0; bit >>= 1) {
      reversed ^= bit;
    }
    reversed ^= bit;
    if (index < reversed) {
      const [x, y] = [real[index] as number, imaginary[index] as number];
      real[index] = real[reversed] as number;
      imaginary[index] = imaginary[reversed] as number;
      real[reversed] = x;
      imaginary[reversed] = y;
    }
  }
  for (let length = 2; length <= size; length <<= 1) {
    const stride = windowSize / length;
    for (let step = 0; step < length / 2; step++) {
      const cosine = cosines[step * stride] as number;
      const sine = -(sines[step * stride] as number);
      for (let low = step; low < size; low += length) {
        const high = low + length / 2;
        const x = real[high] as number;
        const y = imaginary[high] as number;
        const turnedX = x * cosine - y * sine;
        const turnedY = x * sine + y * cosine;
        const lowX = real[low] as number;
        const lowY = imaginary[low] as number;
        real[high] = lowX - turnedX;
        imaginary[high] = lowY - turnedY;
        real[low] = lowX + turnedX;
        imaginary[low] = lowY + turnedY;
      }
    }
  }
}
