import type { Frame } from './frame.ts';

/** Points of the grid whose neighbours are compared, a side. */
const side = 9;
/** Pictures whose grid varies less (standard deviation of luma, 0 to 255) say too little to be known again. */
const leastContrast = 6;
/** Bits, of 128, by which two copies of one picture may differ: scaled, encoded again, lighter or darker. */
const mostBitsApart = 14;

/**
 * What a picture looks like in 128 bits, as 32 hexadecimal digits: whether each part of a grid is lighter than the one
 * beside it and the one below (a "difference hash", both ways). Copies that were scaled or encoded again keep it. Of drawn
 * pictures with large even planes it is less steady: neighbours of one colour differ by the noise of encoding alone, which
 * may turn some bits of a copy. Photographs have no such planes; of a plain picture an operator adds several copies.
 * @returns as it is, and as it is seen in a mirror; none where the picture is too plain to be told from others
 */
export function pictureHashes(frame: Frame): [] | [asItIs: string, mirrored: string] {
  const grid = gridOf(frame);
  const mean = grid.reduce((sum, value) => sum + value, 0) / grid.length;
  const spread = Math.sqrt(grid.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grid.length);
  if (spread < leastContrast) {
    return [];
  }
  const at = (x: number, y: number) => grid[y * side + x] ?? 0;
  return [hashOf(at), hashOf((x, y) => at(side - 1 - x, y))];
}

function hashOf(at: (x: number, y: number) => number): string {
  let hash = '';
  for (let y = 0; y < side - 1; y += 1) {
    for (let x = 0; x < side - 1; x += 2) {
      const bits = [x, x + 1].flatMap((place) => [at(place, y) > at(place + 1, y), at(place, y) > at(place, y + 1)]);
      hash += bits.reduce((value, bit) => value * 2 + (bit ? 1 : 0), 0).toString(16);
    }
  }
  return hash;
}

/** In how many of their bits two hashes differ. */
export function bitsApart(one: string, other: string): number {
  let apart = 0;
  for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
    let differ = Number.parseInt(one[place] ?? '0', 16) ^ Number.parseInt(other[place] ?? 'f', 16);
    for (; differ > 0; differ >>= 1) {
      apart += differ & 1;
    }
  }
  return apart;
}

/** Whether two hashes are of copies of one picture. */
export function isSamePicture(one: string, other: string): boolean {
  return bitsApart(one, other) <= mostBitsApart;
}

/** The mean luma of each part of a grid of 9 × 9. */
function gridOf({ width, height, rgba }: Frame): number[] {
  const grid: number[] = [];
  for (let row = 0; row < side; row += 1) {
    const [top, bottom] = partOf(row, height);
    for (let column = 0; column < side; column += 1) {
      const [left, right] = partOf(column, width);
      let sum = 0;
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          const place = (y * width + x) * 4;
          sum += 299 * (rgba[place] ?? 0) + 587 * (rgba[place + 1] ?? 0) + 114 * (rgba[place + 2] ?? 0);
        }
      }
      grid.push(sum / 1000 / ((bottom - top) * (right - left)));
    }
  }
  return grid;
}

function partOf(index: number, length: number): [from: number, to: number] {
  const from = Math.floor((index * length) / side);
  return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / side))];
}
