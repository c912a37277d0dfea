import type { EyeFrame } from './face-frame.ts';
import type { WarpBox, WarpPlace, WarpSource } from './warp.ts';

/** A lid reaches a little past the corners that are found, and closes a little beyond the lower lid's. */
const width = 1.18;
const beyond = 0.14;
/** Half the thickness of the lashes' line, in half widths of the eye: thin, and gone towards the corners, else it is a stroke of ink. */
const lashHalf = 0.06;
const lashCover = 0.8;

/**
 * Closes the eyes: the skin above an eye is drawn down over it, and the line of the lashes, in the darkest colour found at
 * the open lid, lies over the edge, so that no stroke of the open lid stays behind. Null where the eyes are open.
 * @param step source pixels of one pixel of the output
 */
export function createLidWarp(
  source: WarpSource,
  blink: number,
  step: number,
): { boxes: WarpBox[]; move(place: WarpPlace): void } | null {
  if (blink < 0.02) {
    return null;
  }
  const { eyes } = source.face;
  const lashes = eyes.map((eye) => darkestAt(source, eye));
  const move = (place: WarpPlace) => {
    for (let index = 0; index < eyes.length; index++) {
      const eye = eyes[index] as EyeFrame;
      const dx = place.x - eye.x;
      const dy = place.y - eye.y;
      const u = (dx * eye.cos + dy * eye.sin) / eye.half;
      if (u <= -width || u >= width) {
        continue;
      }
      const v = (dy * eye.cos - dx * eye.sin) / eye.half;
      const arch = (1 - (u * u) / (width * width)) ** 0.75;
      const opening = eye.bottom - eye.top;
      const top = (eye.top - opening * 0.06) * arch;
      const edge = top + blink * opening * (1.06 + beyond) * arch;
      const taper = 1 - u * u;
      const lash = taper <= 0 ? 0 : lashHalf * (0.4 + 0.6 * taper) * Math.min(1, blink * 4);
      const start = top - eye.above;
      if (v <= start || v >= edge + lash * 2) {
        continue;
      }
      const pixels = eye.half / step;
      const away = (v < edge ? edge - v : v - edge) * pixels;
      const cover = lash * pixels + 0.5 - away;
      if (cover > 0 && lash > 0) {
        const full = lashCover * (taper < 0.4 ? taper / 0.4 : 1);
        place.cover = ((cover < 1 ? cover : 1) * full * 256) | 0;
        place.inside = lashes[index] as number;
      }
      if (v < edge) {
        // Only skin is drawn down: its own line of lashes, at the end of the stretch, lies under the new one.
        const from = start + ((v - start) * (top - lashHalf - start)) / (edge - start);
        place.x = eye.x + (u * eye.cos - from * eye.sin) * eye.half;
        place.y = eye.y + (u * eye.sin + from * eye.cos) * eye.half;
      }
      return;
    }
  };
  const boxes = eyes.map((eye) => ({
    left: eye.x - eye.half * 1.4,
    right: eye.x + eye.half * 1.4,
    top: eye.y + (eye.top - eye.above - 0.4) * eye.half,
    bottom: eye.y + (eye.bottom + 0.5) * eye.half,
  }));
  return { boxes, move };
}

/** The darkest colour along the open upper lid: that of its lashes. */
function darkestAt({ pixels, width: across, height }: WarpSource, eye: EyeFrame): number {
  let darkest = 0xff000000;
  let least = 1e9;
  for (let step = -4; step <= 4; step++) {
    const v = eye.top + step * 0.04;
    const x = Math.round(eye.x - 0.3 * eye.half * eye.cos - v * eye.half * eye.sin);
    const y = Math.round(eye.y - 0.3 * eye.half * eye.sin + v * eye.half * eye.cos);
    if (x < 0 || y < 0 || x >= across || y >= height) {
      continue;
    }
    const value = pixels[y * across + x] as number;
    const luma = (value & 255) * 2 + ((value >>> 8) & 255) * 5 + ((value >>> 16) & 255);
    if (value >>> 24 === 255 && luma < least) {
      least = luma;
      darkest = value;
    }
  }
  return darkest >>> 0;
}
