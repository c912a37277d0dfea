/**
 * Four-fold interpolation filter of ITU-R BS.1770-4, annex 2: rows are phases, columns taps.
 * Phases 2 and 3 are phases 1 and 0 reversed.
 */
const phase0 = [
  0.001708984375, 0.010986328125, -0.0196533203125, 0.033203125, -0.0594482421875, 0.1373291015625, 0.97216796875,
  -0.102294921875, 0.047607421875, -0.026611328125, 0.014892578125, -0.00830078125,
] as const;
const phase1 = [
  -0.0291748046875, 0.029296875, -0.0517578125, 0.089111328125, -0.16650390625, 0.465087890625, 0.77978515625,
  -0.2003173828125, 0.1015625, -0.0582275390625, 0.0330810546875, -0.0189208984375,
] as const;
const phases = [phase0, phase1, [...phase1].reverse(), [...phase0].reverse()].map((taps) => Float64Array.from(taps));

const [tapsA, tapsB, tapsC, tapsD] = phases as [Float64Array, Float64Array, Float64Array, Float64Array];
const tapCount = 12;
/** The filters look this far ahead of the sample that they fill in after. */
const ahead = 6;
/** The most that interpolation can add to the largest sample around: the greatest sum of a phase's magnitudes. */
const mostGain = Math.max(...phases.map((taps) => taps.reduce((sum, tap) => sum + Math.abs(tap), 0)));
const blockSamples = 64;

/**
 * The true peak around every sample, as far as it may exceed `floor`: `peaks[i]` is at least the magnitude of the
 * four-fold interpolated signal at and right after sample i. Quiet stretches stay at what was there before, so several channels
 * gather in one array.
 */
export function gatherTruePeaks(samples: Float32Array, floor: number, peaks: Float32Array): void {
  const length = samples.length;
  const behind = tapCount - 1 - ahead;
  const padded = new Float32Array(length + tapCount);
  padded.set(samples, behind);
  for (let start = 0; start < length; start += blockSamples) {
    const end = Math.min(length, start + blockSamples);
    if (largest(samples, start - behind, end + ahead) * mostGain <= floor) {
      continue;
    }
    for (let index = start; index < end; index += 1) {
      let peak = Math.max(peaks[index] as number, Math.abs(samples[index] as number));
      // All phases at once: a sample is read once for the four of them.
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let tap = 0; tap < tapCount; tap += 1) {
        const sample = padded[index + tap] as number;
        a += (tapsA[tap] as number) * sample;
        b += (tapsB[tap] as number) * sample;
        c += (tapsC[tap] as number) * sample;
        d += (tapsD[tap] as number) * sample;
      }
      peak = Math.max(peak, Math.abs(a), Math.abs(b), Math.abs(c), Math.abs(d));
      peaks[index] = peak;
    }
  }
}

/** The highest true peak of a channel as a factor (1 is full scale). */
export function truePeak(samples: Float32Array): number {
  // Anything at or below the largest plain sample can't be the peak.
  const floor = largest(samples, 0, samples.length);
  const peaks = new Float32Array(samples.length);
  gatherTruePeaks(samples, floor, peaks);
  return Math.max(floor, largest(peaks, 0, peaks.length));
}

function largest(samples: Float32Array, from: number, to: number): number {
  let most = 0;
  const end = Math.min(samples.length, to);
  for (let index = Math.max(0, from); index < end; index += 1) {
    const value = Math.abs(samples[index] as number);
    if (value > most) {
      most = value;
    }
  }
  return most;
}
