import type { ShapeLayer } from '@clipo/contract';
import { yuvaOf } from '../compositor/color.ts';
import type { PixelRect } from '../compositor/types.ts';
import { animationState } from './animation.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { movedBox, radiusInPixels } from './moving-picture.ts';
import { openGraphic } from './sprite-layer.ts';

/**
 * A rectangle, an ellipse, or a shade: `gradient-up` is full at the lower edge and clears upwards, `gradient-down` full
 * at the upper edge and clears downwards. Plain rectangles are filled, all else is drawn once.
 */
export const shapeLayer = defineLayer('shape', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const radius = radiusInPixels(layer.radius, box, context);
  if (layer.shape === 'rectangle' && radius === 0) {
    return openRectangle(layer, box, context);
  }
  return openGraphic(layer, context, box, 2, (ctx) => {
    ctx.beginPath();
    if (layer.shape === 'ellipse') {
      ctx.ellipse(box.x + box.w / 2, box.y + box.h / 2, box.w / 2, box.h / 2, 0, 0, 2 * Math.PI);
    } else {
      ctx.roundRect(box.x, box.y, box.w, box.h, radius);
    }
    ctx.fillStyle = fillStyle(ctx, layer, box);
    ctx.fill();
  });
});

function openRectangle(layer: ShapeLayer, box: PixelRect, context: LayerContext): OpenLayer {
  const color = yuvaOf(layer.color);
  return {
    draw(sceneFrame, target) {
      const state = animationState(layer, sceneFrame, context.sceneFrames);
      if (state !== null) {
        const to = movedBox(box, state, context);
        context.compositor.fill(target, to, { ...color, a: Math.round(color.a * state.opacity) });
      }
    },
    close() {},
  };
}

/** Stops of a shade: an S-curve, because a straight one shows where it ends. */
const stops = 12;

function fillStyle(ctx: CanvasRenderingContext2D, layer: ShapeLayer, box: PixelRect): string | CanvasGradient {
  if (layer.shape === 'rectangle' || layer.shape === 'ellipse') {
    return layer.color;
  }
  const [full, clear] = layer.shape === 'gradient-up' ? [box.y + box.h, box.y] : [box.y, box.y + box.h];
  const gradient = ctx.createLinearGradient(0, full, 0, clear);
  const { a } = yuvaOf(layer.color);
  for (let stop = 0; stop <= stops; stop++) {
    const at = stop / stops;
    const alpha = Math.round(a * (1 - at * at * (3 - 2 * at)));
    gradient.addColorStop(at, `${layer.color.slice(0, 7)}${alpha.toString(16).padStart(2, '0')}`);
  }
  return gradient;
}
