import type { PriceCardLayer } from '@clipo/contract';
import { useFont } from '../text/fonts.ts';
import { withAutospace } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { defineLayer, pixelsOfBox } from './layer.ts';
import { fade, readableOn, shaded } from './palette.ts';
import { type CardPlan, partScales, planCard } from './price-card-plan.ts';
import { openGraphic } from './sprite-layer.ts';

/** A card with the price: heading, large figures, the original price struck through, and its proof in small print. */
export const priceCardLayer = defineLayer('price-card', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const plan = planCard(layer, context, box);
  const margin = Math.ceil(Math.min(context.size.width, context.size.height) * 0.05);
  return openGraphic(layer, context, box, margin, (ctx) => paintCard(ctx, layer, plan));
});

function paintCard(ctx: CanvasRenderingContext2D, layer: PriceCardLayer, plan: CardPlan): void {
  const { card, radius } = plan;
  ctx.save();
  ctx.shadowColor = 'rgba(0, 0, 0, 0.32)';
  ctx.shadowBlur = card.h * 0.1;
  ctx.shadowOffsetY = card.h * 0.03;
  const ground = ctx.createLinearGradient(0, card.y, 0, card.y + card.h);
  const { top, bottom } = shaded(layer.background, 0.07);
  ground.addColorStop(0, top);
  ground.addColorStop(1, bottom);
  ctx.fillStyle = ground;
  roundedRect(ctx, card, radius);
  ctx.fill();
  ctx.restore();

  const foreground = readableOn(layer.background, layer.foreground);
  if (plan.heading) {
    ctx.fillStyle = layer.accent;
    roundedRect(ctx, plan.heading.plate, plan.heading.plate.h * 0.28);
    ctx.fill();
    paintText(ctx, plan.heading.text, { color: readableOn(layer.accent, layer.background) });
  }
  paintPrice(ctx, plan, foreground);
  if (plan.original) {
    const { text, x, baseline, px, width } = plan.original;
    ctx.fillStyle = fade(foreground, 0.72);
    useFont(ctx, 'regular', px, text);
    ctx.fillText(withAutospace(text), x, baseline);
    ctx.fillStyle = foreground;
    ctx.fillRect(x - px * 0.06, baseline - px * 0.39, width + px * 0.12, Math.max(2, px * 0.075));
  }
  if (plan.proof) {
    ctx.fillStyle = fade(foreground, 0.28);
    ctx.fillRect(plan.proof.rule.x, plan.proof.rule.y, plan.proof.rule.w, plan.proof.rule.h);
    paintText(ctx, plan.proof.text, { color: fade(foreground, 0.82) });
  }
}

function paintPrice(ctx: CanvasRenderingContext2D, plan: CardPlan, color: string): void {
  const { parts, baseline, px } = plan.price;
  let { x } = plan.price;
  ctx.fillStyle = color;
  const set = (text: string, scale: number, gapBefore: number, gapAfter: number) => {
    if (text !== '') {
      useFont(ctx, 'bold', px * scale, text);
      ctx.fillText(withAutospace(text), x + gapBefore * px, baseline);
      x += (plan.bold.width(text) * scale + gapBefore + gapAfter) * px;
    }
  };
  set(parts.before, partScales.currency, 0, partScales.gap);
  set(parts.whole, 1, 0, 0);
  set(parts.decimals, partScales.decimals, 0, 0);
  set(parts.after, partScales.suffix, partScales.gap, 0);
}
