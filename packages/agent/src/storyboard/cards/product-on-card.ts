import type { Box, Layer } from '@clipo/contract';
import { cropsApart } from '../crops.ts';
import { aspectOf } from '../layouts.ts';
import { pictureLayer } from '../picture-layers.ts';
import type { SceneDrawing } from '../scenes.ts';
import { type Card, firstMs } from './card-grounds.ts';

/** Whether the product can be shown on a card: without its background, or as a print. */
export function hasProduct({ input: { cutOut, photo } }: SceneDrawing): boolean {
  return cutOut !== undefined || photo !== undefined;
}

/** The product beside the words of a card: a viewer sees what they are about. */
export function beside(card: Card): Layer[] {
  if (card.product === undefined) {
    return [];
  }
  return card.drawing.input.cutOut === undefined ? print(card, card.product) : cutOut(card, card.product);
}

/** A print is at most this wide for its height. */
const printAspect = 0.95;

/** The photo of the product, small and framed: it reminds of what the words are about and is no shot of its own. */
function print({ drawing: { input, palette }, framesOf }: Card, place: Box): Layer[] {
  const { photo, frame, fps, frames, turn } = input;
  if (photo === undefined) {
    return [];
  }
  const w = Math.min(place.w, (place.h * frame.height * printAspect) / frame.width);
  const box = { ...place, x: place.x + (place.w - w) / 2, w };
  const { id, subject, width, height } = photo;
  const [crop] = cropsApart({ width, height }, aspectOf(box, frame), subject);
  const shot = crop && ({ kind: 'still', material: id, crop, width, height, ...(subject && { subject }) } as const);
  return shot === undefined
    ? []
    : [
        {
          kind: 'picture-in-picture',
          content: pictureLayer(shot, box, 0.04, { frame, fps, frames, turn }),
          border: palette.accent,
          borderWidth: 0.009,
          opacity: 1,
          enter: { kind: 'slide-up', frames: framesOf(firstMs) },
        },
      ];
}

/** The product without its background, standing in a place. */
export function cutOut({ drawing: { input }, framesOf }: Card, box: Box): Layer[] {
  return input.cutOut === undefined
    ? []
    : [
        {
          kind: 'cut-out',
          material: input.cutOut.material,
          box,
          valign: 'bottom',
          shadow: 0.4,
          grow: 0.06,
          opacity: 1,
          enter: { kind: 'slide-up', frames: framesOf(firstMs) },
        },
      ];
}
