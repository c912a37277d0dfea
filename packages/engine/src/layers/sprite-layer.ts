import type { Layer } from '@clipo/contract';
import type { Picture, PixelRect, Sprite } from '../compositor/types.ts';
import { animationState } from './animation.ts';
import type { CanvasPort, LayerContext, OpenLayer } from './layer.ts';

/** A drawn graphic: premultiplied RGBA of its ink's bounds, and where on the frame they lie (even pixels). */
export interface Graphic {
  rgba: Uint8Array;
  width: number;
  height: number;
  x: number;
  y: number;
}

/** Draws with frame coordinates, whatever part of the frame the canvas covers. */
export type Paint = (ctx: CanvasRenderingContext2D) => void;

/**
 * Draws a graphic once. `box` is where it belongs, `margin` how far shadows and strokes may reach beyond; what lies
 * further than that outside the frame is cut. Null where nothing was drawn.
 */
export function rasterise(
  canvas: CanvasPort,
  size: LayerContext['size'],
  box: PixelRect,
  margin: number,
  paint: Paint,
): Graphic | null {
  const left = evenDown(Math.max(box.x - margin, -size.width));
  const top = evenDown(Math.max(box.y - margin, -size.height));
  const right = Math.ceil(Math.min(box.x + box.w + margin, size.width * 2));
  const bottom = Math.ceil(Math.min(box.y + box.h + margin, size.height * 2));
  if (right <= left || bottom <= top) {
    return null;
  }
  const sheet = canvas.createCanvas(right - left, bottom - top);
  const ctx = sheet.getContext('2d');
  ctx.translate(-left, -top);
  paint(ctx);
  const trimmed = trim(canvas.takePixels(sheet), right - left, bottom - top);
  return trimmed && { ...trimmed, x: left + trimmed.x, y: top + trimmed.y };
}

/** A layer that is one sprite throughout, with its animations. `paint` runs once. */
export function openGraphic(
  layer: Layer,
  context: LayerContext,
  box: PixelRect,
  margin: number,
  paint: Paint,
): OpenLayer {
  const graphic = rasterise(context.canvas, context.size, box, margin, paint);
  if (graphic === null) {
    return { draw() {}, close() {} };
  }
  const { compositor } = context;
  const sprite = compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
  return {
    draw(sceneFrame, target) {
      drawAnimated(layer, context, { sprite, x: graphic.x, y: graphic.y }, box, sceneFrame, target);
    },
    close() {
      compositor.releaseSprite(sprite);
    },
  };
}

/** Lays a sprite over the target as the layer's animations say at a scene frame. One compositor call. */
export function drawAnimated(
  layer: Layer,
  context: LayerContext,
  placed: { sprite: Sprite; x: number; y: number },
  box: PixelRect,
  sceneFrame: number,
  target: Picture,
  pop = 1,
): void {
  const state = animationState(layer, sceneFrame, context.sceneFrames);
  if (state === null || state.opacity <= 0) {
    return;
  }
  const { sprite } = placed;
  const x = placed.x + state.dx * context.size.width;
  const y = placed.y + state.dy * context.size.height;
  if (state.scale === 1 && pop === 1) {
    context.compositor.drawSprite(sprite, target, even(x), even(y), state.opacity);
    return;
  }
  // Layers grow about the middle of their box, not of their ink, so that a card and its words stay together.
  const centerX = box.x + box.w / 2 + state.dx * context.size.width;
  const centerY = box.y + box.h / 2 + state.dy * context.size.height;
  const inkX = x + sprite.width / 2;
  const inkY = y + sprite.height / 2;
  context.compositor.drawSpriteScaled(
    sprite,
    target,
    centerX + (inkX - centerX) * state.scale,
    centerY + (inkY - centerY) * state.scale,
    state.scale * pop,
    state.opacity,
  );
}

/** The part of an RGBA sheet that holds ink, with even corners; null where all is clear. */
function trim(rgba: Uint8Array, width: number, height: number): Graphic | null {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height);
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let first = 0;
    while (first < width && pixels[row + first] === 0) {
      first += 1;
    }
    if (first === width) {
      continue;
    }
    let last = width - 1;
    while (pixels[row + last] === 0) {
      last -= 1;
    }
    top = top < 0 ? y : top;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  if (top < 0) {
    return null;
  }
  const x = evenDown(left);
  const y = evenDown(top);
  const w = right + 1 - x;
  const h = bottom + 1 - y;
  const cut = new Uint8Array(w * h * 4);
  for (let row = 0; row < h; row += 1) {
    const from = ((y + row) * width + x) * 4;
    cut.set(rgba.subarray(from, from + w * 4), row * w * 4);
  }
  return { rgba: cut, width: w, height: h, x, y };
}

function even(value: number): number {
  return Math.round(value / 2) * 2;
}

function evenDown(value: number): number {
  return Math.floor(value / 2) * 2;
}
