/** A stretch of samples, end exclusive. */
export interface SpeechPart {
  start: number;
  end: number;
}

/**
 * Splits a speech into parts that an engine takes: as few as can be, about equally long, cut in the middle of the gaps
 * between sentences; where a sentence alone is too long, at its quietest place.
 * @param sentences in order; times in samples
 */
export function splitSpeech(
  samples: Int16Array,
  sentences: readonly { startSample: number; endSample: number }[],
  { least, most }: { least: number; most: number },
): SpeechPart[] {
  const gaps = sentences.slice(1).map((next, at) => {
    const before = sentences[at]?.endSample ?? next.startSample;
    return Math.round((Math.min(before, next.startSample) + next.startSample) / 2);
  });
  const parts: SpeechPart[] = [];
  for (let start = 0; start < samples.length; ) {
    const left = samples.length - start;
    if (left <= most) {
      parts.push({ start, end: samples.length });
      break;
    }
    const count = Math.ceil(left / most);
    const wanted = start + left / count;
    // What is left after the cut must fit into the remaining parts.
    const earliest = Math.max(start + least, samples.length - (count - 1) * most);
    const latest = Math.min(start + most, samples.length - least);
    const fitting = gaps.filter((gap) => gap >= earliest && gap <= latest);
    const spare = gaps.filter((gap) => gap >= start + least && gap <= latest);
    const candidates = fitting.length > 0 ? fitting : spare;
    const end =
      candidates.length > 0
        ? candidates.reduce((a, b) => (Math.abs(b - wanted) < Math.abs(a - wanted) ? b : a))
        : quietest(samples, Math.max(earliest, Math.round(wanted - most * 0.15)), latest);
    parts.push({ start, end });
    start = end;
  }
  return parts;
}

/** The middle of the quietest 40 ms of 48 kHz between two places. */
function quietest(samples: Int16Array, from: number, to: number): number {
  const window = 1920;
  let best = Math.round((from + to) / 2);
  let least = Infinity;
  for (let start = from; start + window <= to; start += window / 4) {
    let energy = 0;
    for (let at = start; at < start + window; at += 8) {
      energy += (samples[at] as number) ** 2;
    }
    if (energy < least) {
      least = energy;
      best = start + window / 2;
    }
  }
  return best;
}

/** Samples at 48 kHz, one channel, as a WAV file. */
export function wavOf(samples: Int16Array): Buffer {
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(48_000, 24);
  head.writeUInt32LE(96_000, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
