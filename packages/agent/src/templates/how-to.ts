import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

/** Ruled paper: faint lines and a margin, as in a notebook. */
const paper: Element[] = Array.from(
  { length: 12 },
  (_, index): Element => ({
    kind: 'shape',
    shape: 'rectangle',
    at: {
      tall: [0, 0.04 + index * 0.08, 1, 0.001],
      compact: [0, 0.06 + index * 0.08, 1, 0.0015],
      wide: [0, 0.06 + index * 0.08, 1, 0.002],
    },
    color: 'second/26',
  }),
);

/** The page's foot: a strip of tape in the step's colour, and dots as on a recipe card. */
const foot: Element[] = [
  { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.93, 1, 0.07] }, color: 'accent' },
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(
    (index): Element => ({
      kind: 'shape',
      shape: 'ellipse',
      at: { tall: [0.03 + index * 0.1, 0.918, 0.045, 0.02] },
      ratio: 1,
      color: 'panel',
    }),
  ),
];

/** The number of the step in a disc, `tall` from the top in tall frames; openings and endings carry a dot instead. */
const stepAt = (tall: number): Element[] => [
  {
    kind: 'shape',
    shape: 'ellipse',
    at: { tall: [0.067, tall, 0.13, 0.1], compact: [0.06, 0.79, 0.12, 0.1], wide: [0.58, 0.16, 0.09, 0.1] },
    when: { ordinal: true },
    ratio: 1,
    color: 'accent',
    enter: { kind: 'pop', ms: 350 },
  },
  {
    kind: 'text',
    slot: 'step',
    // From the top, because a disc's height is another share of each format's.
    at: {
      tall: [0.067, tall + 0.0127, 0.13, 0.055],
      compact: [0.06, 0.8095, 0.12, 0.09],
      wide: [0.58, 0.1925, 0.09, 0.11],
    },
    size: { tall: 0.085, compact: 0.075, wide: 0.095 },
    valign: 'top',
    lineHeight: 1,
    weight: 'black',
    color: 'on-accent',
    on: 'accent',
    align: 'center',
    lines: 1,
    enter: { kind: 'pop', ms: 350 },
  },
  {
    kind: 'text',
    slot: 'label',
    at: { wide: [0.685, 0.19, 0.26, 0.1] },
    when: { ordinal: true },
    size: 0.05,
    weight: 'medium',
    color: 'accent',
    on: 'panel',
    lines: 1,
  },
];

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.22, 0.213, 0.595, 0.105], compact: [0.2, 0.785, 0.74, 0.135], wide: [0.58, 0.36, 0.37, 0.36] },
  size: { tall: 0.056, compact: 0.052, wide: 0.062 },
  align: 'left',
  on: 'panel',
  highlight: 'second',
} as const satisfies Element;
const wideCaption = {
  ...caption,
  at: { tall: [0.067, 0.3, 0.748, 0.095], compact: [0.06, 0.785, 0.88, 0.135], wide: [0.58, 0.36, 0.37, 0.36] },
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.067, 0.325, 0.748, 0.022], compact: [0.06, 0.94, 0.88, 0.034], wide: [0.58, 0.8, 0.37, 0.07] },
  size: 0.024,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
} as const satisfies Element;

const photo = {
  kind: 'picture',
  at: { tall: [0.067, 0.36, 0.866, 0.53], compact: [0.06, 0.15, 0.88, 0.615], wide: [0.05, 0.14, 0.49, 0.74] },
  radius: 0.05,
  enter: { kind: 'slide-up', ms: 450 },
} as const satisfies Element;

const tick = (slot: string, tall: number, compact: number, wide: number, delayMs: number): Element => ({
  kind: 'sticker',
  shape: 'tick',
  slot,
  at: { tall: [0.067, tall, 0.748, 0.044], compact: [0.06, compact, 0.88, 0.07], wide: [0.58, wide, 0.38, 0.09] },
  color: 'accent',
  foreground: 'on-accent',
  enter: { kind: 'slide-up', ms: 350, delayMs },
});

