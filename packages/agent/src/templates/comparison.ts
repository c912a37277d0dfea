import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

const leftHalf = {
  tall: [0, 0.485, 0.496, 0.435],
  compact: [0, 0, 0.497, 0.56],
  wide: [0, 0, 0.498, 0.76],
} satisfies Element['at'];
const rightHalf = {
  tall: [0.504, 0.485, 0.496, 0.435],
  compact: [0.503, 0, 0.497, 0.56],
  wide: [0.502, 0, 0.498, 0.76],
} satisfies Element['at'];

/** The name of a side, at the upper edge of its picture in tall frames, else at the lower. */
const side = (slot: 'left' | 'right'): Element => ({
  kind: 'text',
  slot,
  at:
    slot === 'left'
      ? { tall: [0.067, 0.497, 0.36, 0.037], compact: [0.06, 0.49, 0.36, 0.06], wide: [0.03, 0.65, 0.3, 0.08] }
      : { tall: [0.54, 0.497, 0.275, 0.037], compact: [0.54, 0.49, 0.36, 0.06], wide: [0.53, 0.65, 0.3, 0.08] },
  when: { second: true },
  size: { tall: 0.04, compact: 0.038, wide: 0.042 },
  color: slot === 'left' ? 'on-second' : 'on-accent',
  lines: 1,
  plate: { color: slot === 'left' ? 'second' : 'accent', radius: 0.2, padX: 0.024, padY: 0.008 },
  enter: { kind: slot === 'left' ? 'slide-right' : 'slide-left', ms: 350 },
});

/** Two columns of words: above the pictures in tall frames, else below. */
const columns: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0.335, 0.496, 0.15], compact: [0, 0.56, 0.497, 0.2] },
    color: 'second',
    enter: { kind: 'slide-right', ms: 300 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.504, 0.335, 0.496, 0.15], compact: [0.503, 0.56, 0.497, 0.2] },
    color: 'accent',
    enter: { kind: 'slide-left', ms: 300 },
  },
  {
    kind: 'text',
    slot: 'first',
    at: { tall: [0.067, 0.35, 0.385, 0.12], compact: [0.05, 0.58, 0.4, 0.16] },
    size: { tall: 0.056, compact: 0.053, wide: 0.055 },
    weight: 'black',
    color: 'on-second',
    on: 'second',
    lines: 3,
    enter: { kind: 'slide-right', ms: 350, delayMs: 100 },
  },
  {
    kind: 'text',
    slot: 'other',
    at: { tall: [0.54, 0.35, 0.275, 0.12], compact: [0.54, 0.58, 0.4, 0.16] },
    size: { tall: 0.056, compact: 0.053, wide: 0.055 },
    weight: 'black',
    color: 'on-accent',
    on: 'accent',
    lines: 3,
    enter: { kind: 'slide-left', ms: 350, delayMs: 100 },
  },
];

/** The two colours again, below the words. */
const foot: Element[] = [
  { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.92, 0.496, 0.08] }, color: 'second' },
  { kind: 'shape', shape: 'rectangle', at: { tall: [0.504, 0.92, 0.496, 0.08] }, color: 'accent' },
];

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.067, 0.213, 0.748, 0.09], compact: [0.06, 0.785, 0.88, 0.135], wide: [0.06, 0.79, 0.88, 0.14] },
  size: { tall: 0.062, compact: 0.055, wide: 0.064 },
  on: 'panel',
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.067, 0.307, 0.748, 0.022], compact: [0.06, 0.935, 0.88, 0.034], wide: [0.06, 0.94, 0.88, 0.035] },
  size: 0.024,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
  align: 'center',
} as const satisfies Element;

