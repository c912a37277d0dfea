import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, everywhere } from './parts.ts';

/** Light that rises from a plain panel's foot gives it depth. */
const glow: Element = { kind: 'shape', shape: 'gradient-up', at: everywhere(0, 0.45, 1, 0.55), color: 'tint' };

const heroCaption = {
  tall: [0.067, 0.606, 0.748, 0.11],
  compact: [0.07, 0.812, 0.86, 0.15],
  wide: [0.1, 0.815, 0.8, 0.14],
} satisfies Element['at'];
const heroSize = { tall: 0.068, compact: 0.062, wide: 0.068 };
const framedCaption = {
  tall: [0.067, 0.63, 0.748, 0.0825],
  compact: [0.07, 0.805, 0.86, 0.14],
  wide: [0.1, 0.812, 0.8, 0.13],
} satisfies Element['at'];
const framedSize = { tall: 0.062, compact: 0.058, wide: 0.066 };

const heroSource = {
  tall: [0.067, 0.7175, 0.748, 0.022],
  compact: [0.07, 0.962, 0.86, 0.03],
  wide: [0.1, 0.957, 0.8, 0.03],
} satisfies Element['at'];
const framedSource = {
  tall: [0.067, 0.7205, 0.748, 0.0185],
  compact: [0.07, 0.955, 0.86, 0.032],
  wide: [0.1, 0.95, 0.8, 0.035],
} satisfies Element['at'];

/** The product's name over a picture's upper edge, below the AI label. */
const namePill = {
  size: 0.05,
  color: 'on-accent',
  plate: { color: 'accent', radius: 0.015, padX: 0.022, padY: 0.012 },
  enter: { kind: 'slide-up', ms: 300, every: 'scene' },
} as const;
const namePlaces = {
  tall: [0.067, 0.084, 0.748, 0.052],
  compact: [0.05, 0.127, 0.52, 0.072],
  wide: [0.55, 0.03, 0.41, 0.09],
} satisfies Element['at'];

const source = { kind: 'text', slot: 'source', size: 0.024, weight: 'regular' } as const;

/** The product's name as words alone, under the brand. */
const words: Element[] = [
  glow,
  {
    kind: 'text',
    slot: 'brand',
    at: { tall: [0.067, 0.27, 0.8, 0.05], compact: [0.08, 0.22, 0.84, 0.05], wide: [0.08, 0.22, 0.84, 0.05] },
    size: 0.055,
    color: 'mark',
  },
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.067, 0.325, 0.14, 0.005], compact: [0.08, 0.275, 0.14, 0.009], wide: [0.08, 0.275, 0.14, 0.009] },
    color: 'mark',
    enter: { kind: 'slide-right', ms: 333, every: 'scene' },
  },
  {
    kind: 'text',
    slot: 'product',
    at: { tall: [0.067, 0.345, 0.8, 0.24], compact: [0.08, 0.295, 0.84, 0.42], wide: [0.08, 0.295, 0.84, 0.42] },
    size: 0.115,
    color: 'on-panel',
    weight: 'black',
    lines: 3,
    valign: 'top',
    enter: { kind: 'slide-up', ms: 400, every: 'scene' },
  },
];

