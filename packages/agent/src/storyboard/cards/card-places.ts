import type { Box, TemplateShape } from '@clipo/contract';
import type { CardKind } from './choose-cards.ts';

/**
 * Places of a card. In tall frames words are clear of the platforms' controls, and begin below the AI label in its two
 * English lines, which end at 0.242: the label is one place in a whole video, and a card that reaches up to it would drive
 * it onto the product in all other scenes.
 */
export interface CardPlaces {
  /** What the card says. */
  box: Box;
  /** The spoken words below it. */
  below: Box;
  /** The spoken words, where they are all that the card says; `fillingAbove` leaves room for a source. */
  filling: Box;
  fillingAbove: Box;
  /** Below the words that fill a card. */
  answer: Box;
  /** Where a source stands: above the spoken words, or between them and what answers a question. */
  source: Box;
  /** The product beside the words; its foot may stand where the controls are. */
  product?: Box;
}

type Places = Record<TemplateShape, CardPlaces>;

const alone: Places = {
  tall: {
    box: { x: 0.067, y: 0.25, w: 0.748, h: 0.36 },
    below: { x: 0.067, y: 0.632, w: 0.748, h: 0.09 },
    filling: { x: 0.067, y: 0.246, w: 0.748, h: 0.389 },
    fillingAbove: { x: 0.067, y: 0.246, w: 0.748, h: 0.329 },
    answer: { x: 0.067, y: 0.65, w: 0.748, h: 0.06 },
    source: { x: 0.067, y: 0.586, w: 0.748, h: 0.044 },
  },
  compact: {
    box: { x: 0.07, y: 0.15, w: 0.86, h: 0.6 },
    below: { x: 0.07, y: 0.79, w: 0.86, h: 0.16 },
    filling: { x: 0.07, y: 0.18, w: 0.86, h: 0.68 },
    fillingAbove: { x: 0.07, y: 0.18, w: 0.86, h: 0.54 },
    answer: { x: 0.07, y: 0.87, w: 0.86, h: 0.085 },
    source: { x: 0.07, y: 0.735, w: 0.86, h: 0.05 },
  },
  wide: {
    box: { x: 0.08, y: 0.16, w: 0.84, h: 0.56 },
    below: { x: 0.1, y: 0.77, w: 0.8, h: 0.17 },
    filling: { x: 0.08, y: 0.17, w: 0.84, h: 0.66 },
    fillingAbove: { x: 0.08, y: 0.17, w: 0.84, h: 0.54 },
    answer: { x: 0.08, y: 0.84, w: 0.84, h: 0.1 },
    source: { x: 0.08, y: 0.72, w: 0.84, h: 0.05 },
  },
};

/** Words on one side and the product on the other; in tall frames above and below. */
const besideProduct: Places = {
  tall: {
    ...alone.tall,
    filling: { x: 0.067, y: 0.246, w: 0.748, h: 0.188 },
    fillingAbove: { x: 0.067, y: 0.246, w: 0.748, h: 0.16 },
    answer: { x: 0.067, y: 0.45, w: 0.748, h: 0.055 },
    source: { x: 0.067, y: 0.41, w: 0.748, h: 0.032 },
    product: { x: 0.1, y: 0.525, w: 0.68, h: 0.305 },
  },
  compact: {
    ...alone.compact,
    box: { x: 0.07, y: 0.15, w: 0.5, h: 0.6 },
    filling: { x: 0.07, y: 0.18, w: 0.5, h: 0.64 },
    fillingAbove: { x: 0.07, y: 0.18, w: 0.5, h: 0.52 },
    product: { x: 0.6, y: 0.17, w: 0.34, h: 0.55 },
  },
  wide: {
    ...alone.wide,
    box: { x: 0.08, y: 0.16, w: 0.48, h: 0.56 },
    filling: { x: 0.08, y: 0.17, w: 0.48, h: 0.64 },
    fillingAbove: { x: 0.08, y: 0.17, w: 0.48, h: 0.52 },
    product: { x: 0.6, y: 0.14, w: 0.34, h: 0.58 },
  },
};

/** A list needs more of a tall frame than spoken words do. */
const listAlone: CardPlaces = { ...alone.tall, box: { x: 0.067, y: 0.246, w: 0.748, h: 0.335 } };
const listWithProduct: CardPlaces = {
  ...besideProduct.tall,
  box: { x: 0.067, y: 0.246, w: 0.748, h: 0.258 },
  below: { x: 0.067, y: 0.51, w: 0.748, h: 0.075 },
  source: { x: 0.067, y: 0.588, w: 0.748, h: 0.026 },
  product: { x: 0.14, y: 0.625, w: 0.6, h: 0.215 },
};

/** The product alone: in tall frames the words come first, and it stands as large as the rest of the frame lets it. */
const productAlone: CardPlaces = {
  ...alone.tall,
  below: { x: 0.067, y: 0.246, w: 0.748, h: 0.086 },
  box: { x: 0.067, y: 0.33, w: 0.866, h: 0.53 },
};

/** Where things stand on a kind of card in a shape of frame, with or without the product beside its words. */
export function placesOf(kind: CardKind, shape: TemplateShape, hasProduct: boolean): CardPlaces {
  if (shape === 'tall' && kind === 'product') {
    return productAlone;
  }
  if (shape === 'tall' && kind === 'list') {
    return hasProduct ? listWithProduct : listAlone;
  }
  return hasProduct ? besideProduct[shape] : alone[shape];
}
