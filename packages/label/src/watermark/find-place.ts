import type { ChipPlan } from './chips.ts';
import { shapeChips, smoothTile } from './draw-tile.ts';
import { fourierSide, type Spectrum, transform, transformBack } from './fourier.ts';
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
  /** The likeliest places, the best first: as many as `most`. */
  find(plane: Plane, range: SearchRange, most: number): Place[];
  /** Follows the tile over the field cell by cell and bends the place to it: perspective, lenses, sizes off by a little. */
  refine(plane: Plane, place: Place): Place;
}

/**
 * Correlates with the sync chips, after folding the field onto one tile (Kalker, Depovere, Haitsma, Maes, "A video
 * watermarking system for broadcast monitoring", 1999): phases alone count (symmetrical phase-only matched filtering).
 */
export function createPlaceFinder({ sync }: ChipPlan): PlaceFinder {
  const template = transform({ re: Float64Array.from(smoothTile(shapeChips(sync), fourierSide)), im: emptyTile() });

  // Written over for each two: a search takes hundreds, and memory that is thrown away costs as much as they do.
  const tiles: Spectrum = { re: emptyTile(), im: emptyTile() };

  /** Peaks of folded fields, two at once: as the real and the imaginary part of one transform. */
  const correlate: Correlate = (items, foldInto) => {
    const peaks: Peak[] = [];
    for (let index = 0; index < items.length; index += 2) {
      const pair = items.slice(index, index + 2);
      tiles.im.fill(0);
      for (const [slot, item] of pair.entries()) {
        foldInto(item, slot === 0 ? tiles.re : tiles.im);
      }
      matchPhases(transform(tiles), template);
      transformBack(tiles);
      peaks.push(...[tiles.re, tiles.im].slice(0, pair.length).map(peakOf));
    }
    return peaks;
  };

  return {
    find(plane, { scales, angles, share }, most) {
      const window = middleOf(plane, share);
      const turns = angles.flatMap((angle) => scales.map((scale) => turnOf(scale, angle)));
      const peaks = correlate(turns, (turn, tile) => foldNearest(plane, invert(turn), window, tile));
      const places = turns.map((turn, index): Place => {
        const { x, y, score } = peaks[index] as Peak;
        // The sync was found so many half chips to the right of and below where the turn alone puts it.
        return { toField: multiply(turn, [1, 0, x, 0, 1, y, 0, 0, 1]), score };
      });
      return places.sort((a, b) => b.score - a.score).slice(0, most);
    },
    refine(plane, place) {
      return bend(plane, place, correlate);
    },
  };
}

interface Peak {
  x: number;
  y: number;
  score: number;
}

type Correlate = <T>(items: readonly T[], foldInto: (item: T, tile: Float64Array) => void) => Peak[];

const emptyTile = () => new Float64Array(fourierSide * fourierSide);

/** Below this nothing is left of a field but what numbers are rounded by. */
const nothing = 1e-9;

/**
 * Leaves of two real fields, transformed as the two parts of one, their phases beside the template's. Of a real field's
 * spectrum one half mirrors the other, so that both can be told apart.
 */
