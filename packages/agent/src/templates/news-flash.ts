import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, everywhere } from './parts.ts';

/** The lower third: a label, the headline's white bar, a strip below with the product's name. */
const lowerThird: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0.59, 0.9, 0.115], compact: [0, 0.775, 0.94, 0.135], wide: [0, 0.745, 0.86, 0.15] },
    color: 'white',
    enter: { kind: 'slide-right', ms: 230 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0.59, 0.022, 0.115], compact: [0, 0.775, 0.02, 0.135], wide: [0, 0.745, 0.012, 0.15] },
    color: 'accent',
  },
  {
    kind: 'text',
    slot: 'kicker',
    at: { tall: [0.067, 0.55, 0.4, 0.04], compact: [0.04, 0.715, 0.4, 0.06], wide: [0.03, 0.675, 0.3, 0.07] },
    size: { tall: 0.042, compact: 0.04, wide: 0.044 },
    weight: 'black',
    color: 'on-accent',
    lines: 1,
    plate: { color: 'accent', radius: 0, padX: 0.022, padY: 0.008 },
    enter: { kind: 'slide-right', ms: 200, delayMs: 130 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0.705, 1, 0.036], compact: [0, 0.91, 1, 0.05], wide: [0, 0.895, 1, 0.06] },
    color: 'accent',
    enter: { kind: 'slide-right', ms: 300 },
  },
  {
    kind: 'text',
    slot: 'product',
    at: { tall: [0.067, 0.708, 0.748, 0.03], compact: [0.04, 0.912, 0.9, 0.046], wide: [0.03, 0.897, 0.9, 0.056] },
    when: { source: false },
    size: 0.03,
    weight: 'medium',
    color: 'on-accent',
    on: 'accent',
    lines: 1,
    enter: { kind: 'slide-left', ms: 900 },
  },
  {
    kind: 'text',
    slot: 'source',
    at: { tall: [0.067, 0.708, 0.748, 0.03], compact: [0.04, 0.912, 0.9, 0.046], wide: [0.03, 0.897, 0.9, 0.056] },
    size: 0.027,
    weight: 'medium',
    color: 'on-accent',
    on: 'accent',
    lines: 1,
  },
];

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.06, 0.601, 0.755, 0.093], compact: [0.045, 0.788, 0.87, 0.109], wide: [0.035, 0.759, 0.8, 0.122] },
  size: { tall: 0.064, compact: 0.056, wide: 0.066 },
  weight: 'black',
  align: 'left',
  on: 'white',
  highlight: 'accent',
} as const satisfies Element;

/** What the picture shows, blurred, goes on below the lower third of tall frames. */
const below: Element = { kind: 'backdrop', at: { tall: [0, 0.6, 1, 0.4] }, dim: 0.35 };

const onAir: Element[] = [...lowerThird, caption];

