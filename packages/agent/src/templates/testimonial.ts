import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

/**
 * The card that words are quoted on, with the quotation mark where a source stands behind them; `tall` from the top in
 * tall frames.
 */
const cardAt = (tall: number): Element[] => [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: {
      tall: [0.05, tall + 0.006, 0.9, 0.224],
      compact: [0.06, 0.628, 0.88, 0.328],
      wide: [0.5, 0.184, 0.462, 0.66],
    },
    color: '#000000/22',
    radius: 0.035,
    enter: { kind: 'slide-up', ms: 600 },
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.05, tall, 0.9, 0.224], compact: [0.06, 0.62, 0.88, 0.328], wide: [0.5, 0.174, 0.462, 0.66] },
    color: 'white',
    radius: 0.035,
    enter: { kind: 'slide-up', ms: 600 },
  },
  {
    kind: 'text',
    slot: 'mark',
    at: { tall: [0.085, tall + 0.008, 0.2, 0.07], compact: [0.1, 0.63, 0.2, 0.1], wide: [0.525, 0.2, 0.12, 0.16] },
    when: { source: true },
    size: 0.26,
    weight: 'black',
    color: 'accent',
    on: 'white',
    lines: 1,
    lineHeight: 0.9,
    valign: 'top',
    enter: { kind: 'fade', ms: 400, delayMs: 200 },
  },
  {
    kind: 'text',
    slot: 'attribution',
    at: { tall: [0.1, tall + 0.178, 0.715, 0.036], compact: [0.1, 0.865, 0.8, 0.06], wide: [0.53, 0.69, 0.4, 0.1] },
    size: 0.034,
    weight: 'regular',
    color: '#4A4A4A',
    on: 'white',
    enter: { kind: 'fade', ms: 500, delayMs: 500 },
  },
];

/** The card's place in tall frames: above its picture, and below words alone. */
const [high, low] = [0.21, 0.502];

const caption = {
  kind: 'caption',
  edge: 'none',
  at: { tall: [0.1, high + 0.073, 0.715, 0.1], compact: [0.1, 0.7, 0.8, 0.155], wide: [0.53, 0.33, 0.4, 0.34] },
  size: { tall: 0.07, compact: 0.062, wide: 0.072 },
  weight: 'bold',
  align: 'left',
  on: 'white',
  highlight: 'accent',
} as const satisfies Element;

/** Light that rises from the foot of tall frames, where platforms have their controls. */
const glow: Element = { kind: 'shape', shape: 'gradient-up', at: { tall: [0, 0.6, 1, 0.4] }, color: 'accent/38' };

/** A round portrait of what is spoken about. */
const portrait = {
  kind: 'picture',
  at: { tall: [0.13, 0.465, 0.74, 0.41625], compact: [0.27, 0.15, 0.46, 0.46], wide: [0.06, 0.14, 0.4, 0.711] },
  radius: 0.5,
  border: { color: 'white', width: 0.018 },
  enter: { kind: 'fade', ms: 300 },
} as const satisfies Element;

const dots: Element[] = [0, 1, 2, 3, 4, 5, 6, 7].flatMap((column) =>
  [0, 1, 2, 3].map(
    (row): Element => ({
      kind: 'shape',
      shape: 'ellipse',
      at: {
        tall: [0.6 + column * 0.045, 0.03 + row * 0.025, 0.012, 0.01],
        compact: [0.6 + column * 0.045, 0.03 + row * 0.03, 0.012, 0.01],
        wide: [0.03 + column * 0.025, 0.84 + row * 0.035, 0.007, 0.01],
      },
      ratio: 1,
      color: 'accent/40',
    }),
  ),
);

