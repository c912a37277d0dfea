import { z } from 'zod';
import type { Dictionary } from './dictionary.ts';
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

const voiceId = z.string().min(1).max(100);
/** The voice that a brief asks for: one by its id, several that take turns, or a recording. */
export const VoiceChoices = z
  .union([voiceId, OwnVoice, z.array(voiceId).min(1).max(8)])
  .describe(
    'A voice id, or "default": the presenter\'s own; several as an axis of the batch; {file, text} takes a recording of the text: it makes one creative',
  );
export type VoiceChoices = z.infer<typeof VoiceChoices>;

/** A word of the spoken text. Offsets are UTF-16 positions in the request's text, end exclusive; times are samples. */
export interface SpokenWord {
  /** As it is captioned: without marks. */
  text: string;
  textStart: number;
  textEnd: number;
  startSample: number;
  endSample: number;
  /**
   * Whether it carries weight, where that is known: it is marked so in the text, it is a number, price or quantity, or
   * (English) its stress is heard. Gestures fall on these.
   */
  isStressed?: boolean;
}

/**
 * The sounds that speech is told in, for both languages and all engines: IPA, each one place of the mouth. Diphthongs
 * come as their two vowels (`ai` as `a`, `ɪ`), Chinese finals as their sounds (`iang` as `j`, `ɑ`, `ŋ`), tones and
 * lengths not at all. `ɨ` is the vowel of 四 and 是, `ɤ` that of 喝, `ɚ` that of bird and 二; `ʰ` is aspirated.
 */
export const phonemeSymbols = {
  vowel: ['i', 'y', 'ɪ', 'e', 'ɛ', 'æ', 'a', 'ɑ', 'ʌ', 'ə', 'ɚ', 'ɤ', 'ɨ', 'ɔ', 'o', 'ʊ', 'u'],
  glide: ['j', 'w', 'ɥ', 'ɹ', 'l', 'ɾ'],
  lipsShut: ['p', 'pʰ', 'b', 'm'],
  lipOnTeeth: ['f', 'v'],
  tongueOnTeeth: ['θ', 'ð', 't', 'tʰ', 'd', 'n', 's', 'z', 'ts', 'tsʰ'],
  tongueUp: ['ʃ', 'ʒ', 'tʃ', 'dʒ', 'ʂ', 'ʐ', 'ʈʂ', 'ʈʂʰ', 'ɕ', 'tɕ', 'tɕʰ'],
  tongueBack: ['k', 'kʰ', 'ɡ', 'ŋ', 'x', 'h', 'ʔ'],
} as const;
export type PhonemeSymbol = (typeof phonemeSymbols)[keyof typeof phonemeSymbols][number];

/**
 * A sound of the spoken text. Sounds follow one another without overlap; where one ends before the next begins there is
 * silence. A stop (`p`, `t`, `k` …) begins with its closure, so lips are shut from its start.
 */
export interface SpokenPhoneme {
  symbol: PhonemeSymbol;
  startSample: number;
  endSample: number;
  /** Whether its syllable is stressed; left out where that is not known. Of a word's first stress in English. */
  isStressed?: boolean;
}

/** What shall be said. `rate` 1 is the voice's normal speed. */
export interface SpeechRequest {
  /** May hold the marks of `readMarkup`, which are obeyed and not said. */
  text: string;
  language: Language;
  /** Voice id of the engine, or `default`. */
  voice: string;
  rate: number;
  /** How words are said that no engine can know; left out, as the engine was opened with. */
  dictionary?: Dictionary | undefined;
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
  /** Its sounds in order; empty only where nothing of them is known. */
  phonemes: SpokenPhoneme[];
  /** Where the times of words and sounds come from. */
  timesFrom: 'engine' | 'aligned' | 'estimated';
  engine: string;
  voiceLicence: string;
}

/** A voice that can be chosen. */
export interface VoiceInfo {
  /** Engine and voice, `espeak:zh-female`. A brief names it; `default` is the first of a language. */
  id: string;
  /** Its name in both languages. */
  name: Readonly<Record<Language, string>>;
  languages: readonly Language[];
  engine: string;
  /** Whose the voice is and what it may be used for. */
  licence: string;
  /** A `draft` voice is understood, but not how a published video should sound; `neural` ones sound like people. */
  quality: 'draft' | 'standard' | 'neural';
  /** Whether the text stays on this machine. */
  offline: boolean;
  /** What is missing before it can speak (`setting CLIPO_SPEECH_KEY`, `./clipo voices pull NAME`); left out: nothing. */
  needs?: string;
}

/** The speech port: text in, voice with word times out. Throws ClipoError `voice_failed`, or `cancelled`. */
export interface SpeechEngine {
  id: string;
  /** The voices there are, those that still need something included. */
  voices(): Promise<VoiceInfo[]>;
  speak(request: SpeechRequest, signal?: AbortSignal): Promise<Speech>;
  /** Ends helper processes. */
  close(): Promise<void>;
}
