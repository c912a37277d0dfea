import { expect, it } from 'vitest';
import { resample } from './resample.ts';

function tone(frequency: number, sampleRate: number, seconds: number): Float64Array {
  return Float64Array.from({ length: Math.round(sampleRate * seconds) }, (_, index) =>
    Math.sin((2 * Math.PI * frequency * index) / sampleRate),
  );
}

function worst(samples: Float64Array, wanted: Float64Array): number {
  // The ends know nothing of what is beyond them.
  const margin = 480;
  return samples
    .slice(margin, -margin)
    .reduce((most, value, index) => Math.max(most, Math.abs(value - (wanted[index + margin] ?? 0))), 0);
}

it('a tone keeps its pitch, phase and level from 22.05 to 48 kHz, within −60 dB', () => {
  for (const frequency of [100, 1_000, 5_000, 8_500]) {
    const result = resample(tone(frequency, 22_050, 0.5), 22_050, 48_000);
    expect(result.length).toBe(24_000);
    expect(worst(result, tone(frequency, 48_000, 0.5))).toBeLessThan(0.001);
  }
});

it('what the lower rate can not hold is taken out, not folded back', () => {
  const result = resample(tone(15_000, 48_000, 0.5), 48_000, 22_050);
  expect(worst(result, new Float64Array(result.length))).toBeLessThan(0.001);
});