/** Words with their source: a quote card under a round portrait. Quotes only what the brief's facts say. */
export const testimonial: TemplateInput = {
  version: 1,
  name: 'testimonial',
  title: { 'zh-CN': '引述', en: 'Testimonial' },
  purpose: {
    'zh-CN': '有出处的话：引号卡片加圆形画面，只引需求里写明来源的事实，不编造顾客',
    en: 'Words with a source: a quote card and a round picture; quotes only facts of the brief, invents no customer',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      mark: { type: 'string', title: 'Quotation mark', 'x-default': { 'zh-CN': '“', en: '“' }, maxLength: 2 },
      attribution: { type: 'string', title: 'Who says so', 'x-fill': ['line.attribution'], maxLength: 160 },
    },
  },
  type: { base: 0.028, ratio: 1.45 },
  palettes: [
    { panel: 'main-pale', accent: 'main-deep', second: 'accent', captions: { told: 'underline', short: 'underline' } },
    { panel: '#F3E9DF', accent: '#8C4A2F', second: 'accent', captions: { told: 'underline', short: 'underline' } },
    { panel: 'main-deep', accent: 'main-deep', second: 'accent', captions: { told: 'underline', short: 'underline' } },
  ],
  rhythm: { shotMs: 3000 },
  transitions: {
    shot: { kind: 'fade', ms: 300 },
    lines: [
      { kind: 'fade', ms: 300 },
      { kind: 'push', ms: 300, direction: 'left' },
    ],
    part: { kind: 'fade', ms: 300 },
    cta: { kind: 'push', ms: 300, direction: 'left' },
  },
  music: ['warm-home', 'acoustic-road', 'calm-water'],
  angles: ['proof', 'story', 'detail'],
  arrangements: {
    quote: { withoutPicture: 'card', elements: [...dots, glow, portrait, ...cardAt(high), caption] },
    spread: {
      withoutPicture: 'card',
      elements: [
        ...dots,
        glow,
        {
          kind: 'picture',
          at: { tall: [0, 0.46, 1, 0.54], compact: [0, 0, 1, 0.65], wide: [0, 0, 0.48, 1] },
        },
        ...cardAt(high),
        caption,
      ],
    },
    card: {
      elements: [
        ...dots,
        glow,
        {
          kind: 'text',
          slot: 'brand',
          at: { tall: [0.1, 0.22, 0.8, 0.05], compact: [0.1, 0.18, 0.8, 0.07], wide: [0.06, 0.24, 0.4, 0.08] },
          size: 0.045,
          weight: 'medium',
          color: 'mark',
          on: 'panel',
          align: 'center',
        },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.1, 0.275, 0.8, 0.2], compact: [0.1, 0.26, 0.8, 0.32], wide: [0.06, 0.34, 0.4, 0.4] },
          size: 0.095,
          color: 'on-panel',
          on: 'panel',
          align: 'center',
          lines: 3,
          enter: { kind: 'slide-up', ms: 600 },
        },
        ...cardAt(low),
        tallAt(caption, [0.1, low + 0.073, 0.715, 0.1]),
      ],
    },
    offer: {
      elements: [
        ...dots,
        glow,
        {
          kind: 'picture',
          at: { tall: [0.2, 0.575, 0.6, 0.3375], wide: [0.06, 0.14, 0.4, 0.711] },
          radius: 0.5,
          border: { color: 'white', width: 0.018 },
        },
        // A disc above the price would be too small to see anything in.
        { kind: 'picture', at: { compact: [0, 0, 1, 0.42] } },
        {
          kind: 'price',
          at: { tall: [0.1, 0.448, 0.715, 0.11], compact: [0.12, 0.45, 0.76, 0.23], wide: [0.52, 0.2, 0.42, 0.3] },
          enter: { kind: 'slide-up', ms: 500 },
        },
        // No card here: it would stand empty when all is said.
        {
          ...caption,
          on: 'panel',
          highlight: 'mark',
          at: { tall: [0.1, 0.225, 0.715, 0.19], compact: [0.12, 0.7, 0.76, 0.22], wide: [0.52, 0.56, 0.42, 0.3] },
        },
      ],
    },
  },
  sections: {
    hook: { turn: ['spread', 'quote'] },
    reveal: { turn: ['quote'] },
    sell: { turn: ['spread', 'quote'], byShot: true, sourced: 'quote' },
    demo: { turn: ['spread'], byShot: true, sourced: 'quote' },
    trust: { turn: ['spread'], sourced: 'quote' },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['spread'] },
  },
};
