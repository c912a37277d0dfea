import type { PriceCardLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { useFont } from '../text/fonts.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler, type Ruler, withAutospace } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { type PriceParts, pricePartsOf } from '../text/price.ts';
import { defineLayer, type LayerContext, pixelsOfBox } from './layer.ts';
import { fade, mixColors, readableOn } from './palette.ts';
import { openGraphic } from './sprite-layer.ts';

/** Sizes beside the big figures, as fractions of their font size. */
const currencyScale = 0.5;
const decimalsScale = 0.5;
const suffixScale = 0.36;
const originalScale = 0.36;
const gapScale = 0.06;
const originalGapScale = 0.3;
/** Height of the figures by their font size: their em box would leave a hole above them. */
const figureHeight = 0.74;

/** A card with the price: heading, large figures, the original price struck through, and its proof in small print. */
export const priceCardLayer = defineLayer('price-card', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const plan = planCard(layer, context, box);
  const margin = Math.ceil(Math.min(context.size.width, context.size.height) * 0.05);
  return openGraphic(layer, context, box, margin, (ctx) => paintCard(ctx, layer, plan));
});

interface CardPlan {
  card: PixelRect;
  radius: number;
  heading: { plate: PixelRect; text: PlacedText } | null;
  price: { parts: PriceParts; x: number; baseline: number; px: number };
  original: { text: string; x: number; baseline: number; px: number; width: number } | null;
  proof: { rule: PixelRect; text: PlacedText } | null;
  bold: Ruler;
}

function planCard(layer: PriceCardLayer, context: LayerContext, box: PixelRect): CardPlan {
  const { canvas, size } = context;
  const shortSide = Math.min(size.width, size.height);
  const bold = createRuler(canvas, 'bold');
  const clean = (text: string | undefined) => drawableText((text ?? '').replace(/\n/gu, ' '), canvas);
  const heading = clean(layer.heading);
  const proof = clean(layer.proof);
  const original = clean(layer.original);
  const parts = pricePartsOf(clean(layer.price));

  const padX = Math.min(box.w * 0.07, box.h * 0.2);
  const padY = Math.min(box.h * 0.12, padX);
  const inner = { x: box.x + padX, y: box.y + padY, w: box.w - 2 * padX, h: box.h - 2 * padY };
  const proofPx = shortSide * 0.021;
  const proofLines = proof ? Math.ceil((createRuler(canvas, 'regular').width(proof) * proofPx * 1.03) / inner.w) : 0;
  const proofHeight = proof ? Math.min(inner.h * 0.45, (proofLines - 1) * proofPx * 1.3 + proofPx * 1.25) : 0;
  const proofGap = proof ? Math.min(inner.h * 0.14, proofPx * 1.5) : 0;
  // The other rows in units of what is left; a missing heading gives its room to the figures.
  const unit = (inner.h - proofHeight - proofGap) / (heading ? 0.78 : 0.45);
  const rowWidth = priceWidth(parts, bold) + (original ? originalGapScale + bold.width(original) * originalScale : 0);
  const isStacked = original !== '' && rowWidth * ((unit * 0.45) / figureHeight) * 0.62 > inner.w;
  const widthEm = isStacked ? Math.max(priceWidth(parts, bold), bold.width(original) * originalScale) : rowWidth;
  const rowHeight = figureHeight + (isStacked ? originalScale * 1.15 : 0);
  const px = Math.min((unit * 0.45) / rowHeight, inner.w / widthEm);

  const headingHeight = heading ? unit * 0.23 : 0;
  const headingGap = heading ? unit * 0.1 : 0;
  const used = headingHeight + headingGap + px * rowHeight + proofGap + proofHeight;
  // Where the width is the limit, the card closes round its words instead of standing half empty.
  const card = { x: box.x, y: box.y + (box.h - used) / 2 - padY, w: box.w, h: used + 2 * padY };
  let y = card.y + padY;

  const headingPart = heading ? placeHeading(heading, { x: inner.x, y, w: inner.w, h: headingHeight }, bold) : null;
  y += headingHeight + headingGap;
  const baseline = y + px * figureHeight;
  const price = { parts, x: inner.x, baseline, px };
  const originalPx = px * originalScale;
  const originalPart = original
    ? {
        text: original,
        x: isStacked ? inner.x : inner.x + (priceWidth(parts, bold) + originalGapScale) * px,
        baseline: isStacked ? baseline + originalPx * 1.15 : baseline,
        px: originalPx,
        width: bold.width(original) * originalPx,
      }
    : null;
  y += px * rowHeight + proofGap;
  const proofPart = proof
    ? {
        rule: { x: inner.x, y: y - proofGap * 0.42, w: inner.w, h: Math.max(1, shortSide * 0.0015) },
        text: layoutText(proof, {
          box: { x: inner.x, y, w: inner.w, h: proofHeight },
          ruler: createRuler(canvas, 'regular'),
          weight: 'regular',
          fontPx: proofPx,
          floorPx: shortSide * 0.012,
          maxLines: 12,
          lineHeight: 1.3,
          align: 'left',
        }),
      }
    : null;
  return {
    card,
    radius: Math.min(shortSide * 0.035, card.h * 0.18),
    heading: headingPart,
    price,
    original: originalPart,
    proof: proofPart,
    bold,
  };
}

function placeHeading(text: string, box: PixelRect, ruler: Ruler): { plate: PixelRect; text: PlacedText } {
  const padX = box.h * 0.42;
  const placed = layoutText(text, {
    box: { x: box.x + padX, y: box.y, w: box.w - 2 * padX, h: box.h },
    ruler,
    weight: 'bold',
    fontPx: box.h * 0.6,
    maxLines: 1,
    align: 'left',
  });
  return { plate: { x: box.x, y: box.y, w: placed.bounds.w + 2 * padX, h: box.h }, text: placed };
}

/** Width of a price set with its small parts, by the size of its figures. */
function priceWidth(parts: PriceParts, ruler: Ruler): number {
  return (
    (parts.before ? ruler.width(parts.before) * currencyScale + gapScale : 0) +
    ruler.width(parts.whole) +
    ruler.width(parts.decimals) * decimalsScale +
    (parts.after ? ruler.width(parts.after) * suffixScale + gapScale : 0)
  );
}

function paintCard(ctx: CanvasRenderingContext2D, layer: PriceCardLayer, plan: CardPlan): void {
  const { card, radius } = plan;
  ctx.save();
  ctx.shadowColor = 'rgba(0, 0, 0, 0.32)';
  ctx.shadowBlur = card.h * 0.1;
  ctx.shadowOffsetY = card.h * 0.03;
  const ground = ctx.createLinearGradient(0, card.y, 0, card.y + card.h);
  ground.addColorStop(0, mixColors(layer.background, '#FFFFFF', 0.06));
  ground.addColorStop(1, mixColors(layer.background, '#000000', 0.06));
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
  set(parts.before, currencyScale, 0, gapScale);
  set(parts.whole, 1, 0, 0);
  set(parts.decimals, decimalsScale, 0, 0);
  set(parts.after, suffixScale, gapScale, 0);
}
