import { ClipoError, type Language, type VoiceInfo } from '@clipo/contract';
import { limitWork } from '../limit-work.ts';
import type { EdgeVoices } from '../settings.ts';
import { unknownVoice } from '../unknown-voice.ts';
import type { VoiceSource } from '../voice-source.ts';
import { converse } from './converse.ts';
import { decodeMp3 } from './run.ts';

const engineId = 'edge-tts/1';
/** Told with every voice, and kept with what it says. */
const licence =
  'Unofficial: Microsoft offers this service to its Edge browser, and licenses it to no product; texts go to Microsoft. You use it on your own responsibility';
const mostTries = 3;

/**
 * Voices of the read-aloud service of Microsoft's browser, over the WebSocket protocol that free clients of it describe
 * (edge-tts, msedge-tts). Off unless whoever runs Clipo sets a token of their own: none comes with it. Words are timed by the
 * service, sounds by alignment within them.
 */
export function createEdgeSource(settings: EdgeVoices, { tryMs = 30_000, retryMs = 500 } = {}): VoiceSource {
  const limited = limitWork(2);
  const known = settings.voices.map((voice): VoiceInfo => {
    const short =
      voice
        .split('-')
        .at(-1)
        ?.replace(/Neural$/, '') ?? voice;
    return {
      id: `edge:${voice}`,
      name: { 'zh-CN': `${short}（微软，非官方）`, en: `${short} (Microsoft, unofficial)` },
      languages: [languageOf(voice)],
      engine: 'edge',
      licence,
      quality: 'neural',
      offline: false,
    };
  });
  return {
    id: engineId,
    name: 'edge',
    // The service takes 4096 bytes at once, and a hanzi is three.
    mostCharacters: 1_000,
    facts: { url: settings.url },
    voices: () => Promise.resolve(known),
    close: () => Promise.resolve(),
    choose(voice, language) {
      const fitting = known.filter(({ languages }) => languages.includes(language));
      const found = fitting.find(({ id }) => voice === '' || id === `edge:${voice}`);
      return found === undefined
        ? Promise.reject(unknownVoice(`edge:${voice}`, language, known))
        : Promise.resolve({ voice: found.id.slice('edge:'.length), licence });
    },
    async say({ parts, voice, rate }, signal) {
      const text = parts.map((part) => part.text).join(' ');
      for (let attempt = 1; ; attempt += 1) {
        try {
          const limit = AbortSignal.any([signal, AbortSignal.timeout(tryMs)]);
          const { mp3, words } = await limited(() => converse(settings, { text, voice, rate }, limit), signal);
          if (mp3.length === 0) {
            throw new Error('answered without any sound');
          }
          const sound = await decodeMp3(mp3, limit);
          return { ...sound, marks: words.length === 0 ? { kind: 'none' } : { kind: 'words', words } };
        } catch (cause) {
          if (signal.aborted) {
            throw new ClipoError('cancelled', 'speaking was cancelled', { cause });
          }
          if (attempt === mostTries) {
            throw failure(cause as Error, settings.token, tryMs);
          }
          await new Promise((resolve) => setTimeout(resolve, retryMs * attempt));
        }
      }
    },
  };
}

function languageOf(voice: string): Language {
  return voice.startsWith('zh') ? 'zh-CN' : 'en';
}

/** What is told of a failure; the token is never in it. */
function failure(cause: Error, token: string, tryMs: number): ClipoError {
  // Who waits for a program that was ended for its time is told so by another name.
  const isLate = ['TimeoutError', 'AbortError'].includes(cause.name);
  const said = isLate ? `did not answer within ${Math.round(tryMs / 1000)} s` : cause.message;
  const problem = said.replaceAll(token, '…').slice(0, 300);
  return new ClipoError('voice_failed', `${engineId}: ${problem}`, {
    details: { engine: engineId, problem },
    isRetryable: true,
    cause,
  });
}
