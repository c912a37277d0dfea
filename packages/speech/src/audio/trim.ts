/**
 * Finds the sound in a voice: from 20 ms before the first to 20 ms after the last stretch of 5 ms that is louder than
 * 50 dB under the loudest. @returns sample positions, end exclusive; both 0 where there is only silence.
 */
export function soundRange(samples: Float64Array, sampleRate: number): { start: number; end: number } {
  const step = Math.round(sampleRate / 200);
  const levels = Array.from({ length: Math.ceil(samples.length / step) }, (_, index) =>
    energy(samples.subarray(index * step, (index + 1) * step)),
  );
  const loudest = levels.reduce((most, level) => Math.max(most, level), 0);
  if (loudest === 0) {
    return { start: 0, end: 0 };
  }
  const first = levels.findIndex((level) => level > loudest * 1e-5);
  const last = levels.findLastIndex((level) => level > loudest * 1e-5);
  const margin = Math.round(sampleRate / 50);
  return { start: Math.max(0, first * step - margin), end: Math.min(samples.length, (last + 1) * step + margin) };
}

function energy(samples: Float64Array): number {
  return samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length);
}
