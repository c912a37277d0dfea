import type { Color, TextStyle } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';
import { useFont } from './fonts.ts';
import type { PlacedText } from './layout-text.ts';
import { withAutospace } from './measure.ts';

/** Looks of a text; lengths in pixels. */
export interface TextPaint {
  color: Color;
  stroke?: { color: Color; width: number };
  shadow?: { color: Color; blur: number; dy: number };
}

/** The looks of a style at a short side in pixels. */
export function textPaintOf(style: TextStyle, shortSide: number): TextPaint {
  return {
    color: style.color,
    ...(style.stroke && style.stroke.width > 0
      ? { stroke: { color: style.stroke.color, width: style.stroke.width * shortSide } }
      : {}),
    ...(style.shadow
      ? {
          shadow: {
            color: style.shadow.color,
            blur: style.shadow.blur * shortSide,
            dy: style.shadow.dy * shortSide,
          },
        }
      : {}),
  };
}

/** Draws laid-out text: all shadows and strokes first, so that no line's stroke covers its neighbour. */
export function paintText(ctx: CanvasRenderingContext2D, placed: PlacedText, paint: TextPaint): void {
  ctx.save();
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  if (paint.shadow) {
    ctx.shadowColor = paint.shadow.color;
    ctx.shadowBlur = paint.shadow.blur;
    ctx.shadowOffsetY = paint.shadow.dy;
  }
  if (paint.stroke) {
    ctx.strokeStyle = paint.stroke.color;
    // Half of a stroke lies under the fill.
    ctx.lineWidth = paint.stroke.width * 2;
    for (const line of placed.lines) {
      const text = withAutospace(line.text);
      useFont(ctx, placed.weight, placed.fontPx, text);
      ctx.strokeText(text, line.x, line.baseline);
    }
    ctx.shadowColor = 'transparent';
  }
  ctx.fillStyle = paint.color;
  for (const line of placed.lines) {
    const text = withAutospace(line.text);
    useFont(ctx, placed.weight, placed.fontPx, text);
    ctx.fillText(text, line.x, line.baseline);
  }
  ctx.restore();
}

/** Begins a path round a rectangle with round corners; the radius is limited by the sides. */
export function roundedRect(ctx: CanvasRenderingContext2D, rect: PixelRect, radius: number): void {
  const most = Math.max(0, Math.min(radius, rect.w / 2, rect.h / 2));
  ctx.beginPath();
  ctx.roundRect(rect.x, rect.y, rect.w, rect.h, most);
}
