import { type Features, featuresOf, frameSamples } from '../align/features.ts';
import type { SpeechSpan } from './find-speech.ts';

/** What soft sounds at the ends of a stretch need beyond what its energy tells, in samples. */
const margin = 1_440;
/** Longer ones are looked at in wider steps: a match takes time and memory by the square. */
const mostFrames = 5_000;

/** A sound without its pauses, as it is compared with another. */
export interface SpeechOnly {
  features: Features;
  /** Samples of the sound without pauses between two frames. */
  hop: number;
  /** From samples of the whole sound to samples without pauses, and back. */
  inward(sample: number): number;
  outward(sample: number): number;
}

/** Takes the pauses out of a sound: they belong to no word, and everybody makes others. Pure. */
export function speechOnly(samples: Float64Array, spans: readonly SpeechSpan[]): SpeechOnly {
  const pieces: { from: number; to: number; at: number }[] = [];
  let length = 0;
  for (const { start, end } of spans) {
    const from = Math.max(pieces.at(-1)?.to ?? 0, start - margin);
    const to = Math.min(samples.length, end + margin);
    pieces.push({ from, to, at: length });
    length += to - from;
  }
  const joined = new Float64Array(length);
  for (const { from, to, at } of pieces) {
    joined.set(samples.subarray(from, to), at);
  }
  const all = featuresOf(joined);
  const stride = Math.ceil(all.count / mostFrames);
  const [first] = pieces;
  return {
    features: stride === 1 ? all : everyNth(all, stride),
    hop: stride * frameSamples,
    inward(sample) {
      const piece = pieces.findLast(({ from }) => from <= sample) ?? first;
      return piece === undefined ? 0 : piece.at + Math.max(0, Math.min(sample, piece.to) - piece.from);
    },
    outward(sample) {
      const piece = pieces.findLast(({ at }) => at <= sample) ?? first;
      return piece === undefined ? 0 : Math.min(piece.to, piece.from + Math.max(0, sample - piece.at));
    },
  };
}

function everyNth({ width, values, levels, count }: Features, stride: number): Features {
  const kept = Math.floor(count / stride);
  const own = new Float32Array(kept * width);
  for (let frame = 0; frame < kept; frame += 1) {
    own.set(values.subarray(frame * stride * width, (frame * stride + 1) * width), frame * width);
  }
  return { count: kept, width, values: own, levels: levels.filter((_, index) => index % stride === 0).slice(0, kept) };
}