/** A page of a notebook: steps with numbers, a photo each, ticks at the end. */
export const howTo: TemplateInput = {
  version: 1,
  name: 'how-to',
  title: { 'zh-CN': '步骤教程', en: 'How-to' },
  purpose: {
    'zh-CN': '食谱、教程、用法：笔记本页，一步一图，末尾打勾',
    en: 'Recipes and uses: a notebook page, a picture for each step, ticks at the end',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      step: { type: 'string', title: 'Step', 'x-fill': ['line.ordinal'], maxLength: 2 },
      label: { type: 'string', title: 'Word for a step', 'x-default': { 'zh-CN': '步骤', en: 'Step' }, maxLength: 12 },
      first: { type: 'string', title: 'First point', 'x-fill': ['point.1'], maxLength: 44 },
      second: { type: 'string', title: 'Second point', 'x-fill': ['point.2'], maxLength: 44 },
      third: { type: 'string', title: 'Third point', 'x-fill': ['point.3'], maxLength: 44 },
    },
  },
  type: { base: 0.028, ratio: 1.5 },
  palettes: [
    { panel: '#FBF6EA', accent: 'main-deep', second: '#B4531A', captions: { told: 'underline', short: 'underline' } },
    { panel: '#EEF4E6', accent: '#3F6B2A', second: '#B4531A', captions: { told: 'underline', short: 'underline' } },
    {
      panel: 'accent-pale',
      accent: '#7A3B69',
      second: 'main-deep',
      captions: { told: 'underline', short: 'underline' },
    },
  ],
  rhythm: { shotMs: 2900 },
  transitions: {
    shot: { kind: 'fade', ms: 270 },
    lines: [{ kind: 'push', ms: 300, direction: 'left' }],
    part: { kind: 'push', ms: 300, direction: 'left' },
    cta: { kind: 'wipe', ms: 300, direction: 'left' },
  },
  music: ['bright-morning', 'acoustic-road', 'lofi-desk'],
  angles: ['scene', 'detail', 'list'],
  arrangements: {
    step: { withoutPicture: 'note', elements: [...paper, photo, ...stepAt(0.22), ...foot, source, caption] },
    title: {
      withoutPicture: 'note',
      elements: [
        ...paper,
        {
          kind: 'picture',
          at: { tall: [0, 0.43, 1, 0.46], compact: [0, 0.3, 1, 0.465], wide: [0.05, 0.14, 0.49, 0.74] },
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.067, 0.213, 0.86, 0.08], compact: [0.06, 0.16, 0.88, 0.125], wide: [0.58, 0.12, 0.37, 0.22] },
          size: { tall: 0.075, compact: 0.068, wide: 0.068 },
          weight: 'black',
          color: 'accent',
          on: 'panel',
          lines: 2,
          enter: { kind: 'slide-up', ms: 450 },
        },
        ...foot,
        tallAt(source, [0.067, 0.398, 0.748, 0.022]),
        wideCaption,
      ],
    },
    note: {
      elements: [
        ...paper,
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.067, 0.215, 0.86, 0.14], compact: [0.06, 0.15, 0.88, 0.2], wide: [0.05, 0.16, 0.49, 0.26] },
          size: 0.08,
          weight: 'black',
          color: 'accent',
          on: 'panel',
          lines: 2,
          enter: { kind: 'slide-up', ms: 450 },
        },
        {
          ...tick('first', 0.38, 0.4, 0.46, 150),
          at: { tall: [0.067, 0.38, 0.748, 0.044], compact: [0.06, 0.4, 0.88, 0.07], wide: [0.05, 0.46, 0.49, 0.09] },
        },
        {
          ...tick('second', 0.44, 0.5, 0.58, 350),
          at: { tall: [0.067, 0.44, 0.748, 0.044], compact: [0.06, 0.5, 0.88, 0.07], wide: [0.05, 0.58, 0.49, 0.09] },
        },
        {
          ...tick('third', 0.5, 0.6, 0.7, 550),
          at: { tall: [0.067, 0.5, 0.748, 0.044], compact: [0.06, 0.6, 0.88, 0.07], wide: [0.05, 0.7, 0.49, 0.09] },
        },
        ...stepAt(0.593),
        ...foot,
        tallAt(source, [0.067, 0.702, 0.748, 0.022]),
        tallAt(caption, [0.22, 0.588, 0.595, 0.105]),
      ],
    },
    figure: {
      elements: [
        ...paper,
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.067, 0.205, 0.866, 0.1], compact: [0.06, 0.14, 0.88, 0.15], wide: [0.685, 0.13, 0.27, 0.2] },
          size: { tall: 0.15, compact: 0.13, wide: 0.12 },
          weight: 'black',
          color: 'second',
          on: 'panel',
          lines: 2,
          enter: { kind: 'slide-up', ms: 450 },
        },
        {
          kind: 'picture',
          at: { tall: [0.067, 0.45, 0.866, 0.44], compact: [0.06, 0.305, 0.88, 0.46], wide: [0.05, 0.14, 0.49, 0.74] },
          radius: 0.05,
        },
        ...stepAt(0.315).filter((each) => !(each.kind === 'text' && each.slot === 'label')),
        ...foot,
        tallAt(source, [0.067, 0.418, 0.748, 0.022]),
        tallAt(caption, [0.22, 0.308, 0.595, 0.105]),
      ],
    },
    offer: {
      elements: [
        ...paper,
        {
          kind: 'picture',
          at: { tall: [0.067, 0.57, 0.866, 0.32], compact: [0.06, 0.145, 0.88, 0.285], wide: [0.05, 0.14, 0.49, 0.74] },
          radius: 0.05,
        },
        tick('first', 0.213, 0.445, 0.08, 0),
        tick('second', 0.265, 0.52, 0.18, 150),
        {
          kind: 'price',
          at: { tall: [0.067, 0.32, 0.748, 0.125], compact: [0.06, 0.6, 0.88, 0.17], wide: [0.58, 0.3, 0.38, 0.27] },
          enter: { kind: 'slide-up', ms: 400, delayMs: 200 },
        },
        ...foot,
        tallAt(source, [0.067, 0.542, 0.748, 0.02]),
        {
          ...wideCaption,
          at: { ...wideCaption.at, tall: [0.067, 0.452, 0.748, 0.085], wide: [0.58, 0.6, 0.37, 0.2] },
        },
      ],
    },
  },
  sections: {
    hook: { turn: ['title'] },
    reveal: { turn: ['step'] },
    sell: { turn: ['step'], sourced: 'figure' },
    demo: { turn: ['step'], sourced: 'figure' },
    trust: { turn: ['step'], sourced: 'figure' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['step'] },
  },
};
