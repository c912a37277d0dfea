/** Samples along the short side of the frames that a detector looks at: two a chip. */
export const samplesOfShortSide = 270;

/** What of a mark may be left in some frames, summed up: the mark is the same in all, the pictures are not. */
export interface Field {
  width: number;
  height: number;
  sum: Float32Array;
  frames: number;
}

/** A residual is limited softly at about this many levels: edges of the picture must not outweigh the mark. */
const limit = 2;
/** Samples to each side of the window whose mean is taken off. */
const radius = 3;

/** An empty field. */
export function openField(width: number, height: number): Field {
  return { width, height, sum: new Float32Array(width * height), frames: 0 };
}

/** Adds a frame (luma, a byte a sample) to a field: what differs from its surroundings, softly limited. */
export function addFrame(field: Field, luma: Uint8Array): void {
  const { width, height, sum } = field;
  const blurred = boxMean(luma, width, height);
  for (let index = 0; index < sum.length; index++) {
    const rest = (luma[index] as number) - (blurred[index] as number);
    sum[index] = (sum[index] as number) + rest / (1 + Math.abs(rest) / limit);
  }
  field.frames += 1;
}

/** Adds one field to another of the same size. */
export function addField(to: Field, field: Field): void {
  for (let index = 0; index < to.sum.length; index++) {
    to.sum[index] = (to.sum[index] as number) + (field.sum[index] as number);
  }
  to.frames += field.frames;
}

/**
 * The field as a detector weighs it: the mean over frames, less where the picture itself is left over (what is strong
 * around a sample is no mark).
 */
export function weigh({ width, height, sum, frames }: Field): Float32Array {
  const mean = sum.map((value) => value / Math.max(1, frames));
  const power = boxMean(
    mean.map((value) => value * value),
    width,
    height,
  );
  return mean.map((value, index) => value / (0.02 + (power[index] as number)));
}

/** Means over square windows, smaller at the edges. */
function boxMean(values: ArrayLike<number>, width: number, height: number): Float32Array {
  const rows = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    let first = 0;
    let end = 0;
    for (let x = 0; x < width; x++) {
      while (end < Math.min(width, x + radius + 1)) {
        sum += values[row + end++] as number;
      }
      while (first < x - radius) {
        sum -= values[row + first++] as number;
      }
      rows[row + x] = sum / (end - first);
    }
  }
  const out = new Float32Array(width * height);
  const sums = new Float64Array(width);
  let first = 0;
  let end = 0;
  for (let y = 0; y < height; y++) {
    for (; end < Math.min(height, y + radius + 1); end++) {
      for (let x = 0; x < width; x++) {
        sums[x] = (sums[x] as number) + (rows[end * width + x] as number);
      }
    }
    for (; first < y - radius; first++) {
      for (let x = 0; x < width; x++) {
        sums[x] = (sums[x] as number) - (rows[first * width + x] as number);
      }
    }
    for (let x = 0; x < width; x++) {
      out[y * width + x] = (sums[x] as number) / (end - first);
    }
  }
  return out;
}
