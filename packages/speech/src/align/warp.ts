import type { Features } from './features.ts';

/** How the frames of a reference lie in another sound. */
export interface Warp {
  /** For each frame of the reference, the first and last frame of the other that is like it. */
  first: Int32Array;
  last: Int32Array;
  /** For each frame of the reference, how unlike its frames are, 0 alike. */
  cost: Float32Array;
}

/** A place that is known in both, in frames. */
export interface Anchor {
  reference: number;
  target: number;
}

/** Staying on a frame costs, so that both move on together where nothing speaks against it. Tried from 0.15 to 0.9. */
const stayCost = 0.15;
/** How far the path may leave the straight line between anchors: a share of the longer sound, and at least so much. */
const bandShare = 0.22;
const leastBand = 60;

/**
 * Finds how one sound of a text lies in another of the same text: dynamic time warping in a band around the straight
 * line between anchors (the ends are always such). Pure; time and memory grow with frames × band.
 */
export function warpOnto(reference: Features, target: Features, anchors: readonly Anchor[] = []): Warp {
  const warp: Warp = {
    first: new Int32Array(reference.count).fill(-1),
    last: new Int32Array(reference.count),
    cost: new Float32Array(reference.count),
  };
  let from: Anchor = { reference: 0, target: 0 };
  const end: Anchor = { reference: reference.count, target: target.count };
  for (const anchor of [...anchors, end]) {
    const isEnd = anchor === end;
    const isForward = anchor.reference > from.reference && anchor.target > from.target;
    const fits = anchor.reference < reference.count && anchor.target < target.count;
    if (isEnd ? isForward : isForward && fits) {
      warpBetween(reference, target, from, anchor, warp);
      from = anchor;
    }
  }
  fillGaps(warp);
  return warp;
}

function warpBetween(reference: Features, target: Features, from: Anchor, to: Anchor, warp: Warp): void {
  const rows = to.reference - from.reference;
  const columns = to.target - from.target;
  const slope = columns / rows;
  const reach = Math.ceil(Math.max(leastBand, bandShare * Math.max(rows, columns)));
  const width = reach * 2 + 1;
  const moves = new Uint8Array(rows * width);
  let before = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  let beforeStart = 0;
  const startOf = (row: number) => Math.round(row * slope) - reach;
  for (let row = 0; row < rows; row += 1) {
    const start = startOf(row);
    const now = new Float64Array(width).fill(Number.POSITIVE_INFINITY);
    for (let place = 0; place < width; place += 1) {
      const column = start + place;
      if (column < 0 || column >= columns) {
        continue;
      }
      const cost = distance(reference, from.reference + row, target, from.target + column);
      const up = (at: number) => before[at - beforeStart] ?? Number.POSITIVE_INFINITY;
      const diagonal = row === 0 ? (column === 0 ? 0 : Number.POSITIVE_INFINITY) : up(column - 1);
      const stayOnTarget = row === 0 ? Number.POSITIVE_INFINITY : up(column) + stayCost;
      const stayOnReference = (now[place - 1] ?? Number.POSITIVE_INFINITY) + stayCost;
      const best = Math.min(diagonal, stayOnTarget, stayOnReference);
      now[place] = best + cost;
      moves[row * width + place] = best === diagonal ? 0 : best === stayOnTarget ? 1 : 2;
    }
    before = now;
    beforeStart = start;
  }
  let row = rows - 1;
  let column = columns - 1;
  const spent = new Float64Array(rows);
  const steps = new Int32Array(rows);
  while (row >= 0 && column >= 0) {
    const index = from.reference + row;
    const at = from.target + column;
    spent[row] = (spent[row] as number) + distance(reference, index, target, at);
    steps[row] = (steps[row] as number) + 1;
    if (warp.first[index] === -1) {
      warp.last[index] = at;
    }
    warp.first[index] = at;
    const move = moves[row * width + column - startOf(row)];
    row -= move === 2 ? 0 : 1;
    column -= move === 1 ? 0 : 1;
  }
  for (let index = 0; index < rows; index += 1) {
    warp.cost[from.reference + index] = (spent[index] as number) / Math.max(1, steps[index] as number);
  }
}

function distance(reference: Features, row: number, target: Features, column: number): number {
  const { width } = reference;
  let sum = 0;
  for (let index = 0, a = row * width, b = column * width; index < width; index += 1, a += 1, b += 1) {
    const difference = (reference.values[a] as number) - (target.values[b] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum / width);
}

/** Frames that no path touched (a band too narrow at an end) lie where their neighbour does. */
function fillGaps({ first, last }: Warp): void {
  let at = 0;
  for (let index = 0; index < first.length; index += 1) {
    if (first[index] === -1) {
      first[index] = at;
      last[index] = at;
    }
    at = last[index] as number;
  }
}
