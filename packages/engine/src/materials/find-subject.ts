import type { Box } from '@clipo/contract';
import { z } from 'zod';
import { measureSaliency, type Saliency } from './find-subject-saliency.ts';
import type { LabPicture } from './lab-picture.ts';

const share = z.number().min(0).max(1);
/** Where a subject is, as fractions; kept in the cache. */
export const SubjectBox = z.strictObject({ x: share, y: share, w: share.positive(), h: share.positive() });

/** What a picture is of: its place (fractions), and how sure that is, 0 … 1. */
export interface Subject {
  box: Box;
  confidence: number;
}

/** From here on a subject is worth following; below, the middle is as good a guess. */
export const leastConfidence = 0.3;

/** Smaller pictures hold nothing to tell apart. */
const leastSide = 8;

/** Finds what a picture is of, or null where nothing stands out at all. Pure. */
export function findSubject(picture: LabPicture): Subject | null {
  if (Math.min(picture.width, picture.height) < leastSide) {
    return null;
  }
  return subjectOf(measureSaliency(picture), picture.width, picture.height);
}

/** A box to the thousandth, at least that large, inside the picture. */
export function rounded(box: Box): Box {
  const span = (start: number, length: number): [number, number] => {
    const from = Math.min(999, Math.round(start * 1000));
    const to = Math.min(1000, Math.max(from + 1, Math.round((start + length) * 1000)));
    return [from / 1000, (to - from) / 1000];
  };
  const [[x, w], [y, h]] = [span(box.x, box.w), span(box.y, box.h)];
  return { x, y, w, h };
}

/** The strongest connected part of a saliency map, with its like beside it, or null where nothing stands out. Pure. */
export function subjectOf(saliency: Saliency, width: number, height: number): Subject | null {
  const threshold = splitOf(saliency);
  const parts = connectedParts(saliency, width, height, threshold);
  const strongest = parts.reduce((best, part) => (part.mass > best.mass ? part : best), { mass: 0, indices: [0] });
  if (strongest.mass === 0) {
    return null;
  }
  const kept = withoutReach(saliency, strongest, width, height);
  const fellows = kept === strongest ? fellowsOf(strongest, parts, width, height) : [];
  const box = [kept, ...fellows].map(({ indices }) => massBox(saliency, indices, width, height)).reduce(both);
  return { box, confidence: confidenceOf(saliency, threshold, parts, [strongest, ...fellows]) };
}

/** A thing of a set has at least this much of the largest one's mass, and stands out this much as far. */
const [leastOfFellow, leastLevel] = [0.22, 0.75];

/** What stands beside the strongest part and is of its kind, as the pieces of a set are: free of the border as that is. */
function fellowsOf(strongest: Part, parts: readonly Part[], width: number, height: number): Part[] {
  const level = ({ mass, indices }: Part) => mass / indices.length;
  return isAtBorder(strongest, width, height)
    ? []
    : parts.filter(
        (part) =>
          part !== strongest &&
          part.mass >= leastOfFellow * strongest.mass &&
          level(part) >= leastLevel * level(strongest) &&
          !isAtBorder(part, width, height),
      );
}

function isAtBorder({ indices }: Part, width: number, height: number): boolean {
  return indices.some((index) => {
    const x = index % width;
    return x < 2 || x >= width - 2 || index < 2 * width || index >= (height - 2) * width;
  });
}

/** The box that holds two. */
function both(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return { x, y, w: Math.max(a.x + a.w, b.x + b.w) - x, h: Math.max(a.y + a.h, b.y + b.h) - y };
}

/**
 * What reaches in from the border (an arm, a table's edge) is split off from what it holds, where that stands out more
 * and is much of the whole; a subject that the border itself cuts stays as it is.
 */
function withoutReach(saliency: Saliency, part: Part, width: number, height: number): Part {
  if (!isAtBorder(part, width, height)) {
    return part;
  }
  const inside = new Float32Array(saliency.length);
  for (const index of part.indices) {
    inside[index] = saliency[index] as number;
  }
  const threshold = splitOf(Float32Array.from(part.indices, (index) => saliency[index] as number));
  const parts = connectedParts(inside, width, height, threshold);
  const strongest = parts.reduce((best, each) => (each.mass > best.mass ? each : best), { mass: 0, indices: [0] });
  return strongest.mass >= 0.4 * part.mass ? strongest : part;
}

