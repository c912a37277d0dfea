import type { Box, PreparedMaterial, Size } from '@clipo/contract';
import type { Picture } from '../compositor/types.ts';
import type { LayerContext } from './layer.ts';

/**
 * Makes a picture of a region of a small still, enlarged once by the canvas's best (cubic) sampling. Bilinear sampling
 * alone, as the compositor does for every frame, shows its grid when it enlarges; over this it moves nearly 1 : 1.
 * A cut-out stands on white. The picture belongs to the caller.
 */
export async function enlargeStill(
  material: PreparedMaterial,
  source: Size,
  region: Box,
  size: Size,
  context: LayerContext,
): Promise<Picture> {
  const { canvas, compositor, media } = context;
  const { rgba, width, height } = await media.stillRgba(material, source);
  const small = canvas.createCanvas(width, height);
  const smallContext = small.getContext('2d');
  const image = smallContext.createImageData(width, height);
  image.data.set(onWhite(rgba));
  smallContext.putImageData(image, 0, 0);
  const large = canvas.createCanvas(size.width, size.height);
  const largeContext = large.getContext('2d');
  largeContext.imageSmoothingEnabled = true;
  largeContext.imageSmoothingQuality = 'high';
  const [x, y, w, h] = [region.x * width, region.y * height, region.w * width, region.h * height];
  largeContext.drawImage(small as unknown as CanvasImageSource, x, y, w, h, 0, 0, size.width, size.height);
  return compositor.createPictureFromRgba(canvas.takePixels(large), size.width, size.height);
}

/** Premultiplied RGBA over white, opaque. */
function onWhite(rgba: Uint8Array): Uint8ClampedArray {
  const opaque = new Uint8ClampedArray(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    const rest = 255 - (rgba[at + 3] ?? 255);
    for (let channel = 0; channel < 3; channel++) {
      opaque[at + channel] = (rgba[at + channel] ?? 0) + rest;
    }
    opaque[at + 3] = 255;
  }
  return opaque;
}
