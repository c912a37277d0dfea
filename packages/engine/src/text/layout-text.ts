import type { PixelRect } from '../compositor/types.ts';
import { type FittedText, fitText } from './fit-text.ts';
import type { TextWeight } from './fonts.ts';
import { hangingEm } from './line-break.ts';
import type { Ruler } from './measure.ts';

/** A line of text where it is drawn: left end of its base line, in pixels. */
interface PlacedLine {
  text: string;
  /** UTF-16 offsets of the line in the text that was laid out. */
  start: number;
  end: number;
  x: number;
  baseline: number;
  width: number;
}

/** A text laid out in a box. `bounds` goes round the lines' em boxes and their ink. */
export interface PlacedText {
  lines: PlacedLine[];
  fontPx: number;
  weight: TextWeight;
  bounds: PixelRect;
  isCut: boolean;
}

export interface LayoutOptions {
  box: PixelRect;
  ruler: Ruler;
  weight: TextWeight;
  fontPx: number;
  /** Smallest size that still reads; 0.55 × fontPx if left out. */
  floorPx?: number;
  maxLines: number;
  lineHeight?: number;
  align?: 'left' | 'center' | 'right';
  valign?: 'top' | 'middle' | 'bottom';
  mayBreakAt?: (offset: number) => boolean;
}

/** Where the em box of a CJK font lies about the base line. */
const emAscent = 0.88;
const emDescent = 0.12;

/** Fits a text into a box and places its lines, so that all ink stays inside. Pure but for the ruler. */
export function layoutText(text: string, options: LayoutOptions): PlacedText {
  const { box, ruler } = options;
  const lineHeight = options.lineHeight ?? 1.25;
  const floorPx = options.floorPx ?? options.fontPx * 0.55;
  let fontPx = options.fontPx;
  let fitted: FittedText = { lines: [], fontPx, cost: 0, isCut: false };
  let extent = { above: 0, below: 0, height: 0 };
  for (let attempt = 0; attempt < 4; attempt += 1) {
    fitted = fitText(text, {
      measure: ruler.width,
      fontPx,
      floorPx: Math.min(floorPx, fontPx),
      width: box.w,
      height: box.h,
      maxLines: options.maxLines,
      lineHeight,
      ...(options.mayBreakAt ? { mayBreakAt: options.mayBreakAt } : {}),
    });
    extent = extentOf(fitted, ruler, lineHeight);
    if (extent.height <= box.h + 0.5) {
      break;
    }
    // Tall scripts and descenders reach beyond the em box: a little smaller, then.
    fontPx = fitted.fontPx * (box.h / extent.height) * 0.99;
  }
  const free = box.h - extent.height;
  const share = { top: 0, middle: 0.5, bottom: 1 }[options.valign ?? 'middle'];
  const step = fitted.fontPx * lineHeight;
  // Centred by em boxes, as descenders would push a line up that has some; then kept inside with its ink.
  const emHeight = (fitted.lines.length - 1) * step + fitted.fontPx;
  const emTop = box.y + (box.h - emHeight) * share;
  const first = clamp(emTop + fitted.fontPx * emAscent, box.y + extent.above, box.y + extent.above + Math.max(0, free));
  const lines = fitted.lines.map((line, index) => {
    const width = ruler.width(line.text) * fitted.fontPx;
    const hanging = hangingEm(line.text) * fitted.fontPx;
    const leading = leadingEm(line.text) * fitted.fontPx;
    const set = width - hanging - leading;
    const wanted = box.x - leading + (box.w - set) * { left: 0, center: 0.5, right: 1 }[options.align ?? 'center'];
    // Some glyphs reach beyond their advance, brackets and marks above all: ink decides at the box's edge.
    const ink = ruler.ink(line.text);
    const least = box.x + ink.left * fitted.fontPx;
    const x = clamp(wanted, least, Math.max(least, box.x + box.w - ink.right * fitted.fontPx));
    return { ...line, x, baseline: first + index * step, width };
  });
  return {
    lines,
    fontPx: fitted.fontPx,
    weight: options.weight,
    bounds: boundsOf(lines, fitted.fontPx, first - extent.above, extent.height),
    isCut: fitted.isCut,
  };
}

function extentOf(
  fitted: FittedText,
  ruler: Ruler,
  lineHeight: number,
): { above: number; below: number; height: number } {
  const ink = fitted.lines.map((line) => ruler.ink(line.text));
  const px = fitted.fontPx;
  const step = px * lineHeight;
  const last = ink.length - 1;
  const above = Math.max(0, ...ink.map((line, index) => line.ascent * px - index * step));
  const below = Math.max(0, ...ink.map((line, index) => line.descent * px - (last - index) * step));
  return { above, below, height: above + Math.max(0, last) * step + below };
}

function boundsOf(lines: readonly PlacedLine[], fontPx: number, inkTop: number, inkHeight: number): PixelRect {
  const left = Math.min(...lines.map((line) => line.x + leadingEm(line.text) * fontPx));
  const right = Math.max(...lines.map((line) => line.x + line.width - hangingEm(line.text) * fontPx));
  const top = Math.min(inkTop, (lines[0]?.baseline ?? 0) - fontPx * emAscent);
  const bottom = Math.max(inkTop + inkHeight, (lines.at(-1)?.baseline ?? 0) + fontPx * emDescent);
  return lines.length === 0 ? { x: 0, y: 0, w: 0, h: 0 } : { x: left, y: top, w: right - left, h: bottom - top };
}

/** Full-width opening brackets are blank in their left half: the eye takes the bracket for the line's edge. */
function leadingEm(text: string): number {
  return /^[（【《「『〔〈]/u.test(text) ? 0.5 : 0;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
