import type { TemplateInput } from '@clipo/contract';
import { commonSlots, type Element, tallAt } from './parts.ts';

type Ground = 'white' | 'accent';

/**
 * A bubble with its tail (a small disc at a corner), the letter of who speaks, and the spoken words in it; `tall` from
 * the top in tall frames.
 */
function bubble(side: 'left' | 'right', ground: Ground, tall = 0.213): Element[] {
  const isLeft = side === 'left';
  const x = isLeft ? { tall: 0.16, compact: 0.15, wide: 0.6 } : { tall: 0.067, compact: 0.06, wide: 0.56 };
  const disc = isLeft ? { tall: 0.045, compact: 0.045, wide: 0.535 } : { tall: 0.86, compact: 0.86, wide: 0.925 };
  const width = { tall: isLeft ? 0.7 : 0.745, compact: 0.79, wide: 0.36 };
  const slide = isLeft ? 'slide-right' : 'slide-left';
  const on = ground === 'white' ? 'white' : 'accent';
  return [
    {
      kind: 'shape',
      shape: 'rectangle',
      at: {
        tall: [x.tall, tall, width.tall, 0.122],
        compact: [x.compact, 0.765, width.compact, 0.165],
        wide: [x.wide, 0.3, width.wide, 0.4],
      },
      color: on,
      radius: 0.045,
      enter: { kind: slide, ms: 350 },
    },
    {
      kind: 'shape',
      shape: 'rectangle',
      at: isLeft
        ? { tall: [0.16, tall, 0.05, 0.028], compact: [0.15, 0.765, 0.05, 0.05], wide: [0.6, 0.3, 0.028, 0.05] }
        : { tall: [0.762, tall, 0.05, 0.028], compact: [0.8, 0.765, 0.05, 0.05], wide: [0.892, 0.3, 0.028, 0.05] },
      color: on,
      enter: { kind: slide, ms: 350 },
    },
    {
      kind: 'shape',
      shape: 'ellipse',
      at: {
        tall: [disc.tall, tall, 0.095, 0.1],
        compact: [disc.compact, 0.765, 0.09, 0.1],
        wide: [disc.wide, 0.3, 0.055, 0.1],
      },
      ratio: 1,
      color: isLeft ? 'second' : 'accent',
      enter: { kind: 'pop', ms: 300 },
    },
    {
      kind: 'text',
      slot: isLeft ? 'ask' : 'answer',
      at: {
        // From the top, because a disc's height is another share of each format's.
        tall: [disc.tall, tall + 0.0112, 0.095, 0.042],
        compact: [disc.compact, 0.78, 0.09, 0.07],
        wide: [disc.wide, 0.3214, 0.055, 0.076],
      },
      valign: 'top',
      lineHeight: 1,
      size: 0.055,
      weight: 'black',
      color: isLeft ? 'on-second' : 'on-accent',
      on: isLeft ? 'second' : 'accent',
      align: 'center',
      lines: 1,
      enter: { kind: 'pop', ms: 300 },
    },
    {
      kind: 'caption',
      edge: 'none',
      at: {
        tall: [x.tall + 0.03, tall + 0.006, Math.min(width.tall - 0.06, 0.815 - x.tall - 0.03), 0.11],
        compact: [x.compact + 0.03, 0.775, width.compact - 0.06, 0.145],
        wide: [x.wide + 0.02, 0.32, width.wide - 0.04, 0.36],
      },
      size: { tall: 0.06, compact: 0.053, wide: 0.068 },
      align: 'left',
      on,
      highlight: ground === 'white' ? 'second' : 'on-accent',
    },
  ];
}

const source = {
  kind: 'text',
  slot: 'source',
  at: { tall: [0.067, 0.338, 0.748, 0.02], compact: [0.06, 0.94, 0.88, 0.034], wide: [0.56, 0.74, 0.4, 0.06] },
  size: 0.024,
  weight: 'regular',
  color: 'on-panel',
  on: 'panel',
} as const satisfies Element;

const lowSource: [number, number, number, number] = [0.067, 0.713, 0.748, 0.02];

/** The head of a chat: a bar with the brand's name. */
const head: Element[] = [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0, 0, 1, 0.134], compact: [0, 0, 1, 0.132], wide: [0.53, 0, 0.47, 0.15] },
    color: 'white',
  },
  {
    kind: 'text',
    slot: 'brand',
    at: { tall: [0.25, 0.088, 0.5, 0.042], wide: [0.56, 0.035, 0.4, 0.09] },
    size: 0.042,
    color: '#222222',
    on: 'white',
    align: 'center',
    lines: 1,
  },
];

/** The field in which one would write, as in a chat. */
const field: Element[] = [
  { kind: 'shape', shape: 'rectangle', at: { tall: [0, 0.88, 1, 0.12] }, color: 'white' },
  { kind: 'shape', shape: 'rectangle', at: { tall: [0.067, 0.903, 0.7, 0.05] }, color: '#EDEFF2', radius: 0.045 },
  { kind: 'shape', shape: 'ellipse', at: { tall: [0.82, 0.903, 0.09, 0.05] }, ratio: 1, color: 'accent' },
];

