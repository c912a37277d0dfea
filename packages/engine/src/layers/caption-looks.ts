import type { CaptionLook } from '@clipo/contract';

/** Scale of a sprite by seconds since it came: straight between the points, the last one stays. */
export type Spring = readonly (readonly [seconds: number, scale: number])[];

/** What makes a look. Lengths in em of the caption's font size. */
export interface LookRules {
  /** A page is a clause, or a word. */
  by: 'clause' | 'word';
  /** Of the style's size: short pages may be large. */
  sizeScale: number;
  maxLines: number;
  /** At least, so that what is drawn about words has its place. */
  lineHeight: number;
  /** The lit word is this much larger, a long one by no more than `growth` in all. */
  lit: { scale: number; growth: number };
  /** What of the box is kept free for growth, boxes and bars. */
  reserve: { x: number; y: number };
  /** How a page comes, and how a lit word does (then it is a sprite of its own). */
  pageSpring: Spring;
  litSpring: Spring | null;
  /** Letters are made bolder than the boldest font. */
  fatten: number;
  /** Whether what is set off has the highlight's colour too: not where that colour means "spoken now". */
  isEmphasisColored: boolean;
  /** What the lit word carries, and what the page stands on where no plain ground is known. */
  mark: 'color' | 'box' | 'bar' | 'caret';
  ground: 'outline' | 'card';
}

const still: Spring = [[0, 1]];
const rise: Spring = [
  [0, 0.953],
  [0.034, 0.977],
  [0.068, 1],
];

/** All looks. `karaoke` is the calm one; `pop` and `big-word` are for short lines that must be seen. */
export const lookRules: Record<CaptionLook, LookRules> = {
  karaoke: {
    by: 'clause',
    sizeScale: 1,
    maxLines: 4,
    lineHeight: 1.25,
    lit: { scale: 1.07, growth: 0.07 },
    reserve: { x: 0.06, y: 0.06 },
    pageSpring: rise,
    litSpring: null,
    fatten: 0,
    isEmphasisColored: false,
    mark: 'color',
    ground: 'outline',
  },
  pop: {
    by: 'clause',
    sizeScale: 1.3,
    maxLines: 1,
    lineHeight: 1.2,
    lit: { scale: 1.14, growth: 0.2 },
    reserve: { x: 0.18, y: 0.14 },
    pageSpring: still,
    // Past its goal by less than a neighbour's side bearing, and at rest after three frames.
    litSpring: [
      [0, 0.84],
      [0.034, 1.06],
      [0.067, 1],
    ],
    fatten: 0.008,
    isEmphasisColored: false,
    mark: 'color',
    ground: 'outline',
  },
  box: {
    by: 'clause',
    sizeScale: 1,
    maxLines: 4,
    lineHeight: 1.38,
    lit: { scale: 1, growth: -0.12 },
    reserve: { x: 0.2, y: 0.12 },
    pageSpring: still,
    litSpring: [
      [0, 0.9],
      [0.034, 1.03],
      [0.067, 1],
    ],
    fatten: 0,
    isEmphasisColored: true,
    mark: 'box',
    ground: 'outline',
  },
  underline: {
    by: 'clause',
    sizeScale: 1,
    maxLines: 4,
    lineHeight: 1.5,
    lit: { scale: 1, growth: 0 },
    reserve: { x: 0.06, y: 0.24 },
    pageSpring: rise,
    litSpring: null,
    fatten: 0,
    isEmphasisColored: true,
    mark: 'bar',
    ground: 'outline',
  },
  typewriter: {
    by: 'clause',
    sizeScale: 0.94,
    maxLines: 4,
    lineHeight: 1.34,
    lit: { scale: 1, growth: 0 },
    reserve: { x: 0.5, y: 0.26 },
    pageSpring: rise,
    litSpring: null,
    fatten: 0,
    isEmphasisColored: true,
    mark: 'caret',
    ground: 'card',
  },
  'big-word': {
    by: 'word',
    sizeScale: 2.1,
    maxLines: 1,
    lineHeight: 1.15,
    lit: { scale: 1, growth: 0 },
    reserve: { x: 0.06, y: 0.04 },
    pageSpring: [
      [0, 0.8],
      [0.034, 0.95],
      [0.067, 1],
    ],
    litSpring: null,
    fatten: 0,
    isEmphasisColored: true,
    mark: 'color',
    ground: 'outline',
  },
};

/** A spring's scale some seconds after its start. */
export function springAt(spring: Spring, seconds: number): number {
  const next = spring.findIndex(([at]) => at > seconds);
  if (next < 0) {
    return spring.at(-1)?.[1] ?? 1;
  }
  const [toAt, to] = spring[next] ?? [0, 1];
  const [fromAt, from] = spring[next - 1] ?? [toAt, to];
  return toAt === fromAt ? to : from + ((to - from) * (seconds - fromAt)) / (toAt - fromAt);
}
