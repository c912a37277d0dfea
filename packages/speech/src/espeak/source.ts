import { ClipoError } from '@clipo/contract';
import type { RawVoice, SayRequest, VoiceSource } from '../voice-source.ts';
import { charTimes } from './char-times.ts';
import { timedPhonemes } from './phonemes.ts';
import { createVoicePool } from './pool.ts';
import { textWithSounds } from './text-with-sounds.ts';
import { chooseVoice, listVoices, programVoice } from './voices.ts';

/** Engine and the sound of its voices; bumped when either changes, so that no old sound is taken for new. */
const espeakEngineId = 'espeak-ng-wasm/0.3.5-1';

/**
 * espeak-ng in child processes (`workers`, started when first needed): Chinese and English, and the times of words and
 * sounds with them. The offline draft voice, and the reference that other engines' sound is aligned with.
 */
export function createEspeakSource(workers = 2): VoiceSource & { pids(): number[] } {
  const pool = createVoicePool(Math.max(1, workers));
  return {
    id: espeakEngineId,
    name: 'espeak',
    // More is no line of a video; the whole would be spoken in one go.
    mostCharacters: 2_000,
    takesSounds: true,
    voices: () => Promise.resolve(listVoices()),
    choose: (voice, language) => Promise.resolve(chooseVoice(voice, language)),
    pids: pool.pids,
    close: pool.close,
    say,
  };

  async function say({ parts, voice, rate }: SayRequest, signal: AbortSignal): Promise<RawVoice> {
    const texts = parts.map(textWithSounds);
    const raw = await pool
      .speak(
        parts.map((part, index) => ({
          text: texts[index]?.text ?? '',
          voice: programVoice(voice, part.language, rate),
        })),
        signal,
      )
      .catch((cause: unknown) => {
        throw cause instanceof ClipoError && cause.code === 'cancelled' ? cause : voiceFailed(cause);
      });
    const { sampleRate } = raw;
    let before = 0;
    const timed = parts.map((part, index) => {
      const { sampleCount = 0, events: told = [] } = raw.parts[index] ?? {};
      const events = told.map((event) => ({ ...event, position: texts[index]?.placeOf(event.position) ?? 0 }));
      const offsetMs = (before * 1_000) / sampleRate;
      const durationMs = (sampleCount * 1_000) / sampleRate;
      before += sampleCount;
      const later = <T extends { startMs: number; endMs: number }>(time: T): T => ({
        ...time,
        startMs: time.startMs + offsetMs,
        endMs: time.endMs + offsetMs,
      });
      return {
        times: charTimes(part.text, events, durationMs).map((time) => (time === undefined ? undefined : later(time))),
        // It marks every Chinese tone as a stress, so those tell nothing.
        phonemes: timedPhonemes(events, durationMs, part.language === 'en').map(later),
      };
    });
    return {
      samples: Float64Array.from(raw.samples, (value) => value / 32_768),
      sampleRate,
      marks: {
        kind: 'characters',
        parts: timed.map(({ times }) => times),
        phonemes: timed.flatMap(({ phonemes }) => phonemes),
      },
    };
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
