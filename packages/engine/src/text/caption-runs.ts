import type { Color } from '@clipo/contract';
import { isRightToLeft, useFont } from './fonts.ts';
import type { PlacedText } from './layout-text.ts';
import { type Ruler, withAutospace } from './measure.ts';
import type { TextPaint } from './paint-text.ts';

/** A stretch of a line that is drawn in one go. */
export interface Run {
  text: string;
  x: number;
  baseline: number;
  width: number;
  isLit: boolean;
  /** About the run's own middle, so that its neighbours never move. */
  scale: number;
}

/**
 * Cuts placed lines into runs: what stands before the lit word, the word, and what follows. Right-to-left lines are lit
 * whole, as their order on screen is not that of the text. Pure but for the ruler.
 */
export function runsOf(
  placed: PlacedText,
  lit: { start: number; end: number; scale: number } | null,
  ruler: Ruler,
): Run[] {
  return placed.lines.flatMap((line): Run[] => {
    const whole = { text: line.text, x: line.x, baseline: line.baseline, width: line.width, isLit: false, scale: 1 };
    const from = Math.max(0, (lit?.start ?? 0) - line.start);
    const to = Math.min(line.text.length, (lit?.end ?? 0) - line.start);
    if (lit === null || from >= to) {
      return [whole];
    }
    if (isRightToLeft(line.text) || isRightToLeft(line.text.slice(from, to))) {
      return [{ ...whole, isLit: true }];
    }
    const px = placed.fontPx;
    const word = line.text.slice(from, to);
    const before = line.text.slice(0, from);
    const after = line.text.slice(to);
    const wordWidth = ruler.width(word) * px;
    const wordEnd = ruler.width(line.text.slice(0, to)) * px;
    const afterWidth = ruler.width(after) * px;
    const runs = [
      { ...whole, text: before, width: ruler.width(before) * px },
      { ...whole, text: after, x: line.x + line.width - afterWidth, width: afterWidth },
      { ...whole, text: word, x: line.x + wordEnd - wordWidth, width: wordWidth, isLit: true, scale: lit.scale },
    ];
    return runs.filter((run) => run.text.trim() !== '');
  });
}

/** Draws runs: shadows, then strokes, then fills, so that a run's stroke never covers its neighbour's fill. */
export function paintRuns(
  ctx: CanvasRenderingContext2D,
  placed: PlacedText,
  runs: readonly Run[],
  paint: TextPaint,
  highlight: Color,
): void {
  const each = (draw: (run: Run, text: string) => void) => {
    for (const run of runs) {
      const text = withAutospace(run.text);
      ctx.save();
      useFont(ctx, placed.weight, placed.fontPx, text);
      const centerX = run.x + run.width / 2;
      const centerY = run.baseline - placed.fontPx * 0.38;
      ctx.translate(centerX, centerY);
      ctx.scale(run.scale, run.scale);
      ctx.translate(-centerX, -centerY);
      draw(run, text);
      ctx.restore();
    }
  };
  ctx.save();
  ctx.lineJoin = 'round';
  if (paint.stroke) {
    ctx.strokeStyle = paint.stroke.color;
    ctx.lineWidth = paint.stroke.width * 2;
  }
  if (paint.shadow) {
    const { color, blur, dy } = paint.shadow;
    each((run, text) => {
      ctx.shadowColor = color;
      ctx.shadowBlur = blur;
      ctx.shadowOffsetY = dy;
      if (paint.stroke) {
        ctx.strokeText(text, run.x, run.baseline);
      } else {
        ctx.fillStyle = run.isLit ? highlight : paint.color;
        ctx.fillText(text, run.x, run.baseline);
      }
    });
  }
  if (paint.stroke) {
    each((run, text) => ctx.strokeText(text, run.x, run.baseline));
  }
  each((run, text) => {
    ctx.fillStyle = run.isLit ? highlight : paint.color;
    ctx.fillText(text, run.x, run.baseline);
  });
  ctx.restore();
}
