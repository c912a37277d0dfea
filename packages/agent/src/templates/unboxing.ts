import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

/** The lid: two flaps with a seam, that open as the scene begins. */
const lid: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0, 0.5, 0.125], compact: [0, 0, 0.5, 0.1], wide: [0, 0, 0.5, 0.09] },
    color: '#9C7650',
    enter: { kind: 'slide-right', ms: 700 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.5, 0, 0.5, 0.125], compact: [0.5, 0, 0.5, 0.1], wide: [0.5, 0, 0.5, 0.09] },
    color: '#A9835C',
    enter: { kind: 'slide-left', ms: 700 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.46, 0, 0.08, 0.125], compact: [0.46, 0, 0.08, 0.1], wide: [0.475, 0, 0.05, 0.09] },
    color: '#E5D3AE/D9',
  },
];

/** The box's lower edge. */
const base: Element[] = [
  { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.9, 1, 0.1] }, color: '#A9835C' },
  { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.9, 1, 0.006] }, color: '#7F5C3A' },
  { kind: 'shape', shape: 'rectangle', at: { tall: [0.46, 0.9, 0.08, 0.1] }, color: '#E5D3AE/D9' },
];

/** A print with a white edge, wider where the name is written: above in tall frames, else below. */
const print: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: {
      tall: [0.073, 0.346, 0.866, 0.532],
      compact: [0.114, 0.156, 0.784, 0.65],
      wide: [0.057, 0.166, 0.476, 0.716],
    },
    color: '#000000/38',
    radius: 0.006,
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.067, 0.34, 0.866, 0.532], compact: [0.108, 0.15, 0.784, 0.65], wide: [0.053, 0.158, 0.476, 0.716] },
    color: '#FFFDF8',
    radius: 0.006,
    enter: { kind: 'slide-up', ms: 500 },
  },
  {
    kind: 'picture',
    at: { tall: [0.095, 0.42, 0.81, 0.436], compact: [0.132, 0.174, 0.736, 0.52], wide: [0.068, 0.185, 0.446, 0.57] },
    enter: { kind: 'slide-up', ms: 500 },
  },
  {
    kind: 'text',
    slot: 'product',
    at: { tall: [0.11, 0.36, 0.48, 0.053], compact: [0.15, 0.705, 0.48, 0.085], wide: [0.08, 0.77, 0.285, 0.09] },
    size: { tall: 0.042, compact: 0.038, wide: 0.042 },
    weight: 'medium',
    color: '#3B2E25',
    on: '#FFFDF8',
    lines: 1,
    enter: { kind: 'fade', ms: 500, delayMs: 250 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.36, 0.325, 0.28, 0.03], compact: [0.38, 0.13, 0.24, 0.05], wide: [0.21, 0.135, 0.16, 0.06] },
    color: '#E5D3AE/CC',
  },
];

const stamp = {
  kind: 'sticker',
  shape: 'ribbon',
  slot: 'stamp',
  at: { tall: [0.63, 0.352, 0.26, 0.058], compact: [0.66, 0.69, 0.22, 0.085], wide: [0.39, 0.745, 0.13, 0.11] },
  color: 'accent',
  foreground: 'on-accent',
  rotation: -6,
  enter: { kind: 'pop', ms: 300, delayMs: 500 },
} as const satisfies Element;

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.067, 0.213, 0.748, 0.085], compact: [0.07, 0.822, 0.86, 0.115], wide: [0.56, 0.36, 0.39, 0.36] },
  size: { tall: 0.068, compact: 0.06, wide: 0.066 },
  on: 'panel',
  highlight: 'accent',
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.067, 0.3, 0.748, 0.022], compact: [0.07, 0.948, 0.86, 0.034], wide: [0.56, 0.84, 0.39, 0.07] },
  size: 0.024,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
} as const satisfies Element;

