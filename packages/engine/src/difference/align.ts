/** Items, by number, in order; weights are how long they last and positive, such as milliseconds. */
export interface Sequence {
  items: readonly number[];
  weights: readonly number[];
}

/** How alike two items are, by their numbers, 0 … 1. */
export type Likeness = (a: number, b: number) => number;

/** Compares two sequences by a likeness of their items. */
export type Aligner = (a: Sequence, b: Sequence, likeness: Likeness, orderShare: number) => number;

/**
 * Makes a function that tells how much of two sequences is alike, 0 … 1. `orderShare` of the result is what is alike in the same order (the best alignment, found
 * by dynamic programming; items left out cost their length), the rest what is alike in any order: a viewer who has seen
 * the shots has seen them, yet another order is another cut. Symmetric; a sequence is wholly like itself; two empty ones
 * are alike. The function keeps its buffers from call to call, so its `likeness` must use another one.
 */
export function openAligner(): Aligner {
  let [bestOfColumn, above, current] = [new Float64Array(64), new Float64Array(65), new Float64Array(65)];
  return (a, b, likeness, orderShare) => {
    const [rows, columns] = [a.weights.length, b.weights.length];
    if (columns > bestOfColumn.length) {
      [bestOfColumn, above, current] = [
        new Float64Array(columns),
        new Float64Array(columns + 1),
        new Float64Array(columns + 1),
      ];
    }
    bestOfColumn.fill(0, 0, columns);
    above.fill(0, 0, columns + 1);
    current[0] = 0;
    let [lengthA, foundA] = [0, 0];
    for (let i = 0; i < rows; i++) {
      const weight = a.weights[i] as number;
      const item = a.items[i] as number;
      let bestOfRow = 0;
      let left = 0;
      for (let j = 0; j < columns; j++) {
        const value = likeness(item, b.items[j] as number);
        const gain = value * Math.min(weight, b.weights[j] as number);
        left = Math.max((above[j] as number) + gain, above[j + 1] as number, left);
        current[j + 1] = left;
        bestOfRow = Math.max(bestOfRow, value);
        bestOfColumn[j] = Math.max(bestOfColumn[j] as number, value);
      }
      lengthA += weight;
      foundA += weight * bestOfRow;
      [above, current] = [current, above];
    }
    let [lengthB, foundB] = [0, 0];
    for (let j = 0; j < columns; j++) {
      const weight = b.weights[j] as number;
      lengthB += weight;
      foundB += weight * (bestOfColumn[j] as number);
    }
    const lengths = lengthA + lengthB;
    return lengths === 0
      ? 1
      : (orderShare * 2 * (above[columns] as number) + (1 - orderShare) * (foundA + foundB)) / lengths;
  };
}

/** Likeness from a distance: whole up to `near` (noise), none from `far` on (chance), straight between. */
export function likenessBetween(distance: number, { near, far }: { near: number; far: number }): number {
  return Math.max(0, Math.min(1, (far - distance) / (far - near)));
}
