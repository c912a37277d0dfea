import {
  ClipoError,
  type Language,
  type Speech,
  type SpeechEngine,
  type SpeechRequest,
  type SpokenPhoneme,
} from '@clipo/contract';
import { encodeWav } from '../audio/wav.ts';
import { frontEndVersion, speakOut } from '../front-end/speak-out.ts';
import { shapeVoice } from '../shape-voice.ts';
import { shareWork } from '../share-work.ts';
import { inVoice } from '../spoken-phonemes.ts';
import { spokenWords, stressWords } from '../spoken-words.ts';
import { readVoice, voiceKey, writeVoice } from '../voice-cache.ts';
import { charTimes } from './char-times.ts';
import { timedPhonemes } from './phonemes.ts';
import { createVoicePool } from './pool.ts';
import type { RawSpeech } from './run.ts';
import { checkVoice, espeakLicence, programVoice, softeningOf } from './voices.ts';

/** Engine and the sound of its voices; bumped when either changes, so that no old sound is taken for new. */
export const espeakEngineId = 'espeak-ng-wasm/0.3.5-1';

/** More is no line of a video; the whole would be spoken in one go. */
const mostCharacters = 2_000;

/** The engine, and what tests and the doctor ask of it. */
export interface EspeakEngine extends SpeechEngine {
  /** Process ids of its helper programs. */
  pids(): number[];
}

/**
 * The offline draft voice: espeak-ng in child processes (`workers`, default 2, started when first needed), Chinese and
 * English, word times from the engine. Every voice is kept in `cacheDir`; equal requests give the same file, and while
 * one is being made others for it wait for that one.
 */
export function createEspeakEngine(options: { cacheDir: string; workers?: number }): EspeakEngine {
  const pool = createVoicePool(Math.max(1, options.workers ?? 2));
  const share = shareWork<Speech>();
  return {
    id: espeakEngineId,
    pids: pool.pids,
    close: pool.close,
    async speak(request, signal) {
      checkRequest(request);
      const { text, language, voice, rate } = request;
      const key = voiceKey({ engine: espeakEngineId, frontEnd: frontEndVersion, text, language, voice, rate });
      return share(key, signal, async (shared) => {
        const cached = await readVoice(options.cacheDir, key);
        return cached ?? (await make(request, key, shared));
      });
    },
  };

  async function make(request: SpeechRequest, key: string, signal: AbortSignal): Promise<Speech> {
    const parts = speakOut(request.text, request.language);
    if (parts.length === 0) {
      throw new ClipoError('invalid_input', `text: nothing in "${request.text.slice(0, 40)}" can be spoken`, {
        details: { field: 'text', problem: 'holds nothing that can be spoken' },
      });
    }
    const raw = await pool
      .speak(
        parts.map((part) => ({
          text: part.text,
          voice: programVoice(request.voice, part.language, request.rate),
        })),
        signal,
      )
      .catch((cause: unknown) => {
        throw cause instanceof ClipoError && cause.code === 'cancelled' ? cause : voiceFailed(cause);
      });
    const { samples, cutStart } = shapeVoice(raw.samples, raw.sampleRate, softeningOf(request.voice, request.language));
    if (samples.length === 0) {
      throw voiceFailed(new Error('the engine gave only silence'));
    }
    const timed = parts.map((part, index) => ({ part, times: sampleTimes(raw, index, part.text, cutStart) }));
    const phonemes = inVoice(
      parts.flatMap((part, index) => phonemesOf(raw, index, part.language, cutStart)),
      samples.length,
    );
    const words = spokenWords(request.text, request.language, timed, samples.length);
    const record = {
      key,
      sampleRate: 48_000 as const,
      sampleCount: samples.length,
      words: stressWords(words, phonemes, parts),
      phonemes,
      timesFrom: 'engine' as const,
      engine: espeakEngineId,
      voiceLicence: espeakLicence,
    };
    return writeVoice(options.cacheDir, record, encodeWav(samples, 48_000));
  }
}

/** A part's events, its length, and its clock: from the engine's milliseconds to samples of the finished voice. */
function clockOf(raw: RawSpeech, index: number, cutStart: number) {
  const before = raw.parts.slice(0, index).reduce((sum, part) => sum + part.sampleCount, 0);
  const part = raw.parts[index];
  return {
    events: part?.events ?? [],
    durationMs: ((part?.sampleCount ?? 0) * 1_000) / raw.sampleRate,
    span: ({ startMs, endMs }: { startMs: number; endMs: number }) => {
      const toSample = (ms: number) => Math.max(0, Math.round((before * 48_000) / raw.sampleRate + ms * 48) - cutStart);
      return { startSample: toSample(startMs), endSample: toSample(endMs) };
    },
  };
}

/** Times of a part's characters in the finished voice. */
function sampleTimes(raw: RawSpeech, index: number, text: string, cutStart: number) {
  const { events, durationMs, span } = clockOf(raw, index, cutStart);
  return charTimes(text, events, durationMs).map((time) => (time === undefined ? undefined : span(time)));
}

/** A part's sounds in the finished voice. The engine marks every Chinese tone as a stress, so those tell nothing. */
function phonemesOf(raw: RawSpeech, index: number, language: Language, cutStart: number): SpokenPhoneme[] {
  const { events, durationMs, span } = clockOf(raw, index, cutStart);
  return timedPhonemes(events, durationMs, language === 'en').map(({ startMs, endMs, ...sound }) => ({
    ...sound,
    ...span({ startMs, endMs }),
  }));
}

function checkRequest(request: SpeechRequest): void {
  checkVoice(request.voice, request.language);
  if (!(request.rate >= 0.5 && request.rate <= 2)) {
    throw new ClipoError('invalid_input', `rate: ${request.rate} is not between 0.5 and 2`, {
      details: { field: 'rate', problem: 'must be between 0.5 and 2' },
    });
  }
  if (request.text.length > mostCharacters) {
    const problem = `has ${request.text.length} characters; a line may have ${mostCharacters}`;
    throw new ClipoError('invalid_input', `text: ${problem}`, { details: { field: 'text', problem } });
  }
}

function voiceFailed(cause: unknown): ClipoError {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new ClipoError('voice_failed', `espeak-ng: ${problem}`, {
    details: { engine: espeakEngineId, problem },
    isRetryable: true,
    cause,
  });
}
