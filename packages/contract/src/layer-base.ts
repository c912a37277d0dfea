import { z } from 'zod';

/** A part of a frame or of a source picture, as fractions of its width and height. May reach outside a frame. */
export const Box = z.strictObject({ x: z.number(), y: z.number(), w: z.number().positive(), h: z.number().positive() });
export type Box = z.infer<typeof Box>;

/** `#RRGGBB` or `#RRGGBBAA`. */
export const Color = z.string().regex(/^#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?$/);
export type Color = z.infer<typeof Color>;

/** A frame of a scene. */
export const frame = z.number().int().min(0);
/** A share of a whole. */
export const fraction = z.number().min(0).max(1);

/** How a layer comes or goes, over whole frames. */
export const Animation = z.strictObject({
  kind: z.enum(['fade', 'slide-up', 'slide-down', 'slide-left', 'slide-right', 'pop', 'zoom']),
  frames: z.number().int().min(1).max(120),
});
export type Animation = z.infer<typeof Animation>;

const stand = z.strictObject({
  scale: z.number().min(0.1).max(8).default(1).describe('About the middle of its box'),
  x: z.number().min(-4).max(4).default(0).describe("Fraction of the frame's width, to the right"),
  y: z.number().min(-4).max(4).default(0).describe("Fraction of the frame's height, downwards"),
});

/** An even movement of a whole layer, from its first frame to its last. */
export const Drift = z.strictObject({ from: stand, to: stand });
export type Drift = z.infer<typeof Drift>;

/** Shared by all layers. `from` and `to` are frames of the scene (half-open); left out, the layer stays throughout. */
export const layerBase = {
  from: frame.optional(),
  to: frame.optional(),
  enter: Animation.optional(),
  exit: Animation.optional(),
  drift: Drift.optional(),
  opacity: fraction.default(1),
};
