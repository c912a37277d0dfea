import type { EndCardLayer } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { drawableText } from '../text/drawable-text.ts';
import { layoutText, type PlacedText } from '../text/layout-text.ts';
import { createRuler } from '../text/measure.ts';
import { paintText, roundedRect } from '../text/paint-text.ts';
import { defineLayer, type LayerContext, type OpenLayer, pixelsOfBox } from './layer.ts';
import { fade, mixColors, readableOn, shaded } from './palette.ts';
import { drawAnimated, openGraphic } from './sprite-layer.ts';
import { fitWordMark, paintWordMark, type WordMark } from './word-mark.ts';

/** The closing card: the brand's mark, a headline and what to do now, on the brand's ground, inside the safe zone. */
export const endCardLayer = defineLayer('end-card', async (layer, context) => {
  const box = pixelsOfBox(layer.box, context.size);
  const logo = layer.logo === undefined ? null : await readLogo(layer.logo, context, box);
  const plan = planEndCard(layer, context, box, logo);
  const card = openGraphic(layer, context, box, 0, (ctx) => paintEndCard(ctx, layer, plan));
  return logo === null ? card : withLogo(layer, context, card, logo, plan);
});

interface Logo {
  rgba: Uint8Array;
  width: number;
  height: number;
}

interface EndCardPlan {
  box: PixelRect;
  unit: number;
  mark: { box: PixelRect; word: WordMark | null };
  rule: PixelRect;
  headline: PlacedText;
  action: { plate: PixelRect; text: PlacedText; arrow: { x: number; y: number; side: number } } | null;
}

function readLogo(material: string, context: LayerContext, box: PixelRect): Promise<Logo> {
  const unit = Math.min(box.w, box.h);
  return context.media.stillRgba(context.material(material), {
    width: Math.round(unit * 0.5),
    height: Math.round(unit * 0.16),
  });
}

function planEndCard(layer: EndCardLayer, context: LayerContext, box: PixelRect, logo: Logo | null): EndCardPlan {
  const { canvas } = context;
  const bold = createRuler(canvas, 'bold');
  const clean = (text: string) => drawableText(text, canvas);
  const unit = Math.min(box.w, box.h);
  const isTall = box.h > box.w * 1.4;
  // On phones, buttons stand at the right and words at the bottom: the middle column above stays free of them.
  const width = box.w * (isTall ? 0.66 : 0.8);
  const column = { x: box.x + (box.w - width) / 2, w: width };

  const word = logo ? null : fitWordMark(clean(layer.brand).replace(/\n/gu, ' '), width * 0.8, unit * 0.075, canvas);
  const markHeight = logo ? logo.height : (word?.px ?? 0);
  const headline = layoutText(clean(layer.headline), {
    box: { x: column.x, y: 0, w: width, h: box.h * (isTall ? 0.24 : 0.34) },
    ruler: bold,
    weight: 'bold',
    fontPx: unit * 0.09,
    floorPx: unit * 0.045,
    maxLines: 4,
    lineHeight: 1.28,
    valign: 'top',
  });
  const ruleGap = unit * 0.045;
  const ruleHeight = unit * 0.007;
  const buttonHeight = unit * 0.118;
  const buttonGap = unit * 0.085;
  const action = clean(layer.action ?? '').replace(/\n/gu, ' ');
  const used = markHeight + ruleGap * 2 + ruleHeight + headline.bounds.h + (action ? buttonGap + buttonHeight : 0);
  let y = box.y + (box.h - used) * (isTall ? 0.42 : 0.5);

  const mark = { box: { x: column.x, y, w: width, h: markHeight }, word };
  y += markHeight + ruleGap;
  const rule = { x: box.x + (box.w - unit * 0.09) / 2, y, w: unit * 0.09, h: ruleHeight };
  y += ruleHeight + ruleGap;
  const shift = y - headline.bounds.y;
  const lines = headline.lines.map((line) => ({ ...line, baseline: line.baseline + shift }));
  y += headline.bounds.h + buttonGap;
  return {
    box,
    unit,
    mark,
    rule,
    headline: { ...headline, lines, bounds: { ...headline.bounds, y: headline.bounds.y + shift } },
    action: action ? planButton(action, { x: column.x, y, w: width, h: buttonHeight }, context) : null,
  };
}

