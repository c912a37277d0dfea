import type { Language } from './language.ts';

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