const left = {
  kind: 'picture',
  at: { tall: [0.067, 0.365, 0.8, 0.495], compact: [0.06, 0.15, 0.82, 0.6], wide: [0.035, 0.13, 0.48, 0.76] },
  radius: 0.045,
  enter: { kind: 'slide-up', ms: 350 },
} as const satisfies Element;
const right = {
  ...left,
  at: { tall: [0.133, 0.365, 0.8, 0.495], compact: [0.12, 0.15, 0.82, 0.6], wide: [0.035, 0.13, 0.48, 0.76] },
} as const satisfies Element;

const said = (ground: Ground): Element[] => [
  {
    kind: 'shape',
    shape: 'rectangle',
    at: { tall: [0.133, 0.26, 0.8, 0.29], compact: [0.12, 0.2, 0.82, 0.5], wide: [0.035, 0.2, 0.48, 0.6] },
    color: ground,
    radius: 0.045,
  },
  {
    kind: 'text',
    slot: 'product',
    at: { tall: [0.18, 0.28, 0.7, 0.25], compact: [0.17, 0.24, 0.72, 0.42], wide: [0.065, 0.26, 0.42, 0.48] },
    size: 0.1,
    weight: 'black',
    color: ground === 'white' ? '#222222' : 'on-accent',
    on: ground,
    lines: 3,
    enter: { kind: 'slide-up', ms: 350 },
  },
];

/** A chat: a question in a bubble on the left, answers on the right, pictures as messages. */
export const questionAnswer: TemplateInput = {
  version: 1,
  name: 'question-answer',
  title: { 'zh-CN': '一问一答', en: 'Question and answer' },
  purpose: {
    'zh-CN': '解答疑问：聊天气泡，一问一答，打消顾虑',
    en: 'Clearing doubts: chat bubbles, a question, then answers',
  },
  slots: {
    type: 'object',
    properties: {
      ...commonSlots,
      ask: { type: 'string', title: 'Who asks', 'x-default': { 'zh-CN': '问', en: 'Q' }, maxLength: 2 },
      answer: { type: 'string', title: 'Who answers', 'x-default': { 'zh-CN': '答', en: 'A' }, maxLength: 2 },
    },
  },
  type: { base: 0.028, ratio: 1.45 },
  palettes: [
    { panel: 'main-pale', accent: 'main-deep', second: '#C2410C', captions: { told: 'karaoke', short: 'karaoke' } },
    { panel: '#EDEDED', accent: '#95EC69', second: 'main-deep', captions: { told: 'karaoke', short: 'karaoke' } },
    { panel: '#10161C', accent: '#2B6CB0', second: '#B83280', captions: { told: 'karaoke', short: 'karaoke' } },
  ],
  rhythm: { shotMs: 2700 },
  transitions: {
    shot: { kind: 'cut', ms: 0 },
    lines: [{ kind: 'push', ms: 300, direction: 'up' }],
    part: { kind: 'push', ms: 300, direction: 'up' },
    cta: { kind: 'push', ms: 300, direction: 'up' },
  },
  music: ['lofi-desk', 'playful-steps', 'warm-home'],
  angles: ['question', 'myth', 'pain'],
  arrangements: {
    question: {
      withoutPicture: 'question-words',
      elements: [...head, ...field, left, ...bubble('left', 'white'), source],
    },
    'question-words': {
      elements: [...head, ...field, ...said('white'), ...bubble('left', 'white', 0.588), tallAt(source, lowSource)],
    },
    answer: {
      withoutPicture: 'answer-words',
      elements: [...head, ...field, right, ...bubble('right', 'accent'), source],
    },
    'answer-words': {
      elements: [...head, ...field, ...said('accent'), ...bubble('right', 'accent', 0.588), tallAt(source, lowSource)],
    },
    offer: {
      elements: [
        ...head,
        ...field,
        {
          kind: 'picture',
          at: { tall: [0.133, 0.515, 0.8, 0.345], compact: [0.12, 0.15, 0.82, 0.33], wide: [0.035, 0.13, 0.48, 0.38] },
          radius: 0.045,
        },
        {
          kind: 'price',
          at: { tall: [0.133, 0.365, 0.682, 0.13], compact: [0.12, 0.51, 0.76, 0.23], wide: [0.035, 0.55, 0.48, 0.34] },
          enter: { kind: 'slide-up', ms: 350 },
        },
        ...bubble('right', 'accent'),
        source,
      ],
    },
  },
  sections: {
    hook: { turn: ['question'] },
    pain: { turn: ['question'] },
    cta: { turn: ['offer'] },
    price: { turn: ['offer'] },
    other: { turn: ['answer'] },
  },
};
