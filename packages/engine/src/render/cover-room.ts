import type { Size } from '@clipo/contract';

/** Where words may stand, in pixels. */
export interface Room {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Sides of a cover by fractions of its short side. */
export const coverMargin = 0.07;

/** The part of a cover that no platform covers, for words. */
export function coverRoom({ width, height }: Size): Room {
  const shortSide = Math.min(width, height);
  const isTall = height * 10 >= width * 16;
  return isTall
    ? { left: (width * 72) / 1080, right: (width * 880) / 1080, top: height * 0.155, bottom: (height * 1248) / 1920 }
    : {
        left: shortSide * coverMargin,
        // A wide frame is read in its left half; its subject stands in the middle or to the right.
        right: width > height ? width * 0.62 : width - shortSide * coverMargin,
        top: height * 0.14,
        bottom: height - shortSide * coverMargin,
      };
}

/** The end of a picture's words at which the picture itself is calmer; `luma` holds its rows. */
export function calmerEnd(luma: Uint8Array, size: Size): 'top' | 'bottom' {
  const room = coverRoom(size);
  const high = (room.bottom - room.top) * 0.38;
  const step = Math.max(2, Math.round(Math.min(size.width, size.height) / 90));
  const busy = (from: number) => {
    let sum = 0;
    for (let y = Math.round(from); y + step < from + high; y += step) {
      for (let x = Math.round(room.left); x + step < room.right; x += step) {
        const here = luma[y * size.width + x] ?? 0;
        sum += Math.abs((luma[y * size.width + x + step] ?? 0) - here);
        sum += Math.abs((luma[(y + step) * size.width + x] ?? 0) - here);
      }
    }
    return sum;
  };
  // Words at the foot are what viewers are used to: they leave it only where there is less to cover above.
  return busy(room.top) < 0.95 * busy(room.bottom - high) ? 'top' : 'bottom';
}
