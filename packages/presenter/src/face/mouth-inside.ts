import type { MouthFrame } from './face-frame.ts';
import { type LipEdges, type MouthShape, smooth } from './mouth-shape.ts';

/** A colour, 0 … 255 each; written over by each call. */
export type Rgb = [number, number, number];

/**
 * The colour inside an open mouth. The teeth are fixed to the skull: the lips uncover them, they do not travel. They are
 * ivory, shaded towards the corners and under the lip, never grey.
 * @param light how bright a white thing would be in the light of the picture, 1 for daylight
 */
export function paintMouthInside(
  mouth: MouthFrame,
  shape: MouthShape,
  edges: LipEdges,
  across: number,
  down: number,
  light: number,
  into: Rgb,
): void {
  const height = edges.lower - edges.upper;
  const part = (down - edges.upper) / height;
  // The hollow: dark, warmer towards the lips.
  const hollow = 0.55 + 0.45 * Math.abs(part * 2 - 1);
  let [red, green, blue] = [74 * hollow, 24 * hollow, 26 * hollow];
  // The tongue lies on the floor, its tip a soft arch.
  const tongueTop = edges.lower - height * (0.28 + 0.5 * shape.tongue) * (1 - 0.55 * across * across);
  const tongue = smooth((down - tongueTop) / 0.1) * smooth((1 - Math.abs(across)) / 0.35);
  // Darker where the lip throws its shadow, so that it is not taken for one.
  const tongueShade = 0.8 - 0.34 * smooth((down - tongueTop) / Math.max(0.08, edges.lower - tongueTop));
  red += (170 * tongueShade - red) * tongue;
  green += (72 * tongueShade - green) * tongue;
  blue += (74 * tongueShade - blue) * tongue;
  // Upper teeth, from behind the upper lip down to their edge.
  const teethEdge = mouth.seam * (1 - across * across) + (0.02 + 0.12 * shape.teeth) * (1 - 0.35 * across * across);
  const teeth =
    smooth((teethEdge - down) / 0.045) * smooth((0.86 - Math.abs(across)) / 0.2) * Math.min(1, shape.teeth * 2);
  if (teeth > 0) {
    const gap = Math.abs(((Math.abs(across) / 0.21 + 0.5) % 1) - 0.5) * 2;
    // The upper lip throws its shadow on them, and so do the corners: what is evenly white looks painted on.
    const shade =
      (1 - 0.62 * across * across) *
      (0.6 + 0.4 * smooth((down - edges.upper) / 0.16)) *
      (1 - 0.05 * smooth((gap - 0.82) / 0.18));
    red += (232 * shade - red) * teeth;
    green += (221 * shade - green) * teeth;
    blue += (203 * shade - blue) * teeth;
  }
  into[0] = red * light;
  into[1] = green * light;
  into[2] = blue * light;
}
