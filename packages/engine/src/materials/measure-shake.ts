import type { Size } from '@clipo/contract';
import type { FrameRun } from './find-shots.ts';

/** How far the picture moved since the frame before, in pixels of the copy that is measured; null where it can't be told. */
export interface Shift {
  x: number;
  y: number;
}

/** Bands across and down; a subject that moves fills some of them, a camera that moves fills all. */
const bands = 5;
/** Most pixels of the copy that a frame may be away from the frame before. */
const reach = 14;
/** Mean slope below which a band shows nothing that its motion could be told by. */
const leastSlope = 0.35;

/** Sums along one direction of a frame's bands: what is left of it to find motion by. */
interface Profiles {
  across: Float32Array[];
  down: Float32Array[];
}

/** Collects how a camera moves, frame by frame, from the grey copies that are measured anyway. */
export interface MotionTracker {
  take(grey: Uint8Array, size: Size): void;
  /** For each frame, its shift since the one before. */
  shifts: (Shift | null)[];
  /** Long side of the copies. */
  longSide(): number;
}

/** Makes a tracker. It costs about as much a frame as adding up its pixels twice. */
export function createMotionTracker(): MotionTracker {
  let before: Profiles | null = null;
  let longSide = 1;
  const shifts: (Shift | null)[] = [];
  return {
    take(grey, size) {
      const profiles = profilesOf(grey, size);
      longSide = Math.max(size.width, size.height);
      shifts.push(before === null ? null : shiftBetween(before, profiles));
      before = profiles;
    },
    shifts,
    longSide: () => longSide,
  };
}

/**
 * Shake of a shot: how far (fraction of the long side, root of the mean square) the camera is from its own smooth way.
 * Pans and tilts are smooth and count nothing; a shot whose motion can't be told counts as steady. Pure.
 */
export function shakeOf(shifts: readonly (Shift | null)[], run: FrameRun, fps: number, longSide: number): number {
  const inside = shifts.slice(run.start + 1, run.end);
  const known = inside.filter((shift) => shift !== null).length;
  if (inside.length < fps / 2 || known < 0.8 * inside.length) {
    return 0;
  }
  const way = (axis: 'x' | 'y') => {
    let at = 0;
    return inside.map((shift) => {
      at += shift?.[axis] ?? 0;
      return at;
    });
  };
  const rest = [way('x'), way('y')].map((points) => meanSquare(points, smoothWay(points, fps * 0.2)));
  return Math.sqrt((rest[0] ?? 0) + (rest[1] ?? 0)) / longSide;
}

function meanSquare(points: readonly number[], smooth: readonly number[]): number {
  // The ends have neighbours on one side only: their smooth way is not known well.
  const edge = Math.min(4, Math.floor(points.length / 8));
  const inner = points.slice(edge, points.length - edge);
  return inner.reduce((sum, value, index) => sum + (value - (smooth[index + edge] ?? 0)) ** 2, 0) / inner.length;
}

/** Smoothed twice: what the first time takes off the curves of a pan that sets off or comes to rest is given back. */
function smoothWay(points: readonly number[], spread: number): number[] {
  const once = smoothed(points, spread);
  const rest = smoothed(
    points.map((value, at) => value - (once[at] as number)),
    spread,
  );
  return once.map((value, at) => value + (rest[at] as number));
}

/** A line through each point's neighbours, weighed by a bell of so many frames: an even pan stays what it is. */
function smoothed(points: readonly number[], spread: number): number[] {
  const far = Math.ceil(spread * 2.5);
  return points.map((_, at) => {
    let [w, wt, wtt, wv, wtv] = [0, 0, 0, 0, 0];
    for (let index = Math.max(0, at - far); index <= Math.min(points.length - 1, at + far); index++) {
      const t = index - at;
      const weight = Math.exp(-(t * t) / (2 * spread * spread));
      const value = points[index] as number;
      w += weight;
      wt += weight * t;
      wtt += weight * t * t;
      wv += weight * value;
      wtv += weight * t * value;
    }
    const determinant = w * wtt - wt * wt;
    return determinant < 1e-9 ? wv / w : (wv * wtt - wtv * wt) / determinant;
  });
}

function profilesOf(grey: Uint8Array, { width, height }: Size): Profiles {
  const across = Array.from({ length: bands }, () => new Float32Array(width));
  const down = Array.from({ length: bands }, () => new Float32Array(height));
  const bandOfColumn = Uint8Array.from({ length: width }, (_, x) => Math.floor((x * bands) / width));
  for (let y = 0; y < height; y++) {
    const row = across[Math.floor((y * bands) / height)] as Float32Array;
    const start = y * width;
    for (let x = 0; x < width; x++) {
      const value = grey[start + x] as number;
      row[x] = (row[x] as number) + value;
      const column = down[bandOfColumn[x] as number] as Float32Array;
      column[y] = (column[y] as number) + value;
    }
  }
  return { across: across.map((p) => slopes(p, height / bands)), down: down.map((p) => slopes(p, width / bands)) };
}

/** Differences of neighbours: light that changes does not look like motion then. */
function slopes(sums: Float32Array, count: number): Float32Array {
  return Float32Array.from({ length: sums.length - 1 }, (_, at) => ((sums[at + 1] ?? 0) - (sums[at] ?? 0)) / count);
}

function shiftBetween(before: Profiles, now: Profiles): Shift | null {
  const x = agreed(before.across, now.across);
  const y = agreed(before.down, now.down);
  return x === null || y === null ? null : { x, y };
}

/** The middle of what the bands say, where most of those that show anything say about the same. */
function agreed(before: readonly Float32Array[], now: readonly Float32Array[]): number | null {
  const told = before
    .flatMap((profile, band) => bestShift(profile, now[band] as Float32Array) ?? [])
    .sort((a, b) => a - b);
  const middle = told[told.length >> 1];
  if (middle === undefined || told.length < 2) {
    return null;
  }
  const near = told.filter((value) => Math.abs(value - middle) < 0.6);
  return near.length * 2 > told.length ? near.reduce((sum, value) => sum + value, 0) / near.length : null;
}

/** The shift of least difference, to parts of a pixel by the parabola through its neighbours; null for a plain band. */
function bestShift(before: Float32Array, now: Float32Array): number | null {
  const slope = before.reduce((sum, value) => sum + Math.abs(value), 0) / before.length;
  if (slope < leastSlope) {
    return null;
  }
  const costs = Array.from({ length: 2 * reach + 1 }, (_, index) => difference(before, now, index - reach));
  const best = costs.reduce((least, cost, index) => (cost < (costs[least] ?? cost) ? index : least), 0);
  const [left, middle, right] = [costs[best - 1], costs[best] as number, costs[best + 1]];
  if (left === undefined || right === undefined) {
    return null;
  }
  const bend = left - 2 * middle + right;
  return best - reach + (bend > 1e-9 ? (left - right) / (2 * bend) : 0);
}

function difference(before: Float32Array, now: Float32Array, shift: number): number {
  const start = Math.max(0, -shift);
  const end = Math.min(before.length, now.length - shift);
  let sum = 0;
  for (let at = start; at < end; at++) {
    const apart = (before[at] as number) - (now[at + shift] as number);
    sum += apart * apart;
  }
  return sum / (end - start);
}
