import type { Picture, Sprite } from './types.ts';

/** One plane of samples in the compositor's memory. `halving` is 0 for luma and alpha, 1 for chroma. */
export interface Plane {
  pointer: number;
  width: number;
  height: number;
  stride: number;
  halving: 0 | 1;
}

/** Bytes of an I420 picture. */
export function pictureBytes(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/** Y, U and V of a picture: one after the other, rows without padding. */
export function planesOfPicture({ pointer, width, height }: Picture): [Plane, Plane, Plane] {
  const [halfWidth, halfHeight] = [width / 2, height / 2];
  const chroma = { width: halfWidth, height: halfHeight, stride: halfWidth, halving: 1 } as const;
  return [
    { pointer, width, height, stride: width, halving: 0 },
    { ...chroma, pointer: pointer + width * height },
    { ...chroma, pointer: pointer + width * height + halfWidth * halfHeight },
  ];
}

/** A sprite's colour plane with the alpha that belongs to it. */
export interface SpritePlane extends Plane {
  alpha: number;
}

/** Sides of a sprite in memory: even, the odd pixel being clear. */
export function spriteSize(width: number, height: number): { width: number; height: number } {
  return { width: width + (width % 2), height: height + (height % 2) };
}

/** Bytes of a sprite: Y, alpha; U, V, alpha of the chroma. */
export function spriteBytes(width: number, height: number): number {
  const size = spriteSize(width, height);
  return (size.width * size.height * 11) / 4;
}

/** Y, U and V of a sprite, each with its alpha. */
export function planesOfSprite(sprite: Sprite): [SpritePlane, SpritePlane, SpritePlane] {
  const { width, height } = spriteSize(sprite.width, sprite.height);
  const whole = width * height;
  const quarter = whole / 4;
  const chroma = { width: width / 2, height: height / 2, stride: width / 2, halving: 1 } as const;
  const u = sprite.pointer + 2 * whole;
  const alpha = u + 2 * quarter;
  return [
    { pointer: sprite.pointer, width, height, stride: width, halving: 0, alpha: sprite.pointer + whole },
    { ...chroma, pointer: u, alpha },
    { ...chroma, pointer: u + quarter, alpha },
  ];
}
