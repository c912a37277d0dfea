/**
 * Gives a subject a soft edge without a halo. Between what is surely subject and surely ground, a pixel is taken for a
 * mixture of the two nearest sure colours: how much of the subject it holds becomes its alpha, and the ground's colour is
 * taken out of it. Pure.
 * @param isGround 1 where the ground is.
 * @returns straight RGBA of the whole picture.
 */
export function softMatte(
  rgba: Uint8Array | Uint8ClampedArray,
  isGround: Uint8Array,
  width: number,
  height: number,
): Uint8ClampedArray {
  const reach = Math.max(2, Math.round(Math.max(width, height) / 500));
  const toGround = stepsFrom(isGround, 1, width, height, reach * 2);
  const toSubject = stepsFrom(isGround, 0, width, height, reach);
  const subjectAt = nearest(isGround, width, height, (index) => (toGround[index] as number) > reach);
  const groundAt = nearest(isGround, width, height, (index) => isGround[index] === 1 && toSubject[index] === far);
  const out = new Uint8ClampedArray(width * height * 4);
  for (let index = 0; index < width * height; index++) {
    const at = index * 4;
    if (isGround[index] === 1 && toSubject[index] === far) {
      continue;
    }
    const subject = subjectAt[index] as number;
    const ground = groundAt[index] as number;
    if ((isGround[index] === 0 && (toGround[index] as number) > reach) || subject < 0 || ground < 0) {
      out[at] = rgba[at] as number;
      out[at + 1] = rgba[at + 1] as number;
      out[at + 2] = rgba[at + 2] as number;
      out[at + 3] = isGround[index] === 1 ? 0 : 255;
      continue;
    }
    const alpha = shareOf(rgba, at, subject * 4, ground * 4, isGround[index] === 1 ? 0 : 1);
    out[at + 3] = Math.round(255 * alpha);
    for (let channel = 0; channel < 3; channel++) {
      const [own, pure, behind] = [at, subject * 4, ground * 4].map((from) => rgba[from + channel] as number) as [
        number,
        number,
        number,
      ];
      // Little of the subject in a pixel says little of its colour: the nearest sure one then stands for it.
      const unmixed = alpha > 0.05 ? Math.min(255, Math.max(0, (own - (1 - alpha) * behind) / alpha)) : pure;
      out[at + channel] = Math.round(pure + (unmixed - pure) * alpha);
    }
  }
  return out;
}

/** Alike colours can't be told apart by this much of 255: the mask decides there. */
const alike = 18;

/** How much of a mixture is the subject, 0 … 1; nearly all and nearly nothing are rounded, so that no veil stays. */
function shareOf(
  rgba: Uint8Array | Uint8ClampedArray,
  own: number,
  subject: number,
  ground: number,
  masked: number,
): number {
  let along = 0;
  let length = 0;
  for (let channel = 0; channel < 3; channel++) {
    const behind = rgba[ground + channel] as number;
    const way = (rgba[subject + channel] as number) - behind;
    along += ((rgba[own + channel] as number) - behind) * way;
    length += way * way;
  }
  if (length < alike * alike) {
    return masked;
  }
  const share = along / length;
  return Math.min(1, Math.max(0, (share - 0.06) / 0.88));
}

/** Beyond the search. */
const far = 255;

/** Steps (of eight neighbours) to the nearest pixel of a value: 0 on it, 255 where it is more than `most` away. Pure. */
export function stepsFrom(mask: Uint8Array, value: 0 | 1, width: number, height: number, most: number): Uint8Array {
  const steps = new Uint8Array(mask.length).fill(far);
  let edge: number[] = [];
  for (let index = 0; index < mask.length; index++) {
    if (mask[index] === value) {
      steps[index] = 0;
      const x = index % width;
      const isAtBorder =
        (x > 0 && mask[index - 1] !== value) ||
        (x < width - 1 && mask[index + 1] !== value) ||
        (index >= width && mask[index - width] !== value) ||
        (index < mask.length - width && mask[index + width] !== value);
      if (isAtBorder) {
        edge.push(index);
      }
    }
  }
  for (let step = 1; step <= most && edge.length > 0; step++) {
    const next: number[] = [];
    for (const index of edge) {
      forNeighbours(index, width, height, (other) => {
        if (steps[other] === far) {
          steps[other] = step;
          next.push(other);
        }
      });
    }
    edge = next;
  }
  return steps;
}

/** An edge with what is unsure on both sides is no wider. */
const mostSteps = 16;

/** For pixels near the edge, the nearest one that `isSure`; −1 where none is near. */
function nearest(mask: Uint8Array, width: number, height: number, isSure: (index: number) => boolean): Int32Array {
  const source = new Int32Array(mask.length).fill(-1);
  for (let index = 0; index < mask.length; index++) {
    if (isSure(index)) {
      source[index] = index;
    }
  }
  let edge: number[] = [];
  for (let index = 0; index < mask.length; index++) {
    // Most are surrounded by their like, and lead nowhere.
    if (source[index] === index && isBesideUnsure(source, index, width)) {
      edge.push(index);
    }
  }
  // Nearest by steps, so the first to come is kept; what lies further than an edge is wide is not asked for.
  for (let step = 0; step < mostSteps && edge.length > 0; step++) {
    const next: number[] = [];
    for (const index of edge) {
      forNeighbours(index, width, height, (other) => {
        if (source[other] === -1) {
          source[other] = source[index] as number;
          next.push(other);
        }
      });
    }
    edge = next;
  }
  return source;
}

/** Whether one of its eight neighbours has no source. Beyond a row's end it may tell of the next row's: one more is looked at. */
function isBesideUnsure(source: Int32Array, index: number, width: number): boolean {
  return (
    source[index - 1] === -1 ||
    source[index + 1] === -1 ||
    source[index - width] === -1 ||
    source[index + width] === -1 ||
    source[index - width - 1] === -1 ||
    source[index - width + 1] === -1 ||
    source[index + width - 1] === -1 ||
    source[index + width + 1] === -1
  );
}

function forNeighbours(index: number, width: number, height: number, visit: (index: number) => void): void {
  const x = index % width;
  const y = (index - x) / width;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const [nx, ny] = [x + dx, y + dy];
      if ((dx !== 0 || dy !== 0) && nx >= 0 && ny >= 0 && nx < width && ny < height) {
        visit(ny * width + nx);
      }
    }
  }
}
