import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element } from './parts.ts';

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.1, 0.215, 0.715, 0.078], compact: [0.09, 0.82, 0.82, 0.11], wide: [0.64, 0.45, 0.3, 0.3] },
  size: { tall: 0.056, compact: 0.052, wide: 0.058 },
  weight: 'medium',
  align: 'left',
  on: 'panel',
} as const satisfies Element;

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.1, 0.316, 0.715, 0.02], compact: [0.09, 0.945, 0.82, 0.03], wide: [0.64, 0.86, 0.3, 0.07] },
  size: 0.022,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
} as const satisfies Element;

/** A hairline between picture and words: in tall frames these stand above, clear of the platforms' controls. */
const rule = {
  kind: 'shape',
  shape: 'rectangle',
  at: { tall: [0.1, 0.303, 0.12, 0.0012], compact: [0.09, 0.8, 0.12, 0.002], wide: [0.64, 0.42, 0.06, 0.003] },
  color: 'mark',
  enter: { kind: 'slide-right', ms: 1200 },
} as const satisfies Element;

const name = {
  kind: 'text',
  slot: 'product',
  at: { tall: [0.1, 0.1, 0.8, 0.03], compact: [0.09, 0.146, 0.82, 0.032], wide: [0.64, 0.22, 0.3, 0.15] },
  size: { tall: 0.03, compact: 0.03, wide: 0.042 },
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
  align: 'left',
  lines: 2,
  enter: { kind: 'fade', ms: 1000 },
} as const satisfies Element;

