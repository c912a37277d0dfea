import { type Biquad, bellFilter, filterInPlace, highShelf, passFilter } from './audio/biquad.ts';
import { resample } from './audio/resample.ts';
import { soundRange } from './audio/trim.ts';
import { normaliseLoudness } from './loudness.ts';

const outputRate = 48_000;

/** A voice at 48 kHz in −1 … 1 without silence at its ends, and where it was cut out of the raw one (48 kHz samples). */
export interface CleanVoice {
  samples: Float64Array;
  cutStart: number;
}

/**
 * How much of a robot's edge is taken off, in dB: `presenceDb` around 2 kHz where formant voices ring, `airDb` above
 * 4 kHz where they buzz.
 */
export interface Softening {
  presenceDb: number;
  airDb: number;
}

/** A voice as its engine made it → 48 kHz, softened, silence cut at both ends. Empty where there is only silence. */
export function cleanVoice(raw: Float64Array, sampleRate: number, softening: Softening | undefined): CleanVoice {
  const samples = sampleRate === outputRate ? raw.slice() : resample(raw, sampleRate, outputRate);
  for (const filter of softening === undefined ? [passFilter('high', 40, outputRate)] : softeningFilters(softening)) {
    filterInPlace(samples, filter);
  }
  const { start, end } = soundRange(samples, outputRate);
  return { samples: samples.slice(start, end), cutStart: start };
}

/** A clean voice at the loudness of all lines, its ends faded. */
export function finishVoice(samples: Float64Array): Float64Array {
  return fadeEnds(normaliseLoudness(samples));
}

function softeningFilters({ presenceDb, airDb }: Softening): Biquad[] {
  return [
    passFilter('high', 70, outputRate),
    bellFilter(2_000, presenceDb, 0.7, outputRate),
    highShelf(4_000, airDb, outputRate),
    // Nothing of a 22 kHz voice is worth hearing up there but the noise of its steps.
    passFilter('low', 9_000, outputRate),
  ];
}

/** A few milliseconds of fade, so that a cut never clicks. */
export function fadeEnds(samples: Float64Array): Float64Array {
  const length = Math.min(240, Math.floor(samples.length / 2));
  return samples.map(
    (value, index) => value * Math.min(1, index / length, (samples.length - 1 - index) / Math.max(1, length)),
  );
}
