import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

/** The coloured column that carries the numeral. */
const column: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0, 0.34, 1], compact: [0, 0, 0.3, 0.765], wide: [0, 0, 0.26, 1] },
    color: 'accent',
  },
  {
    kind: 'shape',
    shape: 'gradient-up',
    at: { tall: [0, 0.5, 0.34, 0.5], compact: [0, 0.3, 0.3, 0.465], wide: [0, 0.45, 0.26, 0.55] },
    color: 'on-accent/2E',
  },
];

/** Three fields of colour at the foot. */
const foot: Element[] = [0, 1, 2].map(
  (index): Element => ({
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [index / 3, 0.9, 1 / 3, 0.1] },
    color: (['accent/59', 'accent/A6', 'accent'] as const)[index] ?? 'accent',
    enter: { kind: 'slide-up', ms: 600 },
  }),
);

const numeral = {
  kind: 'text',
  slot: 'number',
  at: { tall: [0.03, 0.22, 0.29, 0.24], compact: [0.02, 0.19, 0.26, 0.46], wide: [0.02, 0.26, 0.22, 0.5] },
  size: { tall: 0.45, compact: 0.4, wide: 0.45 },
  weight: 'black',
  color: 'on-accent',
  on: 'accent',
  align: 'center',
  lines: 1,
  lineHeight: 1,
  enter: { kind: 'slide-up', ms: 350 },
} as const satisfies Element;

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.067, 0.335, 0.748, 0.095], compact: [0.06, 0.785, 0.88, 0.135], wide: [0.33, 0.775, 0.63, 0.15] },
  size: { tall: 0.064, compact: 0.058, wide: 0.066 },
  weight: 'black',
  align: 'left',
  on: 'panel',
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.067, 0.433, 0.748, 0.022], compact: [0.06, 0.935, 0.88, 0.034], wide: [0.33, 0.935, 0.63, 0.035] },
  size: 0.024,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
} as const satisfies Element;

/** One line of the closing list: a tick with a selling point. */
const tick = (slot: string, tall: number, compact: number, wide: number, delayMs: number): Element => ({
  kind: 'sticker',
  shape: 'tick',
  slot,
  at: { tall: [0.067, tall, 0.748, 0.045], compact: [0.06, compact, 0.88, 0.075], wide: [0.56, wide, 0.41, 0.1] },
  color: 'accent',
  foreground: 'on-accent',
  enter: { kind: 'slide-left', ms: 350, delayMs },
});

