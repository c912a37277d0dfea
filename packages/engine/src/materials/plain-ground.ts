import type { LabPicture } from './lab-picture.ts';

/** What a plain background looks like at any place: its Lab values as surfaces over the picture. */
export type Ground = (x: number, y: number) => [lightness: number, a: number, b: number];

/** x and y in −1 … 1 over the picture; quadratic, as light falls off towards corners. */
function termsAt(x: number, y: number, { width, height }: Pick<LabPicture, 'width' | 'height'>): number[] {
  const [u, v] = [(2 * x) / width - 1, (2 * y) / height - 1];
  return [1, u, v, u * u, u * v, v * v];
}

/** Least squares by the normal equations, a little ridge against samples that leave a term open. */
function fitSurface(rows: readonly number[][], values: readonly number[]): number[] {
  const size = rows[0]?.length ?? 0;
  const matrix = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size + 1 }, (_, column) => (row === column ? 1e-3 * rows.length : 0)),
  );
  rows.forEach((terms, sample) => {
    for (let row = 0; row < size; row++) {
      const into = matrix[row] as number[];
      const term = terms[row] as number;
      for (let column = 0; column < size; column++) {
        into[column] = (into[column] as number) + term * (terms[column] as number);
      }
      into[size] = (into[size] as number) + term * (values[sample] as number);
    }
  });
  (matrix[0] as number[])[0] = ((matrix[0] as number[])[0] as number) - 1e-3 * rows.length;
  return solve(matrix);
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
  const rows = indices.map((index) => termsAt(index % picture.width, Math.floor(index / picture.width), picture));
  const planes = [picture.lightness, picture.a, picture.b];
  const [l, a, b] = planes.map((plane) =>
    fitSurface(
      rows,
      indices.map((index) => plane[index] as number),
    ),
  ) as [number[], number[], number[]];
  return (x, y) => {
    const terms = termsAt(x, y, picture);
    const value = (of: number[]) => terms.reduce((sum, term, at) => sum + term * (of[at] as number), 0);
    return [value(l), value(a), value(b)];
  };
}

/** A ground at every pixel of a picture. Pure. */
export function paintGround(ground: Ground, width: number, height: number): LabPicture {
  const plane = () => new Float32Array(width * height);
  const painted: LabPicture = { width, height, lightness: plane(), a: plane(), b: plane() };
  // Light changes slowly: one value in every square of four is enough.
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const [l, a, b] = ground(x, y);
      for (const index of [y * width + x, y * width + Math.min(width - 1, x + 1)]) {
        for (const at of [index, Math.min(index + width, (height - 1) * width + (index % width))]) {
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
  return Float32Array.from(picture.lightness, (l, index) =>
    Math.hypot(
      l - (ground.lightness[index] as number),
      (picture.a[index] as number) - (ground.a[index] as number),
      (picture.b[index] as number) - (ground.b[index] as number),
    ),
  );
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
  const median = (plane: Float32Array) =>
    indices.map((index) => plane[index] as number).sort((one, two) => one - two)[indices.length >> 1] ?? 0;
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
