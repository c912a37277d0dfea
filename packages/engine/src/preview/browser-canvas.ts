import type { Canvas, CanvasPort } from '../layers/layer.ts';
import { fontFamily, giveFamily } from '../text/fonts.ts';
import { weightOfFont } from './font-weight.ts';

/**
 * The canvas of a browser: OffscreenCanvas, kept in memory rather than on a graphics card, because every picture is read
 * back. Fonts come first (`loadFont`).
 * @param own the family of a brand's own font (`loadOwnFonts`): texts are set in it first
 */
export function createBrowserCanvas(own?: string): CanvasPort {
  const readPixels = (canvas: Canvas): Uint8Array => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    return premultiply(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  };
  return {
    createCanvas(width, height) {
      const canvas = new OffscreenCanvas(width, height);
      // Whoever asks for the context first says what it is for; all later ones get this one.
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (own !== undefined && context !== null) {
        giveFamily(context as unknown as CanvasRenderingContext2D, own);
      }
      return canvas as unknown as Canvas;
    },
    takePixels(canvas) {
      const pixels = readPixels(canvas);
      canvas.width = 1;
      canvas.height = 1;
      return pixels;
    },
    readPixels,
  };
}

/** In place. Clear and opaque pixels, which are nearly all, cost a look each. */
function premultiply(rgba: Uint8Array): Uint8Array {
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] as number;
    if (alpha !== 255 && alpha !== 0) {
      rgba[at] = Math.round(((rgba[at] as number) * alpha) / 255);
      rgba[at + 1] = Math.round(((rgba[at + 1] as number) * alpha) / 255);
      rgba[at + 2] = Math.round(((rgba[at + 2] as number) * alpha) / 255);
    } else if (alpha === 0) {
      rgba[at] = 0;
      rgba[at + 1] = 0;
      rgba[at + 2] = 0;
    }
  }
  return rgba;
}

/** The set of fonts of a page or of a worker. */
interface FontSet {
  add(face: FontFace): unknown;
}

/**
 * Registers a part of the face that all layers set text in, under the name that they ask for: it is used for its own letters
 * alone, so that parts with other letters may come later.
 */
export async function loadFont(
  fonts: FontSet,
  { bytes, isBold, letters }: { bytes: ArrayBuffer; isBold: boolean; letters: string },
): Promise<void> {
  const unicodeRange = [...new Set(letters)].map((letter) => `U+${letter.codePointAt(0)?.toString(16)}`).join(',');
  // Medium is drawn as regular and black as bold, as on a server.
  const face = new FontFace(fontFamily, bytes, { weight: isBold ? '600 900' : '100 500', unicodeRange });
  fonts.add(await face.load());
}

const ownFamily = 'Clipo Own';

/**
 * Registers the faces of a brand's own font, whole: for what they have no glyph, Clipo's own stands in.
 * @returns the family's name, for `createBrowserCanvas`; undefined where there are none
 */
export async function loadOwnFonts(fonts: FontSet, faces: readonly ArrayBuffer[]): Promise<string | undefined> {
  for (const bytes of faces) {
    // Told as they are: what is asked beyond them is emboldened, by Skia here as on a server.
    fonts.add(await new FontFace(ownFamily, bytes, { weight: weightOfFont(bytes).join(' ') }).load());
  }
  return faces.length === 0 ? undefined : ownFamily;
}
