import { type Likeness, openAligner } from './align.ts';
import { type Comparable, type Likenesses, makeComparable, orderShare } from './comparable.ts';
import type { Signature } from './signature.ts';
import { bagDistance } from './word-print.ts';

export const differenceParts = ['words', 'structure', 'sound', 'picture'] as const;
export type DifferencePart = (typeof differenceParts)[number];

/** How much each part counts, and why: what a viewer scrolling past notices comes first. They sum to 1. */
export const differenceWeights: Readonly<Record<DifferencePart, number>> = {
  // Most feeds are watched before they are heard, and platforms match pictures first.
  picture: 0.4,
  // The lines are read as captions and heard: another offer, another argument is another video.
  words: 0.3,
  // One voice saying other words is told apart by words already; this adds music and manner.
  sound: 0.15,
  // The same skeleton filled anew feels alike, but nobody calls it a copy.
  structure: 0.15,
};

/** Parts that are not known on both sides are null. All figures are rounded to thousandths. */
export interface Difference {
  /** 0 the same … 1 nothing in common. */
  score: number;
  parts: Record<DifferencePart, number | null>;
}

/** Another video and how different it is. */
export interface Neighbour extends Difference {
  name: string;
}

/** What of the structure the scenes are; the rest are the choices on the axes. */
const sceneShare = 0.7;

/**
 * How different two videos are, with the parts that it is made of. Symmetric, 0 for a video and itself, within 0 … 1.
 * Pictures are compared only where both were seen or both are planned.
 */
export function differenceOf(a: Signature, b: Signature): Difference {
  const { videos, likenesses } = makeComparable([a, b]);
  const [first, second] = videos as [Comparable, Comparable];
  return compare(first, second, likenesses, Number.POSITIVE_INFINITY) as Difference;
}

/**
 * For each video the one that is least different among those of its language and format, whatever their products; of
 * equals the closest in order. A video alone in its language and format has none.
 */
export function findNearest(signatures: readonly Signature[]): Map<string, Neighbour> {
  const nearest = new Map<string, Neighbour>();
  for (const group of groupsOf(signatures)) {
    const { videos, likenesses } = makeComparable(group);
    const found: (Neighbour | undefined)[] = videos.map(() => undefined);
    // Neighbours in order first: a batch stands product by product, and a near one found early spares the far ones.
    for (let gap = 1; gap < videos.length; gap++) {
      for (let i = 0; i + gap < videos.length; i++) {
        const [a, b] = [videos[i] as Comparable, videos[i + gap] as Comparable];
        const [bestA, bestB] = [found[i]?.score ?? 2, found[i + gap]?.score ?? 2];
        // Parts that cost much are not worked out for a pair that can't be nearest for either.
        const difference = compare(a, b, likenesses, Math.max(bestA, bestB));
        if (difference !== undefined && difference.score < bestA) {
          found[i] = { name: b.name, ...difference };
        }
        if (difference !== undefined && difference.score < bestB) {
          found[i + gap] = { name: a.name, ...difference };
        }
      }
    }
    found.forEach((neighbour, index) => {
      if (neighbour !== undefined) {
        nearest.set((videos[index] as Comparable).name, neighbour);
      }
    });
  }
  return nearest;
}

/**
 * Which places of equally long series of videos are kept: in order, each that in every series differs from all kept
 * before it by `least` or more, at most `count`. The first is always kept. `before`: what an earlier call kept of the first
 * `looked` places, which are not compared again. Pure.
 */
export function keepDifferent(
  series: readonly (readonly Signature[])[],
  least: number,
  count: number,
  before: { looked: number; kept: readonly number[] } = { looked: 0, kept: [] },
): number[] {
  const compared = series.map(makeComparable);
  const kept = [...before.kept];
  const isNear = (place: number, other: number): boolean => {
    for (const { videos, likenesses } of compared) {
      const a = videos[place];
      const b = videos[other];
      if (a !== undefined && b !== undefined && (scoreOf(a, b, likenesses, least) ?? least) < least) {
        return true;
      }
    }
    return false;
  };
  for (let place = before.looked; place < (series[0]?.length ?? 0) && kept.length < count; place++) {
    if (!kept.some((other) => isNear(place, other))) {
      kept.push(place);
    }
  }
  return kept;
}

/** Videos that may be compared: of one language and one format. */
function groupsOf(signatures: readonly Signature[]): Signature[][] {
  return [...Map.groupBy(signatures, ({ language, format }) => `${language} ${format}`).values()];
}

/** The difference, or undefined as soon as it is certain to be `most` or more. */
function compare(a: Comparable, b: Comparable, likenesses: Likenesses, most: number): Difference | undefined {
  const parts: Difference['parts'] = { picture: null, sound: null, words: null, structure: null };
  const score = scoreOf(a, b, likenesses, most, parts);
  return score === undefined ? undefined : { score, parts };
}

/**
 * The score alone, undefined as `compare` is; `parts` is filled where it is wanted. The cheap parts come first. A plan of
 * a thousand asks this of millions of pairs: nothing is made that has to be thrown away again.
 */
function scoreOf(
  a: Comparable,
  b: Comparable,
  likenesses: Likenesses,
  most: number,
  parts?: Difference['parts'],
): number | undefined {
  let all = 0;
  for (const part of differenceParts) {
    all += isKnown(part, a, b) ? differenceWeights[part] : 0;
  }
  let sum = 0;
  for (const part of differenceParts) {
    if (isKnown(part, a, b)) {
      const value = thousandths(partOf(part, a, b, likenesses));
      if (parts !== undefined) {
        parts[part] = value;
      }
      sum += (differenceWeights[part] / all) * value;
      if (sum - 0.001 > most) {
        return undefined;
      }
    }
  }
  return thousandths(sum);
}

function isKnown(part: DifferencePart, a: Comparable, b: Comparable): boolean {
  return part === 'picture'
    ? a.picture !== null && a.picture.kind === b.picture?.kind
    : a[part] !== null && b[part] !== null;
}

function partOf(part: DifferencePart, a: Comparable, b: Comparable, likenesses: Likenesses): number {
  switch (part) {
    case 'words':
      return a.words === null || b.words === null ? 0 : likenesses.words(a.words, b.words);
    case 'structure':
      return a.structure === null || b.structure === null
        ? 0
        : structureDifference(a.structure, b.structure, likenesses.scenes);
    case 'sound':
      return a.sound === null || b.sound === null ? 0 : likenesses.sound(a.sound, b.sound);
    case 'picture':
      return a.picture === null || b.picture === null
        ? 0
        : 1 - align(a.picture, b.picture, likenesses[a.picture.kind], orderShare);
  }
}

/** Scenes aligned by what they do and how they look, and the choices that differ. */
function structureDifference(
  a: NonNullable<Comparable['structure']>,
  b: NonNullable<Comparable['structure']>,
  scenesLikeness: Likeness,
): number {
  return sceneShare * (1 - scenesLikeness(a.scenes, b.scenes)) + (1 - sceneShare) * bagDistance(a.axes, b.axes);
}

const align = openAligner();

function thousandths(value: number): number {
  return Math.round(Math.max(0, Math.min(1, value)) * 1000) / 1000;
}
