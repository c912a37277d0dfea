import type { Size } from '@clipo/contract';
import type { Compositor, Picture, PixelRect } from '../compositor/types.ts';
import { animationState } from './animation.ts';
import { defineLayer, pixelsOfBox } from './layer.ts';
import { movedBox } from './moving-picture.ts';
import { sizeOfMaterial } from './picture-material.ts';
import { fitPart, pixelsOfPart, sizeForParts } from './picture-part.ts';
import { averagePlane, enlargeSoftly, shadeAbout } from './soft-plane.ts';

/** Samples of the short side that are left of the picture: colours and rough shapes, nothing to look at. */
const SHORT_SIDE = 16;
/** Pixels a side that are averaged to one sample. */
const SQUARE = 4;
/** Black in limited range, for Y, U and V. */
const black = [16, 128, 128] as const;

/** A soft, dimmed copy of a material, made once; every frame copies it. */
export const blurFillLayer = defineLayer('blur-fill', async (layer, context) => {
  const { compositor } = context;
  const material = context.material(layer.material);
  const box = pixelsOfBox(layer.box, context.size);
  const size = { width: box.w, height: box.h };
  const small = smallSize(size);
  const part = fitPart({ x: 0, y: 0, w: 1, h: 1 }, sizeOfMaterial(material, layer.kind), size);
  const still = await context.media.still(material, layer.startMs, sizeForParts({ from: part, to: part }, small));
  const rough = compositor.createPicture(small);
  compositor.drawScaled(still, pixelsOfPart(part, still), rough, whole(rough), 1);
  compositor.releasePicture(still);
  const picture = soften(compositor, rough, size, layer.dim);
  compositor.releasePicture(rough);
  if (layer.lifted !== undefined) {
    const over = pixelsOfBox(layer.lifted, context.size);
    castShadow(compositor, picture, { ...over, x: over.x - box.x, y: over.y - box.y });
  }
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

/** Makes the soft picture of a rough one, `dim` of the way to black. */
function soften(compositor: Compositor, rough: Picture, size: Size, dim: number): Picture {
  const source = compositor.bytesOf(rough).slice();
  const picture = compositor.createPicture(size);
  const target = compositor.bytesOf(picture);
  let [from, to] = [0, 0];
  for (const [index, dark] of black.entries()) {
    const half = index === 0 ? 1 : 2;
    const [width, height] = [rough.width / half, rough.height / half];
    const [wide, high] = [size.width / half, size.height / half];
    const plane = averagePlane(source.subarray(from, from + width * height), width, height, SQUARE);
    const values = plane.values.map((value) => value + (dark - value) * dim);
    enlargeSoftly({ ...plane, values }, target.subarray(to, to + wide * high), wide, high);
    from += width * height;
    to += wide * high;
  }
  return picture;
}

/** How far a shadow reaches, and how far it falls, over the short side; how dark it is at the edge. */
const shadow = { reach: 0.085, fall: 0.018, strength: 0.42 } as const;

/** The soft shadow of a picture that lies above, falling a little downwards. */
function castShadow(compositor: Compositor, picture: Picture, over: PixelRect): void {
  const bytes = compositor.bytesOf(picture);
  const short = Math.min(picture.width, picture.height);
  let from = 0;
  for (const [index, dark] of black.entries()) {
    const half = index === 0 ? 1 : 2;
    const [width, height] = [picture.width / half, picture.height / half];
    const plane = { bytes: bytes.subarray(from, from + width * height), width, height };
    const rect = { x: over.x / half, y: (over.y + short * shadow.fall) / half, w: over.w / half, h: over.h / half };
    shadeAbout(plane, rect, (short * shadow.reach) / half, shadow.strength, dark);
    from += width * height;
  }
}

/** Size of the picture that is averaged: whole squares, in chroma too. */
function smallSize(size: Size): Size {
  const scale = SHORT_SIDE / Math.min(size.width, size.height);
  const side = (value: number) => Math.max(2, Math.round((value * scale) / 2) * 2) * SQUARE;
  return { width: side(size.width), height: side(size.height) };
}

function whole(size: Size) {
  return { x: 0, y: 0, w: size.width, h: size.height };
}
