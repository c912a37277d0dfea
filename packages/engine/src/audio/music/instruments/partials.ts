import { audioRate } from '../../audio-track.ts';

/**
 * Adds a decaying sine. Two multiplications a sample instead of a sine: x[n] = 2r·cos(ω)·x[n−1] − r²·x[n−2].
 * `decay` is the time to 1/e in seconds. What lies too high to be heard is left out.
 */
export function addPartial(samples: Float32Array, hertz: number, level: number, decay: number): void {
  if (hertz > audioRate * 0.4) {
    return;
  }
  const omega = (2 * Math.PI * hertz) / audioRate;
  const shrink = Math.exp(-1 / (decay * audioRate));
  const turn = 2 * shrink * Math.cos(omega);
  const fall = shrink * shrink;
  let before = -Math.sin(omega) / shrink;
  let now = 0;
  // Nothing is left after seven time constants (−60 dB).
  const end = Math.min(samples.length, Math.ceil(decay * 7 * audioRate));
  for (let index = 0; index < end; index += 1) {
    samples[index] = (samples[index] as number) + now * level;
    const next = turn * now - fall * before;
    before = now;
    now = next;
  }
}

/** Silence of some seconds to draw a sound in. */
export function silence(seconds: number): Float32Array<ArrayBuffer> {
  return new Float32Array(Math.max(1, Math.round(seconds * audioRate)));
}

/** Rounds a sound's beginning and end (raised cosine), in seconds: cutting its tail never clicks. */
export function shape(samples: Float32Array<ArrayBuffer>, rise: number, fall: number): Float32Array<ArrayBuffer> {
  const riseCount = Math.min(samples.length, Math.round(rise * audioRate));
  const fallCount = Math.min(samples.length, Math.round(fall * audioRate));
  for (let index = 0; index < riseCount; index += 1) {
    samples[index] = (samples[index] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / riseCount));
  }
  for (let index = 0; index < fallCount; index += 1) {
    const at = samples.length - 1 - index;
    samples[at] = (samples[at] as number) * (0.5 - 0.5 * Math.cos((Math.PI * index) / fallCount));
  }
  return samples;
}

/** Coefficient of a one-pole low pass. */
export function onePole(hertz: number): number {
  return 1 - Math.exp((-2 * Math.PI * hertz) / audioRate);
}

/** Reads a sound at a wavering speed, in place: `cents` up and down, growing over the first `after` seconds. */
export function waver(samples: Float32Array<ArrayBuffer>, hertz: number, cents: number, after: number): void {
  const source = samples.slice();
  // The largest shift in samples that gives this deviation in speed.
  const depth = ((2 ** (cents / 1200) - 1) * audioRate) / (2 * Math.PI * hertz);
  const turn = (2 * Math.PI * hertz) / audioRate;
  for (let index = 0; index < samples.length; index += 1) {
    const grown = Math.min(1, index / (after * audioRate));
    const at = index + depth * grown * grown * (Math.cos(turn * index) - 1);
    const whole = Math.max(0, Math.floor(at));
    const rest = Math.max(0, at - whole);
    const here = source[whole] ?? 0;
    samples[index] = here + ((source[whole + 1] ?? 0) - here) * rest;
  }
}
