import type { PresenterFraming, RgbaPicture } from '@clipo/contract';
import type { FaceFrame } from './face-frame.ts';
import { type PartOfPicture, placePerson } from './place-person.ts';
import type { WarpView } from './warp.ts';

/** More source pixels than this for one of the output would be read past, not seen. */
const mostStep = 1.5;

/** A picture at a useful size, premultiplied, and how the output lies on it. `scale`: new pixels of one old pixel. */
export interface FittedPicture {
  pixels: Uint32Array;
  width: number;
  height: number;
  scale: number;
  view: WarpView;
}

/**
 * Fits a person into a frame. On transparent ground the person stands on the lower edge, where a drawn presenter of the framing
 * would; with a background the picture covers the frame, and the face is kept in it, a little above the middle.
 * @param sides whether a person who reaches the picture's side is cut off there, as in films; pictures are rounded before
 */
export function fitPerson(
  picture: RgbaPicture,
  face: FaceFrame,
  out: { width: number; height: number },
  isCutOut: boolean,
  framing: PresenterFraming = 'half',
  sides: 'as they are' | 'cut off' = 'as they are',
): FittedPicture {
  const shown = isCutOut ? opaqueBox(picture) : undefined;
  const cut =
    shown === undefined || sides === 'as they are'
      ? undefined
      : { left: shown.left <= 1, right: shown.left + shown.width >= picture.width - 1 };
  const placed = shown && placePerson(shown, face.head, out, framing, cut);
  const native = placed?.step ?? Math.min(picture.width / out.width, picture.height / out.height);
  const scale = Math.min(1, mostStep / native);
  const { pixels, width, height } = scaledPicture(picture, scale);
  const step = native * scale;
  const roomX = width - out.width * step;
  const roomY = height - out.height * step;
  const within = (value: number, room: number) => Math.max(0, Math.min(room, value));
  return {
    pixels,
    width,
    height,
    scale,
    view: {
      ...out,
      step,
      offsetX:
        placed?.left === undefined ? within(face.head.x * scale - (out.width * step) / 2, roomX) : placed.left * scale,
      offsetY:
        placed?.top === undefined ? within(face.head.y * scale - out.height * step * 0.42, roomY) : placed.top * scale,
    },
  };
}

/** The box of everything that is not transparent. */
export function opaqueBox({ width, height, data }: RgbaPicture): PartOfPicture {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((data[(y * width + x) * 4 + 3] as number) > 24) {
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = y + 1;
      }
    }
  }
  return right <= left ? { left: 0, top: 0, width, height } : { left, top, width: right - left, height: bottom - top };
}

/** A copy at another size, premultiplied, one pixel a number. Every pixel of the original counts by its share. */
export function scaledPicture({ width, height, data }: RgbaPicture, scale: number) {
  const pixels = premultiplied(data);
  if (scale >= 1) {
    return { width, height, pixels };
  }
  const size = { width: Math.max(2, Math.round(width * scale)), height: Math.max(2, Math.round(height * scale)) };
  const across = sharesOf(width, size.width);
  const down = sharesOf(height, size.height);
  const small = new Uint32Array(size.width * size.height);
  // Rows first, then columns, each channel in floating point.
  const lines = new Float32Array(size.width * 4 * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < size.width; x++) {
      const to = (y * size.width + x) * 4;
      for (const { at, share } of across[x] as Share[]) {
        const value = pixels[y * width + at] as number;
        for (let channel = 0; channel < 4; channel++) {
          lines[to + channel] = (lines[to + channel] as number) + ((value >>> (channel * 8)) & 255) * share;
        }
      }
    }
  }
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      let value = 0;
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (const { at, share } of down[y] as Share[]) {
          sum += (lines[(at * size.width + x) * 4 + channel] as number) * share;
        }
        value |= Math.min(255, Math.round(sum)) << (channel * 8);
      }
      small[y * size.width + x] = value >>> 0;
    }
  }
  return { ...size, pixels: small };
}

interface Share {
  at: number;
  share: number;
}

/** Which pixels of `from` one of `to` covers, and by how much. */
function sharesOf(from: number, to: number): Share[][] {
  const step = from / to;
  return Array.from({ length: to }, (_, index) => {
    const [start, end] = [index * step, (index + 1) * step];
    const shares: Share[] = [];
    for (let at = Math.floor(start); at < Math.min(from, Math.ceil(end)); at++) {
      shares.push({ at, share: (Math.min(at + 1, end) - Math.max(at, start)) / step });
    }
    return shares;
  });
}

/** Straight RGBA bytes as premultiplied numbers. */
function premultiplied(straight: Uint8Array | Uint8ClampedArray): Uint32Array {
  const pixels = new Uint32Array(straight.length / 4);
  for (let at = 0; at < pixels.length; at++) {
    const alpha = straight[at * 4 + 3] as number;
    const channel = (offset: number) =>
      alpha === 255
        ? (straight[at * 4 + offset] as number)
        : Math.round(((straight[at * 4 + offset] as number) * alpha) / 255);
    pixels[at] = ((alpha << 24) | (channel(2) << 16) | (channel(1) << 8) | channel(0)) >>> 0;
  }
  return pixels;
}
