import { readFile } from 'node:fs/promises';
import type { ImageMaterial, Size } from '@clipo/contract';
import { type Canvas, createCanvas, Image } from '@napi-rs/canvas';

/** Premultiplied or opaque RGBA, 4 bytes a pixel, rows without padding. */
export interface Pixels extends Size {
  rgba: Uint8Array;
}

/**
 * Decodes a picture at a size. It is reduced by halves first, because one great step skips pixels and shimmers.
 * @param background CSS colour under a picture with alpha; null keeps the alpha, premultiplied.
 */
export async function drawStill(material: ImageMaterial, size: Size, background: string | null): Promise<Pixels> {
  let source: Image | Canvas = await readImage(material.path);
  const reduce = (to: Size, under: string | null): Canvas => {
    const canvas = drawn(source, to, under);
    forget(source);
    source = canvas;
    return canvas;
  };
  while (source.width >= size.width * 2 && source.height >= size.height * 2) {
    reduce({ width: Math.ceil(source.width / 2), height: Math.ceil(source.height / 2) }, null);
  }
  const canvas = reduce(size, background);
  const rgba = canvas.data();
  forget(canvas);
  return { ...size, rgba };
}

/** Decodes an image file. Not by the library's loadImage, which never frees the bytes of a file that it reads itself. */
async function readImage(path: string): Promise<Image> {
  const image = new Image();
  image.src = await readFile(path);
  const decoded = image.decode().finally(() => decoding.delete(decoded));
  decoding.add(decoded);
  await decoded;
  return image;
}

/** What is being decoded just now. */
const decoding = new Set<Promise<unknown>>();

/** Resolves when nothing is being decoded: a thread that ends amid a decoding has the canvas complain of a leak. */
export async function decodingEnds(): Promise<void> {
  while (decoding.size > 0) {
    await Promise.allSettled(decoding);
  }
}

/** Gives a picture's memory back now: V8 sees only a small object and would keep tens of megabytes until it cleans up. */
function forget(picture: Image | Canvas): void {
  if ('getContext' in picture) {
    picture.width = 1;
    picture.height = 1;
  } else {
    picture.src = Buffer.alloc(0);
  }
}

function drawn(source: Image | Canvas, size: Size, background: string | null): Canvas {
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  if (background !== null) {
    context.fillStyle = background;
    context.fillRect(0, 0, size.width, size.height);
  }
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, size.width, size.height);
  return canvas;
}
