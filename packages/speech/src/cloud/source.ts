import { ClipoError, languages, type VoiceInfo } from '@clipo/contract';
import { decodeWav } from '../audio/decode-wav.ts';
import { limitWork } from '../limit-work.ts';
import type { CloudVoices } from '../settings.ts';
import { unknownVoice } from '../unknown-voice.ts';
import type { RawVoice, VoiceSource } from '../voice-source.ts';
import { type Patience, requestSound } from './request-sound.ts';

const engineId = 'openai-speech/1';
/** What `pcm` is by the service's own documentation. */
const pcmRate = 24_000;

/**
 * Voices of a service that speaks OpenAI's `POST /v1/audio/speech` (OpenAI itself, or a server of one's own such as
 * Kokoro-FastAPI). It tells no times, so voices are aligned. Source: the API reference of `audio/speech`.
 */
export function createCloudSource(
  settings: CloudVoices,
  options: { workers?: number; patience?: Patience } = {},
): VoiceSource {
  const { workers = 4, patience = { tryMs: 60_000, retryMs: 500 } } = options;
  const limited = limitWork(workers);
  const { host } = new URL(settings.url);
  const licence = settings.licence ?? `${host}, model ${settings.model}: under that service's terms`;
  const isLocal = /^(?:localhost|127\.|\[::1\])/.test(host);
  const known = settings.voices.map(
    (voice): VoiceInfo => ({
      id: `openai:${voice}`,
      name: { 'zh-CN': `${voice}（${host}）`, en: `${voice} (${host})` },
      languages,
      engine: 'openai',
      licence,
      quality: 'neural',
      offline: isLocal,
    }),
  );
  return {
    id: engineId,
    name: 'openai',
    mostCharacters: 2_000,
    facts: { url: settings.url, model: settings.model },
    voices: () => Promise.resolve(known),
    close: () => Promise.resolve(),
    choose(voice, language) {
      const name = voice === '' ? settings.voices[0] : settings.voices.find((candidate) => candidate === voice);
      return name === undefined
        ? Promise.reject(unknownVoice(`openai:${voice}`, language, known))
        : Promise.resolve({ voice: name, licence });
    },
    async say({ parts, voice, rate }, signal): Promise<RawVoice> {
      const { url, key, model, format } = settings;
      const body = {
        model,
        voice,
        input: parts.map(({ text }) => text).join(' '),
        response_format: format,
        speed: rate,
      };
      const address = `${new URL(url).pathname === '/' ? `${url}/v1` : url}/audio/speech`;
      const { bytes, type } = await limited(
        () => requestSound({ url: address, key, body }, engineId, patience, signal),
        signal,
      );
      try {
        // Some servers give WAV whatever they are asked for, and say so.
        const isWav = format === 'wav' || type.endsWith('wav');
        return { ...(isWav ? decodeWav(bytes) : decodePcm(bytes)), marks: { kind: 'none' } };
      } catch (cause) {
        const problem = (cause as Error).message;
        throw new ClipoError('voice_failed', `${engineId}: ${problem}`, {
          details: { engine: engineId, problem },
          isRetryable: true,
          cause,
        });
      }
    },
  };
}

/** Raw 16-bit little-endian mono samples at 24 kHz. */
function decodePcm(bytes: Uint8Array): { samples: Float64Array; sampleRate: number } {
  if (bytes.length % 2 !== 0) {
    throw new Error('the sound is cut within a sample');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    samples: Float64Array.from({ length: bytes.length / 2 }, (_, index) => view.getInt16(index * 2, true) / 32_768),
    sampleRate: pcmRate,
  };
}