/** The level that parts a map best in two (Otsu): mean of those below and above lie furthest apart. */
function splitOf(saliency: Saliency): number {
  const levels = 64;
  const most = Math.max(1e-6, ...saliency);
  const counts = new Float64Array(levels);
  for (const value of saliency) {
    const level = Math.min(levels - 1, Math.floor((value / most) * levels));
    counts[level] = (counts[level] as number) + 1;
  }
  const total = saliency.length;
  const sum = counts.reduce((all, count, level) => all + count * level, 0);
  let [below, sumBelow, best, at] = [0, 0, -1, levels / 2];
  for (let level = 0; level < levels - 1; level++) {
    below += counts[level] as number;
    sumBelow += (counts[level] as number) * level;
    if (below > 0 && below < total) {
      const apart = sumBelow / below - (sum - sumBelow) / (total - below);
      const between = below * (total - below) * apart * apart;
      if (between > best) {
        [best, at] = [between, level + 1];
      }
    }
  }
  return (at / levels) * most;
}

interface Part {
  mass: number;
  indices: number[];
}

function connectedParts(saliency: Saliency, width: number, height: number, threshold: number): Part[] {
  const isSeen = new Uint8Array(saliency.length);
  const parts: Part[] = [];
  for (let start = 0; start < saliency.length; start++) {
    if (isSeen[start] === 1 || (saliency[start] as number) < threshold) {
      continue;
    }
    const part: Part = { mass: 0, indices: [start] };
    isSeen[start] = 1;
    for (let at = 0; at < part.indices.length; at++) {
      const index = part.indices[at] as number;
      part.mass += saliency[index] as number;
      const x = index % width;
      const around = [
        x > 0 ? index - 1 : -1,
        x < width - 1 ? index + 1 : -1,
        index - width,
        index + width < width * height ? index + width : -1,
      ];
      for (const next of around) {
        if (next >= 0 && isSeen[next] === 0 && (saliency[next] as number) >= threshold) {
          isSeen[next] = 1;
          part.indices.push(next);
        }
      }
    }
    parts.push(part);
  }
  return parts;
}

/** The box that holds 5 … 95 % of a part's mass each way, grown a little more than those tails take from an even part. */
function massBox(saliency: Saliency, indices: readonly number[], width: number, height: number): Box {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  for (const index of indices) {
    // Squared: what stands out most counts most.
    const value = (saliency[index] as number) ** 2;
    columns[index % width] = (columns[index % width] as number) + value;
    const row = Math.floor(index / width);
    rows[row] = (rows[row] as number) + value;
  }
  const [x, right] = spanOf(columns);
  const [y, bottom] = spanOf(rows);
  return { x, y, w: right - x, h: bottom - y };
}

function spanOf(masses: Float64Array): [number, number] {
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  const placeOf = (share: number) => {
    let sum = 0;
    for (const [at, mass] of masses.entries()) {
      if (mass > 0 && sum + mass >= share * total) {
        return at + (share * total - sum) / mass;
      }
      sum += mass;
    }
    return masses.length;
  };
  const [start, end] = [placeOf(0.05), placeOf(0.95)];
  const grow = (end - start) / 13;
  return [Math.max(0, start - grow) / masses.length, Math.min(masses.length, end + grow) / masses.length];
}

/**
 * A subject is sure where it stands out far, has most of what stands out, and is neither a speck nor all of the picture.
 */
function confidenceOf(saliency: Saliency, threshold: number, parts: readonly Part[], chosen: readonly Part[]): number {
  const mass = chosen.reduce((sum, part) => sum + part.mass, 0);
  const size = chosen.reduce((sum, part) => sum + part.indices.length, 0);
  const all = parts.reduce((sum, part) => sum + part.mass, 0);
  const count = parts.reduce((sum, part) => sum + part.indices.length, 0);
  const rest = saliency.reduce((sum, value) => sum + (value < threshold ? value : 0), 0);
  const level = mass / size;
  const restLevel = rest / Math.max(1, saliency.length - count);
  const ramp = (value: number, from: number, to: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));
  const area = size / saliency.length;
  const contrast = ramp(level, 8, 28) * ramp(1 - restLevel / level, 0.35, 0.75);
  return contrast * ramp(mass / all, 0.2, 0.7) * ramp(area, 0.002, 0.01) * (1 - ramp(area, 0.5, 0.75));
}
