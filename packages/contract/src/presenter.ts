import { z } from 'zod';
import { Language } from './language.ts';
import { Role } from './script.ts';

/** How a sentence feels, as face and hands show it. */
export const presenterMoods = ['neutral', 'happy', 'excited', 'curious', 'serious', 'concerned', 'surprised'] as const;
export const PresenterMood = z.enum(presenterMoods);
export type PresenterMood = z.infer<typeof PresenterMood>;

const sample = z.number().int().nonnegative();

/** A sound of the voice. `symbol` is IPA as espeak-ng writes it, empty for silence; times are samples at 48 kHz, end exclusive. */
export const PresenterPhoneme = z.strictObject({
  symbol: z.string().max(16),
  startSample: sample,
  endSample: sample,
});
export type PresenterPhoneme = z.infer<typeof PresenterPhoneme>;

/** A spoken word with the weight it bears in its sentence: 0 runs along, 1 is what the sentence is about. */
export const PresenterWord = z.strictObject({
  text: z.string().max(200),
  startSample: sample,
  endSample: sample,
  stress: z.number().min(0).max(1),
});
export type PresenterWord = z.infer<typeof PresenterWord>;

/** A sentence with its mood and what it does in the video. */
export const PresenterSentence = z.strictObject({
  startSample: sample,
  endSample: sample,
  mood: PresenterMood,
  role: Role,
});
export type PresenterSentence = z.infer<typeof PresenterSentence>;

/**
 * All that a presenter acts on, in samples at 48 kHz from the voice's beginning: the same track gives the same motion,
 * whatever the size. Lists are in order of time. A track without sentences is somebody who listens.
 */
export const PresenterTrack = z.strictObject({
  language: Language,
  sampleCount: sample,
  /** Blinks, glances and the small motions of the head come of it. */
  seed: z.number().int().nonnegative(),
  phonemes: z.array(PresenterPhoneme).max(60_000),
  words: z.array(PresenterWord).max(20_000),
  sentences: z.array(PresenterSentence).max(4_000),
});
export type PresenterTrack = z.infer<typeof PresenterTrack>;
