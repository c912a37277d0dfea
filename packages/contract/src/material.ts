import { z } from 'zod';
import { localized } from './language.ts';
import type { Box, Color } from './layer-base.ts';

/** Who owns a material and what may be done with it. Free text: licences are too many for a list. */
export const Rights = z
  .strictObject({
    holder: z.string().trim().min(1).max(300).describe('Who owns it'),
    licence: z.string().trim().min(1).max(300).describe('The licence or contract, e.g. CC0-1.0'),
    scope: z.string().trim().min(1).max(300).optional().describe('Where and how it may be used'),
    term: z.string().trim().min(1).max(300).optional().describe('Until when'),
    people: z.string().trim().min(1).max(300).optional().describe('Recognisable people in it and their consent'),
    shows: z
      .enum(['nobody', 'adults', 'minors'])
      .optional()
      .describe('Whom it shows recognisably; adults need `people`, minors `guardian` too, before it is used'),
    guardian: z.string().trim().min(1).max(300).optional().describe('Of minors: which guardian consented, and to what'),
  })
  .describe('Rights of a material; they travel with it into the manifest');
export type Rights = z.infer<typeof Rights>;

/** Words for minors, where somebody tells of the people in a material. */
const minorWords =
  /儿童|孩子|小孩|男孩|女孩|宝宝|婴儿|幼儿|少年|未成年|童模|\b(?:child(?:ren)?|minors?|bab(?:y|ies)|infants?|toddlers?|kids?|teen(?:ager)?s?|boys?|girls?)\b/i;

/**
 * What has to be told of the people in a material before it is used: `people` their consent, `guardian` that of a minor's
 * guardian. Null where nothing is missing; who says nothing of people is taken to show nobody.
 */
export function peopleGap(rights: Rights | undefined): 'people' | 'guardian' | null {
  const { shows, people, guardian } = rights ?? {};
  if (shows === undefined && people === undefined) {
    return null;
  }
  const isOfMinors = shows === 'minors' || (shows === undefined && minorWords.test(people ?? ''));
  if (shows !== 'nobody' && people === undefined) {
    return 'people';
  }
  return isOfMinors && guardian === undefined ? 'guardian' : null;
}

const fraction = z.number().min(0).max(1);

/** A part of what a still shows: what lines call it, and the point of the upright picture at which it is seen. */
export const MaterialPart = z.strictObject({
  name: localized(z.string().trim().min(1).max(60)).describe('What lines call it, such as 杯盖 or lid'),
  x: fraction.describe('From the left edge, 0 … 1 of the width'),
  y: fraction.describe('From the upper edge, 0 … 1 of the height'),
});
export type MaterialPart = z.infer<typeof MaterialPart>;

/** One material of a brief: a file in the brief's folder, with its rights. */
export const Material = z.strictObject({
  file: z.string().min(1).max(1000).describe("Path inside the brief's folder"),
  rights: Rights.optional(),
  description: z.string().trim().min(1).max(500).optional().describe('What it shows'),
  role: z
    .enum(['before', 'after'])
    .optional()
    .describe('Where one shows a thing before and another the same after: they are shown side by side'),
  parts: z
    .array(MaterialPart)
    .min(1)
    .max(12)
    .optional()
    .describe('Parts of the product in a picture: a line that names one is shown with it, and an arrow points at it'),
});
export type Material = z.infer<typeof Material>;

/** A font that was read and written anew, ready to be drawn with. */
export interface PreparedFont {
  /** Content hash (sha-256, hex) of the file as it was given: what names the font everywhere. */
  id: string;
  /** Path as the brief names it. */
  file: string;
  /** Absolute path of what is drawn with. */
  path: string;
  /** As the brief tells them, else as the font itself does. */
  rights: Rights | undefined;
  /** Its maker forbids to embed it, and the brief does not say by what right it is used. */
  isRestricted: boolean;
}

/** A point of a clip that is worth showing: whole milliseconds of the source, and how good it is (0 … 1). */
export interface Moment {
  startMs: number;
  endMs: number;
  score: number;
}

interface MaterialBase {
  /** Content hash (sha-256, hex) of the original file: what names the material everywhere. */
  id: string;
  /** Path as the brief names it. */
  file: string;
  /** Absolute path of the playable form: the original, or a mended copy in the cache. */
  path: string;
  rights: Rights | undefined;
  /** As the brief marks it. */
  role?: Material['role'];
  /** As the brief tells them; stills alone have any. */
  parts?: Material['parts'];
}

/** A picture of the subject alone, cut close: where it lies on the machine, its size, and its colour on the whole. */
export interface CutOut {
  path: string;
  width: number;
  height: number;
  color: Color;
}

/** A still: width and height after rotation. */
export interface ImageMaterial extends MaterialBase {
  kind: 'image';
  width: number;
  height: number;
  hasAlpha: boolean;
  /** The playable form of a small still is this many times larger than the still itself, rounded to whole pixels. */
  enlarged?: number | undefined;
  /** Where what it shows is; left out where nothing stands out. */
  subject?: Box | undefined;
  /** Faces in it; left out where there are none. Where they are, never whose. */
  faces?: Box[] | undefined;
  /** What it shows without its background, as a PNG with alpha; left out where the background is not plain. */
  cutOut?: CutOut | undefined;
}

/** A clip whose playable form is upright, progressive, constant in rate, 8-bit BT.709 and free of decode errors. */
export interface VideoMaterial extends MaterialBase {
  kind: 'video';
  width: number;
  height: number;
  durationMs: number;
  /** Frames a second of the playable form. */
  fps: number;
  hasAudio: boolean;
  /** Shots in order, covering the clip. */
  shots: { startMs: number; endMs: number }[];
  /** Best stretches first; none overlap. */
  moments: Moment[];
  /**
   * Where what it shows is, about four times a second, in order and smoothed; none over shots in which nothing stands
   * out. Between two of one shot it moves evenly.
   */
  subjects?: { atMs: number; box: Box }[] | undefined;
  /** Faces about once a second, in order of time: where they are, never whose. Several may be of one time. */
  faces?: { atMs: number; box: Box }[] | undefined;
}

/** Sound alone. */
export interface AudioMaterial extends MaterialBase {
  kind: 'audio';
  durationMs: number;
}

/** A material that has been probed and made playable. */
export type PreparedMaterial = ImageMaterial | VideoMaterial | AudioMaterial;
