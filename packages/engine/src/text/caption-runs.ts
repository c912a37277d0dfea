import type { Color } from '@clipo/contract';
import { emphasisIn, hasRightToLeft, widthTo } from './emphasis.ts';
import { useFont } from './fonts.ts';
import type { PlacedText } from './layout-text.ts';
import { type Ruler, withAutospace } from './measure.ts';

/** A stretch of a line that is drawn in one go. */
export interface Run {
  text: string;
  x: number;
  baseline: number;
  width: number;
  role: 'plain' | 'emphasis' | 'lit';
  /** Of the font size: what is set off is larger. */
  sizeScale: number;
  /** Middle of the lit word on this line, about which it grows, so that its neighbours never move. */
  center: { x: number; y: number };
}

/** What of a page is drawn how. Offsets are UTF-16 in the page's text. */
export interface RunParts {
  emphasis: readonly string[];
  lit: { start: number; end: number } | null;
  /** Only what stands before is drawn. */
  upTo: number;
}

/**
 * Cuts placed lines into runs at the borders of the lit word and of what is set off. Right-to-left lines are lit whole,
 * as their order on screen is not that of the text. Pure but for the ruler, which is the plain one.
 */
export function runsOf(placed: PlacedText, parts: RunParts, ruler: Ruler): Run[] {
  const px = placed.fontPx;
  return placed.lines.flatMap((line): Run[] => {
    const from = Math.max(0, (parts.lit?.start ?? 0) - line.start);
    const to = Math.min(line.text.length, (parts.lit?.end ?? 0) - line.start);
    const upTo = Math.min(line.text.length, parts.upTo - line.start);
    const hasLit = parts.lit !== null && from < to;
    const centerY = line.baseline - px * 0.38;
    if (upTo <= 0) {
      return [];
    }
    if (hasRightToLeft(line.text)) {
      const { text, x, baseline, width } = line;
      const center = { x: x + width / 2, y: centerY };
      return [{ text, x, baseline, width, role: hasLit ? 'lit' : 'plain', sizeScale: 1, center }];
    }
    const emphasis = emphasisIn(line.text, parts.emphasis);
    const rightOf = (offset: number) => line.x + widthTo(ruler, line.text, emphasis, offset) * px;
    const cuts = new Set([
      0,
      upTo,
      ...emphasis.flatMap(({ start, end }) => [start, end]),
      ...(hasLit ? [from, to] : []),
    ]);
    const offsets = [...cuts].filter((offset) => offset <= upTo).sort((a, b) => a - b);
    const runs = offsets.slice(1).map((end, index): Run => {
      const start = offsets[index] ?? 0;
      const text = line.text.slice(start, end);
      const set = emphasis.find((range) => start >= range.start && start < range.end);
      const sizeScale = set?.scale ?? 1;
      const width = ruler.width(text) * px * sizeScale;
      const role = hasLit && start >= from && start < to ? 'lit' : set === undefined ? 'plain' : 'emphasis';
      // From its right end: a hair of space before it belongs to what stands before.
      const x = rightOf(end) - width;
      return { text, x, baseline: line.baseline, width, role, sizeScale, center: { x: 0, y: centerY } };
    });
    const lit = runs.filter(({ role }) => role === 'lit');
    const left = Math.min(...lit.map(({ x }) => x));
    const right = Math.max(...lit.map(({ x, width }) => x + width));
    return runs
      .filter(({ text }) => text.trim() !== '')
      .map((run) => ({ ...run, center: { x: lit.length === 0 ? run.x : (left + right) / 2, y: centerY } }));
  });
}

/** How runs look. Lengths in pixels; `fatten` makes strokes of letters bolder than the boldest font. */
export interface RunPaint {
  colors: Record<Run['role'], Color>;
  outline: { color: Color; width: number } | null;
  shadow: { color: Color; blur: number; dy: number } | null;
  fatten: number;
  litScale: number;
  /** Whether the lit word carries an outline too: not on a ground of its own. */
  isLitOutlined: boolean;
  /** Drawn over all outlines and under all letters: boxes and bars. */
  underlay?: (ctx: CanvasRenderingContext2D) => void;
}

/** Draws runs: shadows, then outlines, then fills, so that a run's outline never covers its neighbour's fill. */
export function paintRuns(
  ctx: CanvasRenderingContext2D,
  placed: PlacedText,
  runs: readonly Run[],
  paint: RunPaint,
): void {
  const each = (among: readonly Run[], draw: (run: Run, text: string) => void) => {
    for (const run of among) {
      const text = withAutospace(run.text);
      const scale = run.role === 'lit' ? paint.litScale : 1;
      ctx.save();
      useFont(ctx, placed.weight, placed.fontPx * run.sizeScale, text);
      ctx.translate(run.center.x, run.center.y);
      ctx.scale(scale, scale);
      ctx.translate(-run.center.x, -run.center.y);
      draw(run, text);
      ctx.restore();
    }
  };
  const { outline, shadow } = paint;
  const outlined = outline === null ? [] : runs.filter(({ role }) => role !== 'lit' || paint.isLitOutlined);
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  // Half of an outline lies under the fill.
  ctx.lineWidth = ((outline?.width ?? 0) + paint.fatten) * 2;
  ctx.strokeStyle = outline?.color ?? '#000000';
  if (shadow) {
    each(outline === null ? runs : outlined, (run, text) => {
      ctx.shadowColor = shadow.color;
      ctx.shadowBlur = shadow.blur;
      ctx.shadowOffsetY = shadow.dy;
      if (outline === null) {
        ctx.fillStyle = paint.colors[run.role];
        ctx.fillText(text, run.x, run.baseline);
      } else {
        ctx.strokeText(text, run.x, run.baseline);
      }
    });
  }
  each(outlined, (run, text) => ctx.strokeText(text, run.x, run.baseline));
  paint.underlay?.(ctx);
  ctx.lineWidth = paint.fatten * 2;
  each(runs, (run, text) => {
    ctx.fillStyle = paint.colors[run.role];
    ctx.fillText(text, run.x, run.baseline);
    if (paint.fatten > 0) {
      ctx.strokeStyle = ctx.fillStyle;
      ctx.strokeText(text, run.x, run.baseline);
    }
  });
  ctx.restore();
}
