import { z } from 'zod';
import type { ConsentPurpose, ConsentRecord } from './consent.ts';
import type { Size } from './format.ts';
import { Box, Color, layerBase } from './layer-base.ts';
import { PresenterTrack } from './presenter.ts';
import type { PresenterMedia } from './presenter-engine.ts';

/** How much of the figure is shown: to the thighs, to the waist, or head and shoulders. */
export const PresenterFraming = z.enum(['full', 'half', 'head']);
export type PresenterFraming = z.infer<typeof PresenterFraming>;

/** Who is seen: a drawn character, or a person who was prepared before (`PreparedPerson`). */
export const PresenterSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rig'),
    character: z.string().min(1).max(60),
    outfit: Color.describe('Of the main garment'),
    accent: Color.describe('Of what sets off: scarf, collar, earrings'),
  }),
  z.strictObject({
    kind: z.literal('person'),
    person: z.string().min(1).max(100).describe('Names by content: another picture, film or avatar is another person'),
  }),
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

/** What has to hold each time that a person is drawn: the consent beside a file, for these purposes. */
export interface ConsentToAsk {
  /** Absolute path of the person's picture or film. */
  material: string;
  kind: ConsentRecord['terms']['kind'];
  purposes: readonly ConsentPurpose[];
  /** Folder that knows withdrawals and keys. */
  home: string;
}

/** A clip in which an outside engine speaks one track: the track's key (`performanceKey`), and where the clip lies. */
export interface Performance {
  key: string;
  path: string;
}

/** A person who can be drawn. `folder` holds what was found of a picture or film; an engine's avatar has clips. */
export interface PreparedPerson {
  id: string;
  kind: 'portrait' | 'footage' | 'clips';
  folder: string;
  performances: readonly Performance[];
  /** Undefined where nobody's picture is shown but an engine's own avatar. */
  consent: ConsentToAsk | undefined;
}

/** What persons need besides a canvas. */
export interface PresenterPeople {
  prepared: readonly PreparedPerson[];
  media: PresenterMedia;
}

/** What a module of presenters exports: render workers import it by its address, once a scene has a presenter. */
export interface PresenterModule {
  createPresenters(canvas: PresenterCanvasPort, people?: PresenterPeople): PresenterPort;
}
