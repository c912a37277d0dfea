import { bellFilter, filterInPlace, highShelf, passFilter } from './audio/biquad.ts';
import { resample } from './audio/resample.ts';
import { soundRange } from './audio/trim.ts';
import { normaliseLoudness } from './loudness.ts';

const outputRate = 48_000;

/** A voice ready for use: 48 kHz in −1 … 1, and where it was cut out of the raw one (in 48 kHz samples). */
export interface ShapedVoice {
  samples: Float64Array;
  cutStart: number;
}

/** Raw 16-bit samples → 48 kHz, softened, silence cut at both ends, at the loudness of all lines. */
export function shapeVoice(raw: Int16Array, sampleRate: number): ShapedVoice {
  const samples = resample(
    Float64Array.from(raw, (value) => value / 32_768),
    sampleRate,
    outputRate,
  );
  for (const filter of softening) {
    filterInPlace(samples, filter);
  }
  const { start, end } = soundRange(samples, outputRate);
  return { samples: fadeEnds(normaliseLoudness(samples.slice(start, end))), cutStart: start };
}

const softening = [
  passFilter('high', 80, outputRate),
  bellFilter(3_000, -3, 0.8, outputRate),
  highShelf(5_000, -4, outputRate),
  passFilter('low', 9_000, outputRate),
];

/** A few milliseconds of fade, so that a cut never clicks. */
function fadeEnds(samples: Float64Array): Float64Array {
  const length = Math.min(240, Math.floor(samples.length / 2));
  return samples.map(
    (value, index) => value * Math.min(1, index / length, (samples.length - 1 - index) / Math.max(1, length)),
  );
}
