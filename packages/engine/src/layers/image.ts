import type { ImageLayer } from '@clipo/contract';
import { animationState } from './animation.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { createFrame, type MovingPicture } from './moving-picture.ts';
import { sizeOfMaterial } from './picture-material.ts';
import { partAt, partsOf, pixelsOfPart, sizeForParts } from './picture-part.ts';

/** Makes a still ready: decoded once, no larger than its closest view needs. */
export async function openImage(layer: ImageLayer, context: LayerContext): Promise<MovingPicture> {
  const material = context.material(layer.material);
  const box = pixelsOfBox(layer.box, context.size);
  const boxSize = { width: box.w, height: box.h };
  const parts = partsOf(layer, sizeOfMaterial(material, layer.kind), boxSize);
  const picture = await context.media.still(material, 0, sizeForParts(parts, boxSize));
  const frame = createFrame(box, layer.radius, context);
  return {
    draw(sceneFrame, target, state) {
      const part = layer.motion ? partAt(parts, layer.motion.ease, sceneFrame, context.sceneFrames) : parts.from;
      frame.draw(picture, pixelsOfPart(part, picture), target, state);
    },
    close() {
      frame.close();
      context.compositor.releasePicture(picture);
    },
  };
}

/** A still: fitted from the middle, cropped or moved over, with round corners; a cut-out stands on white. */
export const imageLayer = defineLayer('image', async (layer, context) => {
  const image = await openImage(layer, context);
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      return state === null ? undefined : image.draw(sceneFrame, target, state);
    },
    close: () => image.close(),
  };
});
