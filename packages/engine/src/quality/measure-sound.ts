import { audioRate } from '../audio/audio-track.ts';
import type { Stereo } from '../audio/loudness.ts';

/** A stretch of samples at 48 kHz, half-open. */
interface SampleRun {
  from: number;
  to: number;
}

/** What is heard in a mix, besides its loudness. */
export interface HeardSound {
  /** Where nothing is heard. */
  silences: SampleRun[];
  /** Samples in flat tops of at least `leastFlat`, and where the first one is. */
  clippedSamples: number;
  clippedAt: number | null;
}

/** Samples that are looked at together: 20 ms, shorter than any syllable. */
const blockSamples = audioRate / 50;
/** A block quieter than this (root mean square, full scale) is not heard on a phone. */
const silentDb = -55;
/** Silences shorter than this are breaths. */
const leastSilence = audioRate / 2;
/** A top is flat where so many samples in a row stand at full scale. */
const leastFlat = 3;
const fullScale = 0.985;

/** Measures silences and clipping of a mix, both sides together. Pure. */
export function measureSound({ left, right }: Stereo): HeardSound {
  const silences: SampleRun[] = [];
  let from = -1;
  for (let start = 0; start < left.length; start += blockSamples) {
    const end = Math.min(left.length, start + blockSamples);
    const isSilent = levelDb(left, right, start, end) < silentDb;
    if (isSilent && from < 0) {
      from = start;
    } else if (!isSilent && from >= 0) {
      silences.push({ from, to: start });
      from = -1;
    }
  }
  if (from >= 0) {
    silences.push({ from, to: left.length });
  }
  const flat = [left, right].map((side) => flatTops(side, fullScale));
  const firsts = flat.flatMap(({ first }) => first ?? []);
  return {
    silences: silences.filter(({ from: start, to }) => to - start >= leastSilence),
    clippedSamples: flat.reduce((sum, { count }) => sum + count, 0),
    clippedAt: firsts.length === 0 ? null : Math.min(...firsts),
  };
}

/** What is heard of one spoken line. */
export interface HeardVoice {
  /** Highest sample, full scale; −Infinity where it is all zero. */
  peakDb: number;
  /** Share of its samples that stand in flat tops at its own peak: a recording that was too loud keeps them. */
  flatShare: number;
}

/** Measures a spoken line. A recording that clipped and was made quieter later is still flat at its peak. Pure. */
export function measureVoice(samples: Float32Array): HeardVoice {
  let peak = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
  }
  const flat = peak === 0 ? { count: 0 } : flatTops(samples, peak * 0.998);
  return {
    peakDb: peak === 0 ? Number.NEGATIVE_INFINITY : 20 * Math.log10(peak),
    flatShare: flat.count / Math.max(1, samples.length),
  };
}

function levelDb(left: Float32Array, right: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) {
    sum += (left[index] as number) ** 2 + (right[index] as number) ** 2;
  }
  return sum === 0 ? Number.NEGATIVE_INFINITY : 10 * Math.log10(sum / (2 * (to - from)));
}

function flatTops(samples: Float32Array, top: number): { count: number; first: number | null } {
  let count = 0;
  let first: number | null = null;
  let run = 0;
  for (let index = 0; index <= samples.length; index++) {
    if (index < samples.length && Math.abs(samples[index] as number) >= top) {
      run += 1;
    } else {
      if (run >= leastFlat) {
        count += run;
        first ??= index - run;
      }
      run = 0;
    }
  }
  return { count, first };
}
