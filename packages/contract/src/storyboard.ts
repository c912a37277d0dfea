import { z } from 'zod';
import { Format, FrameRate } from './format.ts';
import { Language } from './language.ts';
import { Color } from './layer-base.ts';
import { Layer } from './layers.ts';
import { Music, SoundEvent } from './music.ts';
import { Role } from './script.ts';

/**
 * How a scene follows the one before. The change is centred on the cut: both scenes run on for half of `frames`, so
 * that a transition never changes when anything happens. `frames` is even; a cut has 0.
 */
export const Transition = z
  .strictObject({
    kind: z.enum(['cut', 'fade', 'push', 'zoom', 'wipe']),
    frames: z.number().int().min(0).max(60).multipleOf(2),
    direction: z.enum(['left', 'right', 'up', 'down']).default('left'),
  })
  .refine((value) => (value.kind === 'cut') === (value.frames === 0), {
    message: 'a cut has 0 frames, anything else more',
  });
export type Transition = z.infer<typeof Transition>;

/** One shot with its layers (first at the back): the unit that is rendered and cached. */
export const Scene = z.strictObject({
  id: z.string().min(1).max(80),
  role: Role,
  frames: z.number().int().min(1),
  background: Color,
  layers: z.array(Layer),
  transitionIn: Transition.describe('How this scene follows the one before; the first scene has a cut'),
});
export type Scene = z.infer<typeof Scene>;

/** A spoken line on the video's time line. */
export const VoiceClip = z.strictObject({
  speechKey: z.string().min(1).describe('Content hash of the speech'),
  path: z.string().min(1).describe('WAV file, 48 kHz mono'),
  startFrame: z.number().int().min(0),
  sampleCount: z.number().int().min(1),
});
export type VoiceClip = z.infer<typeof VoiceClip>;

/** One caption on the video's time line, half-open frames. */
export const CaptionCue = z.strictObject({
  text: z.string().min(1),
  startFrame: z.number().int().min(0),
  endFrame: z.number().int().min(1),
  words: z
    .array(z.strictObject({ text: z.string(), startFrame: z.number().int(), endFrame: z.number().int() }))
    .default([]),
});
export type CaptionCue = z.infer<typeof CaptionCue>;

/** The editable document of one video. Times are frames at `fps`; boxes are fractions of the frame. */
export const Storyboard = z.strictObject({
  version: z.literal(1),
  name: z.string().min(1).max(200),
  language: Language,
  format: Format,
  fps: FrameRate,
  scenes: z.array(Scene).min(1),
  voice: z.array(VoiceClip),
  music: Music.nullable(),
  sounds: z.array(SoundEvent).max(500).optional().describe('Whooshes and clicks; left out, there are none'),
  captions: z.array(CaptionCue),
});
export type Storyboard = z.infer<typeof Storyboard>;
