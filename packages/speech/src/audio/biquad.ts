/** A second-order filter, normalised (a0 = 1). */
export interface Biquad {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
}

/** Runs a filter over samples, in place. */
export function filterInPlace(samples: Float64Array, filter: Biquad): void {
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index] as number;
    const y = filter.b0 * x + filter.b1 * x1 + filter.b2 * x2 - filter.a1 * y1 - filter.a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    samples[index] = y;
  }
}

/** High-pass or low-pass, 12 dB an octave, Butterworth. Frequencies in Hz. Source: Bristow-Johnson's cookbook. */
export function passFilter(kind: 'high' | 'low', frequency: number, sampleRate: number): Biquad {
  const omega = (2 * Math.PI * frequency) / sampleRate;
  const alpha = Math.sin(omega) / Math.SQRT2;
  const cosine = Math.cos(omega);
  const a0 = 1 + alpha;
  const edge = (kind === 'low' ? 1 - cosine : 1 + cosine) / a0;
  return {
    b0: edge / 2,
    b1: kind === 'low' ? edge : -edge,
    b2: edge / 2,
    a1: (-2 * cosine) / a0,
    a2: (1 - alpha) / a0,
  };
}

/** Raises or lowers a band around a frequency. `gain` in dB, `q` its narrowness. */
export function bellFilter(frequency: number, gain: number, q: number, sampleRate: number): Biquad {
  const a = 10 ** (gain / 40);
  const omega = (2 * Math.PI * frequency) / sampleRate;
  const alpha = Math.sin(omega) / (2 * q);
  const cosine = Math.cos(omega);
  const a0 = 1 + alpha / a;
  return {
    b0: (1 + alpha * a) / a0,
    b1: (-2 * cosine) / a0,
    b2: (1 - alpha * a) / a0,
    a1: (-2 * cosine) / a0,
    a2: (1 - alpha / a) / a0,
  };
}

/** Raises or lowers all above a frequency. `gain` in dB. */
export function highShelf(frequency: number, gain: number, sampleRate: number): Biquad {
  const a = 10 ** (gain / 40);
  const omega = (2 * Math.PI * frequency) / sampleRate;
  const cosine = Math.cos(omega);
  const slope = 2 * Math.sqrt(a) * (Math.sin(omega) / Math.SQRT2);
  const a0 = a + 1 - (a - 1) * cosine + slope;
  return {
    b0: (a * (a + 1 + (a - 1) * cosine + slope)) / a0,
    b1: (-2 * a * (a - 1 + (a + 1) * cosine)) / a0,
    b2: (a * (a + 1 + (a - 1) * cosine - slope)) / a0,
    a1: (2 * (a - 1 - (a + 1) * cosine)) / a0,
    a2: (a + 1 - (a - 1) * cosine - slope) / a0,
  };
}
