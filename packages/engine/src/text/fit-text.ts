import { clusterStarts } from './break-points.ts';
import { type BrokenText, breakLines, type MeasureEm } from './line-break.ts';

export interface FitOptions {
  measure: MeasureEm;
  /** Wanted size, and the smallest that still reads, in pixels. */
  fontPx: number;
  floorPx: number;
  width: number;
  height: number;
  maxLines: number;
  /** Distance of base lines by font size. */
  lineHeight: number;
  mayBreakAt?: (offset: number) => boolean;
}

export interface FittedText extends BrokenText {
  fontPx: number;
  /** Whether the text's end is missing and an ellipsis stands for it. */
  isCut: boolean;
}

const shrink = 0.96;
const shrinkCost = 1.5;
const mostShrinkForLooks = 0.8;

/**
 * Fits a text into a box: as it is, then smaller, then broken inside words, and only then cut with an ellipsis. Pure.
 * A box lower than one line at the floor still gets one line, as small as it takes.
 */
export function fitText(text: string, options: FitOptions): FittedText {
  const smallest = Math.min(options.fontPx, Math.max(1, Math.min(options.floorPx, options.height)));
  let best: (FittedText & { largestPx: number }) | null = null;
  for (let fontPx = Math.min(options.fontPx, options.height); ; fontPx *= shrink) {
    const size = Math.max(fontPx, smallest);
    const broken = breakAt(text, size, options, false);
    const largest: number = best?.largestPx ?? size;
    if (broken !== null) {
      // Whole phrases on fewer lines are worth a fifth of the size, not more.
      const cost = broken.cost + (1 - size / largest) * shrinkCost;
      if (best === null || cost < best.cost) {
        best = { ...broken, cost, fontPx: size, largestPx: largest, isCut: false };
      }
    }
    if (size <= smallest || (best !== null && size <= largest * mostShrinkForLooks)) {
      break;
    }
  }
  if (best !== null) {
    return best;
  }
  // Only a word that is wider than the box is taken apart; a text that is merely too long loses its end instead.
  const hasWideWord =
    breakAt(text, smallest, { ...options, height: Number.MAX_SAFE_INTEGER, maxLines: 999 }, false) === null;
  const split = hasWideWord ? breakAt(text, smallest, options, true) : null;
  return split !== null ? { ...split, fontPx: smallest, isCut: false } : cutText(text, smallest, options, hasWideWord);
}

function breakAt(text: string, fontPx: number, options: FitOptions, anywhere: boolean): BrokenText | null {
  const linesThatFit = 1 + Math.floor((options.height / fontPx - 1) / options.lineHeight + 1e-6);
  return breakLines(text, {
    widthEm: options.width / fontPx,
    maxLines: Math.min(options.maxLines, Math.max(1, linesThatFit)),
    measure: options.measure,
    anywhere,
    ...(options.mayBreakAt && !anywhere ? { mayBreakAt: options.mayBreakAt } : {}),
  });
}

/** The longest beginning that fits with an ellipsis behind it; it ends within a Latin word only if words are split. */
function cutText(text: string, fontPx: number, options: FitOptions, splitsWords: boolean): FittedText {
  const ends = [...clusterStarts(text)].filter(
    (end) => splitsWords || !/[\p{Script=Latin}\d.,]{2}/u.test(text.slice(end - 1, end + 1)),
  );
  let low = 0;
  let high = ends.length - 1;
  let best: FittedText = { lines: [], cost: 0, fontPx, isCut: true };
  while (low <= high) {
    const middle = (low + high) >> 1;
    const cut = `${text.slice(0, ends[middle]).replace(/[\s，。、；：,.;:]+$/u, '')}…`;
    const broken = breakAt(cut, fontPx, options, splitsWords);
    if (broken === null) {
      high = middle - 1;
    } else {
      best = { ...broken, fontPx, isCut: true };
      low = middle + 1;
    }
  }
  return best;
}
