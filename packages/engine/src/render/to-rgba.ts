import type { Size } from '@clipo/contract';

/** Turns an I420 BT.709 limited-range frame into opaque RGBA (for stills; video never passes through RGBA). */
export function toRgba(i420: Uint8Array, size: Size, rgba: Uint8Array | Uint8ClampedArray): void {
  const { width, height } = size;
  const half = width / 2;
  const uStart = width * height;
  const vStart = uStart + half * (height / 2);
  for (let row = 0; row < height; row++) {
    const chromaRow = (row >> 1) * half;
    for (let column = 0; column < width; column++) {
      const luma = 1.164384 * ((i420[row * width + column] ?? 16) - 16);
      const chroma = chromaRow + (column >> 1);
      const u = (i420[uStart + chroma] ?? 128) - 128;
      const v = (i420[vStart + chroma] ?? 128) - 128;
      const at = (row * width + column) * 4;
      rgba[at] = clamp(luma + 1.792741 * v);
      rgba[at + 1] = clamp(luma - 0.213249 * u - 0.532909 * v);
      rgba[at + 2] = clamp(luma + 2.112402 * u);
      rgba[at + 3] = 255;
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : Math.round(value);
}
