import type { ExplicitLabel, LabelPlate } from '@clipo/contract';
import { labelLineHeight, platePad } from '@clipo/contract/label-lines';
import { usePlainFont } from '../text/fonts.ts';
import type { CanvasPort, LayerContext, OpenLayer } from './layer.ts';
import { rasterise } from './sprite-layer.ts';

/** The explicit label made ready. `inkPx` is the height of its lowest capital or hanzi as really drawn. */
export interface OpenLabel extends OpenLayer {
  inkPx: number;
}

/** Where the em box of the font begins above the base line. */
const emAscent = 0.88;

/**
 * The explicit AI label (GB 45438-2025 §5.4), on every frame it is asked for: white with a dark outline, or on a plate of
 * its own, so that it stands out at 4.5 : 1 or better whatever lies behind. `x` and `y` are the left and top of its em box; it is drawn
 * exactly at the size given, never fitted. It is no layer of the storyboard: nothing there can remove or cover it.
 */
export function openLabel(label: ExplicitLabel, context: LayerContext): OpenLabel {
  const { compositor, canvas, size } = context;
  const around = label.plate === undefined ? outlineOf(label) * 4 : platePad(label);
  const box = { x: label.x, y: label.y, w: widthOf(label, canvas), h: heightOf(label) };
  const graphic = rasterise(canvas, size, box, Math.ceil(around) + 2, (ctx) => paintLabel(ctx, label));
  const sprite = graphic && compositor.createSprite(graphic.rgba, graphic.width, graphic.height);
  return {
    inkPx: measureLabelInk(label, canvas),
    draw(_sceneFrame, target) {
      if (sprite && graphic) {
        compositor.drawSprite(sprite, target, graphic.x, graphic.y, 1);
      }
    },
    close() {
      if (sprite) {
        compositor.releaseSprite(sprite);
      }
    },
  };
}

/** Height in pixels of the label's lowest capital or hanzi: what must reach 5 % of the short side. Outline left out. */
export function measureLabelInk(label: Pick<ExplicitLabel, 'text' | 'fontPx'>, canvas: CanvasPort): number {
  const letters = new Set(label.text.match(/[\p{Lu}\p{Script=Han}]/gu) ?? []);
  const side = Math.ceil(label.fontPx * 1.5);
  let lowest = Number.POSITIVE_INFINITY;
  for (const letter of letters) {
    const sheet = canvas.createCanvas(side, side);
    const ctx = sheet.getContext('2d');
    setLabelFont(ctx, label);
    ctx.fillStyle = '#FFFFFF';
    ctx.fillText(letter, label.fontPx * 0.2, label.fontPx * 1.1);
    lowest = Math.min(lowest, rowsWithInk(canvas.takePixels(sheet), side));
  }
  return Number.isFinite(lowest) ? lowest : 0;
}

/** Width of the label's longest line in pixels, its outline left out. */
function widthOf(label: Pick<ExplicitLabel, 'text' | 'fontPx'>, canvas: CanvasPort): number {
  const ctx = canvas.createCanvas(2, 2).getContext('2d');
  setLabelFont(ctx, label);
  return Math.max(...linesOf(label).map((line) => ctx.measureText(line).width));
}

/** From the top of the first line's em box to the foot of the last one's. */
function heightOf(label: Pick<ExplicitLabel, 'text' | 'fontPx'>): number {
  return label.fontPx * (1 + (linesOf(label).length - 1) * labelLineHeight);
}

function linesOf({ text }: Pick<ExplicitLabel, 'text'>): string[] {
  return text.split('\n');
}

/** Paints the explicit label with frame coordinates. */
export function paintLabel(ctx: CanvasRenderingContext2D, label: ExplicitLabel): void {
  setLabelFont(ctx, label);
  const lines = linesOf(label).map((text, index) => ({
    text,
    baseline: label.y + label.fontPx * (emAscent + index * labelLineHeight),
  }));
  if (label.plate !== undefined) {
    paintPlate(ctx, label, label.plate);
    ctx.fillStyle = label.plate.ink;
    for (const { text, baseline } of lines) {
      ctx.fillText(text, label.x, baseline);
    }
    return;
  }
  ctx.lineJoin = 'round';
  ctx.lineWidth = outlineOf(label) * 2;
  ctx.strokeStyle = 'rgba(0, 0, 0, 0.92)';
  ctx.shadowColor = 'rgba(0, 0, 0, 0.45)';
  ctx.shadowBlur = outlineOf(label) * 2;
  for (const { text, baseline } of lines) {
    ctx.strokeText(text, label.x, baseline);
  }
  ctx.shadowColor = 'transparent';
  ctx.fillStyle = '#FFFFFF';
  for (const { text, baseline } of lines) {
    ctx.fillText(text, label.x, baseline);
  }
}

function paintPlate(ctx: CanvasRenderingContext2D, label: ExplicitLabel, { color }: LabelPlate): void {
  const pad = platePad(label);
  const w = Math.max(...linesOf(label).map((line) => ctx.measureText(line).width));
  ctx.fillStyle = color;
  ctx.beginPath();
  ctx.roundRect(label.x - pad, label.y - pad / 2, w + pad * 2, heightOf(label) + pad, pad);
  ctx.fill();
}

/** Wide enough that a letter's edge meets only the outline, also after 4:2:0 and a low bit rate. */
function outlineOf(label: Pick<ExplicitLabel, 'fontPx'>): number {
  return Math.max(2, label.fontPx * 0.055);
}

function setLabelFont(ctx: CanvasRenderingContext2D, label: Pick<ExplicitLabel, 'text' | 'fontPx'>): void {
  usePlainFont(ctx, 'bold', label.fontPx, label.text);
}

function rowsWithInk(rgba: Uint8Array, side: number): number {
  let rows = 0;
  for (let y = 0; y < side; y += 1) {
    let hasInk = false;
    for (let x = 0; x < side && !hasInk; x += 1) {
      hasInk = (rgba[(y * side + x) * 4 + 3] ?? 0) >= 128;
    }
    rows += hasInk ? 1 : 0;
  }
  return rows;
}
