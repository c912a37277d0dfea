import type { StickerLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { roundedRect } from '../text/paint-text.ts';

/** A sticker's outline as a path, and where on it words stand. All about the box, unrotated. */
export interface StickerShape {
  /** Begins and closes the outer path on a context. */
  trace(ctx: CanvasRenderingContext2D): void;
  text: PixelRect;
}

/** The outline of each shape of sticker in a box. Pure. */
export function stickerShape(shape: Exclude<StickerLayer['shape'], 'tick'>, box: PixelRect): StickerShape {
  switch (shape) {
    case 'badge':
      return badge(box);
    case 'burst':
      return burst(box);
    case 'arrow':
      return arrow(box);
    case 'ribbon':
      return ribbon(box);
  }
}

/** A disc, or a pill where the box is clearly longer than high. */
function badge(box: PixelRect): StickerShape {
  const isPill = box.w > box.h * 1.4;
  const rect = isPill ? box : square(box);
  return {
    trace: (ctx) => roundedRect(ctx, rect, Math.min(rect.w, rect.h) / 2),
    text: isPill ? within(rect, 0.08, 0.16) : within(rect, 0.17, 0.2),
  };
}

/** A star of many blunt points, as on price tags. */
function burst(box: PixelRect): StickerShape {
  const points = 18;
  const cx = box.x + box.w / 2;
  const cy = box.y + box.h / 2;
  return {
    trace(ctx) {
      ctx.beginPath();
      for (let index = 0; index < points * 2; index += 1) {
        const reach = index % 2 === 0 ? 1 : 0.87;
        const angle = (Math.PI * index) / points - Math.PI / 2;
        ctx.lineTo(cx + (Math.cos(angle) * reach * box.w) / 2, cy + (Math.sin(angle) * reach * box.h) / 2);
      }
      ctx.closePath();
    },
    text: within(box, 0.2, 0.24),
  };
}

/** A block arrow to the right; `rotation` points it elsewhere. */
function arrow(box: PixelRect): StickerShape {
  const { x, y, w, h } = box;
  const head = Math.min(w * 0.5, h * 0.62);
  const shaft = h * 0.29;
  const middle = y + h / 2;
  return {
    trace(ctx) {
      ctx.beginPath();
      ctx.moveTo(x, middle - shaft * 0.72);
      ctx.lineTo(x + w - head, middle - shaft);
      ctx.lineTo(x + w - head, y);
      ctx.lineTo(x + w, middle);
      ctx.lineTo(x + w - head, y + h);
      ctx.lineTo(x + w - head, middle + shaft);
      ctx.lineTo(x, middle + shaft * 0.72);
      ctx.closePath();
    },
    text: { x: x + w * 0.06, y: middle - shaft * 0.66, w: w - head * 0.55 - w * 0.06, h: shaft * 1.32 },
  };
}

/** A band with swallow-tailed ends. */
function ribbon(box: PixelRect): StickerShape {
  const { x, y, w, h } = box;
  const notch = Math.min(h * 0.32, w * 0.12);
  return {
    trace(ctx) {
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x + w, y);
      ctx.lineTo(x + w - notch, y + h / 2);
      ctx.lineTo(x + w, y + h);
      ctx.lineTo(x, y + h);
      ctx.lineTo(x + notch, y + h / 2);
      ctx.closePath();
    },
    text: { x: x + notch * 1.4, y: y + h * 0.14, w: w - notch * 2.8, h: h * 0.72 },
  };
}

/** The largest square in the middle of a rectangle. */
export function square(box: PixelRect): PixelRect {
  const side = Math.min(box.w, box.h);
  return { x: box.x + (box.w - side) / 2, y: box.y + (box.h - side) / 2, w: side, h: side };
}

/** The rectangle less a share of its width and height on each side. */
export function within(rect: PixelRect, shareX: number, shareY: number): PixelRect {
  return {
    x: rect.x + rect.w * shareX,
    y: rect.y + rect.h * shareY,
    w: rect.w * (1 - 2 * shareX),
    h: rect.h * (1 - 2 * shareY),
  };
}
