import type { StickerLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { inset } from '../text/text-box.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { readableOn, shaded } from './palette.ts';
import { openGraphic } from './sprite-layer.ts';
import { stickerShape } from './sticker-shapes.ts';

/** A die-cut sticker: a coloured shape with a pale rim, a few words, turned as wanted about its middle. */
export const stickerLayer = defineLayer('sticker', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const shortSide = Math.min(context.size.width, context.size.height);
  const text = drawableText(layer.text ?? '', context.canvas);
  // A turned box reaches at most half its diagonal from its middle.
  const turned = layer.rotation === 0 ? 0 : (Math.hypot(box.w, box.h) - Math.min(box.w, box.h)) / 2;
  return openGraphic(layer, context, box, Math.ceil(turned + shortSide * 0.03), (ctx) => {
    ctx.translate(box.x + box.w / 2, box.y + box.h / 2);
    ctx.rotate((layer.rotation * Math.PI) / 180);
    ctx.translate(-box.x - box.w / 2, -box.y - box.h / 2);
    if (layer.shape === 'tick') {
      paintTick(ctx, layer, box, text, context);
    } else {
      paintShape(ctx, layer, layer.shape, box, text, context);
    }
  });
});

function paintShape(
  ctx: CanvasRenderingContext2D,
  layer: StickerLayer,
  shape: Exclude<StickerLayer['shape'], 'tick'>,
  box: PixelRect,
  text: string,
  context: LayerContext,
): void {
  const shortSide = Math.min(context.size.width, context.size.height);
  const rim = Math.min(shortSide * 0.007, Math.min(box.w, box.h) * 0.05);
  const outline = stickerShape(shape, inset(box, rim, rim));
  ctx.lineJoin = 'round';
  castShadow(ctx, shortSide);
  ctx.strokeStyle = '#FFFFFF';
  ctx.lineWidth = rim * 2;
  outline.trace(ctx);
  ctx.stroke();
  ctx.shadowColor = 'transparent';
  ctx.fillStyle = ground(ctx, layer, box);
  outline.trace(ctx);
  ctx.fill();
  if (text !== '') {
    const area = outline.text;
    paintText(ctx, placeWords(text, area, context, area.w > area.h * 2 ? 1 : 3), {
      color: readableOn(layer.color, layer.foreground),
    });
  }
}

/** A tick in a disc; with words, both on a pill, the words after the tick. */
function paintTick(
  ctx: CanvasRenderingContext2D,
  layer: StickerLayer,
  box: PixelRect,
  text: string,
  context: LayerContext,
): void {
  const shortSide = Math.min(context.size.width, context.size.height);
  const side = Math.min(box.w, box.h);
  const foreground = readableOn(layer.color, layer.foreground);
  castShadow(ctx, shortSide);
  if (text === '') {
    ctx.fillStyle = ground(ctx, layer, box);
    ctx.beginPath();
    ctx.arc(box.x + box.w / 2, box.y + box.h / 2, side / 2, 0, Math.PI * 2);
    ctx.fill();
    ctx.shadowColor = 'transparent';
    traceTick(ctx, box.x + box.w / 2, box.y + box.h / 2, side, foreground);
    return;
  }
  const disc = side * 0.62;
  const gap = side * 0.19;
  const textBox = {
    x: box.x + gap * 1.75 + disc,
    y: box.y + side * 0.16,
    w: box.w - disc - gap * 3.6,
    h: box.h - side * 0.32,
  };
  const placed = placeWords(text, textBox, context, 2, 'left');
  // The pill closes round its words.
  const pill = { x: box.x, y: box.y, w: Math.min(box.w, placed.bounds.w + disc + gap * 3.6), h: box.h };
  ctx.fillStyle = ground(ctx, layer, box);
  roundedRect(ctx, pill, side / 2);
  ctx.fill();
  ctx.shadowColor = 'transparent';
  ctx.fillStyle = foreground;
  ctx.beginPath();
  ctx.arc(box.x + gap + disc / 2, box.y + box.h / 2, disc / 2, 0, Math.PI * 2);
  ctx.fill();
  traceTick(ctx, box.x + gap + disc / 2, box.y + box.h / 2, disc, layer.color.slice(0, 7));
  paintText(ctx, placed, { color: foreground });
}

function traceTick(ctx: CanvasRenderingContext2D, x: number, y: number, side: number, color: string): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = side * 0.12;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.beginPath();
  ctx.moveTo(x - side * 0.22, y + side * 0.02);
  ctx.lineTo(x - side * 0.06, y + side * 0.18);
  ctx.lineTo(x + side * 0.24, y - side * 0.16);
  ctx.stroke();
}

function placeWords(
  text: string,
  box: PixelRect,
  context: LayerContext,
  maxLines: number,
  align: 'left' | 'center' = 'center',
): PlacedText {
  return layoutText(text, {
    box,
    ruler: createRuler(context.canvas, 'bold'),
    weight: 'bold',
    fontPx: box.h * (maxLines === 1 ? 0.86 : 0.72),
    floorPx: box.h * 0.16,
    maxLines,
    lineHeight: 1.12,
    align,
  });
}

function castShadow(ctx: CanvasRenderingContext2D, shortSide: number): void {
  ctx.shadowColor = 'rgba(0, 0, 0, 0.35)';
  ctx.shadowBlur = shortSide * 0.014;
  ctx.shadowOffsetY = shortSide * 0.005;
}

function ground(ctx: CanvasRenderingContext2D, layer: StickerLayer, box: PixelRect): CanvasGradient {
  const gradient = ctx.createLinearGradient(0, box.y, 0, box.y + box.h);
  const { top, bottom } = shaded(layer.color, 0.09);
  gradient.addColorStop(0, top);
  gradient.addColorStop(1, bottom);
  return gradient;
}
