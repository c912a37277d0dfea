import type { Layer, LayerKind } from '@clipo/contract';
import { arrowLayer } from './arrow.ts';
import { badgeLayer } from './badge.ts';
import { beforeAfterLayer } from './before-after.ts';
import { blurFillLayer } from './blur-fill.ts';
import { captionLayer } from './caption.ts';
import { clipLayer } from './clip.ts';
import { counterLayer } from './counter.ts';
import { cutOutLayer } from './cut-out.ts';
import { endCardLayer } from './end-card.ts';
import { imageLayer } from './image.ts';
import type { LayerContext, LayerDefinition, OpenLayer } from './layer.ts';
import { logoLayer } from './logo.ts';
import { pictureInPictureLayer } from './picture-in-picture.ts';
import { presenterLayer } from './presenter.ts';
import { priceCardLayer } from './price-card.ts';
import { ratingStarsLayer } from './rating-stars.ts';
import { shapeLayer } from './shape.ts';
import { stickerLayer } from './sticker.ts';
import { textLayer } from './text.ts';

/** Every kind of layer, in one place: a kind that the contract knows and this table lacks does not compile. */
const layerRegistry: { [K in LayerKind]: LayerDefinition<K> } = {
  image: imageLayer,
  clip: clipLayer,
  text: textLayer,
  caption: captionLayer,
  'price-card': priceCardLayer,
  logo: logoLayer,
  sticker: stickerLayer,
  'end-card': endCardLayer,
  shape: shapeLayer,
  'picture-in-picture': pictureInPictureLayer,
  'blur-fill': blurFillLayer,
  badge: badgeLayer,
  'rating-stars': ratingStarsLayer,
  counter: counterLayer,
  arrow: arrowLayer,
  'before-after': beforeAfterLayer,
  'cut-out': cutOutLayer,
  presenter: presenterLayer,
};

/** Makes a layer of a scene ready to draw. Throws what its kind throws: `invalid_input`, `unreadable_material`. */
export function openLayer(layer: Layer, context: LayerContext): Promise<OpenLayer> {
  return openKind(layer.kind, layer, context);
}

function openKind<K extends LayerKind>(kind: K, layer: Layer, context: LayerContext): Promise<OpenLayer> {
  // The table is keyed by the layer's own kind, which the type system can't follow through the union.
  return layerRegistry[kind].open(layer as Extract<Layer, { kind: K }>, context);
}
