import type { ImageLayer } from '@clipo/contract';
import { animationState } from './animation.ts';
import { enlargeStill } from './enlarge-still.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { createFrame, type MovingPicture } from './moving-picture.ts';
import { heldSize, sizeOfMaterial } from './picture-material.ts';
import { partsOf, partWithin, pixelsOfPart, regionOf, regionSize, sizeForParts, viewAt } from './picture-part.ts';

/** Up to here the compositor's bilinear sampling enlarges without showing its grid. */
const MOST_ENLARGED = 1.15;
/** Larger stills are not enlarged beforehand: their RGBA would cost more memory than softness costs sight. */
const MOST_PIXELS = 8_000_000;

const whole = { x: 0, y: 0, w: 1, h: 1 };

/** Makes a still ready: decoded once, as large as its closest view needs and no larger. */
export async function openImage(layer: ImageLayer, context: LayerContext): Promise<MovingPicture> {
  const material = context.material(layer.material);
  const box = pixelsOfBox(layer.box, context.size);
  const boxSize = { width: box.w, height: box.h };
  const source = sizeOfMaterial(material, layer.kind);
  const parts = partsOf(layer, source, boxSize);
  const needed = sizeForParts(parts, boxSize);
  const held = heldSize(material, layer.kind);
  const isSmall =
    material.kind === 'image' && needed.width > held.width * MOST_ENLARGED && held.width * held.height <= MOST_PIXELS;
  const region = isSmall ? regionOf(layer, parts, context.sceneFrames) : whole;
  const picture = isSmall
    ? await enlargeStill(material, held, region, regionSize(parts, region, boxSize), context)
    : await context.media.still(material, 0, needed);
  const frame = createFrame(box, layer.radius, context);
  return {
    draw(sceneFrame, target, state) {
      const part = viewAt(layer, parts, sceneFrame, context.sceneFrames);
      frame.draw(picture, pixelsOfPart(partWithin(part, region), picture), target, state);
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
