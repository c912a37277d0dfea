import type { Size } from '@clipo/contract';
import type { Compositor, Picture } from '../compositor/types.ts';
import { animationState } from './animation.ts';
import { defineLayer, pixelsOfBox } from './layer.ts';
import { movedBox } from './moving-picture.ts';
import { sizeOfMaterial } from './picture-material.ts';
import { fitPart, pixelsOfPart, sizeForParts } from './picture-part.ts';

/** Pixels of the short side that are left of the picture: colours and rough shapes, nothing to look at. */
const SHORT_SIDE = 18;

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** A soft, dimmed copy of a material, made once; every frame copies it. */
export const blurFillLayer = defineLayer('blur-fill', async (layer, context) => {
  const { compositor } = context;
  const material = context.material(layer.material);
  const box = pixelsOfBox(layer.box, context.size);
  const small = sizeAt(SHORT_SIDE, box.w, box.h);
  const source = sizeOfMaterial(material, layer.kind);
  const part = fitPart({ x: 0, y: 0, w: 1, h: 1 }, source, { width: box.w, height: box.h });
  // Four times as large as what is kept: averaging it does the first half of the blur.
  const atMost = sizeForParts({ from: part, to: part }, { width: small.width * 4, height: small.height * 4 });
  const still = await context.media.still(material, layer.startMs, atMost);
  const seed = compositor.createPicture(small);
  compositor.drawScaled(still, pixelsOfPart(part, still), seed, whole(seed), 1);
  compositor.releasePicture(still);
  const picture = grow(compositor, seed, { width: box.w, height: box.h });
  compositor.fill(picture, whole(picture), { y: 16, u: 128, v: 128, a: Math.round(layer.dim * 255) });
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      if (state !== null) {
        compositor.drawScaled(picture, whole(picture), target, movedBox(box, state, context), state.opacity);
      }
    },
    close() {
      compositor.releasePicture(picture);
    },
  };
});

/**
 * Grows a tiny picture smoothly: doubling by bilinear sampling again and again comes near a quadratic spline, where one
 * big step would show the grid. Releases what it was given.
 */
function grow(compositor: Compositor, seed: Picture, size: Size): Picture {
  let picture = seed;
  while (picture.width < size.width || picture.height < size.height) {
    const isLast = picture.width * 2 >= size.width || picture.height * 2 >= size.height;
    const next = compositor.createPicture(isLast ? size : { width: picture.width * 2, height: picture.height * 2 });
    compositor.drawScaled(picture, whole(picture), next, whole(next), 1);
    compositor.releasePicture(picture);
    picture = next;
  }
  return picture;
}

function sizeAt(shortSide: number, width: number, height: number): Size {
  const scale = Math.min(1, shortSide / Math.min(width, height));
  return { width: even(width * scale), height: even(height * scale) };
}

function whole(size: Size) {
  return { x: 0, y: 0, w: size.width, h: size.height };
}
