import type { Box, Size } from '@clipo/contract';
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

/**
 * A soft, dimmed copy of a material, made once; every frame copies it. With `shown`, where the picture in front has a plain
 * edge, it is its edges gone on to both sides: a studio's ground then simply reaches further, and what the other edge cuts
 * fades out softly.
 */
export const blurFillLayer = defineLayer('blur-fill', async (layer, context) => {
  const { compositor } = context;
  const material = context.material(layer.material);
  const box = pixelsOfBox(layer.box, context.size);
  const size = { width: box.w, height: box.h };
  const small = smallSize(size);
  const source = sizeOfMaterial(material, layer.kind);
  const rough = compositor.createPicture(small);
  const draw = async (part: Box, strips: (still: PixelRect) => [from: PixelRect, to: PixelRect][]) => {
    const still = await context.media.still(material, layer.startMs, sizeForParts({ from: part, to: part }, small));
    for (const [from, to] of strips(pixelsOfPart(part, still))) {
      compositor.drawScaled(still, from, rough, to, 1);
    }
    compositor.releasePicture(still);
  };
  const { lifted, shown } = layer;
  const isBeside = lifted !== undefined && lifted.w < layer.box.w - 1e-6;
  if (lifted !== undefined && shown !== undefined) {
    await draw(shown, (still) => edgesGoingOn(still, rough, isBeside));
  }
  const goesOn = lifted !== undefined && shown !== undefined && isPlain(compositor.bytesOf(rough), rough, isBeside);
  if (!goesOn) {
    await draw(fitPart({ x: 0, y: 0, w: 1, h: 1 }, source, size), (still) => [[still, whole(rough)]]);
  }
  const picture = soften(compositor, rough, size, layer.dim);
  compositor.releasePicture(rough);
  if (lifted !== undefined && !goesOn) {
    const over = pixelsOfBox(lifted, context.size);
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

/** Of a picture's length, what counts as its edge. */
const edge = 0.03;

/** Which strip of what is shown fills which half of the ground: left and right of a narrower picture, above and below a lower one. */
function edgesGoingOn(shown: PixelRect, ground: Size, isBeside: boolean): [from: PixelRect, to: PixelRect][] {
  const { x, y, w, h } = shown;
  const strip = Math.max(2, (isBeside ? w : h) * edge);
  const half = (isBeside ? ground.width : ground.height) / 2;
  return isBeside
    ? [
        [
          { x, y, w: strip, h },
          { x: 0, y: 0, w: half, h: ground.height },
        ],
        [
          { x: x + w - strip, y, w: strip, h },
          { x: half, y: 0, w: ground.width - half, h: ground.height },
        ],
      ]
    : [
        [
          { x, y, w, h: strip },
          { x: 0, y: 0, w: ground.width, h: half },
        ],
        [
          { x, y: y + h - strip, w, h: strip },
          { x: 0, y: half, w: ground.width, h: ground.height - half },
        ],
      ];
}

/** Steps of luma that a plain ground spans at the most, its slow shades among them. */
const plainSpan = 56;

/** Whether luma spans little in one half of a ground at least: between two busy edges their streaks look like a fault. */
function isPlain(bytes: Uint8Array, { width, height }: Size, isBeside: boolean): boolean {
  const luma = bytes.subarray(0, width * height);
  const halves: [number[], number[]] = [[], []];
  luma.forEach((value, at) => {
    const isFirst = isBeside ? at % width < width / 2 : at < luma.length / 2;
    halves[isFirst ? 0 : 1].push(value);
  });
  return halves.some((values) => {
    values.sort((a, b) => a - b);
    const at = (share: number) => values[Math.floor((values.length - 1) * share)] as number;
    return at(0.97) - at(0.03) <= plainSpan;
  });
}

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
