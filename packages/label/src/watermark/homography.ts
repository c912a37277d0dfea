/** A projective map of the plane, row by row. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

/** Where a point goes. */
export function apply([a, b, c, d, e, f, g, h, i]: Homography, x: number, y: number): [number, number] {
  const w = g * x + h * y + i;
  return [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
}

/** First `second`, then `first`. */
export function multiply(first: Homography, second: Homography): Homography {
  const out = Array.from({ length: 9 }, (_, index) => {
    const [row, column] = [Math.floor(index / 3), index % 3];
    return [0, 1, 2].reduce((sum, k) => sum + (first[row * 3 + k] as number) * (second[k * 3 + column] as number), 0);
  });
  return out as unknown as Homography;
}

/** The map back. */
export function invert([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  const [A, B, C] = [e * i - f * h, f * g - d * i, d * h - e * g];
  const det = a * A + b * B + c * C;
  return [
    A / det,
    (c * h - b * i) / det,
    (b * f - c * e) / det,
    B / det,
    (a * i - c * g) / det,
    (c * d - a * f) / det,
    C / det,
    (b * g - a * h) / det,
    (a * e - b * d) / det,
  ];
}

/** A pair of points that belong together, and how much it counts. */
export interface PointPair {
  from: [number, number];
  to: [number, number];
  weight: number;
}

/**
 * The map that takes `from` to `to` best: a projective one from 8 pairs on, a linear one with shift from 4 on, none with
 * fewer. Pairs that lie far off the rest are left out.
 */
export function fitHomography(pairs: readonly PointPair[]): Homography | undefined {
  let kept = pairs;
  let fitted: Homography | undefined;
  for (let round = 0; round < 3; round++) {
    if (kept.length < 4) {
      return fitted;
    }
    fitted = solve(kept, kept.length >= 8) ?? fitted;
    if (fitted === undefined) {
      return undefined;
    }
    const map = fitted;
    const errors = kept.map(({ from, to }) => {
      const [x, y] = apply(map, ...from);
      return Math.hypot(x - to[0], y - to[1]);
    });
    const middle = [...errors].sort((a, b) => a - b)[errors.length >> 1] as number;
    kept = kept.filter((_, index) => (errors[index] as number) <= Math.max(1, middle * 3));
  }
  return fitted;
}

/** Weighted least squares of the linear form, with the points brought to the size of one. */
function solve(pairs: readonly PointPair[], isProjective: boolean): Homography | undefined {
  const size = 200;
  const unknowns = isProjective ? 8 : 6;
  const matrix = Array.from({ length: unknowns }, () => new Float64Array(unknowns + 1));
  const add = (row: number[], value: number, weight: number) => {
    for (let r = 0; r < unknowns; r++) {
      const line = matrix[r] as Float64Array;
      for (let c = 0; c < unknowns; c++) {
        line[c] = (line[c] as number) + weight * (row[r] as number) * (row[c] as number);
      }
      line[unknowns] = (line[unknowns] as number) + weight * (row[r] as number) * value;
    }
  };
  for (const { from, to, weight } of pairs) {
    const [u, v, x, y] = [from[0] / size, from[1] / size, to[0] / size, to[1] / size];
    add([u, v, 1, 0, 0, 0, -x * u, -x * v].slice(0, unknowns), x, weight);
    add([0, 0, 0, u, v, 1, -y * u, -y * v].slice(0, unknowns), y, weight);
  }
  const found = eliminate(matrix);
  if (found === undefined) {
    return undefined;
  }
  const [a, b, c, d, e, f, g = 0, h = 0] = found as [number, number, number, number, number, number, number?, number?];
  return [a, b, c * size, d, e, f * size, g / size, h / size, 1];
}

/** Gauss's elimination with pivots; undefined where the system has no single solution. */
function eliminate(matrix: Float64Array[]): number[] | undefined {
  const count = matrix.length;
  for (let column = 0; column < count; column++) {
    let pivot = column;
    for (let row = column + 1; row < count; row++) {
      if (
        Math.abs((matrix[row] as Float64Array)[column] as number) >
        Math.abs((matrix[pivot] as Float64Array)[column] as number)
      ) {
        pivot = row;
      }
    }
    [matrix[column], matrix[pivot]] = [matrix[pivot] as Float64Array, matrix[column] as Float64Array];
    const top = matrix[column] as Float64Array;
    if (Math.abs(top[column] as number) < 1e-12) {
      return undefined;
    }
    for (let row = 0; row < count; row++) {
      const line = matrix[row] as Float64Array;
      const factor = row === column ? 0 : (line[column] as number) / (top[column] as number);
      if (factor !== 0) {
        for (let k = column; k <= count; k++) {
          line[k] = (line[k] as number) - factor * (top[k] as number);
        }
      }
    }
  }
  return matrix.map((line, index) => (line[count] as number) / (line[index] as number));
}
