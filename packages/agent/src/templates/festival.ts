import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

type Rect = [number, number, number, number];

/** A lantern: cord, body, caps and tassel; lengths follow the frame. */
function lantern(tall: Rect, compact: Rect, wide: Rect, ms: number): Element[] {
  const part = (x: number, y: number, w: number, h: number) => {
    const of = ([left, top, across, down]: Rect): Rect => [left + across * x, top + down * y, across * w, down * h];
    return { tall: of(tall), compact: of(compact), wide: of(wide) };
  };
  const enter = { kind: 'slide-down', ms } as const;
  return [
    { kind: 'shape', shape: 'rectangle', at: part(0.48, 0, 0.04, 0.3), color: 'accent', enter },
    { kind: 'shape', shape: 'ellipse', at: part(0, 0.26, 1, 0.44), color: 'second', enter },
    { kind: 'shape', shape: 'ellipse', at: part(0.28, 0.26, 0.44, 0.44), color: 'accent/30', enter },
    { kind: 'shape', shape: 'rectangle', at: part(0.26, 0.24, 0.48, 0.06), color: 'accent', enter },
    { kind: 'shape', shape: 'rectangle', at: part(0.26, 0.66, 0.48, 0.06), color: 'accent', enter },
    { kind: 'shape', shape: 'rectangle', at: part(0.46, 0.72, 0.08, 0.28), color: 'accent', enter },
  ];
}

const waves: Element[] = [0, 1, 2, 3, 4].flatMap((index): Element[] =>
  [0, 0.05, 0.1].map((inner): Element => {
    const w = 0.3 - inner * 2;
    return {
      kind: 'shape',
      shape: 'ellipse',
      at: {
        tall: [index * 0.25 - 0.15 + inner, 0.9 + inner * 0.56, w, 0.1],
        compact: [index * 0.25 - 0.15 + inner, 0.93 + inner, w, 0.1],
        wide: [index * 0.25 - 0.15 + inner, 0.86 + inner * 1.78, w, 0.1],
      },
      ratio: 1,
      color: inner === 0.05 ? 'panel' : 'accent/40',
    };
  }),
);

// In compact frames they hang right of the AI label, which ends at 0.78 in English.
const lanterns: Element[] = [
  ...lantern([0.74, 0, 0.15, 0.165], [0.87, 0, 0.09, 0.15], [0.9, 0, 0.065, 0.24], 900),
  ...lantern([0.56, 0, 0.1, 0.11], [0.805, 0, 0.05, 0.095], [0.82, 0, 0.045, 0.16], 1300),
];

/** A fine double line about the frame. */
const border: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.03, 0.0169, 0.94, 0.002], compact: [0.025, 0.025, 0.95, 0.003], wide: [0.015, 0.0267, 0.97, 0.004] },
    color: 'accent',
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: {
      tall: [0.03, 0.0169, 0.003, 0.966],
      compact: [0.025, 0.025, 0.003, 0.95],
      wide: [0.015, 0.0267, 0.002, 0.947],
    },
    color: 'accent',
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: {
      tall: [0.967, 0.0169, 0.003, 0.966],
      compact: [0.972, 0.025, 0.003, 0.95],
      wide: [0.983, 0.0267, 0.002, 0.947],
    },
    color: 'accent',
  },
];

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.185, 0.215, 0.63, 0.1], compact: [0.09, 0.775, 0.82, 0.125], wide: [0.52, 0.42, 0.42, 0.34] },
  size: { tall: 0.066, compact: 0.058, wide: 0.068 },
  weight: 'black',
  on: 'panel',
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.185, 0.32, 0.63, 0.022], compact: [0.09, 0.903, 0.82, 0.03], wide: [0.52, 0.78, 0.42, 0.05] },
  size: 0.024,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
  align: 'center',
} as const satisfies Element;

const greeting = {
  kind: 'text',
  slot: 'greeting',
  at: { wide: [0.52, 0.28, 0.42, 0.12] },
  size: 0.085,
  weight: 'black',
  color: 'accent',
  on: 'panel',
  align: 'center',
  lines: 1,
  enter: { kind: 'slide-up', ms: 500 },
} as const satisfies Element;