/** The look that Clipo takes where a brief says nothing: the picture large, words on a quiet ground. */
export const clear: TemplateInput = {
  version: 1,
  name: 'clear',
  title: { 'zh-CN': '清晰', en: 'Clear' },
  purpose: { 'zh-CN': '百搭：画面大，字清楚，适合任何商品', en: 'For anything: a large picture, words easy to read' },
  slots: { type: 'object', properties: commonSlots },
  type: { base: 0.024, ratio: 1.5 },
  palettes: [
    { panel: 'main-deep', captions: { told: 'karaoke', short: 'pop' } },
    { panel: '#F6F3EC', captions: { told: 'box', short: 'big-word' } },
    { panel: '#12171B', captions: { told: 'pop', short: 'big-word' } },
  ],
  rhythm: { shotMs: 2600 },
  transitions: {
    shot: { kind: 'cut', ms: 0 },
    lines: [
      { kind: 'wipe', ms: 330 },
      { kind: 'fade', ms: 270 },
    ],
    part: { kind: 'zoom', ms: 270 },
    cta: { kind: 'push', ms: 330, direction: 'up' },
  },
  arrangements: {
    hero: {
      withoutPicture: 'hero-words',
      whenSmall: 'framed',
      elements: [
        { kind: 'backdrop', at: { tall: [0, 0.7, 1, 0.3] }, dim: 0.1 },
        { kind: 'picture', at: { tall: [0, 0, 1, 0.757], compact: [0, 0, 1, 1], wide: [0, 0, 1, 1] } },
        // Where the picture ends inside the frame it melts into the panel behind the words, out of which it comes again
        // blurred where the platforms have their controls. Where it fills the frame a shade lies behind the words.
        { kind: 'shape', shape: 'gradient-up', at: { tall: [0, 0.58, 1, 0.178] }, color: 'panel/FF' },
        { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.757, 1, 0.243] }, color: 'panel/A0' },
        { kind: 'shape', shape: 'gradient-down', at: { tall: [0, 0.757, 1, 0.22] }, color: 'panel/FF' },
        {
          kind: 'shape',
          shape: 'gradient-up',
          at: { compact: [0, 0.672, 1, 0.328], wide: [0, 0.675, 1, 0.325] },
          color: 'panel/D0',
        },
        { ...source, at: { tall: heroSource.tall }, color: 'white', on: 'panel' },
        { ...source, at: { compact: heroSource.compact, wide: heroSource.wide }, color: 'white', on: 'panel' },
        {
          kind: 'text',
          slot: 'product',
          at: namePlaces,
          when: { sections: ['reveal'] },
          ...namePill,
        },
        { kind: 'caption', at: heroCaption, size: heroSize },
      ],
    },
    'hero-words': {
      elements: [
        ...words,
        { ...source, at: heroSource, color: 'white', on: 'panel' },
        { kind: 'caption', at: heroCaption, size: heroSize, on: 'panel' },
      ],
    },
    framed: {
      withoutPicture: 'framed-words',
      whenFitting: 'hero',
      elements: [
        { kind: 'backdrop', at: everywhere(0, 0, 1, 1), dim: 0 },
        // A blur takes on the panel's light, so that the panel's words read on it.
        { kind: 'shape', shape: 'rectangle', at: everywhere(0, 0, 1, 1), color: 'panel/8C' },
        // Below the picture, where platforms have their controls, a hint of the brand's ground rises out of the blur.
        { kind: 'shape', shape: 'gradient-up', at: { tall: [0, 0.74, 1, 0.26] }, color: 'panel/C0' },
        {
          kind: 'picture',
          at: { tall: [0.045, 0.208, 0.91, 0.508], compact: [0.07, 0.145, 0.86, 0.64], wide: [0.21, 0.13, 0.58, 0.66] },
          radius: 0.03,
        },
        { ...source, at: framedSource, color: 'white', on: 'panel' },
        {
          kind: 'text',
          slot: 'product',
          // In square frames over the picture's upper edge: the English label takes the frame's.
          at: { tall: [0.067, 0.225, 0.748, 0.055], compact: [0.1, 0.165, 0.52, 0.08], wide: [0.55, 0.03, 0.41, 0.09] },
          when: { sections: ['reveal'] },
          ...namePill,
        },
        { kind: 'caption', at: framedCaption, size: framedSize },
      ],
    },
    'framed-words': {
      elements: [
        ...words,
        { ...source, at: framedSource, color: 'white', on: 'panel' },
        { kind: 'caption', at: framedCaption, size: framedSize, on: 'panel' },
      ],
    },
    fact: {
      elements: [
        glow,
        {
          kind: 'picture',
          // In tall frames below the words: the largest place that the platforms' controls leave.
          at: { tall: [0.067, 0.455, 0.866, 0.507], compact: [0.07, 0.325, 0.86, 0.45], wide: [0.46, 0.1, 0.49, 0.66] },
          radius: 0.03,
        },
        {
          ...source,
          at: {
            tall: [0.067, 0.425, 0.748, 0.022],
            compact: [0.07, 0.94, 0.86, 0.036],
            wide: [0.1, 0.945, 0.8, 0.035],
          },
          color: 'on-panel',
        },
        {
          kind: 'text',
          slot: 'figure',
          at: {
            tall: [0.067, 0.212, 0.748, 0.112],
            compact: [0.07, 0.14, 0.86, 0.165],
            wide: [0.05, 0.25, 0.37, 0.36],
          },
          size: { tall: 0.17, compact: 0.17, wide: 0.15 },
          color: 'mark',
          weight: 'black',
          align: 'center',
          lineHeight: 1.1,
          lines: 1,
          enter: { kind: 'pop', ms: 333, every: 'scene' },
        },
        {
          kind: 'caption',
          at: { tall: [0.067, 0.33, 0.748, 0.09], compact: [0.07, 0.795, 0.86, 0.13], wide: [0.1, 0.8, 0.8, 0.13] },
          size: { tall: 0.062, compact: 0.056, wide: 0.064 },
          on: 'panel',
        },
      ],
    },
    offer: {
      elements: [
        glow,
        { kind: 'picture', at: { tall: [0, 0.5, 1, 0.5], compact: [0, 0, 1, 0.5], wide: [0, 0, 0.5, 1] } },
        {
          ...source,
          at: { tall: [0.067, 0.475, 0.748, 0.02], compact: [0.07, 0.96, 0.86, 0.03], wide: [0.52, 0.93, 0.45, 0.035] },
          color: 'white',
          on: 'panel',
        },
        {
          kind: 'brand',
          at: { tall: [0.067, 0.215, 0.748, 0.04], compact: [0.07, 0.525, 0.86, 0.06], wide: [0.54, 0.15, 0.41, 0.09] },
          color: 'on-panel',
          enter: { kind: 'fade', ms: 267, every: 'scene' },
        },
        {
          kind: 'price',
          at: { tall: [0.067, 0.262, 0.748, 0.122], compact: [0.07, 0.6, 0.86, 0.2], wide: [0.54, 0.28, 0.41, 0.34] },
          enter: { kind: 'pop', ms: 400, every: 'scene' },
        },
        {
          kind: 'caption',
          at: { tall: [0.067, 0.39, 0.748, 0.085], compact: [0.07, 0.825, 0.86, 0.13], wide: [0.52, 0.66, 0.45, 0.2] },
          size: { tall: 0.062, compact: 0.056, wide: 0.06 },
          on: 'panel',
        },
      ],
    },
    poster: {
      withoutPicture: 'hero-words',
      elements: [
        glow,
        { kind: 'picture', at: { tall: [0, 0.435, 1, 0.565], compact: [0, 0.43, 1, 0.57], wide: [0.5, 0, 0.5, 1] } },
        {
          kind: 'text',
          slot: 'product',
          at: { tall: [0.067, 0.213, 0.748, 0.1], compact: [0.07, 0.138, 0.86, 0.13], wide: [0.05, 0.18, 0.41, 0.24] },
          size: { tall: 0.09, compact: 0.08, wide: 0.085 },
          weight: 'black',
          color: 'mark',
          on: 'panel',
          lines: 2,
          lineHeight: 1.1,
          enter: { kind: 'slide-up', ms: 333, every: 'scene' },
        },
        {
          ...source,
          at: { tall: [0.067, 0.408, 0.748, 0.02], compact: [0.07, 0.4, 0.86, 0.026], wide: [0.05, 0.93, 0.42, 0.035] },
          color: 'white',
          on: 'panel',
        },
        {
          kind: 'caption',
          at: { tall: [0.067, 0.32, 0.748, 0.085], compact: [0.07, 0.275, 0.86, 0.12], wide: [0.05, 0.46, 0.42, 0.26] },
          size: { tall: 0.064, compact: 0.058, wide: 0.062 },
          on: 'panel',
        },
      ],
    },
    // The same words the other way round, so that endings do not all look alike.
    closing: {
      elements: [
        glow,
        { kind: 'picture', at: { tall: [0, 0.455, 1, 0.545], compact: [0, 0.5, 1, 0.5], wide: [0.5, 0, 0.5, 1] } },
        {
          ...source,
          at: {
            tall: [0.067, 0.43, 0.748, 0.02],
            compact: [0.07, 0.465, 0.86, 0.026],
            wide: [0.05, 0.93, 0.42, 0.035],
          },
          color: 'white',
          on: 'panel',
        },
        {
          kind: 'brand',
          at: { wide: [0.05, 0.16, 0.41, 0.09] },
          color: 'on-panel',
          enter: { kind: 'fade', ms: 267, every: 'scene' },
        },
        {
          kind: 'price',
          at: { tall: [0.067, 0.215, 0.748, 0.12], compact: [0.07, 0.14, 0.86, 0.18], wide: [0.05, 0.28, 0.41, 0.34] },
          enter: { kind: 'slide-up', ms: 400, every: 'scene' },
        },
        {
          kind: 'caption',
          at: { tall: [0.067, 0.342, 0.748, 0.085], compact: [0.07, 0.33, 0.86, 0.13], wide: [0.05, 0.66, 0.42, 0.2] },
          size: { tall: 0.062, compact: 0.056, wide: 0.06 },
          on: 'panel',
        },
      ],
    },
  },
  sections: {
    // Openings differ in their picture too, where the clip is too short to give each hook its own stretch.
    hook: { turn: ['hero', 'fact', 'framed', 'poster'], byShot: true },
    reveal: { turn: ['framed', 'hero'] },
    sell: { turn: ['hero', 'framed'], sourced: 'fact' },
    demo: { turn: ['framed', 'hero'], byShot: true, sourced: 'fact' },
    trust: { turn: ['framed', 'hero'], sourced: 'fact' },
    price: { turn: ['offer'] },
    cta: { turn: ['offer', 'closing'] },
    other: { turn: ['hero'] },
  },
};