/** A parcel on the table: kraft paper, tape, prints, words typed as on a label. */
export const unboxing: TemplateInput = {
  version: 1,
  name: 'unboxing',
  title: { 'zh-CN': '开箱', en: 'Unboxing' },
  purpose: {
    'zh-CN': '开箱、测评：牛皮纸、胶带、照片，一件件看',
    en: 'First looks: kraft paper, tape and prints, one thing after the other',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      stamp: { type: 'string', title: 'Stamp', 'x-default': { 'zh-CN': '开箱', en: 'OPEN IT' }, maxLength: 10 },
    },
  },
  type: { base: 0.028, ratio: 1.5 },
  palettes: [
    { panel: '#D3B48C', accent: 'main-deep', second: 'accent', captions: { told: 'typewriter', short: 'typewriter' } },
    { panel: '#EADBC4', accent: '#8A3B1E', second: 'main', captions: { told: 'typewriter', short: 'typewriter' } },
    { panel: '#4A3828', accent: 'accent', second: 'main', captions: { told: 'typewriter', short: 'typewriter' } },
  ],
  rhythm: { shotMs: 2400 },
  transitions: {
    shot: { kind: 'push', ms: 270, direction: 'left' },
    lines: [{ kind: 'push', ms: 300, direction: 'left' }],
    part: { kind: 'push', ms: 300, direction: 'up' },
    cta: { kind: 'push', ms: 300, direction: 'up' },
  },
  music: ['acoustic-road', 'playful-steps', 'lofi-desk'],
  angles: ['curiosity', 'detail', 'scene'],
  arrangements: {
    print: { withoutPicture: 'label', elements: [...lid, ...print, stamp, ...base, source, caption] },
    close: {
      withoutPicture: 'label',
      elements: [
        ...lid.map((each): Element => ({ ...each, at: { tall: each.at.tall } })),
        { kind: 'picture', at: { tall: [0, 0.34, 1, 0.56], compact: [0, 0, 1, 0.795], wide: [0, 0, 0.53, 1] } },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0, 0.336, 1, 0.006], compact: [0, 0.79, 1, 0.008], wide: [0.527, 0, 0.006, 1] },
          color: '#E5D3AE',
        },
        ...base,
        source,
        caption,
      ],
    },
    figure: {
      elements: [
        ...lid,
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.067, 0.205, 0.866, 0.1], compact: [0.07, 0.14, 0.86, 0.15], wide: [0.56, 0.14, 0.39, 0.22] },
          size: { tall: 0.15, compact: 0.13, wide: 0.14 },
          weight: 'black',
          color: 'accent',
          on: 'panel',
          lines: 2,
          enter: { kind: 'slide-up', ms: 400 },
        },
        {
          kind: 'picture',
          at: { tall: [0.067, 0.43, 0.866, 0.45], compact: [0.07, 0.3, 0.86, 0.5], wide: [0.053, 0.16, 0.476, 0.7] },
          border: { color: '#FFFDF8', width: 0.02 },
        },
        ...base,
        tallAt(source, [0.067, 0.402, 0.748, 0.022]),
        tallAt(caption, [0.067, 0.313, 0.748, 0.085]),
      ],
    },
    label: {
      elements: [
        ...lid,
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0.067, 0.23, 0.866, 0.36], compact: [0.108, 0.17, 0.784, 0.6], wide: [0.053, 0.2, 0.476, 0.62] },
          color: '#FFFDF8',
          radius: 0.012,
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0.11, 0.315, 0.78, 0.0015], compact: [0.15, 0.3, 0.7, 0.003], wide: [0.08, 0.32, 0.42, 0.003] },
          color: '#3B2E25',
        },
        {
          kind: 'text',
          slot: 'brand',
          at: { tall: [0.11, 0.245, 0.78, 0.06], compact: [0.15, 0.2, 0.7, 0.09], wide: [0.08, 0.22, 0.42, 0.09] },
          size: 0.055,
          color: '#3B2E25',
          on: '#FFFDF8',
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.11, 0.33, 0.78, 0.2], compact: [0.15, 0.32, 0.7, 0.36], wide: [0.08, 0.34, 0.42, 0.4] },
          size: 0.085,
          weight: 'black',
          color: '#3B2E25',
          on: '#FFFDF8',
          lines: 3,
          enter: { kind: 'fade', ms: 300 },
        },
        tallAt(stamp, [0.64, 0.535, 0.27, 0.06]),
        ...base,
        tallAt(source, [0.067, 0.709, 0.748, 0.022]),
        tallAt(caption, [0.067, 0.622, 0.748, 0.085]),
      ],
    },
    offer: {
      elements: [
        ...lid,
        {
          kind: 'picture',
          at: { tall: [0.095, 0.475, 0.81, 0.4], compact: [0.108, 0.15, 0.784, 0.38], wide: [0.053, 0.16, 0.476, 0.7] },
          border: { color: '#FFFDF8', width: 0.02 },
        },
        {
          kind: 'price',
          at: { tall: [0.067, 0.21, 0.748, 0.13], compact: [0.07, 0.57, 0.86, 0.22], wide: [0.56, 0.15, 0.39, 0.3] },
          background: '#FFFDF8',
          foreground: '#3B2E25',
          enter: { kind: 'slide-up', ms: 400 },
        },
        ...base,
        tallAt(source, [0.067, 0.442, 0.748, 0.022]),
        { ...caption, at: { ...caption.at, tall: [0.067, 0.352, 0.748, 0.085], wide: [0.56, 0.5, 0.39, 0.3] } },
      ],
    },
  },
  sections: {
    hook: { turn: ['print', 'close'], byShot: true },
    reveal: { turn: ['print', 'close'] },
    sell: { turn: ['close', 'print'], byShot: true, sourced: 'figure' },
    demo: { turn: ['print', 'close'], byShot: true, sourced: 'figure' },
    trust: { turn: ['close', 'print'], sourced: 'figure' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['print', 'close'], byShot: true },
  },
};
