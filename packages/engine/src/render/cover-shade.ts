import type { Size } from '@clipo/contract';
import type { AreaGround } from './cover-ground.ts';

/** What a picture is dimmed with behind words: red, green and blue of 0 … 255, and how much of the full shade, 0 … 1. */
export interface Shade {
  color: readonly [red: number, green: number, blue: number];
  strength: number;
}

/** The whole shade, for a picture of which nothing is known. */
export const fullShade: Shade = { color: [8, 10, 12], strength: 1 };
/** How bright a shade is at most, in its largest part of the three. */
const mostValue = 64;
/** On calm ground the letters' rim is enough, and a shade would be a band: from one unrest to the other it comes up. */
const [calm, busy] = [5, 24];
const leastStrength = 0.12;

/** The shade that words need over a ground: as strong as that is busy, and deep and full in its colour. Pure. */
export function shadeOver({ color, unrest }: AreaGround): Shade {
  const strength = Math.min(1, Math.max(leastStrength, (unrest - calm) / (busy - calm)));
  const [most, least] = [Math.max(...color), Math.min(...color)];
  if (most - least < 4) {
    return { ...fullShade, strength };
  }
  // As far from grey again as it is: a pale colour has little of its own to give.
  const full = (value: number) => Math.max(0, value - (most - value) * 1.5) * Math.min(1, mostValue / most);
  const [red, green, blue] = color;
  return { color: [full(red), full(green), full(blue)], strength };
}

const rgba = ({ color: [red, green, blue], strength }: Shade, alpha: number) =>
  `rgba(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)}, ${alpha * strength})`;

/**
 * A shade behind the words, gone where they end: the picture stays a picture, as the letters' rim carries most of the
 * contrast. From the side on wide frames, so that what stands in the middle keeps its light; from the foot elsewhere.
 */
export function paintShade(
  ctx: CanvasRenderingContext2D,
  { width, height }: Size,
  { top, foot, look }: { top: number; foot: number; look: Shade },
): void {
  const isWide = width > height;
  const shade = isWide ? ctx.createLinearGradient(0, 0, width * 0.66, 0) : ctx.createLinearGradient(0, top, 0, height);
  const deep = isWide ? 0.3 : Math.min(0.9, (foot - top) / (height - top));
  shade.addColorStop(0, rgba(look, isWide ? 0.5 : 0));
  shade.addColorStop(deep, rgba(look, 0.46));
  shade.addColorStop(1, rgba(look, isWide ? 0 : 0.18));
  ctx.save();
  ctx.fillStyle = shade;
  if (isWide) {
    ctx.fillRect(0, 0, width, height);
  } else {
    ctx.fillRect(0, top, width, height - top);
  }
  ctx.restore();
}

/** A shade behind words at the upper end, gone at the edge, where the label stands, and where they end. */
export function paintShadeAbove(
  ctx: CanvasRenderingContext2D,
  { width, height }: Size,
  { end, look }: { end: number; look: Shade },
): void {
  const shade = ctx.createLinearGradient(0, height * 0.1, 0, end);
  shade.addColorStop(0, rgba(look, 0));
  shade.addColorStop(0.3, rgba(look, 0.4));
  shade.addColorStop(0.7, rgba(look, 0.34));
  shade.addColorStop(1, rgba(look, 0));
  ctx.save();
  ctx.fillStyle = shade;
  ctx.fillRect(0, height * 0.1, width, end - height * 0.1);
  ctx.restore();
}
