import { evenRect } from '../compositor/geometry.ts';
import type { Picture, PixelRect, Sprite } from '../compositor/types.ts';
import type { AnimationState } from './animation.ts';
import type { LayerContext } from './layer.ts';

/** A still or clip made ready: what image, clip and picture-in-picture share. */
export interface MovingPicture {
  /** Draws the picture of a scene frame as the state says. */
  draw(sceneFrame: number, target: Picture, state: AnimationState): void | Promise<void>;
  close(): void | Promise<void>;
}

/** A box as an animation moves it: whole even pixels, of the same size as long as the scale is 1. */
export function movedBox(box: PixelRect, state: AnimationState, context: Pick<LayerContext, 'size'>): PixelRect {
  const x = box.x + state.dx * context.size.width;
  const y = box.y + state.dy * context.size.height;
  if (state.scale === 1) {
    return { ...box, x: Math.round(x / 2) * 2, y: Math.round(y / 2) * 2 };
  }
  const [w, h] = [box.w * state.scale, box.h * state.scale];
  return evenRect({ x: x + (box.w - w) / 2, y: y + (box.h - h) / 2, w, h });
}

/** A radius of the contract (fraction of the frame's short side) in pixels, at most half of the box. */
export function radiusInPixels(radius: number, box: PixelRect, context: Pick<LayerContext, 'size'>): number {
  const short = Math.min(context.size.width, context.size.height);
  return Math.min(radius * short, box.w / 2, box.h / 2);
}

/** Draws pictures into a box, with round corners where there is a radius. Keeps the mask of the box at rest. */
export interface Frame {
  draw(source: Picture, from: PixelRect, target: Picture, state: AnimationState): void;
  close(): void;
}

/** Makes the frame of a box. `radius` as in the contract. */
export function createFrame(box: PixelRect, radius: number, context: LayerContext): Frame {
  const { compositor } = context;
  const pixels = radiusInPixels(radius, box, context);
  let kept: { mask: Sprite; scale: number } | null = null;
  const maskFor = (to: PixelRect, scale: number): Sprite => {
    const isFit = kept !== null && kept.scale === scale && kept.mask.width === to.w && kept.mask.height === to.h;
    if (kept === null || !isFit) {
      if (kept !== null) {
        compositor.releaseSprite(kept.mask);
      }
      kept = { mask: roundMask(to, pixels * scale, context), scale };
    }
    return kept.mask;
  };
  return {
    draw(source, from, target, state) {
      const to = movedBox(box, state, context);
      if (pixels === 0) {
        compositor.drawScaled(source, from, target, to, state.opacity);
      } else if (to.w > 0 && to.h > 0) {
        compositor.drawScaledMasked(source, from, maskFor(to, state.scale), target, to, state.opacity);
      }
    },
    close() {
      if (kept !== null) {
        compositor.releaseSprite(kept.mask);
      }
    },
  };
}

function roundMask(size: PixelRect, radius: number, { canvas, compositor }: LayerContext): Sprite {
  const sheet = canvas.createCanvas(size.w, size.h);
  const ctx = sheet.getContext('2d');
  ctx.fillStyle = '#FFFFFF';
  ctx.beginPath();
  ctx.roundRect(0, 0, size.w, size.h, radius);
  ctx.fill();
  return compositor.createSprite(canvas.takePixels(sheet), size.w, size.h);
}
