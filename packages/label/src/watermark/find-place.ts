import type { ChipPlan } from './chips.ts';
import { shapeChips, smoothTile } from './draw-tile.ts';
import { fourierSide, transform, transformBack } from './fourier.ts';
import { apply, fitHomography, type Homography, invert, multiply } from './homography.ts';

/** A field as a plane of numbers. */
export interface Plane {
  width: number;
  height: number;
  values: Float32Array;
}

/** Where the tile lies in a field: from half chips (64 a tile) to samples, and how sure that is. */
export interface Place {
  toField: Homography;
  /** Height of the correlation's peak over its noise, in standard deviations of the noise. */
  score: number;
}

/** Where a search looks: sizes (1: the whole frame's short side is seen, undistorted) and turns. */
export interface SearchRange {
  scales: readonly number[];
  /** Radians. */
  angles: readonly number[];
  /** Part of both sides, in the middle, that is looked at: in a smaller one the mark stays in step at coarser steps. */
  share: number;
}

/** Finds the sync chips of a key in fields. */
export interface PlaceFinder {
  /** The likeliest places, the best first: as many as `most`, at least one. */
  find(plane: Plane, range: SearchRange, most: number): [Place, ...Place[]];
  /** Follows the tile over the field cell by cell and bends the place to it: perspective, lenses, sizes off by a little. */
  refine(plane: Plane, place: Place): Place;
}

/**
 * Correlates with the sync chips, after folding the field onto one tile (Kalker, Depovere, Haitsma, Maes, "A video
 * watermarking system for broadcast monitoring", 1999): phases alone count (symmetrical phase-only matched filtering).
 */
export function createPlaceFinder({ sync }: ChipPlan): PlaceFinder {
  const template = transform(smoothTile(shapeChips(sync), fourierSide));

  const correlate = (folded: Float64Array): { x: number; y: number; score: number } => {
    const spectrum = transform(folded);
    for (let index = 0; index < folded.length; index++) {
      const re = spectrum.re[index] as number;
      const im = spectrum.im[index] as number;
      const tRe = template.re[index] as number;
      const tIm = template.im[index] as number;
      const size = Math.sqrt(re * re + im * im) || 1;
      spectrum.re[index] = (re * tRe + im * tIm) / size;
      spectrum.im[index] = (im * tRe - re * tIm) / size;
    }
    return peakOf(transformBack(spectrum));
  };

  const at = (plane: Plane, scale: number, angle: number, window: Window): Place => {
    const turn = turnOf(scale, angle);
    const peak = correlate(foldNearest(plane, turn, window));
    return {
      // The sync was found `peak` half chips to the right of and below where the turn alone puts it.
      toField: multiply(turn, [1, 0, peak.x, 0, 1, peak.y, 0, 0, 1]),
      score: peak.score,
    };
  };

  return {
    find(plane, { scales, angles, share }, most) {
      const window = middleOf(plane, share);
      const places = angles.flatMap((angle) => scales.map((scale) => at(plane, scale, angle, window)));
      const [best = at(plane, 1, 0, window), ...others] = places.sort((a, b) => b.score - a.score);
      return [best, ...others.slice(0, most - 1)];
    },
    refine(plane, place) {
      return bend(plane, place, correlate);
    },
  };
}

interface Window {
  x: number;
  y: number;
  width: number;
  height: number;
}

function middleOf({ width, height }: Plane, share: number): Window {
  const [w, h] = [Math.round(width * share), Math.round(height * share)];
  return { x: (width - w) >> 1, y: (height - h) >> 1, width: w, height: h };
}

function turnOf(scale: number, angle: number): Homography {
  const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
}

/** Sums a part of a field onto the tile, each sample into the half chip that it falls on. */
function foldNearest(plane: Plane, turn: Homography, { x: left, y: top, width, height }: Window): Float64Array {
  const folded = new Float64Array(fourierSide * fourierSide);
  const { values } = plane;
  const [a, b, , d, e] = invert(turn);
  for (let y = top; y < top + height; y++) {
    let u = a * (left + 0.5) + b * (y + 0.5);
    let v = d * (left + 0.5) + e * (y + 0.5);
    const row = y * plane.width;
    for (let x = left; x < left + width; x++) {
      const bin = (Math.floor(v) & (fourierSide - 1)) * fourierSide + (Math.floor(u) & (fourierSide - 1));
      folded[bin] = (folded[bin] as number) + (values[row + x] as number);
      u += a;
      v += d;
    }
  }
  return folded;
}

