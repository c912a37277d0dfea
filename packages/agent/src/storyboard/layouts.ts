import type { Box, Format } from '@clipo/contract';

/** How a scene is arranged. hero: picture fills; framed: picture on a soft fill; fact: words first; offer: price. */
export type LayoutName = 'hero' | 'framed' | 'fact' | 'offer';

/**
 * Where things go in one layout of one frame shape, as fractions of the frame. Words never stand over the middle 60 %
 * of the picture, and in tall frames they stay inside the safe zone that all platforms leave free
 * (x 72–880, y 160–1390 of 1080×1920; the AI label stands at y 288–380 on the left).
 */
export interface Layout {
  picture: Box;
  caption: Box;
  /** One or two words about the scene: product name, key figure. */
  title: Box;
  /** Small print: the source of a fact. */
  source: Box;
  /** Price card and brand, in `offer` only. */
  card: Box;
  brand: Box;
  /** Caption size as a fraction of the short side. */
  captionSize: number;
}

const none: Box = { x: 0, y: 0, w: 0.1, h: 0.1 };

const tall: Record<LayoutName, Layout> = {
  hero: {
    picture: { x: 0, y: 0, w: 1, h: 0.64 },
    caption: { x: 0.067, y: 0.575, w: 0.748, h: 0.11 },
    title: { x: 0.067, y: 0.083, w: 0.748, h: 0.05 },
    source: { x: 0.067, y: 0.7, w: 0.748, h: 0.024 },
    card: none,
    brand: none,
    captionSize: 0.068,
  },
  framed: {
    picture: { x: 0, y: 0.1, w: 1, h: 0.505 },
    caption: { x: 0.067, y: 0.615, w: 0.748, h: 0.085 },
    title: { x: 0.067, y: 0.535, w: 0.748, h: 0.055 },
    source: { x: 0.067, y: 0.7, w: 0.748, h: 0.024 },
    card: none,
    brand: none,
    captionSize: 0.062,
  },
  fact: {
    picture: { x: 0.067, y: 0.335, w: 0.866, h: 0.265 },
    caption: { x: 0.067, y: 0.612, w: 0.748, h: 0.085 },
    title: { x: 0.067, y: 0.205, w: 0.866, h: 0.115 },
    source: { x: 0.067, y: 0.7, w: 0.748, h: 0.024 },
    card: none,
    brand: none,
    captionSize: 0.062,
  },
  offer: {
    picture: { x: 0, y: 0, w: 1, h: 0.43 },
    caption: { x: 0.067, y: 0.63, w: 0.748, h: 0.085 },
    title: { x: 0.067, y: 0.083, w: 0.748, h: 0.05 },
    source: { x: 0.067, y: 0.72, w: 0.748, h: 0.02 },
    card: { x: 0.067, y: 0.497, w: 0.748, h: 0.122 },
    brand: { x: 0.067, y: 0.445, w: 0.748, h: 0.04 },
    captionSize: 0.062,
  },
};

const compact: Record<LayoutName, Layout> = {
  hero: {
    picture: { x: 0, y: 0, w: 1, h: 1 },
    caption: { x: 0.07, y: 0.812, w: 0.86, h: 0.15 },
    title: { x: 0.42, y: 0.04, w: 0.52, h: 0.08 },
    source: { x: 0.07, y: 0.962, w: 0.86, h: 0.03 },
    card: none,
    brand: none,
    captionSize: 0.062,
  },
  framed: {
    picture: { x: 0.07, y: 0.145, w: 0.86, h: 0.64 },
    caption: { x: 0.07, y: 0.805, w: 0.86, h: 0.14 },
    title: { x: 0.42, y: 0.04, w: 0.52, h: 0.08 },
    source: { x: 0.07, y: 0.955, w: 0.86, h: 0.032 },
    card: none,
    brand: none,
    captionSize: 0.058,
  },
  fact: {
    picture: { x: 0.07, y: 0.325, w: 0.86, h: 0.45 },
    caption: { x: 0.07, y: 0.795, w: 0.86, h: 0.13 },
    title: { x: 0.07, y: 0.14, w: 0.86, h: 0.165 },
    source: { x: 0.07, y: 0.94, w: 0.86, h: 0.036 },
    card: none,
    brand: none,
    captionSize: 0.056,
  },
  offer: {
    picture: { x: 0, y: 0, w: 1, h: 0.5 },
    caption: { x: 0.07, y: 0.825, w: 0.86, h: 0.13 },
    title: { x: 0.42, y: 0.04, w: 0.52, h: 0.08 },
    source: { x: 0.07, y: 0.96, w: 0.86, h: 0.03 },
    card: { x: 0.07, y: 0.6, w: 0.86, h: 0.2 },
    brand: { x: 0.07, y: 0.525, w: 0.86, h: 0.06 },
    captionSize: 0.056,
  },
};

const wide: Record<LayoutName, Layout> = {
  hero: {
    picture: { x: 0, y: 0, w: 1, h: 1 },
    caption: { x: 0.1, y: 0.815, w: 0.8, h: 0.14 },
    title: { x: 0.55, y: 0.045, w: 0.41, h: 0.09 },
    source: { x: 0.1, y: 0.957, w: 0.8, h: 0.03 },
    card: none,
    brand: none,
    captionSize: 0.068,
  },
  framed: {
    picture: { x: 0.21, y: 0.13, w: 0.58, h: 0.66 },
    caption: { x: 0.1, y: 0.812, w: 0.8, h: 0.13 },
    title: { x: 0.55, y: 0.03, w: 0.41, h: 0.09 },
    source: { x: 0.1, y: 0.95, w: 0.8, h: 0.035 },
    card: none,
    brand: none,
    captionSize: 0.066,
  },
  fact: {
    picture: { x: 0.46, y: 0.1, w: 0.49, h: 0.66 },
    caption: { x: 0.1, y: 0.8, w: 0.8, h: 0.13 },
    title: { x: 0.05, y: 0.25, w: 0.37, h: 0.36 },
    source: { x: 0.1, y: 0.945, w: 0.8, h: 0.035 },
    card: none,
    brand: none,
    captionSize: 0.064,
  },
  offer: {
    picture: { x: 0, y: 0, w: 0.5, h: 1 },
    caption: { x: 0.52, y: 0.66, w: 0.45, h: 0.2 },
    title: { x: 0.55, y: 0.045, w: 0.41, h: 0.09 },
    source: { x: 0.52, y: 0.93, w: 0.45, h: 0.035 },
    card: { x: 0.54, y: 0.28, w: 0.41, h: 0.34 },
    brand: { x: 0.54, y: 0.15, w: 0.41, h: 0.09 },
    captionSize: 0.06,
  },
};

/** The arrangement for a frame shape. */
export function layoutFor(format: Format, name: LayoutName): Layout {
  switch (format) {
    case '9x16':
      return tall[name];
    case '1x1':
    case '4x5':
    case '3x4':
      return compact[name];
    case '16x9':
      return wide[name];
  }
}