/** Quiet and costly: wide margins, thin type, hairlines, long fades. */
export const calmPremium: TemplateInput = {
  version: 1,
  name: 'calm-premium',
  title: { 'zh-CN': '静奢', en: 'Calm premium' },
  purpose: {
    'zh-CN': '质感、礼品、护肤：大留白、细字、慢镜头，不吵',
    en: 'Gifts, care, fine things: wide margins, thin type, slow fades, nothing shouts',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      price: { type: 'string', title: 'Price', 'x-fill': ['price.now'], maxLength: 20 },
    },
  },
  type: { base: 0.022, ratio: 1.5 },
  palettes: [
    { panel: 'main-dark', accent: 'accent-pale', second: 'accent', captions: { told: 'karaoke', short: 'karaoke' } },
    { panel: '#F4F0E8', accent: 'main-deep', second: 'accent', captions: { told: 'underline', short: 'underline' } },
    { panel: '#1A1A1D', accent: '#D9BE8F', second: 'main', captions: { told: 'karaoke', short: 'karaoke' } },
  ],
  rhythm: { shotMs: 3400 },
  transitions: {
    shot: { kind: 'fade', ms: 500 },
    lines: [{ kind: 'fade', ms: 500 }],
    part: { kind: 'fade', ms: 500 },
    cta: { kind: 'fade', ms: 500 },
  },
  music: ['premium-silk', 'calm-water', 'cinema-dawn'],
  angles: ['detail', 'scene', 'story'],
  arrangements: {
    window: {
      withoutPicture: 'page',
      elements: [
        {
          kind: 'picture',
          at: { tall: [0.1, 0.35, 0.8, 0.594], compact: [0.09, 0.195, 0.82, 0.58], wide: [0.055, 0.16, 0.535, 0.7] },
        },
        name,
        rule,
        source,
        caption,
      ],
    },
    wide: {
      withoutPicture: 'page',
      elements: [
        {
          kind: 'picture',
          at: { tall: [0, 0.35, 1, 0.65], compact: [0, 0.195, 1, 0.56], wide: [0, 0, 0.59, 1] },
        },
        name,
        rule,
        source,
        caption,
      ],
    },
    figure: {
      elements: [
        {
          kind: 'text',
          slot: 'figure',
          at: { tall: [0.1, 0.345, 0.8, 0.1], compact: [0.09, 0.14, 0.82, 0.15], wide: [0.64, 0.215, 0.31, 0.19] },
          size: { tall: 0.14, compact: 0.12, wide: 0.13 },
          weight: 'regular',
          color: 'mark',
          on: 'panel',
          lines: 2,
          lineHeight: 1,
          enter: { kind: 'fade', ms: 1200 },
        },
        {
          kind: 'picture',
          at: { tall: [0.1, 0.455, 0.8, 0.489], compact: [0.09, 0.31, 0.82, 0.46], wide: [0.055, 0.16, 0.535, 0.7] },
        },
        rule,
        source,
        caption,
      ],
    },
    page: {
      elements: [
        {
          kind: 'shape',
          shape: 'rectangle',
          at: {
            tall: [0.1, 0.37, 0.0022, 0.574],
            compact: [0.09, 0.18, 0.0025, 0.58],
            wide: [0.055, 0.2, 0.0018, 0.6],
          },
          color: 'mark',
          enter: { kind: 'slide-down', ms: 2500 },
        },
        {
          kind: 'text',
          slot: 'brand',
          at: { tall: [0.16, 0.375, 0.7, 0.04], compact: [0.14, 0.19, 0.75, 0.07], wide: [0.09, 0.21, 0.45, 0.08] },
          size: 0.036,
          weight: 'regular',
          color: 'mark',
          on: 'panel',
          enter: { kind: 'fade', ms: 1500 },
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.16, 0.425, 0.7, 0.28], compact: [0.14, 0.27, 0.75, 0.48], wide: [0.09, 0.32, 0.45, 0.46] },
          size: 0.085,
          weight: 'regular',
          color: 'on-panel',
          on: 'panel',
          lines: 3,
          lineHeight: 1.4,
          valign: 'top',
          enter: { kind: 'slide-up', ms: 2500, delayMs: 200 },
        },
        rule,
        source,
        caption,
      ],
    },
    offer: {
      elements: [
        {
          kind: 'picture',
          at: { tall: [0.1, 0.48, 0.8, 0.464], compact: [0.09, 0.15, 0.82, 0.38], wide: [0.055, 0.16, 0.535, 0.7] },
        },
        {
          kind: 'text',
          slot: 'brand',
          size: 0.034,
          weight: 'medium',
          on: 'panel',
          at: { tall: [0.1, 0.345, 0.42, 0.032], compact: [0.09, 0.56, 0.42, 0.06], wide: [0.64, 0.215, 0.3, 0.055] },
          color: 'mark',
          enter: { kind: 'fade', ms: 900 },
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.1, 0.383, 0.5, 0.08], compact: [0.09, 0.63, 0.5, 0.14], wide: [0.64, 0.27, 0.3, 0.065] },
          size: { tall: 0.036, compact: 0.036, wide: 0.034 },
          weight: 'regular',
          color: 'on-panel',
          on: 'panel',
          enter: { kind: 'fade', ms: 900 },
        },
        {
          kind: 'text',
          slot: 'price',
          at: { tall: [0.6, 0.383, 0.3, 0.08], compact: [0.6, 0.63, 0.31, 0.14], wide: [0.64, 0.33, 0.3, 0.08] },
          size: { tall: 0.09, compact: 0.08, wide: 0.075 },
          weight: 'regular',
          color: 'mark',
          on: 'panel',
          align: 'right',
          lines: 1,
          enter: { kind: 'fade', ms: 1200, delayMs: 300 },
        },
        rule,
        source,
        caption,
      ],
    },
  },
  sections: {
    hook: { turn: ['wide', 'window'] },
    reveal: { turn: ['window', 'wide'] },
    sell: { turn: ['window', 'wide'], sourced: 'figure' },
    demo: { turn: ['wide', 'window'], byShot: true, sourced: 'figure' },
    trust: { turn: ['window', 'wide'], sourced: 'figure' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['window'] },
  },
};
