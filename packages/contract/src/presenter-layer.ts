import { z } from 'zod';
import type { Size } from './format.ts';
import { Box, Color, layerBase } from './layer-base.ts';
import type { PreparedMaterial } from './material.ts';
import { PresenterTrack } from './presenter.ts';

/** How much of the figure is shown: to the thighs, to the waist, or head and shoulders. */
export const PresenterFraming = z.enum(['full', 'half', 'head']);
export type PresenterFraming = z.infer<typeof PresenterFraming>;

/** Who is seen. A clip is a prepared material whose frames carry alpha, and begins with the track. */
export const PresenterSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rig'),
    character: z.string().min(1).max(60),
    outfit: Color.describe('Of the main garment'),
    accent: Color.describe('Of what sets off: scarf, collar, earrings'),
  }),
  z.strictObject({ kind: z.literal('clip'), material: z.string().min(1).describe('Material id') }),
]);
export type PresenterSource = z.infer<typeof PresenterSource>;

/** Where the presenter looks or points for some frames of the track: fractions of the frame, half-open. */
export const PresenterCue = z.strictObject({
  kind: z.enum(['look', 'point']),
  fromFrame: z.number().int(),
  endFrame: z.number().int(),
  x: z.number().min(-4).max(5),
  y: z.number().min(-4).max(5),
});
export type PresenterCue = z.infer<typeof PresenterCue>;

export const cardShapes = ['circle', 'rounded', 'square'] as const;
/** What a presenter stands in: all that reaches out of it is cut off, but for the head of one that pops out. */
export const PresenterCard = z.strictObject({
  shape: z.enum(cardShapes),
  box: Box,
  fill: Color.describe('Of the ground, at the top'),
  fillBelow: Color.optional().describe('At the bottom; left out, as at the top'),
  ring: Color.optional(),
  ringWidth: z.number().min(0).max(0.05).default(0.008).describe('As a fraction of the short side'),
  isPopping: z.boolean().default(false).describe('Whether the head may rise above the shape'),
});
export type PresenterCard = z.infer<typeof PresenterCard>;

/** A digital human who speaks what `track` holds. `box` is its picture: the figure stands on the lower edge. */
export const PresenterLayer = z.strictObject({
  ...layerBase,
  kind: z.literal('presenter'),
  source: PresenterSource,
  version: z.string().min(1).max(60).describe('Of what draws it: another version draws other pictures'),
  track: PresenterTrack,
  startFrame: z.number().int().describe("Frame of the track at the scene's first frame; negative before the voice"),
  framing: PresenterFraming,
  box: Box,
  cues: z.array(PresenterCue).max(200).default([]),
  card: PresenterCard.optional(),
});
export type PresenterLayer = z.infer<typeof PresenterLayer>;

/** What frames of a presenter are asked for. `size` is its picture's in pixels; cues are fractions of that picture. */
export interface PresenterRequest extends Pick<PresenterLayer, 'source' | 'track' | 'framing' | 'cues'> {
  size: Size;
  fps: number;
  /** Frames of the track that will be asked for, half-open, ascending. May begin below 0 and go past its end. */
  firstFrame: number;
  endFrame: number;
  material(id: string): PreparedMaterial;
}

/** A frame of a presenter: premultiplied RGBA of its whole picture, and the part of it that holds ink, in pixels. */
export interface PresenterPicture {
  rgba: Uint8Array;
  ink: { x: number; y: number; w: number; h: number };
}

/** A presenter that is ready. Frames are asked for in ascending order; each is valid until the next call. */
export interface PresenterFrames {
  frame(trackFrame: number): PresenterPicture | Promise<PresenterPicture>;
  close(): void | Promise<void>;
}

/** Who draws presenters: the engine asks, and knows none of them. Throws ClipoError `invalid_input`, `not_found` … */
export interface PresenterPort {
  open(request: PresenterRequest): Promise<PresenterFrames>;
}

/** A 2D canvas that is drawn on again and again: of Skia on a server, of the browser in a preview. */
export interface PresenterCanvas {
  width: number;
  height: number;
  getContext(kind: '2d'): CanvasRenderingContext2D;
}

/** Where a presenter draws. */
export interface PresenterCanvasPort {
  createCanvas(width: number, height: number): PresenterCanvas;
  /** Premultiplied RGBA of the whole canvas, which stays in use. */
  readPixels(canvas: PresenterCanvas): Uint8Array;
}

/** What a module of presenters exports: render workers import it by its address, once a scene has a presenter. */
export interface PresenterModule {
  createPresenters(canvas: PresenterCanvasPort): PresenterPort;
}
