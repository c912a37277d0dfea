import type { TextStyle } from '@clipo/contract';
import type { PixelRect } from '../compositor/types.ts';

/** Lengths of a text style in pixels, for a frame's short side. */
export interface TextBoxLengths {
  fontPx: number;
  floorPx: number;
  strokePx: number;
  padX: number;
  padY: number;
  /** How far the shadow may reach beyond the ink. */
  marginPx: number;
}

/** Smallest type that still reads on a phone, as a fraction of the short side. */
const legible = 0.024;

/** Style lengths in pixels. The floor is where shrinking ends and cutting begins. */
export function lengthsOf(style: TextStyle, shortSide: number): TextBoxLengths {
  const fontPx = style.size * shortSide;
  const strokePx = (style.stroke?.width ?? 0) * shortSide;
  const shadow = style.shadow ? (style.shadow.blur * 1.5 + Math.abs(style.shadow.dy)) * shortSide : 0;
  return {
    fontPx,
    floorPx: Math.min(fontPx, Math.max(fontPx * 0.4, legible * shortSide)),
    strokePx,
    padX: (style.plate?.padX ?? 0) * shortSide,
    padY: (style.plate?.padY ?? 0) * shortSide,
    marginPx: Math.ceil(shadow + 4),
  };
}

/** A rectangle made smaller on all sides, never below one pixel. */
export function inset(rect: PixelRect, x: number, y: number): PixelRect {
  const w = Math.max(1, rect.w - 2 * x);
  const h = Math.max(1, rect.h - 2 * y);
  return { x: rect.x + (rect.w - w) / 2, y: rect.y + (rect.h - h) / 2, w, h };
}
