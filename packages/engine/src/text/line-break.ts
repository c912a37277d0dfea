import { anywhereBreakPoints, type BreakPoint, breakPoints } from './break-points.ts';

/** Width of a text in em: its width in pixels by its font size. */
export type MeasureEm = (text: string) => number;

/** A line more than needed must save this much. */
const extraLineCost = 0.3;

/** How a text falls into lines. `start` and `end` are UTF-16 offsets of the visible part of each line. */
export interface BrokenText {
  lines: { start: number; end: number; text: string }[];
  /** How bad the breaks are, and how uneven the lines; around 0 for good ones. */
  cost: number;
}

export interface BreakOptions {
  widthEm: number;
  maxLines: number;
  measure: MeasureEm;
  /** Only these offsets may end a line (word borders of captions). The text's end always may. */
  mayBreakAt?: (offset: number) => boolean;
  /** Break inside words too. */
  anywhere?: boolean;
  /** How much uneven lines hurt; 1 if left out. */
  evenness?: number;
}

interface Piece {
  start: number;
  end: number;
  /** Width up to here from the text's beginning, and the width of the blanks at this piece's end. */
  upTo: number;
  blank: number;
  point: BreakPoint;
}

/**
 * Breaks a text into lines no wider than `widthEm`: as few as possible, even in length, at the least painful places.
 * Null where it does not fit into `maxLines`. Pure.
 */
export function breakLines(text: string, options: BreakOptions): BrokenText | null {
  const points = (options.anywhere ? anywhereBreakPoints(text) : breakPoints(text)).filter(
    (point) => point.isForced || (options.mayBreakAt?.(point.offset) ?? true),
  );
  const pieces = piecesOf(text, points, options.measure);
  const fewest = fewestLines(pieces, options.widthEm);
  let best: { ends: number[]; cost: number } | null = null;
  for (let lineCount = fewest; lineCount <= Math.min(options.maxLines, fewest + 1); lineCount += 1) {
    const found = bestEnds(pieces, lineCount, options.widthEm, options.evenness ?? 1);
    if (found === null) {
      continue;
    }
    // One more line is worth it only where it saves a phrase from being cut.
    const cost = found.cost + (lineCount - fewest) * extraLineCost;
    if (best === null || cost < best.cost) {
      best = { ends: found.ends, cost };
    }
  }
  if (best === null) {
    return null;
  }
  let from = 0;
  const lines = best.ends.map((last) => {
    const start = pieces[from]?.start ?? 0;
    const raw = text.slice(start, pieces[last]?.end);
    from = last + 1;
    const lead = raw.length - raw.trimStart().length;
    const visible = raw.trim();
    return { start: start + lead, end: start + lead + visible.length, text: visible };
  });
  return { lines, cost: best.cost };
}

function piecesOf(text: string, points: readonly BreakPoint[], measure: MeasureEm): Piece[] {
  let start = 0;
  let upTo = 0;
  const pieces: Piece[] = [];
  for (const point of points) {
    const raw = text.slice(start, point.offset).replace(/\n$/u, '');
    const whole = measure(raw);
    const visible = raw.trimEnd();
    upTo += whole;
    const blank = visible.length === raw.length ? hangingEm(visible) : whole - measure(visible);
    pieces.push({ start, end: point.offset, upTo, blank, point });
    start = point.offset;
  }
  return pieces;
}

/** Full-width stops and closing brackets are blank in their right half, which may hang out of the box. */
export function hangingEm(text: string): number {
  return /[，。、；：）】》」』〕〉]$/u.test(text) ? 0.5 : 0;
}

/** As few lines as a width allows, filled one after the other; without end where a piece is wider than that. */
function fewestLines(pieces: readonly Piece[], widthEm: number): number {
  let lines = 1;
  let lineStart = 0;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    const visibleEnd = piece.upTo - piece.blank;
    const mustBreak = before?.point.isForced ?? false;
    if (before !== undefined && (mustBreak || visibleEnd - lineStart > widthEm)) {
      lines += 1;
      lineStart = before.upTo;
    }
    if (visibleEnd - lineStart > widthEm) {
      return Number.POSITIVE_INFINITY;
    }
  }
  return lines;
}

/** The cheapest way to set all pieces in exactly `lineCount` lines; null where there is none. */
function bestEnds(
  pieces: readonly Piece[],
  lineCount: number,
  widthEm: number,
  evenness: number,
): { ends: number[]; cost: number } | null {
  const total = pieces.at(-1)?.upTo ?? 0;
  const mean = Math.max(total / lineCount, 0.001);
  // cheapest[k][i]: the least cost of setting pieces 0 … i in k + 1 lines, and where its line before ends.
  let cheapest: { cost: number; ends: number[] }[] = [];
  for (let line = 0; line < lineCount; line += 1) {
    const next: { cost: number; ends: number[] }[] = [];
    for (let last = line; last < pieces.length; last += 1) {
      let best: { cost: number; ends: number[] } = { cost: Number.POSITIVE_INFINITY, ends: [] };
      for (let first = last; first >= (line === 0 ? 0 : line); first -= 1) {
        if (first < last && pieces[first]?.point.isForced) {
          break;
        }
        const before = line === 0 ? { cost: 0, ends: [] } : cheapest[first - 1];
        const piece = pieces[last] as Piece;
        const width = piece.upTo - piece.blank - (pieces[first - 1]?.upTo ?? 0);
        if (width > widthEm && width > 0) {
          break;
        }
        if (before === undefined || (line === 0 && first > 0) || before.cost === Number.POSITIVE_INFINITY) {
          continue;
        }
        const raggedness = evenness * ((width - mean) / mean) ** 2;
        const cost = before.cost + raggedness + piece.point.cost;
        if (cost < best.cost) {
          best = { cost, ends: [...before.ends, last] };
        }
      }
      next[last] = best;
    }
    cheapest = next;
  }
  const end = cheapest[pieces.length - 1];
  return end === undefined || end.cost === Number.POSITIVE_INFINITY ? null : end;
}
