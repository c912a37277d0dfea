import { z } from 'zod';
import type { Language } from './language.ts';
import { Rights } from './material.ts';

/** A recording that is the narration, with what is said in it. */
export const OwnVoice = z.strictObject({
  file: z.string().min(1).max(1000).describe("Sound file, or a clip with sound, in the brief's folder"),
  text: z
    .string()
    .trim()
    .min(1)
    .max(4000)
    .describe('What is said, word for word: at least three sentences, the first opens, the last calls to action'),
  rights: Rights.optional(),
});
export type OwnVoice = z.infer<typeof OwnVoice>;

/** The voice that a brief asks for: one by its id, or a recording. */
export const VoiceChoice = z
  .union([z.string().min(1).max(100), OwnVoice])
  .describe('A voice id, or "default"; {file, text} takes a recording of the text: it makes one creative');
export type VoiceChoice = z.infer<typeof VoiceChoice>;

/** A word of the spoken text. Offsets are UTF-16 positions in the request's text, end exclusive; times are samples. */
export interface SpokenWord {
  text: string;
  textStart: number;
  textEnd: number;
  startSample: number;
  endSample: number;
}

/** What shall be said. `rate` 1 is the voice's normal speed. */
export interface SpeechRequest {
  text: string;
  language: Language;
  /** Voice id of the engine, or `default`. */
  voice: string;
  rate: number;
}

/** A spoken text: mono 16-bit samples at 48 kHz, silence at both ends cut, loudness alike for every line. */
export interface Speech {
  /** Content hash of request and engine: equal key, equal samples. */
  key: string;
  /** Absolute path of the WAV file in the cache. */
  path: string;
  sampleRate: 48000;
  sampleCount: number;
  words: SpokenWord[];
  /** Where the word times come from. */
  timesFrom: 'engine' | 'aligned' | 'estimated';
  engine: string;
  voiceLicence: string;
}

/** The speech port: text in, voice with word times out. Throws ClipoError `voice_failed`, or `cancelled`. */
export interface SpeechEngine {
  id: string;
  speak(request: SpeechRequest, signal?: AbortSignal): Promise<Speech>;
  /** Ends helper processes. */
  close(): Promise<void>;
}
