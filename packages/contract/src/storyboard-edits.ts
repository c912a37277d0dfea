import { z } from 'zod';
import { Box, Color } from './layer-base.ts';
import { CaptionLook } from './layers.ts';
import { MusicTrack } from './music.ts';
import type { PresenterTrack } from './presenter.ts';
import type { CaptionCue, Storyboard } from './storyboard.ts';

/** Names a line or scene of the storyboard that is edited. */
const part = z.string().min(1).max(80);

/** What a scene shows in place of its own picture: a material of the batch by its content, from when on, and which part. */
export const EditedShot = z.strictObject({
  material: z.string().min(1).max(100),
  startMs: z.number().int().min(0).max(86_400_000).default(0),
  crop: Box.optional().describe('Part of the source, as fractions; left out, the middle'),
});
export type EditedShot = z.infer<typeof EditedShot>;

/** Words of a card, by the layer's place in the scene and the field: `2.heading`. Empty takes an optional one away. */
const EditedTexts = z.record(z.string().regex(/^\d{1,3}\.[a-zA-Z]{1,20}$/), z.string().max(500));

export const EditedScene = z.strictObject({
  frames: z.number().int().min(1).max(100_000).optional().describe('Length; never shorter than what is spoken in it'),
  shot: EditedShot.optional(),
  texts: EditedTexts.optional(),
});
export type EditedScene = z.infer<typeof EditedScene>;

/**
 * What a person changed of a video: all that is left out stays as it was made. The storyboard that it is of never
 * changes, so that every change can be taken back.
 */
export const StoryboardEdits = z.strictObject({
  version: z.literal(1).default(1),
  order: z.array(part).max(200).optional().describe('Ids of lines; those left out follow in their own order'),
  lines: z.record(part, z.string().trim().min(1).max(400)).default({}).describe('What is said instead, by the line'),
  scenes: z.record(part, EditedScene).default({}),
  captions: z
    .strictObject({
      look: CaptionLook.optional(),
      scale: z.number().min(0.6).max(1.6).optional().describe('Of the letters, against what they were'),
      color: Color.optional(),
      highlight: Color.optional(),
    })
    .default({}),
  music: z
    .strictObject({ track: MusicTrack.optional(), gainDb: z.number().min(-40).max(6).optional(), isOff: z.boolean() })
    .optional(),
  presenter: z.string().min(1).max(60).optional().describe('Another drawn presenter, in the same clothes'),
  voice: z.string().min(1).max(100).optional().describe('Who speaks all lines: an id of the voices'),
});
export type StoryboardEdits = z.infer<typeof StoryboardEdits>;

/** A spoken line of a storyboard: which scenes show it, and where its voice begins. Frames of the video. */
export interface StoryboardLine {
  /** The id of its first scene. */
  id: string;
  role: Storyboard['scenes'][number]['role'];
  section: string;
  text: string;
  startFrame: number;
  frames: number;
  voiceFrame: number;
  sampleCount: number;
}

/** What is edited: a storyboard as it was made, and its lines in order. */
export interface EditBase {
  storyboard: Storyboard;
  lines: readonly StoryboardLine[];
}

/** A line said anew. Frames and samples count from the voice's beginning. */
export interface Respoken {
  text: string;
  speechKey: string;
  /** Where the sound is: a file on a server, an address in a browser; empty where it has not been spoken yet. */
  path: string;
  sampleCount: number;
  words: { text: string; startFrame: number; endFrame: number; spaceAfter: boolean }[];
  cues: CaptionCue[];
  /** What a presenter acts on while saying it. */
  acting: Pick<PresenterTrack, 'phonemes' | 'words' | 'sentences'>;
}

/** Something that an edit changes, for people: what, where, from what to what. */
export interface EditChange {
  kind: 'line' | 'order' | 'length' | 'shot' | 'crop' | 'card' | 'captions' | 'music' | 'presenter' | 'voice';
  /** Id of the line or scene; left out where it is of the whole video. */
  part?: string;
  from: string;
  to: string;
}
