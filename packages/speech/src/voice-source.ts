import type { Language, PhonemeSymbol, VoiceInfo } from '@clipo/contract';
import type { SpokenPart } from './front-end/speak-out.ts';
import type { Softening } from './shape-voice.ts';

/** A sound with its time, in milliseconds from the start of what an engine gave. */
export interface TimedPhoneme {
  symbol: PhonemeSymbol;
  startMs: number;
  endMs: number;
  isStressed?: boolean;
}

/** When the characters of a spoken part are heard, in milliseconds; undefined for spaces and marks. */
export type CharTimes = readonly ({ startMs: number; endMs: number } | undefined)[];

/** What an engine tells of when it says what, from all to nothing. */
export type VoiceMarks =
  | { kind: 'characters'; parts: readonly CharTimes[]; phonemes: readonly TimedPhoneme[] }
  | { kind: 'phonemes'; phonemes: readonly TimedPhoneme[] }
  | { kind: 'words'; words: readonly { text: string; startMs: number; endMs: number }[] }
  | { kind: 'none' };

/** What an engine made: mono, −1 … 1. */
export interface RawVoice {
  samples: Float64Array;
  sampleRate: number;
  marks: VoiceMarks;
}

/** What an engine shall say: a text in parts of one language each, with one of its voices. */
export interface SayRequest {
  parts: readonly SpokenPart[];
  language: Language;
  /** Without the engine's name; `default` has been resolved. */
  voice: string;
  rate: number;
}

/** A voice of an engine as a request needs it. */
export interface ChosenVoice {
  /** Its name within the engine. */
  voice: string;
  licence: string;
  /** Left out: the sound is as it should be. */
  softening?: Softening;
}

/** An engine without what all of them share: it turns words into sound. */
export interface VoiceSource {
  /** Engine and the sound of its voices; bumped when either changes, so that no old sound is taken for new. */
  id: string;
  /** Its part of a voice's id. */
  name: string;
  /** Longest text that it takes at once, in UTF-16 units. */
  mostCharacters: number;
  /** It says words by their sounds (`SpokenPart.sounded`). */
  takesSounds?: true;
  voices(): Promise<VoiceInfo[]>;
  /** The voice of an id's second part; empty means the first of the language. @throws ClipoError invalid_input */
  choose(voice: string, language: Language): Promise<ChosenVoice>;
  /** What else decides how it sounds: a model, an address. */
  facts?: Readonly<Record<string, string>>;
  /** @throws ClipoError voice_failed, or cancelled */
  say(request: SayRequest, signal: AbortSignal): Promise<RawVoice>;
  /** Ends helper processes. */
  close(): Promise<void>;
}
