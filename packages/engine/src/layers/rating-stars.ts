import type { RatingStarsLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText } from '../text/layout-text.ts';
import { createRuler } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { easeOut } from './animation.ts';
import { openStates } from './drawn-states.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { fade, mixColors, readableOn, shaded } from './palette.ts';

/** Stars that fill up to a rating, its words beside them and its source in small print. */
export const ratingStarsLayer = defineLayer('rating-stars', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const plan = planStars(layer, box, context);
  return openStates(layer, context, {
    box,
    margin: Math.ceil(box.h * 0.2),
    // Whole frames while they fill, then one state that stays.
    stateAt: (ownFrame) => Math.min(layer.fillFrames, ownFrame + 1),
    paint: (ctx, state) => paintStars(ctx, layer, plan, layer.value * easeOut(state / layer.fillFrames), context),
  });
});

interface StarsPlan {
  card: PixelRect | null;
  /** The row of stars: `side` each, `step` from one to the next. */
  stars: { x: number; y: number; side: number; step: number };
  label: { text: string; box: PixelRect } | null;
  source: { text: string; box: PixelRect } | null;
}

const gapShare = 0.14;

function planStars(layer: RatingStarsLayer, box: PixelRect, context: LayerContext): StarsPlan {
  const label = drawableText(layer.label ?? '', context.canvas);
  const source = drawableText(layer.source ?? '', context.canvas);
  const pad = layer.card ? { x: box.h * 0.22, y: box.h * 0.14 } : { x: 0, y: 0 };
  const inner = { x: box.x + pad.x, y: box.y + pad.y, w: box.w - 2 * pad.x, h: box.h - 2 * pad.y };
  const shortSide = Math.min(context.size.width, context.size.height);
  const sourceHeight = source === '' ? 0 : Math.min(inner.h * 0.34, shortSide * 0.034);
  const rowHeight = inner.h - sourceHeight * 1.25;
  const labelEm = label === '' ? 0 : createRuler(context.canvas, 'bold').width(label) * 0.86 + 0.32;
  const starsEm = layer.outOf + (layer.outOf - 1) * gapShare;
  const side = Math.min(rowHeight, inner.w / (starsEm + labelEm));
  const width = side * (starsEm + labelEm);
  const x = inner.x + (inner.w - width) / 2;
  const top = inner.y + (rowHeight - side) / 2;
  const step = side * (1 + gapShare);
  const cardWidth = Math.min(box.w, Math.max(width, source === '' ? 0 : inner.w * 0.7) + 2 * pad.x);
  return {
    card: layer.card ? { x: box.x + (box.w - cardWidth) / 2, y: box.y, w: cardWidth, h: box.h } : null,
    stars: { x, y: top, side, step },
    label:
      label === ''
        ? null
        : { text: label, box: { x: x + side * (starsEm + 0.32), y: top, w: side * (labelEm - 0.32) + 1, h: side } },
    source:
      source === ''
        ? null
        : {
            text: source,
            box: { x: inner.x, y: inner.y + inner.h - sourceHeight, w: inner.w, h: sourceHeight },
          },
  };
}

function paintStars(
  ctx: CanvasRenderingContext2D,
  layer: RatingStarsLayer,
  plan: StarsPlan,
  filled: number,
  context: LayerContext,
): void {
  const { x, y, side, step } = plan.stars;
  if (plan.card !== null) {
    ctx.save();
    ctx.shadowColor = 'rgba(0, 0, 0, 0.28)';
    ctx.shadowBlur = plan.card.h * 0.14;
    ctx.shadowOffsetY = plan.card.h * 0.04;
    ctx.fillStyle = layer.ground;
    roundedRect(ctx, plan.card, plan.card.h * 0.24);
    ctx.fill();
    ctx.restore();
  }
  const foreground = readableOn(layer.ground, layer.foreground);
  const { top, bottom } = shaded(layer.color, 0.22);
  const gold = ctx.createLinearGradient(0, y, 0, y + side);
  gold.addColorStop(0, top);
  gold.addColorStop(1, bottom);
  for (let star = 0; star < layer.outOf; star++) {
    const part = Math.min(1, Math.max(0, filled - star));
    const [cx, cy] = [x + step * star + side / 2, y + side / 2];
    traceStar(ctx, cx, cy, side);
    ctx.fillStyle = mixColors(layer.ground.slice(0, 7), foreground, 0.2);
    ctx.fill();
    if (part > 0) {
      ctx.save();
      ctx.beginPath();
      // The star's own width, not its box's, so that a half looks like a half.
      ctx.rect(cx - side * starReach, y - side, side * starReach * 2 * part, side * 3);
      ctx.clip();
      traceStar(ctx, cx, cy, side);
      ctx.fillStyle = gold;
      ctx.fill();
      ctx.strokeStyle = mixColors(layer.color.slice(0, 7), '#000000', 0.22);
      ctx.lineWidth = Math.max(1, side * 0.028);
      ctx.stroke();
      ctx.restore();
    }
  }
  if (plan.label !== null) {
    const placed = layoutText(plan.label.text, {
      box: plan.label.box,
      ruler: createRuler(context.canvas, 'bold'),
      weight: 'bold',
      fontPx: side * 0.86,
      maxLines: 1,
      align: 'left',
    });
    paintText(ctx, placed, { color: foreground });
  }
  if (plan.source !== null) {
    const placed = layoutText(plan.source.text, {
      box: plan.source.box,
      ruler: createRuler(context.canvas, 'regular'),
      weight: 'regular',
      fontPx: plan.source.box.h * 0.78,
      maxLines: 1,
      align: 'center',
    });
    paintText(ctx, placed, { color: fade(foreground, 0.85) });
  }
}

/** Half of a star's width in its side: five points do not reach a circle's edge at left and right. */
const starReach = 0.475;

/** Five plump points; corners are rounded by drawing arcs at them. */
function traceStar(ctx: CanvasRenderingContext2D, cx: number, cy: number, side: number): void {
  const corners = Array.from({ length: 10 }, (_, index): [number, number] => {
    const reach = side * (index % 2 === 0 ? 0.52 : 0.255);
    const angle = -Math.PI / 2 + (index * Math.PI) / 5;
    // A star's middle of mass is above its circle's middle.
    return [cx + Math.cos(angle) * reach, cy + side * 0.03 + Math.sin(angle) * reach];
  });
  ctx.beginPath();
  const [firstX, firstY] = corners[9] as [number, number];
  const [nextX, nextY] = corners[0] as [number, number];
  ctx.moveTo((firstX + nextX) / 2, (firstY + nextY) / 2);
  corners.forEach(([x, y], index) => {
    const [toX, toY] = corners[(index + 1) % 10] as [number, number];
    ctx.arcTo(x, y, (x + toX) / 2, (y + toY) / 2, side * (index % 2 === 0 ? 0.045 : 0.03));
  });
  ctx.closePath();
}
