import type { MarkTile, Size } from '@clipo/contract';

/** An I420 picture (8-bit BT.709 limited range) in the compositor's memory. Both sides are even. */
export interface Picture {
  readonly pointer: number;
  readonly width: number;
  readonly height: number;
}

/** A graphic with premultiplied alpha, made once from RGBA: luma and alpha full size, chroma half. */
export interface Sprite {
  readonly pointer: number;
  readonly width: number;
  readonly height: number;
}

/** A watermark for pictures of one width, laid out in the compositor's memory. */
export interface Mark {
  readonly pointer: number;
  /** Rows of the tile, and bytes from one to the next: a row is the tile repeated over the picture's width. */
  readonly rows: number;
  readonly stride: number;
}

/** A rectangle in pixels. Sources may have fractions; targets are whole and even-aligned by the compositor. */
export interface PixelRect {
  x: number;
  y: number;
  w: number;
  h: number;
}

/** A colour as the compositor mixes it: BT.709 limited-range Y, U, V (16 … 240) and alpha 0 … 255. */
export interface YuvaColor {
  y: number;
  u: number;
  v: number;
  a: number;
}

/**
 * Draws on I420 pictures inside one WASM memory. The same module runs on the server and in a browser. All methods clip
 * to the target; nothing throws for a rectangle that lies outside.
 */
export interface Compositor {
  createPicture(size: Size): Picture;
  releasePicture(picture: Picture): void;
  /** Live view of a picture's I420 bytes (Y, then U, then V, no padding); valid until the next create. */
  bytesOf(picture: Picture): Uint8Array;
  /** Makes a sprite from RGBA bytes with premultiplied alpha (4 bytes a pixel, rows without padding). */
  createSprite(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Sprite;
  /**
   * Puts a part of an RGBA sheet (premultiplied, `sheetWidth` pixels a row) into the room of a sprite that is no smaller:
   * pictures that change with every frame take no new memory. What it gives is valid until the room is filled again.
   */
  fillSprite(room: Sprite, rgba: Uint8Array | Uint8ClampedArray, sheetWidth: number, part: PixelRect): Sprite;
  /** Keeps of a sprite what a mask's alpha lets through; the sprite's corner lies at `x`, `y` (even) of the mask. */
  maskSprite(sprite: Sprite, mask: Sprite, x: number, y: number): void;
  /** Makes an opaque picture from RGBA bytes; sides are rounded down to even. */
  createPictureFromRgba(rgba: Uint8Array | Uint8ClampedArray, width: number, height: number): Picture;
  releaseSprite(sprite: Sprite): void;
  fill(target: Picture, rect: PixelRect, color: YuvaColor): void;
  /** Copies a picture without scaling. */
  copy(source: Picture, target: Picture, x: number, y: number): void;
  /** Bilinear, sub-pixel: the part `from` of the source fills `to` of the target. `opacity` 0 … 1. */
  drawScaled(source: Picture, from: PixelRect, target: Picture, to: PixelRect, opacity: number): void;
  /** Lays a sprite over the target at whole pixels. `opacity` 0 … 1. */
  drawSprite(sprite: Sprite, target: Picture, x: number, y: number, opacity: number): void;
  /** Lays a sprite over the target, scaled about its centre (`centerX`, `centerY` in target pixels). */
  drawSpriteScaled(
    sprite: Sprite,
    target: Picture,
    centerX: number,
    centerY: number,
    scale: number,
    opacity: number,
  ): void;
  /** As drawScaled, but only where the mask sprite's alpha is (rounded corners): the mask has the size of `to`. */
  drawScaledMasked(
    source: Picture,
    from: PixelRect,
    mask: Sprite,
    target: Picture,
    to: PixelRect,
    opacity: number,
  ): void;
  /** target = a × (1 − weight) + b × weight, weight 0 … 1; all three have one size. */
  mix(a: Picture, b: Picture, target: Picture, weight: number): void;
  /**
   * As mix, with a weight (0 … 255) for every column (`x`) or row (`y`): wipes. `weights` has an entry for each pixel
   * along the axis; 0 is exactly a, 255 exactly b. `target` may be `a`.
   */
  mixAlong(a: Picture, b: Picture, target: Picture, axis: 'x' | 'y', weights: Uint8Array): void;
  /** Lays out the tile of a watermark for pictures of a width. */
  createMark(tile: MarkTile, width: number): Mark;
  releaseMark(mark: Mark): void;
  /** Adds a watermark to the luma of a finished picture, more where it has texture. Once a picture: it adds up. */
  addMark(mark: Mark, target: Picture): void;
}