/** A pill as wide as its words and arrow, in the middle of the column. */
function planButton(text: string, area: PixelRect, context: LayerContext): NonNullable<EndCardPlan['action']> {
  const pad = area.h * 0.56;
  const side = area.h * 0.24;
  const gap = area.h * 0.26;
  const placed = layoutText(text, {
    box: { x: area.x + pad, y: area.y, w: area.w - 2 * pad - gap - side, h: area.h },
    ruler: createRuler(context.canvas, 'bold'),
    weight: 'bold',
    fontPx: area.h * 0.43,
    floorPx: area.h * 0.24,
    maxLines: 1,
    align: 'left',
  });
  const width = placed.bounds.w + 2 * pad + gap + side;
  const x = area.x + (area.w - width) / 2;
  const shift = x + pad - placed.bounds.x;
  return {
    plate: { x, y: area.y, w: width, h: area.h },
    text: { ...placed, lines: placed.lines.map((line) => ({ ...line, x: line.x + shift })) },
    arrow: { x: x + width - pad - side, y: area.y + area.h / 2, side },
  };
}

function paintEndCard(ctx: CanvasRenderingContext2D, layer: EndCardLayer, plan: EndCardPlan): void {
  const { box, unit } = plan;
  const foreground = readableOn(layer.background, layer.foreground);
  ctx.save();
  ctx.beginPath();
  ctx.rect(box.x, box.y, box.w, box.h);
  ctx.clip();
  paintGround(ctx, layer, box, unit);
  ctx.restore();

  if (plan.mark.word) {
    paintWordMark(ctx, plan.mark.word, plan.mark.box, foreground);
  }
  ctx.fillStyle = layer.accent;
  roundedRect(ctx, plan.rule, plan.rule.h / 2);
  ctx.fill();
  paintText(ctx, plan.headline, { color: foreground });
  if (plan.action) {
    const { plate, text, arrow } = plan.action;
    ctx.save();
    ctx.shadowColor = 'rgba(0, 0, 0, 0.28)';
    ctx.shadowBlur = plate.h * 0.25;
    ctx.shadowOffsetY = plate.h * 0.07;
    ctx.fillStyle = layer.accent;
    roundedRect(ctx, plate, plate.h / 2);
    ctx.fill();
    ctx.restore();
    const color = readableOn(layer.accent, layer.background);
    paintText(ctx, text, { color });
    ctx.strokeStyle = color;
    ctx.lineWidth = arrow.side * 0.24;
    ctx.lineCap = 'round';
    ctx.lineJoin = 'round';
    ctx.beginPath();
    ctx.moveTo(arrow.x + arrow.side * 0.25, arrow.y - arrow.side * 0.55);
    ctx.lineTo(arrow.x + arrow.side * 0.8, arrow.y);
    ctx.lineTo(arrow.x + arrow.side * 0.25, arrow.y + arrow.side * 0.55);
    ctx.stroke();
  }
}

/** The brand's colour with a little depth: lighter above, and two quiet rings that run off the edge. */
function paintGround(ctx: CanvasRenderingContext2D, layer: EndCardLayer, box: PixelRect, unit: number): void {
  const ground = ctx.createLinearGradient(box.x, box.y, box.x + box.w * 0.3, box.y + box.h);
  const { top, bottom: foot } = shaded(layer.background, 0.13);
  ground.addColorStop(0, top);
  ground.addColorStop(0.5, layer.background);
  ground.addColorStop(1, foot);
  ctx.fillStyle = ground;
  ctx.fillRect(box.x, box.y, box.w, box.h);
  const ring = (x: number, y: number, radius: number, color: string, width: number) => {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(x, y, radius, 0, Math.PI * 2);
    ctx.stroke();
  };
  const right = box.x + box.w;
  const bottom = box.y + box.h;
  ring(
    right - unit * 0.02,
    box.y + unit * 0.04,
    unit * 0.36,
    fade(mixColors(layer.background, '#FFFFFF', 0.5), 0.12),
    unit * 0.13,
  );
  ring(box.x + unit * 0.02, bottom - unit * 0.05, unit * 0.3, fade(layer.accent, 0.2), unit * 0.06);
}

function withLogo(
  layer: EndCardLayer,
  context: LayerContext,
  card: OpenLayer,
  logo: Logo,
  plan: EndCardPlan,
): OpenLayer {
  const sprite = context.compositor.createSprite(logo.rgba, logo.width, logo.height);
  const { box } = plan.mark;
  const at = { sprite, x: box.x + (box.w - logo.width) / 2, y: box.y };
  return {
    async draw(sceneFrame, target) {
      await card.draw(sceneFrame, target);
      drawAnimated(layer, context, at, plan.box, sceneFrame, target);
    },
    async close() {
      context.compositor.releaseSprite(sprite);
      await card.close();
    },
  };
}
