import type { BadgeLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText } from '../text/layout-text.ts';
import { createRuler } from '../text/measure.ts';
import { paintText } from '../text/paint-text.ts';
import { easeInOut } from './animation.ts';
import { type BadgeShape, badgeShape } from './badge-shapes.ts';
import { openStates } from './drawn-states.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { fade, mixColors, readableOn, shaded } from './palette.ts';

/** Frames at 30 a second in which light runs over a badge. */
const shineSeconds = 0.55;

/** A ribbon, seal or pill with a few words; where asked for, light runs over it once. */
export const badgeLayer = defineLayer('badge', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const shape = badgeShape(layer.shape, box);
  const turned = layer.rotation === 0 ? 0 : (Math.hypot(box.w, box.h) - Math.min(box.w, box.h)) / 2;
  const shineFrames = Math.max(2, Math.round(shineSeconds * context.fps));
  return openStates(layer, context, {
    box,
    margin: Math.ceil(turned + Math.min(box.w, box.h) * 0.25),
    stateAt(ownFrame) {
      const since = layer.shine === undefined ? -1 : ownFrame - layer.shine;
      return since >= 0 && since < shineFrames ? since + 1 : 0;
    },
    paint(ctx, state) {
      ctx.translate(box.x + box.w / 2, box.y + box.h / 2);
      ctx.rotate((layer.rotation * Math.PI) / 180);
      ctx.translate(-box.x - box.w / 2, -box.y - box.h / 2);
      paintBadge(ctx, layer, shape, box, context);
      if (state > 0) {
        paintShine(ctx, shape, box, easeInOut(state / (shineFrames + 1)));
      }
    },
  });
});

function paintBadge(
  ctx: CanvasRenderingContext2D,
  layer: BadgeLayer,
  shape: BadgeShape,
  box: PixelRect,
  context: LayerContext,
): void {
  const { color } = layer;
  const foreground = readableOn(color, layer.foreground);
  castShadow(ctx, box);
  for (const { points, isFold } of shape.tails) {
    ctx.fillStyle = mixColors(color, '#000000', isFold ? 0.52 : 0.24);
    tracePolygon(ctx, points);
    ctx.fill();
  }
  if (shape.tails.length > 0) {
    // The front's shadow would darken the panel behind a second time.
    ctx.shadowColor = 'transparent';
  }
  const { top, bottom } = shaded(color, 0.1);
  const ground = ctx.createLinearGradient(0, box.y, 0, box.y + box.h);
  ground.addColorStop(0, top);
  ground.addColorStop(1, bottom);
  ctx.fillStyle = ground;
  shape.front(ctx);
  ctx.fill();
  ctx.shadowColor = 'transparent';
  if (shape.ring !== null) {
    ctx.strokeStyle = fade(foreground, 0.75);
    ctx.lineWidth = Math.max(1, shape.ring.radius * 0.022);
    ctx.beginPath();
    ctx.arc(shape.ring.x, shape.ring.y, shape.ring.radius, 0, Math.PI * 2);
    ctx.stroke();
  }
  paintWords(ctx, layer, shape, foreground, context);
}

/** Share of a seal's words that the smaller line takes. */
const smallShare = 0.3;

function paintWords(
  ctx: CanvasRenderingContext2D,
  layer: BadgeLayer,
  { words }: BadgeShape,
  color: string,
  context: LayerContext,
): void {
  const text = drawableText(layer.text, context.canvas);
  const small = layer.shape === 'seal' ? drawableText(layer.small ?? '', context.canvas) : '';
  const largeHeight = small === '' ? words.h : words.h * (1 - smallShare);
  const isOneLine = layer.shape !== 'seal' || small !== '' || [...text].length <= 4;
  const set = (line: string, box: PixelRect, maxLines: number) => {
    const placed = layoutText(line, {
      box,
      ruler: createRuler(context.canvas, 'bold'),
      weight: 'bold',
      fontPx: maxLines === 1 ? box.h * 0.92 : box.h * 0.5,
      floorPx: box.h * 0.16,
      maxLines,
      lineHeight: 1.1,
      align: 'center',
    });
    paintText(ctx, placed, { color });
  };
  if (text !== '') {
    set(text, { ...words, h: largeHeight }, isOneLine ? 1 : 2);
  }
  if (small !== '') {
    // Lower down a disc is narrower.
    const box = { x: words.x + words.w * 0.1, y: words.y + largeHeight, w: words.w * 0.8, h: words.h * smallShare };
    set(small, box, 1);
  }
}

/** A slanting band of light on the front, `part` of its way across. */
function paintShine(ctx: CanvasRenderingContext2D, shape: BadgeShape, box: PixelRect, part: number): void {
  ctx.save();
  shape.front(ctx);
  ctx.clip();
  const width = box.h * 0.7;
  const slant = box.h * 0.45;
  const x = box.x - width - slant + (box.w + 2 * width + slant) * part;
  const light = ctx.createLinearGradient(x, 0, x + width, 0);
  light.addColorStop(0, '#FFFFFF00');
  light.addColorStop(0.5, '#FFFFFF8C');
  light.addColorStop(1, '#FFFFFF00');
  ctx.fillStyle = light;
  ctx.transform(1, 0, -slant / box.h, 1, (slant / box.h) * (box.y + box.h), 0);
  ctx.fillRect(x, box.y, width, box.h);
  ctx.restore();
}

function castShadow(ctx: CanvasRenderingContext2D, box: PixelRect): void {
  const side = Math.min(box.w, box.h);
  ctx.shadowColor = 'rgba(0, 0, 0, 0.3)';
  ctx.shadowBlur = side * 0.1;
  ctx.shadowOffsetY = side * 0.035;
}

function tracePolygon(ctx: CanvasRenderingContext2D, points: readonly [number, number][]): void {
  ctx.beginPath();
  for (const [x, y] of points) {
    ctx.lineTo(x, y);
  }
  ctx.closePath();
}
