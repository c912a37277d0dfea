import type { LabPicture } from './lab-picture.ts';

/** What a plain background looks like at any place: its Lab values as surfaces over the picture. */
export type Ground = (x: number, y: number) => [lightness: number, a: number, b: number];

const terms = 6;

/**
 * Least squares by the normal equations, a little ridge against samples that leave a term open. x and y are −1 … 1 over the
 * picture, and squared, as light falls off towards corners. All planes are sampled at the same places: what these say is
 * summed once.
 */
function fitSurfaces(picture: LabPicture, indices: readonly number[], planes: readonly Float32Array[]): number[][] {
  const sums = new Float64Array(terms * terms);
  for (let row = 1; row < terms; row++) {
    sums[row * terms + row] = 1e-3 * indices.length;
  }
  const sides = planes.map(() => new Float64Array(terms));
  const own = new Float64Array(terms);
  for (const index of indices) {
    const u = (2 * (index % picture.width)) / picture.width - 1;
    const v = (2 * Math.floor(index / picture.width)) / picture.height - 1;
    own.set([1, u, v, u * u, u * v, v * v]);
    for (let row = 0; row < terms; row++) {
      const term = own[row] as number;
      for (let column = 0; column < terms; column++) {
        const at = row * terms + column;
        sums[at] = (sums[at] as number) + term * (own[column] as number);
      }
      for (let plane = 0; plane < planes.length; plane++) {
        const side = sides[plane] as Float64Array;
        side[row] = (side[row] as number) + term * ((planes[plane] as Float32Array)[index] as number);
      }
    }
  }
  return sides.map((side) =>
    solve(Array.from(side, (value, row) => [...sums.subarray(row * terms, (row + 1) * terms), value])),
  );
}

/** Gauss with pivots on an augmented matrix. */
function solve(matrix: number[][]): number[] {
  const size = matrix.length;
  for (let at = 0; at < size; at++) {
    let pivot = at;
    for (let row = at + 1; row < size; row++) {
      pivot = Math.abs(matrix[row]?.[at] ?? 0) > Math.abs(matrix[pivot]?.[at] ?? 0) ? row : pivot;
    }
    const lead = matrix[pivot] as number[];
    [matrix[at], matrix[pivot]] = [lead, matrix[at] as number[]];
    for (let row = 0; row < size; row++) {
      const target = matrix[row] as number[];
      const factor = row === at ? 0 : (target[at] as number) / ((lead[at] as number) || 1e-12);
      for (let column = at; column <= size && factor !== 0; column++) {
        target[column] = (target[column] as number) - factor * (lead[column] as number);
      }
    }
  }
  return matrix.map((row, at) => (row[size] as number) / ((row[at] as number) || 1e-12));
}

/** Fits a ground to some pixels of a picture (indices). Pure. */
export function fitGround(picture: LabPicture, indices: readonly number[]): Ground {
  const [l, a, b] = fitSurfaces(picture, indices, [picture.lightness, picture.a, picture.b]) as [
    number[],
    number[],
    number[],
  ];
  return (x, y) => {
    const [u, v] = [(2 * x) / picture.width - 1, (2 * y) / picture.height - 1];
    return [surfaceAt(l, u, v), surfaceAt(a, u, v), surfaceAt(b, u, v)];
  };
}

/** A surface's value; written out, as it is asked for at every place of a picture. */
function surfaceAt(of: readonly number[], u: number, v: number): number {
  const [one, byU, byV, byUU, byUV, byVV] = of as [number, number, number, number, number, number];
  return one + u * byU + v * byV + u * u * byUU + u * v * byUV + v * v * byVV;
}

/** A ground at every pixel of a picture. Pure. */
export function paintGround(ground: Ground, width: number, height: number): LabPicture {
  const plane = () => new Float32Array(width * height);
  const painted: LabPicture = { width, height, lightness: plane(), a: plane(), b: plane() };
  // Light changes slowly: one value in every square of four is enough.
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const [l, a, b] = ground(x, y);
      for (let row = y; row < Math.min(height, y + 2); row++) {
        for (let at = row * width + x; at < row * width + Math.min(width, x + 2); at++) {
          painted.lightness[at] = l;
          painted.a[at] = a;
          painted.b[at] = b;
        }
      }
    }
  }
  return painted;
}

/** How far every pixel's colour is from what the ground is there (ΔE 1976). Pure. */
export function distancesTo(ground: LabPicture, picture: LabPicture): Float32Array {
  const distances = new Float32Array(picture.lightness.length);
  for (let index = 0; index < distances.length; index++) {
    const l = (picture.lightness[index] as number) - (ground.lightness[index] as number);
    const a = (picture.a[index] as number) - (ground.a[index] as number);
    const b = (picture.b[index] as number) - (ground.b[index] as number);
    // Math.hypot, which guards against overflow, takes ten times as long.
    distances[index] = Math.sqrt(l * l + a * a + b * b);
  }
  return distances;
}

/** How far a pixel's colour is from what the ground would be there (ΔE 1976). */
function distanceTo(ground: Ground, picture: LabPicture, index: number): number {
  const [l, a, b] = ground(index % picture.width, Math.floor(index / picture.width));
  return Math.hypot(
    (picture.lightness[index] as number) - l,
    (picture.a[index] as number) - a,
    (picture.b[index] as number) - b,
  );
}

/** Fits a ground to pixels of which some may show something else, and tells the share that it explains. Pure. */
export function fitGroundRobustly(
  picture: LabPicture,
  indices: readonly number[],
  tolerance: number,
): { ground: Ground; share: number } {
  const median = (plane: Float32Array) => {
    const values = new Float32Array(indices.length);
    for (let at = 0; at < values.length; at++) {
      values[at] = plane[indices[at] as number] as number;
    }
    return values.sort()[values.length >> 1] ?? 0;
  };
  const middle: [number, number, number] = [median(picture.lightness), median(picture.a), median(picture.b)];
  let ground: Ground = () => middle;
  // Wide at first: light falls off towards corners.
  for (const reach of [tolerance * 5, tolerance * 2, tolerance]) {
    const near = indices.filter((index) => distanceTo(ground, picture, index) <= reach);
    ground = near.length < 20 ? ground : fitGround(picture, near);
  }
  const explained = indices.filter((index) => distanceTo(ground, picture, index) <= tolerance).length;
  return { ground, share: explained / Math.max(1, indices.length) };
}