/** A broadcast: full picture, a headline bar that slides in, a running strip, hard cuts. */
export const newsFlash: TemplateInput = {
  version: 1,
  name: 'news-flash',
  title: { 'zh-CN': '快讯', en: 'News flash' },
  purpose: {
    'zh-CN': '上新、参数、消息：像播报一样，标题条滑入，节奏利落',
    en: 'Launches, figures, announcements: told like a broadcast, with a headline bar and hard cuts',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      kicker: {
        type: 'string',
        title: 'Kicker',
        'x-default': { 'zh-CN': '好物快讯', en: 'PRODUCT NEWS' },
        maxLength: 16,
      },
    },
  },
  type: { base: 0.028, ratio: 1.5 },
  palettes: [
    { panel: 'main-dark', accent: '#C8102E', second: 'main', captions: { told: 'karaoke', short: 'box' } },
    { panel: '#0D1B2A', accent: '#1557B0', second: 'accent', captions: { told: 'karaoke', short: 'box' } },
    { panel: '#151515', accent: 'main-deep', second: 'accent', captions: { told: 'karaoke', short: 'box' } },
  ],
  rhythm: { shotMs: 2100 },
  transitions: {
    shot: { kind: 'cut', ms: 0 },
    lines: [
      { kind: 'wipe', ms: 200, direction: 'right' },
      { kind: 'cut', ms: 0 },
    ],
    part: { kind: 'wipe', ms: 270, direction: 'right' },
    cta: { kind: 'push', ms: 270, direction: 'left' },
  },
  music: ['news-pulse', 'tech-grid'],
  angles: ['number', 'proof', 'offer'],
  arrangements: {
    live: {
      withoutPicture: 'studio',
      elements: [
        below,
        { kind: 'picture', at: { tall: [0, 0, 1, 0.687], compact: [0, 0, 1, 0.88], wide: [0, 0, 1, 0.84] } },
        ...onAir,
      ],
    },
    figure: {
      elements: [
        below,
        {
          kind: 'picture',
          at: { tall: [0, 0.345, 1, 0.256], compact: [0, 0.34, 1, 0.46], wide: [0.45, 0, 0.55, 0.76] },
        },
        {
          kind: 'shape',
          shape: 'rectangle',
          at: {
            tall: [0.067, 0.215, 0.013, 0.12],
            compact: [0.05, 0.16, 0.014, 0.15],
            wide: [0.035, 0.26, 0.01, 0.28],
          },
          color: 'accent',
          enter: { kind: 'slide-down', ms: 250 },
        },
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.105, 0.21, 0.82, 0.13], compact: [0.09, 0.15, 0.85, 0.17], wide: [0.06, 0.22, 0.36, 0.36] },
          size: { tall: 0.2, compact: 0.17, wide: 0.17 },
          weight: 'black',
          color: 'white',
          on: 'panel',
          lines: 2,
          enter: { kind: 'slide-right', ms: 300 },
        },
        ...onAir,
      ],
    },
    studio: {
      elements: [
        ...[0, 1, 2, 3, 4, 5].map(
          (index): Element => ({
            kind: 'shape',
            shape: 'rectangle',
            at: everywhere(0, 0.04 + index * 0.09, 1, 0.002),
            color: 'tint',
          }),
        ),
        {
          kind: 'shape',
          shape: 'rectangle',
          at: { tall: [0.067, 0.225, 0.16, 0.008], compact: [0.05, 0.2, 0.16, 0.012], wide: [0.035, 0.2, 0.1, 0.014] },
          color: 'accent',
          enter: { kind: 'slide-right', ms: 400 },
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.067, 0.245, 0.86, 0.26], compact: [0.05, 0.24, 0.9, 0.44], wide: [0.035, 0.24, 0.9, 0.42] },
          size: { tall: 0.14, compact: 0.12, wide: 0.14 },
          weight: 'black',
          color: 'white',
          on: 'panel',
          lines: 3,
          lineHeight: 1.1,
          valign: 'top',
          enter: { kind: 'slide-right', ms: 350 },
        },
        ...onAir,
      ],
    },
    offer: {
      elements: [
        below,
        { kind: 'picture', at: { tall: [0, 0, 1, 0.43], compact: [0, 0, 1, 0.48], wide: [0, 0, 0.5, 0.745] } },
        {
          kind: 'price',
          at: { tall: [0.067, 0.43, 0.748, 0.11], compact: [0.04, 0.5, 0.9, 0.19], wide: [0.53, 0.2, 0.42, 0.36] },
          background: 'panel',
          foreground: 'white',
          accent: 'accent',
          enter: { kind: 'slide-right', ms: 300 },
        },
        ...onAir,
      ],
    },
  },
  sections: {
    hook: { turn: ['live', 'figure'], byShot: true },
    sell: { turn: ['live'], sourced: 'figure' },
    demo: { turn: ['live'], sourced: 'figure' },
    trust: { turn: ['live'], sourced: 'figure' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['live'] },
  },
};
