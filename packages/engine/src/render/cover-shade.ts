import type { Size } from '@clipo/contract';

/**
 * A shade behind the words, gone where they end: the picture stays a picture, as the letters' rim carries most of the
 * contrast. From the side on wide frames, so that what stands in the middle keeps its light; from the foot elsewhere.
 */
export function paintShade(ctx: CanvasRenderingContext2D, { width, height }: Size, top: number, foot: number): void {
  const isWide = width > height;
  const shade = isWide ? ctx.createLinearGradient(0, 0, width * 0.66, 0) : ctx.createLinearGradient(0, top, 0, height);
  const deep = isWide ? 0.3 : Math.min(0.9, (foot - top) / (height - top));
  shade.addColorStop(0, `rgba(8, 10, 12, ${isWide ? 0.5 : 0})`);
  shade.addColorStop(deep, 'rgba(8, 10, 12, 0.46)');
  shade.addColorStop(1, `rgba(8, 10, 12, ${isWide ? 0 : 0.18})`);
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
export function paintShadeAbove(ctx: CanvasRenderingContext2D, { width, height }: Size, end: number): void {
  const shade = ctx.createLinearGradient(0, height * 0.1, 0, end);
  shade.addColorStop(0, 'rgba(8, 10, 12, 0)');
  shade.addColorStop(0.3, 'rgba(8, 10, 12, 0.4)');
  shade.addColorStop(0.7, 'rgba(8, 10, 12, 0.34)');
  shade.addColorStop(1, 'rgba(8, 10, 12, 0)');
  ctx.save();
  ctx.fillStyle = shade;
  ctx.fillRect(0, height * 0.1, width, end - height * 0.1);
  ctx.restore();
}
