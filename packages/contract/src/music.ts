import { z } from 'zod';
import { Rights } from './material.ts';
import { musicTracks } from './music-catalog.ts';

export const MusicTrack = z.enum(musicTracks);
export type MusicTrack = z.infer<typeof MusicTrack>;

const gainDb = z.number().min(-60).max(6).default(-8).describe('Level against the voice, before ducking');

/** A built-in piece, played anew from a seed. */
const BuiltInMusic = z.strictObject({
  track: MusicTrack.describe('Name of a built-in piece'),
  seed: z.number().int(),
  gainDb,
  firstBeatSample: z
    .number()
    .int()
    .min(0)
    .max(48_000 * 2)
    .optional()
    .describe('Sample at 48 kHz on which the first beat falls, so that beats meet cuts; left out, 1440'),
});

/** A sound file of the user's: looped with soft joins where it is too short, cut with a fade where it is too long. */
const OwnMusic = z.strictObject({
  material: z.string().min(1).describe('Content hash of the file'),
  path: z.string().min(1).describe('The file'),
  gainDb,
});

/** What plays under the voice. */
export const Music = z.union([BuiltInMusic, OwnMusic]);
export type Music = z.infer<typeof Music>;

const ways = [
  // Values rather than a type: what is wrong is then answered with the list of all that would be right.
  z.literal([true, false]),
  MusicTrack,
  z.strictObject({ track: MusicTrack }),
  z.strictObject({ file: z.string().min(1).max(1000), rights: Rights.optional() }),
] as const;

/** Music as a brief asks for it: yes or no, a piece by name, or a file of the user's with its rights. */
export const MusicChoice = z.union(ways);
export type MusicChoice = z.infer<typeof MusicChoice>;

/** The music of a brief: one choice, or several that take turns as an axis of the batch. */
export const MusicChoices = z
  .union([...ways, z.array(MusicChoice).min(1).max(8)])
  .describe(
    'true chooses a piece by tone and category; a name or {track} plays that piece; {file} plays a file; several are an axis of the batch',
  );
export type MusicChoices = z.infer<typeof MusicChoices>;

/** The choices of the music axis, at least one. */
export function musicsOf({ music }: { music: MusicChoices }): MusicChoice[] {
  return Array.isArray(music) ? music : [music];
}

/** The sound files that a brief's music names, each with the field that does. */
export function musicFilesOf(brief: {
  music: MusicChoices;
}): { field: string; file: string; rights?: Rights | undefined }[] {
  return musicsOf(brief).flatMap((choice, index) =>
    typeof choice === 'object' && 'file' in choice
      ? [{ ...choice, field: Array.isArray(brief.music) ? `music[${index}].file` : 'music.file' }]
      : [],
  );
}

/** A short sound with a gesture of the picture. `startFrame` is where it is heard most: the cut, or the pop's first frame. */
export const SoundEvent = z.strictObject({
  kind: z.enum(['whoosh', 'click']),
  startFrame: z.number().int().min(0),
  gainDb: z.number().min(-60).max(6).default(-14).describe('Level against the voice'),
});
export type SoundEvent = z.infer<typeof SoundEvent>;
