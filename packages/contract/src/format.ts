import { z } from 'zod';

/** Frame shapes, width before height. */
export const formats = ['9x16', '1x1', '4x5', '3x4', '16x9'] as const;
export const Format = z.enum(formats);
export type Format = z.infer<typeof Format>;

/** Length of the short side in pixels: 720p, 1080p, 1440p and 4K. */
export const resolutions = [720, 1080, 1440, 2160] as const;
export const Resolution = z.union(resolutions.map((value) => z.literal(value)));
export type Resolution = z.infer<typeof Resolution>;

export const frameRates = [24, 25, 30, 50, 60] as const;
export const FrameRate = z.union(frameRates.map((value) => z.literal(value)));
export type FrameRate = z.infer<typeof FrameRate>;

export const Codec = z.enum(['h264', 'hevc']);
export type Codec = z.infer<typeof Codec>;

/** A size in pixels; both sides are even, as 4:2:0 pictures need. */
export interface Size {
  width: number;
  height: number;
}

/** The frame of a format for a short side in pixels: `frameSize('9x16', 1080)` is 1080×1920. Sides are even. */
export function frameSize(format: Format, shortSide: number): Size {
  const [across = 1, down = 1] = format.split('x').map(Number);
  const unit = shortSide / Math.min(across, down);
  const even = (value: number) => Math.round(value / 2) * 2;
  return { width: even(across * unit), height: even(down * unit) };
}
