/** What is compared: loudness a millisecond, of sound at 16 kHz. */
const samplesPerStep = 16;
const mostOffset = 600;
/** Below this the two sounds are not the same speech. */
const leastLikeness = 0.5;

/**
 * By how many milliseconds the sound that came back is later than the sound that was sent, found by laying their loudness
 * over each other; undefined where they are not the same speech. The picture is off by as much.
 */
export function measureOffset(sent: Int16Array, returned: Int16Array): number | undefined {
  const [a, b] = [loudness(sent), loudness(returned)];
  let best = 0;
  let likeness = -1;
  for (let offset = -mostOffset; offset <= mostOffset; offset++) {
    const like = likenessAt(a, b, offset);
    if (like > likeness) {
      likeness = like;
      best = offset;
    }
  }
  return likeness < leastLikeness ? undefined : best;
}

/** Smoothed a little: a codec moves sound within a millisecond or two. */
function loudness(samples: Int16Array): Float32Array {
  const steps = new Float32Array(Math.floor(samples.length / samplesPerStep));
  for (let step = 0; step < steps.length; step++) {
    let sum = 0;
    for (let at = step * samplesPerStep; at < (step + 1) * samplesPerStep; at++) {
      sum += Math.abs(samples[at] as number);
    }
    steps[step] = sum;
  }
  return steps.map(
    (_, at) =>
      (steps[Math.max(0, at - 2)] as number) +
      (steps[Math.max(0, at - 1)] as number) +
      (steps[at] as number) +
      (steps[Math.min(steps.length - 1, at + 1)] as number) +
      (steps[Math.min(steps.length - 1, at + 2)] as number),
  );
}

function likenessAt(a: Float32Array, b: Float32Array, offset: number): number {
  const from = Math.max(0, -offset);
  const to = Math.min(a.length, b.length - offset);
  if (to - from < 300) {
    return -1;
  }
  let [sumA, sumB, both, squareA, squareB] = [0, 0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const x = a[at] as number;
    const y = b[at + offset] as number;
    sumA += x;
    sumB += y;
    both += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  const count = to - from;
  const spread = (squareA - (sumA * sumA) / count) * (squareB - (sumB * sumB) / count);
  return spread <= 0 ? -1 : (both - (sumA * sumB) / count) / Math.sqrt(spread);
}
