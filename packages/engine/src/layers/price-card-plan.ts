import type { PriceCardLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler, type Ruler } from '../text/measure.ts';
import { type PriceParts, pricePartsOf } from '../text/price.ts';
import type { LayerContext } from './layer.ts';

/** Where everything on a price card stands, in pixels of the frame. */
export interface CardPlan {
  card: PixelRect;
  radius: number;
  heading: { plate: PixelRect; text: PlacedText } | null;
  price: { parts: PriceParts; x: number; baseline: number; px: number };
  original: { text: string; x: number; baseline: number; px: number; width: number } | null;
  proof: { rule: PixelRect; text: PlacedText } | null;
  bold: Ruler;
}

/** Sizes beside the big figures, by their font size. */
export const partScales = { currency: 0.5, decimals: 0.5, suffix: 0.36, gap: 0.06 } as const;
const original = { scale: 0.36, gap: 0.28, step: 0.5 };
const heading = { height: 0.4, gapBelow: 0.17, beside: 0.5, gapBeside: 0.26, pad: 0.42, font: 0.6 };
/** Height of the figures: their em box would leave a hole above them. A comma hangs lower. */
const figureHeight = 0.74;
const commaDepth = 0.13;

/** How heading, figures and original price stand to each other; lengths by the figures' font size. */
interface Arrangement {
  kind: 'above' | 'beside' | 'stacked';
  width: number;
  height: number;
  /** Larger figures by this factor are wanted before it is chosen over the usual one. */
  handicap: number;
}

/**
 * Lays out a price card in its box: the arrangement that gives the largest figures, the small print below. Where the
 * width is the limit, the card closes round its words instead of standing half empty.
 */
export function planCard(layer: PriceCardLayer, context: LayerContext, box: PixelRect): CardPlan {
  const { canvas, size } = context;
  const shortSide = Math.min(size.width, size.height);
  const bold = createRuler(canvas, 'bold');
  const regular = createRuler(canvas, 'regular');
  const clean = (text: string | undefined) => drawableText((text ?? '').replace(/\n/gu, ' '), canvas);
  const words = { heading: clean(layer.heading), original: clean(layer.original), proof: clean(layer.proof) };
  const parts = pricePartsOf(clean(layer.price));

  const padX = Math.min(box.w * 0.07, box.h * 0.2);
  const padY = Math.min(box.h * 0.14, padX);
  const inner = { x: box.x + padX, w: box.w - 2 * padX, h: box.h - 2 * padY };
  const small = proofSize(words.proof, regular, inner, shortSide);
  const room = inner.h - small.height - small.gap;

  const widths = {
    price: priceWidth(parts, bold),
    original: words.original ? regular.width(words.original) * original.scale : 0,
    heading: words.heading ? bold.width(words.heading) * heading.font + 2 * heading.pad : 0,
  };
  const depth = bold.ink(parts.whole).descent > 0.05 ? commaDepth : 0;
  const sizeOf = (option: Arrangement) => Math.min(room / option.height, inner.w / option.width);
  const options = arrangements(widths, depth).sort((a, b) => sizeOf(b) / b.handicap - sizeOf(a) / a.handicap);
  const chosen = options[0] as Arrangement;
  const px = sizeOf(chosen);

  const used = px * chosen.height + small.gap + small.height;
  const card = { x: box.x, y: box.y + (box.h - used) / 2 - padY, w: box.w, h: used + 2 * padY };
  const top = card.y + padY;
  const isBeside = chosen.kind === 'beside';
  const plateHeight = px * (isBeside ? heading.beside : heading.height);
  const figuresTop = top + (widths.heading > 0 && !isBeside ? px * (heading.height + heading.gapBelow) : 0);
  const baseline = figuresTop + px * figureHeight;
  const plateTop = isBeside ? baseline - px * 0.37 - plateHeight / 2 : top;
  const priceX = inner.x + (isBeside ? widths.heading * plateHeight + heading.gapBeside * px : 0);
  const isStacked = chosen.kind === 'stacked';
  return {
    card,
    radius: Math.min(shortSide * 0.035, card.h * 0.18),
    heading: words.heading
      ? placeHeading(words.heading, { x: inner.x, y: plateTop, w: inner.w, h: plateHeight }, bold)
      : null,
    price: { parts, x: priceX, baseline, px },
    original: words.original
      ? {
          text: words.original,
          x: isStacked ? priceX : priceX + (widths.price + original.gap) * px,
          baseline: isStacked ? baseline + (original.step + depth) * px : baseline,
          px: px * original.scale,
          width: widths.original * px,
        }
      : null,
    proof: words.proof
      ? {
          rule: {
            x: inner.x,
            y: top + px * chosen.height + small.gap * 0.55,
            w: inner.w,
            h: Math.max(1, shortSide * 0.0015),
          },
          text: layoutText(words.proof, {
            box: { x: inner.x, y: top + px * chosen.height + small.gap, w: inner.w, h: small.height },
            ruler: regular,
            weight: 'regular',
            fontPx: small.px,
            floorPx: shortSide * 0.012,
            maxLines: 12,
            lineHeight: 1.3,
            align: 'left',
          }),
        }
      : null,
    bold,
  };
}

function arrangements(widths: { price: number; original: number; heading: number }, depth: number): Arrangement[] {
  const row = widths.price + (widths.original > 0 ? original.gap + widths.original : 0);
  const figures = figureHeight + depth;
  const above = widths.heading > 0 ? heading.height + heading.gapBelow : 0;
  const options: Arrangement[] = [{ kind: 'above', width: row, height: above + figures, handicap: 1 }];
  if (widths.heading > 0) {
    const width = widths.heading * heading.beside + heading.gapBeside + row;
    options.push({ kind: 'beside', width, height: figures, handicap: 1.15 });
  }
  if (widths.original > 0) {
    const width = Math.max(widths.price, widths.original);
    options.push({ kind: 'stacked', width, height: above + figures + original.step, handicap: 1.2 });
  }
  return options;
}

/** Small print takes the lines it needs, at most 45 % of the card. */
function proofSize(
  proof: string,
  ruler: Ruler,
  inner: { w: number; h: number },
  shortSide: number,
): { px: number; height: number; gap: number } {
  const px = shortSide * 0.022;
  if (proof === '') {
    return { px, height: 0, gap: 0 };
  }
  const lines = Math.ceil((ruler.width(proof) * px * 1.03) / inner.w);
  const height = Math.min(inner.h * 0.45, (lines - 1) * px * 1.3 + px * 1.25);
  return { px, height, gap: Math.min(inner.h * 0.18, px * 1.9) };
}

function placeHeading(text: string, box: PixelRect, ruler: Ruler): { plate: PixelRect; text: PlacedText } {
  const padX = box.h * heading.pad;
  const placed = layoutText(text, {
    box: { x: box.x + padX, y: box.y, w: box.w - 2 * padX, h: box.h },
    ruler,
    weight: 'bold',
    fontPx: box.h * heading.font,
    maxLines: 1,
    align: 'left',
  });
  return { plate: { x: box.x, y: box.y, w: placed.bounds.w + 2 * padX, h: box.h }, text: placed };
}

/** Width of a price set with its small parts, by the size of its figures. */
function priceWidth(parts: PriceParts, ruler: Ruler): number {
  return (
    (parts.before ? ruler.width(parts.before) * partScales.currency + partScales.gap : 0) +
    ruler.width(parts.whole) +
    ruler.width(parts.decimals) * partScales.decimals +
    (parts.after ? ruler.width(parts.after) * partScales.suffix + partScales.gap : 0)
  );
}
