import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element } from './parts.ts';

const columns = 12;
/** A chequered band: two rows of squares, every other one. */
const band = (tall: number, compact: number | undefined, wide: number | undefined): Element[] =>
  Array.from({ length: columns }, (_, index): Element => {
    const [w, x] = [1 / columns, index / columns];
    const row = (y: number, h: number): [number, number, number, number] => [x, y + (index % 2) * h, w, h];
    return {
      kind: 'shape',
      shape: 'rectangle',
      at: {
        tall: row(tall, 0.012),
        ...(compact === undefined ? {} : { compact: row(compact, 0.018) }),
        ...(wide === undefined ? {} : { wide: row(wide, 0.024) }),
      },
      color: 'accent',
    };
  });

/** Below the words, under the platforms' controls: what the picture shows, blurred, or without one the second slab. */
const foot: Element[] = [
  { kind: 'backdrop', at: { tall: [0, 0.765, 1, 0.235] }, dim: 0.25 },
  ...band(0.753, undefined, undefined),
];
const plainFoot: Element[] = [
  { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.765, 1, 0.235] }, color: 'accent' },
  ...band(0.753, undefined, undefined),
];

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.067, 0.611, 0.748, 0.112], compact: [0.06, 0.775, 0.88, 0.17], wide: [0.56, 0.56, 0.4, 0.32] },
  size: { tall: 0.078, compact: 0.068, wide: 0.075 },
  weight: 'black',
  on: 'panel',
  highlight: 'accent',
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.067, 0.7185, 0.748, 0.022], compact: [0.06, 0.955, 0.88, 0.032], wide: [0.56, 0.93, 0.4, 0.035] },
  size: 0.024,
  weight: 'medium',
  color: 'on-panel',
  on: 'panel',
} as const satisfies Element;

// In tall frames below the middle of a picture that made room for the AI label, and above the words.
const burst = {
  kind: 'sticker',
  shape: 'burst',
  slot: 'price',
  at: { tall: [0.66, 0.506, 0.24, 0.1], compact: [0.72, 0.6, 0.24, 0.2], wide: [0.417, 0.765, 0.103, 0.19] },
  color: 'accent',
  foreground: 'on-accent',
  rotation: 8,
  enter: { kind: 'pop', ms: 320, delayMs: 250 },
} as const satisfies Element;