/** Side by side: two views, two columns of words, a line between them. */
export const comparison: TemplateInput = {
  version: 1,
  name: 'comparison',
  title: { 'zh-CN': '对照', en: 'Comparison' },
  purpose: {
    'zh-CN': '两面都看：左右分屏、两栏文字；两侧的名字可自己写，例如使用前、使用后',
    en: 'Two sides: a split screen and two columns; name the sides yourself, such as before and after',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      left: { type: 'string', title: 'Left side', 'x-default': { 'zh-CN': 'A', en: 'A' }, maxLength: 16 },
      right: { type: 'string', title: 'Right side', 'x-default': { 'zh-CN': 'B', en: 'B' }, maxLength: 16 },
      first: { type: 'string', title: 'Left column', 'x-fill': ['point.1', 'product.name'], maxLength: 40 },
      other: {
        type: 'string',
        title: 'Right column',
        'x-fill': ['point.2', 'brand.name', 'product.name'],
        maxLength: 40,
      },
    },
  },
  type: { base: 0.028, ratio: 1.5 },
  palettes: [
    { panel: '#FFFFFF', accent: 'main-deep', second: '#E4E7EA', captions: { told: 'box', short: 'box' } },
    { panel: '#101418', accent: 'accent', second: '#3A444D', captions: { told: 'pop', short: 'pop' } },
    { panel: 'main-pale', accent: '#C2410C', second: 'main-dark', captions: { told: 'box', short: 'box' } },
  ],
  rhythm: { shotMs: 2800 },
  transitions: {
    shot: { kind: 'wipe', ms: 300, direction: 'left' },
    lines: [
      { kind: 'wipe', ms: 300, direction: 'left' },
      { kind: 'wipe', ms: 300, direction: 'right' },
    ],
    part: { kind: 'wipe', ms: 300, direction: 'left' },
    cta: { kind: 'push', ms: 300, direction: 'up' },
  },
  music: ['tech-grid', 'funk-corner', 'lofi-desk'],
  angles: ['contrast', 'myth', 'question'],
  arrangements: {
    split: {
      withoutPicture: 'table',
      elements: [
        { kind: 'picture', at: leftHalf, when: { second: true } },
        { kind: 'picture', at: rightHalf, of: 'second' },
        {
          kind: 'picture',
          at: { tall: [0, 0.485, 1, 0.435], compact: [0, 0, 1, 0.56], wide: [0, 0, 1, 0.76] },
          when: { second: false },
        },
        side('left'),
        side('right'),
        ...columns,
        ...foot,
        source,
        caption,
      ],
    },
    whole: {
      withoutPicture: 'table',
      elements: [
        { kind: 'picture', at: { tall: [0, 0.34, 1, 0.58], compact: [0, 0, 1, 0.76], wide: [0, 0, 1, 0.76] } },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0.336, 0.5, 0.012], compact: [0, 0.75, 0.5, 0.014], wide: [0, 0.75, 0.5, 0.02] },
          color: 'second',
          enter: { kind: 'slide-right', ms: 400 },
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0.5, 0.336, 0.5, 0.012], compact: [0.5, 0.75, 0.5, 0.014], wide: [0.5, 0.75, 0.5, 0.02] },
          color: 'accent',
          enter: { kind: 'slide-left', ms: 400 },
        },
        ...foot,
        source,
        caption,
      ],
    },
    table: {
      elements: [
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0, 0.496, 0.58], compact: [0, 0, 0.497, 0.76], wide: [0, 0, 0.498, 0.76] },
          color: 'second',
          enter: { kind: 'slide-right', ms: 300 },
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0.504, 0, 0.496, 0.58], compact: [0.503, 0, 0.497, 0.76], wide: [0.502, 0, 0.498, 0.76] },
          color: 'accent',
          enter: { kind: 'slide-left', ms: 300 },
        },
        {
          kind: 'text',
          slot: 'first',
          at: { tall: [0.067, 0.22, 0.385, 0.32], compact: [0.05, 0.18, 0.4, 0.5], wide: [0.05, 0.2, 0.4, 0.48] },
          size: { tall: 0.085, compact: 0.075, wide: 0.09 },
          weight: 'black',
          color: 'on-second',
          on: 'second',
          lines: 5,
          enter: { kind: 'slide-right', ms: 350, delayMs: 100 },
        },
        {
          kind: 'text',
          slot: 'other',
          at: { tall: [0.54, 0.22, 0.39, 0.32], compact: [0.54, 0.18, 0.4, 0.5], wide: [0.54, 0.2, 0.4, 0.48] },
          size: { tall: 0.085, compact: 0.075, wide: 0.09 },
          weight: 'black',
          color: 'on-accent',
          on: 'accent',
          lines: 5,
          enter: { kind: 'slide-left', ms: 350, delayMs: 100 },
        },
        ...foot,
        tallAt(source, [0.067, 0.702, 0.748, 0.022]),
        tallAt(caption, [0.067, 0.598, 0.748, 0.1]),
      ],
    },
    figure: {
      elements: [
        {
          kind: 'picture',
          at: { tall: [0, 0.46, 1, 0.46], compact: [0.5, 0, 0.5, 0.76], wide: [0.5, 0, 0.5, 0.76] },
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0, 1, 0.32], compact: [0, 0, 0.5, 0.76], wide: [0, 0, 0.5, 0.76] },
          color: 'accent',
        },
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.067, 0.205, 0.748, 0.105], compact: [0.04, 0.2, 0.42, 0.4], wide: [0.04, 0.2, 0.42, 0.4] },
          size: { tall: 0.18, compact: 0.15, wide: 0.18 },
          weight: 'black',
          color: 'on-accent',
          on: 'accent',
          align: 'center',
          lines: 2,
          enter: { kind: 'zoom', ms: 300 },
        },
        ...foot,
        tallAt(source, [0.067, 0.432, 0.748, 0.022]),
        tallAt(caption, [0.067, 0.332, 0.748, 0.095]),
      ],
    },
    offer: {
      elements: [
        { kind: 'picture', at: { tall: [0, 0.5, 1, 0.42], compact: [0, 0, 1, 0.48], wide: [0, 0, 0.5, 0.76] } },
        {
          kind: 'price',
          at: { tall: [0.067, 0.212, 0.748, 0.155], compact: [0.06, 0.52, 0.88, 0.24], wide: [0.54, 0.2, 0.42, 0.4] },
          background: 'accent',
          foreground: 'on-accent',
          accent: 'second',
          enter: { kind: 'slide-left', ms: 350 },
        },
        ...foot,
        tallAt(source, [0.067, 0.472, 0.748, 0.02]),
        tallAt(caption, [0.067, 0.378, 0.748, 0.09]),
      ],
    },
  },
  sections: {
    hook: { turn: ['split', 'whole'] },
    reveal: { turn: ['whole'] },
    sell: { turn: ['split', 'whole'], sourced: 'figure' },
    demo: { turn: ['split', 'whole'], byShot: true, sourced: 'figure' },
    trust: { turn: ['split', 'whole'], sourced: 'figure' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['whole'] },
  },
};
