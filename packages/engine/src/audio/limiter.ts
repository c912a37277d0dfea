import { audioRate } from './audio-track.ts';
import type { Stereo } from './loudness.ts';
import { gatherTruePeaks } from './true-peak.ts';

/** The gain falls over this many samples before a peak: 2 ms, long enough not to distort bass, too short to hear. */
const lookAhead = 96;

/** `gain` and `ceiling` are factors, `releaseMs` the time in which the gain comes back by two thirds. */
export interface Limit {
  gain: number;
  ceiling: number;
  releaseMs: number;
}

/**
 * Multiplies by `gain` and holds true peaks at or below `ceiling`, into a new pair of channels. Both
 * sides get one gain curve, so that the picture of the sound does not sway. Look-ahead: the curve is the lowest gain
 * within reach, released slowly, then averaged over the same reach, which never rises above what a peak needs.
 */
export function limit(source: Stereo, { gain, ceiling, releaseMs }: Limit): Stereo {
  const length = source.left.length;
  const floor = ceiling / gain;
  const peaks = new Float32Array(length);
  gatherTruePeaks(source.left, floor, peaks);
  gatherTruePeaks(source.right, floor, peaks);
  const curve = gainCurve(peaks, floor, releaseMs);
  const left = new Float32Array(length);
  const right = new Float32Array(length);
  for (let index = 0; index < length; index += 1) {
    const factor = gain * (curve[index] as number);
    left[index] = (source.left[index] as number) * factor;
    right[index] = (source.right[index] as number) * factor;
  }
  return { left, right };
}

function gainCurve(peaks: Float32Array, floor: number, releaseMs: number): Float32Array {
  // Share of the distance back to 1 that the gain makes up in a sample.
  const release = 1 - Math.exp(-1000 / (releaseMs * audioRate));
  const length = peaks.length;
  // Lowest gain that any peak within the next `lookAhead` samples needs: walked backwards, each peak is carried to
  // the left for `lookAhead` samples by a monotone queue.
  const held = new Float32Array(length);
  const queue = new Int32Array(length);
  let [head, tail] = [0, 0];
  for (let index = length - 1; index >= 0; index -= 1) {
    while (tail > head && (peaks[queue[tail - 1] as number] as number) <= (peaks[index] as number)) {
      tail -= 1;
    }
    queue[tail] = index;
    tail += 1;
    if ((queue[head] as number) > index + lookAhead) {
      head += 1;
    }
    const peak = peaks[queue[head] as number] as number;
    held[index] = peak > floor ? floor / peak : 1;
  }
  // Fall at once, rise slowly; then a running mean over the look-ahead makes the fall a ramp that ends at the peak.
  const curve = new Float32Array(length);
  // Before the first sample the gain was already where that one needs it: a peak at the very start is held as well.
  let current = held[0] ?? 1;
  let sum = current * lookAhead;
  const window = new Float32Array(lookAhead).fill(current);
  for (let index = 0; index < length; index += 1) {
    const wanted = held[index] as number;
    current = wanted < current ? wanted : current + (wanted - current) * release;
    const slot = index % lookAhead;
    sum += current - (window[slot] as number);
    window[slot] = current;
    curve[index] = sum / lookAhead;
  }
  return curve;
}
