import type { TextLayer } from '@clipo/contract';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler } from '../text/measure.ts';
import { paintText, roundedRect, textPaintOf } from '../text/paint-text.ts';
import { inset, lengthsOf } from '../text/text-box.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { openGraphic } from './sprite-layer.ts';

/** A text in its box: broken well, made smaller if need be, on a plate, with stroke or shadow. */
export const textLayer = defineLayer('text', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const shortSide = Math.min(context.size.width, context.size.height);
  const { marginPx } = lengthsOf(layer.style, shortSide);
  const placed = placeText(layer, context);
  return openGraphic(layer, context, box, marginPx, (ctx) => paintTextLayer(ctx, layer, placed, shortSide));
});

/** Whether a text's box can't hold it whole. */
export function isTextCut(layer: TextLayer, context: Pick<LayerContext, 'size' | 'canvas'>): boolean {
  return placeText(layer, context).isCut;
}

function placeText(layer: TextLayer, context: Pick<LayerContext, 'size' | 'canvas'>): PlacedText {
  const lengths = lengthsOf(layer.style, Math.min(context.size.width, context.size.height));
  const box = pixelsOfBox(layer.box, context.size);
  return layoutText(drawableText(layer.text, context.canvas), {
    box: inset(box, Math.max(lengths.padX, lengths.strokePx), Math.max(lengths.padY, lengths.strokePx)),
    ruler: createRuler(context.canvas, layer.style.weight),
    weight: layer.style.weight,
    fontPx: lengths.fontPx,
    floorPx: lengths.floorPx,
    maxLines: layer.maxLines,
    lineHeight: layer.style.lineHeight,
    align: layer.style.align,
    valign: layer.valign,
  });
}

function paintTextLayer(ctx: CanvasRenderingContext2D, layer: TextLayer, placed: PlacedText, shortSide: number): void {
  const paint = textPaintOf(layer.style, shortSide);
  const { plate } = layer.style;
  if (placed.lines.length === 0) {
    return;
  }
  if (plate === undefined) {
    paintText(ctx, placed, paint);
    return;
  }
  const { padX, padY } = lengthsOf(layer.style, shortSide);
  const { x, y, w, h } = placed.bounds;
  ctx.save();
  if (paint.shadow) {
    // A plate casts the shadow; its words lie flat on it.
    ctx.shadowColor = paint.shadow.color;
    ctx.shadowBlur = paint.shadow.blur;
    ctx.shadowOffsetY = paint.shadow.dy;
  }
  ctx.fillStyle = plate.color;
  const radius = Math.min(plate.radius * shortSide, (h + 2 * padY) / 2, (w + 2 * padX) / 2);
  roundedRect(ctx, { x: x - padX, y: y - padY, w: w + 2 * padX, h: h + 2 * padY }, radius);
  ctx.fill();
  ctx.restore();
  paintText(ctx, placed, { color: paint.color, ...(paint.stroke ? { stroke: paint.stroke } : {}) });
}
