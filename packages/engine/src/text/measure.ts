import type { CanvasPort } from '../layers/layer.ts';
import { type TextWeight, useFont } from './fonts.ts';
import type { MeasureEm } from './line-break.ts';

/** Widths are taken once at this size: they grow in proportion, as glyphs are not hinted. */
const measurePx = 100;
/** A hair between hanzi and Latin letters or digits: with the letters' own side bearings about an eighth of an em. */
const autospace = '\u200a';

/** Measures texts of one weight, in em. */
export interface Ruler {
  width: MeasureEm;
  /** How far ink reaches from the left end of the base line: above, below, to the left and to the right. */
  ink(text: string): { ascent: number; descent: number; left: number; right: number };
}

/** A ruler for a weight. Keeps what it has measured. */
export function createRuler(canvas: CanvasPort, weight: TextWeight): Ruler {
  const ctx = canvas.createCanvas(2, 2).getContext('2d');
  const known = new Map<string, number>();
  const measure = (text: string) => {
    const spaced = withAutospace(text);
    useFont(ctx, weight, measurePx, spaced);
    return ctx.measureText(spaced);
  };
  return {
    width(text) {
      const before = known.get(text);
      if (before !== undefined) {
        return before;
      }
      const width = measure(text).width / measurePx;
      known.set(text, width);
      return width;
    },
    ink(text) {
      const metrics = measure(text);
      return {
        ascent: metrics.actualBoundingBoxAscent / measurePx,
        descent: metrics.actualBoundingBoxDescent / measurePx,
        left: metrics.actualBoundingBoxLeft / measurePx,
        right: metrics.actualBoundingBoxRight / measurePx,
      };
    },
  };
}

/** The text as it is drawn: a hair of space between hanzi and Latin letters or digits, amounts in one piece. */
export function withAutospace(text: string): string {
  // Beside Arabic or Hebrew the figures of "500ml" would part from their unit: isolates keep an amount in one piece.
  const hasRightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
  return text
    .replace(/(?<=\p{Script=Han})(?=[A-Za-z0-9¥$€£])/gu, autospace)
    .replace(/(?<=[A-Za-z0-9%℃℉])(?=\p{Script=Han})/gu, autospace)
    .replace(/\d[\d.,]*\s?[A-Za-z]+/gu, (amount) => (hasRightToLeft ? `\u2066${amount}\u2069` : amount));
}
