import type { Color } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { useFont } from '../text/fonts.ts';
import type { CanvasPort } from './layer.ts';

/** A name set as a mark: one line, bold, spaced a little. `px` is its font size. */
export interface WordMark {
  text: string;
  px: number;
  spacing: number;
  width: number;
}

/** The largest word mark that fits a width, at most `mostPx` high. Hanzi are spaced wider than letters. */
export function fitWordMark(text: string, width: number, mostPx: number, canvas: CanvasPort): WordMark {
  const ctx = canvas.createCanvas(2, 2).getContext('2d');
  const spacingEm = /^[\p{Script=Han}\s·]+$/u.test(text) && text.length <= 6 ? 0.14 : 0.02;
  useFont(ctx, 'bold', 100, text);
  // The last letter's spacing hangs over: it is no part of the mark.
  const letters = Array.from(text).length;
  const widthEm = ctx.measureText(text).width / 100 + spacingEm * Math.max(0, letters - 1);
  const px = Math.min(mostPx, width / Math.max(widthEm, 0.1));
  return { text, px, spacing: spacingEm * px, width: widthEm * px };
}

/** Draws a word mark in the middle of a box. */
export function paintWordMark(ctx: CanvasRenderingContext2D, mark: WordMark, box: PixelRect, color: Color): void {
  ctx.save();
  useFont(ctx, 'bold', mark.px, mark.text);
  ctx.letterSpacing = `${mark.spacing}px`;
  ctx.fillStyle = color;
  ctx.fillText(mark.text, box.x + (box.w - mark.width) / 2, box.y + box.h / 2 + mark.px * 0.38);
  ctx.restore();
}
