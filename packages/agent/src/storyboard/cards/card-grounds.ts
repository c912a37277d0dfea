import type { Color, Drift, Layer } from '@clipo/contract';
import { mix } from '../palette.ts';
import type { SceneDrawing } from '../scenes.ts';
import type { CardPlaces } from './card-places.ts';

/** A card being drawn: its scene with the card's own colours. */
export interface Card extends CardPlaces {
  drawing: SceneDrawing;
  /** Frames in so many milliseconds. */
  framesOf(ms: number): number;
}

/** After a cut something is seen at once: what a card begins with is in place two frames later. */
export const firstMs = 70;

/** A large disc behind what the card says, in the colour that stands out. */
export function disc({ drawing, box }: Card, color = drawing.palette.accent): Layer[] {
  const { frame } = drawing.input;
  const w = discAcross(drawing);
  const h = (w * frame.width) / frame.height;
  return [
    {
      kind: 'shape',
      shape: 'ellipse',
      box: { x: box.x + box.w / 2 - w / 2, y: box.y + box.h / 2 - h / 2, w, h },
      color,
      radius: 0,
      opacity: 1,
      // It is there at once, for what fades in is muddy and the words on it are not read; then it grows while the card is
      // read: nothing in a video stands still.
      drift: growing(0.9, 1),
    },
  ];
}

/** A slow growth from one size to another over all of a card. */
export function growing(from: number, to: number): Drift {
  return { from: { scale: from, x: 0, y: 0 }, to: { scale: to, x: 0, y: 0 } };
}

/** A disc that is only just seen: what lies on it was chosen to stand out from the ground. */
export function tint({ drawing: { palette } }: Card): Color {
  return mix(palette.panel, palette.onPanel, 0.1);
}

/** Width of the disc as a fraction of the frame's: in tall frames it begins below the AI label, which may have two lines in English. */
export function discAcross({ shape, input: { frame } }: SceneDrawing): number {
  return shape === 'tall'
    ? 0.65
    : Math.min(Math.min(frame.width, frame.height) * 0.84, frame.height * 0.61) / frame.width;
}

/** Where platforms have their controls a tall card of a disc is not left bare: a swell that is only just seen. */
export function foot(card: Card): Layer[] {
  return card.drawing.shape === 'tall' ? ground(card, tint(card)) : [];
}

/**
 * What carries a card of words: in tall frames a large disc that rises where platforms have their controls and nothing may
 * stand, in others, whose foot has the spoken words, a band at one side. By turns left and right.
 */
export function ground({ drawing }: Card, color = drawing.palette.accent): Layer[] {
  const { input, shape } = drawing;
  const isLeft = input.turn % 2 === 0;
  const box =
    shape === 'tall'
      ? { x: isLeft ? -0.42 : 0.36, y: 0.755, w: 1.06, h: (1.06 * input.frame.width) / input.frame.height }
      : { x: isLeft ? 0 : 0.955, y: 0, w: 0.045, h: 1 };
  return [
    {
      kind: 'shape',
      shape: shape === 'tall' ? 'ellipse' : 'rectangle',
      box,
      color,
      radius: 0,
      opacity: 1,
      drift: shape === 'tall' ? growing(0.94, 1.06) : growing(1, 1.8),
    },
  ];
}
