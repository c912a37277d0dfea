import type { Box } from '@clipo/contract';

/** Side of the grey square that a frame is reduced to before its print is taken. */
export const printSide = 32;
/** Lowest frequencies kept in each direction; the constant one is left out, so that brightness does not count. */
const kept = 8;
/** Numbers of one print: the signs of 63 frequencies as two words, then which of them are sure, as two more. */
export const wordsPerPrint = 4;
/** A frequency weaker than this (grey values) is noise of the encoder: its sign says nothing. */
const leastStrength = 0.6;
/** … and so is one much weaker than the frame's others. */
const leastShare = 0.25;

const cosines = Float64Array.from({ length: kept * printSide }, (_, index) => {
  const frequency = Math.floor(index / printSide);
  return Math.cos(((2 * (index % printSide) + 1) * frequency * Math.PI) / (2 * printSide));
});

/**
 * Reduces a plane of luma (8 bits, rows without padding) to a grey square of `printSide`: each cell the mean of pixels
 * spread evenly over it. Not more than 64 a cell are read, which keeps this cheap on a 4K frame.
 */
export function shrinkLuma(luma: Uint8Array, width: number, height: number): Float64Array {
  const grey = new Float64Array(printSide * printSide);
  const stepX = Math.max(1, Math.floor(width / (printSide * 8)));
  const stepY = Math.max(1, Math.floor(height / (printSide * 8)));
  for (let row = 0; row < printSide; row++) {
    const top = Math.floor((row * height) / printSide);
    const bottom = Math.max(top + 1, Math.floor(((row + 1) * height) / printSide));
    for (let column = 0; column < printSide; column++) {
      const left = Math.floor((column * width) / printSide);
      const right = Math.max(left + 1, Math.floor(((column + 1) * width) / printSide));
      let sum = 0;
      let count = 0;
      for (let y = top; y < bottom; y += stepY) {
        for (let x = left; x < right; x += stepX) {
          sum += luma[y * width + x] as number;
          count += 1;
        }
      }
      grey[row * printSide + column] = sum / count;
    }
  }
  return grey;
}

/**
 * The perceptual print of a grey square (pHash's idea: signs of its lowest DCT frequencies), with a mark for each sign
 * that is sure: a plain card has few of them, and two plain cards are alike. `ignored` boxes (fractions of the frame)
 * take the mean of the rest: words burned in do not make a picture another one.
 */
export function framePrint(grey: Float64Array, ignored: readonly Box[] = []): Int32Array {
  const seen = ignored.length === 0 ? grey : withoutBoxes(grey, ignored);
  const rows = new Float64Array(kept * printSide);
  for (let frequency = 0; frequency < kept; frequency++) {
    for (let y = 0; y < printSide; y++) {
      let sum = 0;
      for (let x = 0; x < printSide; x++) {
        sum += (seen[y * printSide + x] as number) * (cosines[frequency * printSide + x] as number);
      }
      rows[frequency * printSide + y] = sum;
    }
  }
  const strengths = new Float64Array(kept * kept);
  for (let across = 0; across < kept; across++) {
    for (let down = 0; down < kept; down++) {
      let sum = 0;
      for (let y = 0; y < printSide; y++) {
        sum += (rows[across * printSide + y] as number) * (cosines[down * printSide + y] as number);
      }
      strengths[down * kept + across] = sum / (printSide * printSide);
    }
  }
  const sizes = [...strengths.subarray(1)].map(Math.abs).sort((a, b) => a - b);
  const least = Math.max(leastStrength / 2, leastShare * (sizes[Math.floor(sizes.length / 2)] ?? 0));
  const print = new Int32Array(wordsPerPrint);
  for (let bit = 1; bit < strengths.length; bit++) {
    const strength = strengths[bit] as number;
    if (Math.abs(strength) >= least) {
      const word = bit >> 5;
      print[2 + word] = (print[2 + word] as number) | (1 << (bit & 31));
      if (strength > 0) {
        print[word] = (print[word] as number) | (1 << (bit & 31));
      }
    }
  }
  return print;
}

function withoutBoxes(grey: Float64Array, boxes: readonly Box[]): Float64Array {
  const cellOf = (fraction: number) => Math.max(0, Math.min(printSide, fraction * printSide));
  const isIgnored = new Uint8Array(grey.length);
  for (const { x, y, w, h } of boxes) {
    for (let row = Math.floor(cellOf(y)); row < Math.ceil(cellOf(y + h)); row++) {
      isIgnored.fill(
        1,
        row * printSide + Math.floor(cellOf(x)),
        row * printSide + Math.max(Math.floor(cellOf(x)), Math.ceil(cellOf(x + w))),
      );
    }
  }
  const rest = grey.filter((_, index) => isIgnored[index] === 0);
  const mean = rest.reduce((sum, value) => sum + value, 0) / Math.max(1, rest.length);
  return grey.map((value, index) => (isIgnored[index] === 1 ? mean : value));
}

/**
 * How far apart two prints are, 0 … 1: the share of their sure signs that differ; one that is sure in only one of them
 * counts half. `a` and `b` are lists of prints, `i` and `j` places in them. Unrelated photos are about 0.5 apart.
 */
export function printDistance(a: Int32Array, i: number, b: Int32Array, j: number): number {
  const [at, bt] = [i * wordsPerPrint, j * wordsPerPrint];
  let differing = 0;
  let unsure = 0;
  let all = 0;
  for (let word = 0; word < 2; word++) {
    const sureA = a[at + 2 + word] as number;
    const sureB = b[bt + 2 + word] as number;
    differing += bitsIn(((a[at + word] as number) ^ (b[bt + word] as number)) & sureA & sureB);
    unsure += bitsIn(sureA ^ sureB);
    all += bitsIn(sureA | sureB);
  }
  return all === 0 ? 0 : (differing + unsure / 2) / all;
}

/** Number of ones in a word of 32 bits. */
export function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