function matchPhases({ re, im }: Spectrum, template: Spectrum): void {
  for (let y = 0; y < fourierSide; y++) {
    const mirrorRow = ((fourierSide - y) % fourierSide) * fourierSide;
    for (let x = 0; x < fourierSide; x++) {
      const index = y * fourierSide + x;
      const mirror = mirrorRow + ((fourierSide - x) % fourierSide);
      if (mirror < index) {
        continue;
      }
      const [a, b, c, d] = [re[index], im[index], re[mirror], im[mirror]] as [number, number, number, number];
      const [oneRe, oneIm, twoRe, twoIm] = [a + c, b - d, b + d, c - a];
      const tRe = template.re[index] as number;
      const tIm = template.im[index] as number;
      const oneSize = Math.sqrt(oneRe * oneRe + oneIm * oneIm);
      const twoSize = Math.sqrt(twoRe * twoRe + twoIm * twoIm);
      const one = oneSize < nothing ? 0 : 1 / oneSize;
      const two = twoSize < nothing ? 0 : 1 / twoSize;
      const outOneRe = (oneRe * tRe + oneIm * tIm) * one;
      const outOneIm = (oneIm * tRe - oneRe * tIm) * one;
      const outTwoRe = (twoRe * tRe + twoIm * tIm) * two;
      const outTwoIm = (twoIm * tRe - twoRe * tIm) * two;
      re[index] = outOneRe - outTwoIm;
      im[index] = outOneIm + outTwoRe;
      re[mirror] = outOneRe + outTwoIm;
      im[mirror] = outTwoRe - outOneIm;
    }
  }
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

/** Bits behind the point: a field of some hundred samples stays in step to a thousandth. */
const pointBits = 20;

/**
 * Sums a part of a field onto a tile, each sample into the half chip that it falls on; in `counts`, how many fell there.
 * Whole numbers, as this is what a search spends its time on.
 */
function foldNearest(
  plane: Plane,
  [a, b, c, d, e, f]: Homography,
  { x: left, y: top, width, height }: Window,
  folded: Float64Array,
  counts?: Float64Array,
): void {
  folded.fill(0);
  const { values } = plane;
  const one = 2 ** pointBits;
  const [stepU, stepV] = [Math.round(a * one), Math.round(d * one)];
  const last = fourierSide - 1;
  for (let y = top; y < top + height; y++) {
    let u = Math.round((a * (left + 0.5) + b * (y + 0.5) + c) * one) | 0;
    let v = Math.round((d * (left + 0.5) + e * (y + 0.5) + f) * one) | 0;
    const end = y * plane.width + left + width;
    for (let at = end - width; at < end; at++) {
      const bin = ((v >> pointBits) & last) * fourierSide + ((u >> pointBits) & last);
      folded[bin] = (folded[bin] as number) + (values[at] as number);
      if (counts !== undefined) {
        counts[bin] = (counts[bin] as number) + 1;
      }
      u = (u + stepU) | 0;
      v = (v + stepV) | 0;
    }
  }
}

function peakOf(map: Float64Array): Peak {
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

function bend(plane: Plane, place: Place, correlate: Correlate): Place {
  let toField = place.toField;
  const cells = cellsOf(plane);
  for (let round = 0; round < 6; round++) {
    const inverse = invert(toField);
    const peaks = correlate(cells, (cell, tile) => foldThrough(plane, inverse, cell, tile));
    const pairs = cells.flatMap((cell, index) => {
      const { x, y, score } = peaks[index] as Peak;
      const near = (value: number) => (value > fourierSide / 2 ? value - fourierSide : value);
      const [dx, dy] = [near(x), near(y)];
      if (score <= 4 || Math.abs(dx) > reach || Math.abs(dy) > reach) {
        return [];
      }
      const middle: [number, number] = [cell.x + cell.width / 2, cell.y + cell.height / 2];
      const [u, v] = apply(inverse, ...middle);
      return [{ from: [u - dx, v - dy] as [number, number], to: middle, weight: score * score }];
    });
    const fitted = fitHomography(pairs);
    if (fitted === undefined) {
      break;
    }
    toField = fitted;
  }
  const whole = { x: 0, y: 0, width: plane.width, height: plane.height };
  const [{ score }] = correlate([whole], (part, tile) => foldThrough(plane, invert(toField), part, tile)) as [Peak];
  return score > place.score ? { toField, score } : place;
}

function cellsOf({ width, height }: Plane): Window[] {
  const [columns, rows] = width <= height ? [cellsAcross, cellsAlong] : [cellsAlong, cellsAcross];
  return Array.from({ length: rows * columns }, (_, index) => ({
    x: Math.floor(((index % columns) * width) / (columns + 1)),
    y: Math.floor((Math.floor(index / columns) * height) / (rows + 1)),
    width: Math.floor((width * 2) / (columns + 1)),
    height: Math.floor((height * 2) / (rows + 1)),
  }));
}

/** As foldNearest, through any homography (from the field to half chips), and by the mean of what fell on each half chip. */
function foldThrough(plane: Plane, inverse: Homography, window: Window, folded: Float64Array): void {
  const counts = emptyTile();
  const [, , , , , , g, h] = inverse;
  const fold = g === 0 && h === 0 ? foldNearest : foldBent;
  fold(plane, inverse, window, folded, counts);
  for (let bin = 0; bin < folded.length; bin++) {
    folded[bin] = (folded[bin] as number) / Math.sqrt((counts[bin] as number) || 1);
  }
}

function foldBent(
  plane: Plane,
  [a, b, c, d, e, f, g, h, i]: Homography,
  { x: left, y: top, width, height }: Window,
  folded: Float64Array,
  counts: Float64Array,
): void {
  folded.fill(0);
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
}