/** Loud and quick: slabs of the brand's brightest colour, heavy type, a price that jumps out. */
export const boldPromo: TemplateInput = {
  version: 1,
  name: 'bold-promo',
  title: { 'zh-CN': '大促', en: 'Bold promo' },
  purpose: {
    'zh-CN': '促销、上新：大色块、粗体字、快节奏，价格跳出来',
    en: 'Sales and launches: slabs of colour, heavy type, quick cuts, the price jumps out',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      price: { type: 'string', title: 'Price', 'x-fill': ['price.now'], maxLength: 14 },
      call: { type: 'string', title: 'Ribbon', 'x-default': { 'zh-CN': '看这里', en: 'LOOK' }, maxLength: 10 },
    },
  },
  type: { base: 0.03, ratio: 1.6 },
  palettes: [
    { panel: 'accent', accent: 'main-dark', second: 'main', captions: { told: 'pop', short: 'big-word' } },
    { panel: 'main-deep', accent: 'accent', second: 'main-dark', captions: { told: 'pop', short: 'big-word' } },
    { panel: '#FFE14D', accent: '#111111', second: 'main', captions: { told: 'box', short: 'big-word' } },
  ],
  rhythm: { shotMs: 1900 },
  transitions: {
    shot: { kind: 'push', ms: 200 },
    lines: [
      { kind: 'push', ms: 230, direction: 'up' },
      { kind: 'push', ms: 230, direction: 'left' },
    ],
    part: { kind: 'zoom', ms: 200 },
    cta: { kind: 'push', ms: 270, direction: 'up' },
  },
  music: ['summer-pop', 'funk-corner', 'festive-lanterns'],
  angles: ['offer', 'number', 'pain'],
  arrangements: {
    slab: {
      withoutPicture: 'shout',
      elements: [
        { kind: 'picture', at: { tall: [0, 0, 1, 0.578], compact: [0, 0, 1, 0.74], wide: [0, 0, 0.52, 1] } },
        ...band(0.578, 0.74, undefined),
        { kind: 'shape', shape: 'rectangle', at: { wide: [0.52, 0, 0.02, 1] }, color: 'accent' },
        {
          kind: 'text',
          slot: 'product',
          at: { wide: [0.56, 0.3, 0.4, 0.2] },
          size: 0.085,
          weight: 'black',
          color: 'on-panel',
          align: 'center',
          lines: 2,
          lineHeight: 1.1,
          enter: { kind: 'slide-left', ms: 300 },
        },
        burst,
        ...foot,
        source,
        caption,
      ],
    },
    figure: {
      elements: [
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0, 1, 0.355], compact: [0, 0, 1, 0.4], wide: [0.52, 0, 0.48, 0.5] },
          color: 'accent',
          enter: { kind: 'slide-down', ms: 250 },
        },
        {
          kind: 'text',
          slot: 'figure',
          at: {
            tall: [0.067, 0.205, 0.748, 0.14],
            compact: [0.06, 0.15, 0.88, 0.23],
            wide: [0.55, 0.215, 0.42, 0.265],
          },
          size: { tall: 0.27, compact: 0.24, wide: 0.22 },
          weight: 'black',
          color: 'panel',
          on: 'accent',
          align: 'center',
          lines: 2,
          lineHeight: 1,
          enter: { kind: 'zoom', ms: 300 },
        },
        { kind: 'picture', at: { tall: [0, 0.505, 1, 0.495], compact: [0, 0.4, 1, 0.34], wide: [0, 0, 0.52, 1] } },
        { ...source, at: { ...source.at, tall: [0.067, 0.4785, 0.748, 0.022] } },
        { ...caption, at: { ...caption.at, tall: [0.067, 0.364, 0.748, 0.112] } },
      ],
    },
    shout: {
      elements: [
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0, 1, 0.56], compact: [0, 0, 1, 0.74], wide: [0, 0, 0.52, 1] },
          color: 'accent',
        },
        ...band(0.56, 0.74, undefined),
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.067, 0.22, 0.8, 0.25], compact: [0.06, 0.18, 0.88, 0.4], wide: [0.05, 0.2, 0.43, 0.6] },
          size: { tall: 0.15, compact: 0.13, wide: 0.13 },
          weight: 'black',
          color: 'panel',
          on: 'accent',
          lines: 3,
          lineHeight: 1.08,
          enter: { kind: 'slide-up', ms: 300 },
        },
        {
          kind: 'sticker',
          shape: 'arrow',
          slot: 'call',
          at: { tall: [0.067, 0.47, 0.42, 0.075], compact: [0.06, 0.6, 0.38, 0.11], wide: [0.56, 0.2, 0.3, 0.18] },
          color: 'second',
          foreground: 'on-second',
          enter: { kind: 'slide-right', ms: 350, delayMs: 150 },
        },
        ...plainFoot,
        source,
        caption,
      ],
    },
    offer: {
      elements: [
        { kind: 'picture', at: { tall: [0, 0.527, 1, 0.473], compact: [0, 0, 1, 0.48], wide: [0, 0, 0.52, 1] } },
        ...band(0.515, 0.48, undefined),
        { kind: 'shape', shape: 'rectangle', at: { wide: [0.52, 0, 0.02, 1] }, color: 'accent' },
        {
          kind: 'price',
          at: { tall: [0.05, 0.21, 0.765, 0.158], compact: [0.06, 0.53, 0.88, 0.24], wide: [0.57, 0.3, 0.39, 0.3] },
          background: 'white',
          accent: 'price',
          enter: { kind: 'pop', ms: 350 },
        },
        { kind: 'brand', at: { wide: [0.57, 0.165, 0.39, 0.075] }, color: 'on-panel' },
        { ...source, at: { ...source.at, tall: [0.067, 0.49, 0.748, 0.022] } },
        { ...caption, at: { ...caption.at, tall: [0.067, 0.374, 0.748, 0.112], wide: [0.56, 0.62, 0.4, 0.28] } },
      ],
    },
  },
  sections: {
    hook: { turn: ['slab', 'figure'], byShot: true },
    sell: { turn: ['slab', 'figure'], sourced: 'figure' },
    demo: { turn: ['figure', 'slab'], byShot: true, sourced: 'figure' },
    trust: { turn: ['slab'], sourced: 'figure' },
    price: { turn: ['offer'] },
    cta: { turn: ['offer'] },
    other: { turn: ['slab'] },
  },
};
