import { type Biquad, bellFilter, filterInPlace, highShelf, passFilter } from './audio/biquad.ts';
import { resample } from './audio/resample.ts';
import { soundRange } from './audio/trim.ts';
import { normaliseLoudness } from './loudness.ts';

const outputRate = 48_000;

/** A voice ready for use: 48 kHz in −1 … 1, and where it was cut out of the raw one (in 48 kHz samples). */
export interface ShapedVoice {
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

/** Raw 16-bit samples → 48 kHz, softened, silence cut at both ends, at the loudness of all lines. */
export function shapeVoice(raw: Int16Array, sampleRate: number, softening: Softening): ShapedVoice {
  const samples = resample(
    Float64Array.from(raw, (value) => value / 32_768),
    sampleRate,
    outputRate,
  );
  for (const filter of softeningFilters(softening)) {
    filterInPlace(samples, filter);
  }
  const { start, end } = soundRange(samples, outputRate);
  return { samples: fadeEnds(normaliseLoudness(samples.slice(start, end))), cutStart: start };
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
function fadeEnds(samples: Float64Array): Float64Array {
  const length = Math.min(240, Math.floor(samples.length / 2));
  return samples.map(
    (value, index) => value * Math.min(1, index / length, (samples.length - 1 - index) / Math.max(1, length)),
  );
}