function peakOf(map: Float64Array): { x: number; y: number; score: number } {
  let best = 0;
  let power = 0;
  for (let index = 0; index < map.length; index++) {
    const value = map[index] as number;
    power += value * value;
    if (value > (map[best] as number)) {
      best = index;
    }
  }
  const [x, y] = [best % fourierSide, Math.floor(best / fourierSide)];
  const get = (dx: number, dy: number) =>
    map[((y + dy) & (fourierSide - 1)) * fourierSide + ((x + dx) & (fourierSide - 1))] as number;
  const vertex = (before: number, middle: number, after: number) => {
    const curve = before - 2 * middle + after;
    return curve >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve)));
  };
  const peak = get(0, 0);
  // The noise, without the peak and what lies around it.
  let own = 0;
  for (let dy = -2; dy <= 2; dy++) {
    for (let dx = -2; dx <= 2; dx++) {
      own += get(dx, dy) ** 2;
    }
  }
  const noise = Math.sqrt(Math.max(1e-30, power - own) / (map.length - 25));
  return {
    x: x + vertex(get(-1, 0), peak, get(1, 0)),
    y: y + vertex(get(0, -1), peak, get(0, 1)),
    score: peak / noise,
  };
}

/** Cells along the field's short and long side. */
const cellsAcross = 3;
const cellsAlong = 5;
/** Half chips that a cell's peak may lie off where the place puts it. */
const reach = 3;

function bend(
  plane: Plane,
  place: Place,
  correlate: (folded: Float64Array) => { x: number; y: number; score: number },
): Place {
  let toField = place.toField;
  for (let round = 0; round < 6; round++) {
    const pairs: { from: [number, number]; to: [number, number]; weight: number }[] = [];
    const inverse = invert(toField);
    const [columns, rows] = plane.width <= plane.height ? [cellsAcross, cellsAlong] : [cellsAlong, cellsAcross];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const cell = {
          x: Math.floor((column * plane.width) / (columns + 1)),
          y: Math.floor((row * plane.height) / (rows + 1)),
          width: Math.floor((plane.width * 2) / (columns + 1)),
          height: Math.floor((plane.height * 2) / (rows + 1)),
        };
        const { x, y, score } = correlate(foldThrough(plane, inverse, cell));
        const near = (value: number) => (value > fourierSide / 2 ? value - fourierSide : value);
        const [dx, dy] = [near(x), near(y)];
        if (score > 4 && Math.abs(dx) <= reach && Math.abs(dy) <= reach) {
          const middle: [number, number] = [cell.x + cell.width / 2, cell.y + cell.height / 2];
          const [u, v] = apply(inverse, ...middle);
          pairs.push({ from: [u - dx, v - dy], to: middle, weight: score * score });
        }
      }
    }
    const fitted = fitHomography(pairs);
    if (fitted === undefined) {
      break;
    }
    toField = fitted;
  }
  const { score } = correlate(foldThrough(plane, invert(toField)));
  return score > place.score ? { toField, score } : place;
}

/** As foldNearest, through any homography (from the field to half chips). */
function foldThrough(plane: Plane, inverse: Homography, window?: Window): Float64Array {
  const { x: left, y: top, width, height } = window ?? { x: 0, y: 0, width: plane.width, height: plane.height };
  const folded = new Float64Array(fourierSide * fourierSide);
  const counts = new Float64Array(fourierSide * fourierSide);
  const [a, b, c, d, e, f, g, h, i] = inverse;
  for (let y = top; y < top + height; y++) {
    const py = y + 0.5;
    for (let x = left; x < left + width; x++) {
      const px = x + 0.5;
      const w = g * px + h * py + i;
      const u = Math.floor((a * px + b * py + c) / w) & (fourierSide - 1);
      const v = Math.floor((d * px + e * py + f) / w) & (fourierSide - 1);
      const bin = v * fourierSide + u;
      folded[bin] = (folded[bin] as number) + (plane.values[y * plane.width + x] as number);
      counts[bin] = (counts[bin] as number) + 1;
    }
  }
  return folded.map((value, index) => value / Math.sqrt((counts[index] as number) || 1));
}