/** One, two, three: giant numerals in a column of colour, a list with ticks at the end. */
export const listOfThree: TemplateInput = {
  version: 1,
  name: 'list-of-three',
  title: { 'zh-CN': '三点清单', en: 'List of three' },
  purpose: {
    'zh-CN': '卖点清晰的商品：大数字一条条讲，最后打勾汇总',
    en: 'Clear selling points: giant numerals one by one, ticked off at the end',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      number: { type: 'string', title: 'Numeral', 'x-fill': ['line.ordinal'], maxLength: 2 },
      opening: {
        type: 'string',
        title: 'Opening',
        'x-default': { 'zh-CN': '先看这几点', en: 'Worth knowing' },
        maxLength: 20,
      },
      first: { type: 'string', title: 'First point', 'x-fill': ['point.1'], maxLength: 44 },
      second: { type: 'string', title: 'Second point', 'x-fill': ['point.2'], maxLength: 44 },
      third: { type: 'string', title: 'Third point', 'x-fill': ['point.3'], maxLength: 44 },
    },
  },
  type: { base: 0.03, ratio: 1.5 },
  palettes: [
    { panel: '#FFFFFF', accent: 'main-deep', second: 'accent', captions: { told: 'box', short: 'box' } },
    { panel: 'main-dark', accent: 'accent', second: 'main', captions: { told: 'box', short: 'box' } },
    { panel: '#FFF4D6', accent: '#D9480F', second: 'main', captions: { told: 'box', short: 'box' } },
  ],
  rhythm: { shotMs: 2400 },
  transitions: {
    shot: { kind: 'cut', ms: 0 },
    lines: [{ kind: 'push', ms: 300, direction: 'up' }],
    part: { kind: 'push', ms: 300, direction: 'up' },
    cta: { kind: 'wipe', ms: 300, direction: 'left' },
  },
  music: ['bright-morning', 'lofi-desk', 'playful-steps'],
  angles: ['list', 'number'],
  arrangements: {
    item: {
      withoutPicture: 'words',
      elements: [
        {
          kind: 'picture',
          at: { tall: [0.34, 0.4, 0.66, 0.6], compact: [0.3, 0, 0.7, 0.765], wide: [0.26, 0, 0.74, 0.75] },
        },
        ...column,
        numeral,
        tallAt(source, [0.38, 0.372, 0.435, 0.022]),
        tallAt(caption, [0.38, 0.213, 0.435, 0.155]),
      ],
    },
    opening: {
      withoutPicture: 'words',
      elements: [
        {
          kind: 'picture',
          at: { tall: [0, 0.465, 1, 0.435], compact: [0, 0.34, 1, 0.425], wide: [0.3, 0, 0.7, 0.75] },
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0, 1, 0.32], compact: [0, 0, 1, 0.34], wide: [0, 0, 0.3, 1] },
          color: 'accent',
        },
        {
          kind: 'shape',
          shape: 'gradient-down',
          at: { tall: [0, 0, 1, 0.2], compact: [0, 0, 1, 0.2], wide: [0, 0, 0.3, 0.5] },
          color: 'on-accent/24',
        },
        {
          kind: 'text',
          slot: 'opening',
          at: { tall: [0.067, 0.205, 0.8, 0.1], compact: [0.06, 0.15, 0.88, 0.17], wide: [0.02, 0.22, 0.26, 0.44] },
          size: { tall: 0.125, compact: 0.115, wide: 0.1 },
          weight: 'black',
          color: 'on-accent',
          on: 'accent',
          lines: 2,
          lineHeight: 1.1,
          enter: { kind: 'slide-up', ms: 350 },
        },
        ...foot,
        source,
        caption,
      ],
    },
    words: {
      elements: [
        ...column,
        numeral,
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0.4, 0.255, 0.1, 0.006], compact: [0.36, 0.2, 0.1, 0.01], wide: [0.31, 0.24, 0.06, 0.012] },
          color: 'mark',
          enter: { kind: 'slide-right', ms: 400 },
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.4, 0.275, 0.53, 0.27], compact: [0.36, 0.24, 0.58, 0.48], wide: [0.31, 0.28, 0.64, 0.42] },
          size: { tall: 0.095, compact: 0.09, wide: 0.12 },
          weight: 'black',
          color: 'on-panel',
          on: 'panel',
          lines: 4,
          valign: 'top',
          enter: { kind: 'slide-up', ms: 350 },
        },
        tallAt(source, [0.4, 0.703, 0.415, 0.022]),
        tallAt(caption, [0.4, 0.56, 0.415, 0.14]),
      ],
    },
    ticks: {
      elements: [
        { kind: 'picture', at: { tall: [0, 0.515, 1, 0.385], compact: [0, 0, 1, 0.44], wide: [0, 0, 0.52, 1] } },
        tick('first', 0.213, 0.47, 0.14, 0),
        tick('second', 0.27, 0.565, 0.27, 200),
        tick('third', 0.327, 0.66, 0.4, 400),
        ...foot,
        tallAt(source, [0.067, 0.488, 0.748, 0.02]),
        { ...caption, at: { ...caption.at, tall: [0.067, 0.387, 0.748, 0.095], wide: [0.56, 0.57, 0.41, 0.34] } },
      ],
    },
    offer: {
      elements: [
        { kind: 'picture', at: { tall: [0, 0.605, 1, 0.295], compact: [0, 0, 1, 0.36], wide: [0, 0, 0.44, 1] } },
        { ...tick('first', 0.213, 0.385, 0.08, 0), when: { price: true } },
        { ...tick('second', 0.268, 0.475, 0.2, 150), when: { price: true } },
        {
          kind: 'price',
          at: { tall: [0.067, 0.33, 0.748, 0.14], compact: [0.06, 0.575, 0.88, 0.19], wide: [0.56, 0.34, 0.4, 0.3] },
          background: 'accent',
          foreground: 'on-accent',
          accent: 'panel',
          enter: { kind: 'slide-up', ms: 350 },
        },
        ...foot,
        tallAt(source, [0.067, 0.58, 0.748, 0.02]),
        { ...caption, at: { ...caption.at, tall: [0.067, 0.482, 0.748, 0.095], wide: [0.56, 0.68, 0.41, 0.24] } },
      ],
    },
    figure: {
      elements: [
        ...column,
        numeral,
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.37, 0.205, 0.58, 0.1], compact: [0.33, 0.15, 0.62, 0.15], wide: [0.29, 0.132, 0.66, 0.14] },
          size: 0.15,
          weight: 'black',
          color: 'mark',
          on: 'panel',
          lines: 2,
          enter: { kind: 'slide-left', ms: 350 },
        },
        {
          kind: 'picture',
          at: { tall: [0.34, 0.475, 0.66, 0.445], compact: [0.3, 0.33, 0.7, 0.435], wide: [0.26, 0.28, 0.74, 0.47] },
        },
        tallAt(source, [0.38, 0.447, 0.435, 0.022]),
        tallAt(caption, [0.38, 0.312, 0.435, 0.13]),
      ],
    },
  },
  sections: {
    hook: { turn: ['opening'] },
    reveal: { turn: ['item'] },
    sell: { turn: ['item'], sourced: 'figure' },
    demo: { turn: ['item'], byShot: true, sourced: 'figure' },
    trust: { turn: ['item'], sourced: 'figure' },
    cta: { turn: ['ticks', 'offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['item'] },
  },
};