/** Red and gold: lanterns, a moon-round picture, waves. */
export const festival: TemplateInput = {
  version: 1,
  name: 'festival',
  title: { 'zh-CN': '节庆', en: 'Festival' },
  purpose: {
    'zh-CN': '年节、礼盒、团圆：红金配色、灯笼、圆月构图',
    en: 'Holidays and gifts: red and gold, lanterns, a picture round as the moon',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      greeting: {
        type: 'string',
        title: 'Greeting',
        'x-default': { 'zh-CN': '好物贺礼', en: 'A gift worth giving' },
        maxLength: 24,
      },
    },
  },
  type: { base: 0.028, ratio: 1.5 },
  palettes: [
    { panel: '#A3161C', accent: '#F6C75E', second: '#D8382B', captions: { told: 'karaoke', short: 'pop' } },
    { panel: '#6E0F1A', accent: '#EBC38A', second: '#A3262E', captions: { told: 'karaoke', short: 'pop' } },
    { panel: 'main-deep', accent: '#F6C75E', second: '#C8342B', captions: { told: 'karaoke', short: 'pop' } },
  ],
  rhythm: { shotMs: 2600 },
  transitions: {
    shot: { kind: 'zoom', ms: 300 },
    lines: [
      { kind: 'wipe', ms: 300, direction: 'up' },
      { kind: 'zoom', ms: 300 },
    ],
    part: { kind: 'wipe', ms: 300, direction: 'right' },
    cta: { kind: 'zoom', ms: 300 },
  },
  music: ['festive-lanterns', 'jade-garden'],
  angles: ['scene', 'story', 'offer'],
  arrangements: {
    moon: {
      withoutPicture: 'couplet',
      elements: [
        ...waves,
        ...border,
        ...lanterns,
        {
          kind: 'picture',
          at: { tall: [0.08, 0.36, 0.84, 0.4725], compact: [0.2, 0.155, 0.6, 0.6], wide: [0.07, 0.145, 0.4, 0.711] },
          radius: 0.5,
          border: { color: 'accent', width: 0.012 },
          enter: { kind: 'zoom', ms: 300 },
        },
        greeting,
        source,
        caption,
      ],
    },
    scroll: {
      withoutPicture: 'couplet',
      elements: [
        ...waves,
        {
          kind: 'picture',
          at: { tall: [0, 0.365, 1, 0.5], compact: [0, 0, 1, 0.75], wide: [0, 0, 0.48, 1] },
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0.36, 1, 0.004], compact: [0, 0.748, 1, 0.006], wide: [0.478, 0, 0.004, 1] },
          color: 'accent',
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0.355, 1, 0.0015], compact: [0, 0.758, 1, 0.002], wide: [0.485, 0, 0.0015, 1] },
          color: 'accent',
        },
        greeting,
        source,
        caption,
      ],
    },
    couplet: {
      elements: [
        ...waves,
        ...border,
        ...lanterns,
        {
          kind: 'shape',
          shape: 'ellipse',
          at: { tall: [0.12, 0.205, 0.76, 0.3], compact: [0.2, 0.15, 0.6, 0.6], wide: [0.07, 0.145, 0.4, 0.7] },
          ratio: 1,
          color: 'accent',
          enter: { kind: 'zoom', ms: 300 },
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.19, 0.3, 0.62, 0.2], compact: [0.27, 0.26, 0.46, 0.36], wide: [0.11, 0.32, 0.32, 0.36] },
          size: { tall: 0.095, compact: 0.08, wide: 0.085 },
          weight: 'black',
          color: 'panel',
          on: 'accent',
          align: 'center',
          lines: 3,
          enter: { kind: 'slide-up', ms: 500 },
        },
        greeting,
        tallAt(source, [0.185, 0.708, 0.63, 0.022]),
        tallAt(caption, [0.185, 0.605, 0.63, 0.1]),
      ],
    },
    offer: {
      elements: [
        ...waves,
        ...border,
        ...lanterns,
        {
          kind: 'picture',
          at: { tall: [0.22, 0.485, 0.56, 0.315], compact: [0.31, 0.14, 0.38, 0.38], wide: [0.07, 0.145, 0.4, 0.711] },
          radius: 0.5,
          border: { color: 'accent', width: 0.012 },
        },
        {
          kind: 'price',
          at: { tall: [0.185, 0.213, 0.63, 0.125], compact: [0.09, 0.55, 0.82, 0.21], wide: [0.53, 0.27, 0.4, 0.28] },
          background: 'accent',
          foreground: '#5A0C12',
          accent: '#A3161C',
          enter: { kind: 'pop', ms: 400 },
        },
        tallAt(source, [0.185, 0.445, 0.63, 0.022]),
        { ...caption, at: { ...caption.at, tall: [0.185, 0.352, 0.63, 0.09], wide: [0.52, 0.57, 0.42, 0.22] } },
      ],
    },
    figure: {
      elements: [
        ...waves,
        ...border,
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.1, 0.205, 0.8, 0.11], compact: [0.09, 0.14, 0.82, 0.15], wide: [0.53, 0.14, 0.4, 0.26] },
          size: { tall: 0.16, compact: 0.14, wide: 0.15 },
          weight: 'black',
          color: 'accent',
          on: 'panel',
          align: 'center',
          lines: 2,
          enter: { kind: 'zoom', ms: 300 },
        },
        {
          kind: 'picture',
          at: { tall: [0.1, 0.435, 0.8, 0.425], compact: [0.12, 0.31, 0.76, 0.44], wide: [0.07, 0.145, 0.4, 0.711] },
          radius: 0.06,
          border: { color: 'accent', width: 0.008 },
        },
        tallAt(source, [0.185, 0.405, 0.63, 0.022]),
        tallAt(caption, [0.185, 0.315, 0.63, 0.09]),
      ],
    },
  },
  sections: {
    hook: { turn: ['moon', 'scroll'], byShot: true },
    reveal: { turn: ['moon', 'scroll'] },
    sell: { turn: ['scroll', 'moon'], byShot: true, sourced: 'figure' },
    demo: { turn: ['moon', 'scroll'], byShot: true, sourced: 'figure' },
    trust: { turn: ['scroll', 'moon'], sourced: 'figure' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['moon', 'scroll'], byShot: true },
  },
};
