import { paintMouthInside, type Rgb } from './mouth-inside.ts';
import type { MouthPose } from './mouth-pose.ts';
import { type LipEdges, mouthReach, mouthShapeOf, smooth } from './mouth-shape.ts';
import type { WarpBox, WarpPlace, WarpSource } from './warp.ts';

/** `(1 − across²) ^ 0.72`, by across² × 512: a power for each pixel would cost half of the frame. */
const profiles = Float32Array.from({ length: 513 }, (_, at) => (1 - at / 512) ** 0.72);

/** How far to the side the corners pull the skin along: no farther, or the outline of the cheeks would bend. */
const pullReach = 1.7;

/**
 * Moves the places of a speaking mouth. The upper lip is drawn up between the nose and its edge, the lower lip and the chin
 * go down, more at the lip than at the jaw; what lies between is painted. Null where the mouth is at rest.
 * @param step source pixels of one pixel of the output
 */
export function createMouthWarp(
  source: WarpSource,
  pose: MouthPose,
  step: number,
): { box: WarpBox; move(place: WarpPlace): void } | null {
  const shape = mouthShapeOf(pose);
  if (shape.drop < 0.004 && Math.abs(shape.width - 1) < 0.004) {
    return null;
  }
  const { mouth } = source.face;
  const { cos, sin, half } = mouth;
  const bottom = mouth.chin + 1.5;
  const chinFade = bottom - mouth.chin;
  const pixels = half / step;
  const edges: LipEdges = { seam: 0, upper: 0, lower: 0, profile: 0 };
  const color: Rgb = [0, 0, 0];
  const reach = half * (mouthReach + 0.1);
  const box: WarpBox = {
    left: mouth.x - reach,
    right: mouth.x + reach,
    top: mouth.y + (mouth.nose - 0.2) * half - Math.abs(sin) * reach,
    bottom: mouth.y + (bottom + 0.2) * half + Math.abs(sin) * reach,
  };
  const move = (place: WarpPlace) => {
    const dx = place.x - mouth.x;
    const dy = place.y - mouth.y;
    const u = (dx * cos + dy * sin) / half;
    const v = (dy * cos - dx * sin) / half;
    if (u < -mouthReach || u > mouthReach || v < mouth.nose || v > bottom) {
      return;
    }
    const side = u < 0 ? -u : u;
    // The corners go in or out, the cheeks follow less and less, and at the nose nothing does.
    const off = v < 0 ? smooth(v / mouth.nose) : smooth((v - 0.35) / 1.05);
    const pull = (1 - smooth((side - 0.8) / (pullReach - 0.8))) * (1 - off) * (shape.width - 1);
    const across = u / (1 + pull);
    const square = across * across;
    const profile = square < 1 ? (profiles[(square * 512) | 0] as number) : 0;
    const seam = square < 1 ? mouth.seam * (1 - square) : 0;
    const beyond = across < 0 ? -across - 1 : across - 1;
    const sink = shape.sink * (beyond < 0 ? square : 1 - smooth(beyond / (pullReach - 1)));
    const upper = seam + sink - shape.raise * profile;
    const lower = seam + sink + shape.drop * profile;
    const gap = (lower - upper) * pixels;
    // The dark line between closed lips stays behind when they part: each lip begins a little beyond it.
    const line = 0.07 * profile * (gap < 3 ? gap / 3 : 1);
    let down = v;
    if (v < upper) {
      down = mouth.nose + ((v - mouth.nose) * (seam - line - mouth.nose)) / (upper - mouth.nose);
    } else if (v > lower) {
      const lip = 1 - smooth((v - lower) / 0.85);
      const jaw = shape.jaw * (1 - smooth((side - 0.5) / (mouthReach - 0.5)));
      const fade = 1 - smooth((v - mouth.chin + 0.15) / chinFade);
      down = v - (lip * (sink + shape.drop * profile - line) + (1 - lip) * jaw) * fade;
    } else {
      down = v - upper < lower - v ? seam - line : seam + line;
    }
    if (gap > 0.3) {
      const above = (v - upper) * pixels + 0.5;
      const below = (lower - v) * pixels + 0.5;
      if (above > 0 && below > 0) {
        const cover = (above < 1 ? above : 1) * (below < 1 ? below : 1) * (gap < 1 ? gap : 1);
        edges.seam = seam;
        edges.upper = upper;
        edges.lower = lower;
        paintMouthInside(mouth, shape, edges, across, v, source.light, color);
        place.inside = ((255 << 24) | (clamp(color[2]) << 16) | (clamp(color[1]) << 8) | clamp(color[0])) >>> 0;
        place.cover = (cover * 256) | 0;
      }
    }
    place.x = mouth.x + (across * cos - down * sin) * half;
    place.y = mouth.y + (across * sin + down * cos) * half;
  };
  return { box, move };
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value | 0;
}
