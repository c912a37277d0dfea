import { join } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';

/** Names of voices as a setting lists them, parted by commas. */
const voiceNames = z
  .string()
  .transform((text) => text.split(/[,，]/).map((name) => name.trim()))
  .pipe(
    z
      .array(z.string().regex(/^[\w.:/+-]{1,80}$/, 'must be names of voices, parted by commas'))
      .min(1)
      .max(100),
  );

const Settings = z.object({
  CLIPO_SPEECH_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  CLIPO_SPEECH_KEY: z.string().max(500).optional(),
  CLIPO_SPEECH_MODEL: z.string().max(200).default('gpt-4o-mini-tts'),
  CLIPO_SPEECH_VOICES: voiceNames.default([
    'alloy',
    'ash',
    'coral',
    'echo',
    'fable',
    'nova',
    'onyx',
    'sage',
    'shimmer',
  ]),
  CLIPO_SPEECH_FORMAT: z.enum(['wav', 'pcm']).default('wav'),
  CLIPO_SPEECH_LICENCE: z.string().max(200).optional(),
  CLIPO_EDGE_TTS_TOKEN: z
    .string()
    .regex(/^[\w-]{8,200}$/, 'must be a token of letters and digits')
    .optional(),
  CLIPO_EDGE_TTS_URL: z
    .url({ protocol: /^wss?$/, error: 'must be a wss address' })
    .default('wss://speech.platform.bing.com/consumer/speech/synthesize/readaloud/edge/v1'),
  CLIPO_EDGE_TTS_VOICES: voiceNames.default([
    'zh-CN-XiaoxiaoNeural',
    'zh-CN-YunxiNeural',
    'en-US-AriaNeural',
    'en-US-GuyNeural',
  ]),
});

/** A service that speaks OpenAI's `/v1/audio/speech`. */
export interface CloudVoices {
  /** Its address up to and with `/v1`. */
  url: string;
  key: string | undefined;
  model: string;
  voices: readonly string[];
  format: 'wav' | 'pcm';
  /** Whose the voices are, where the operator says so. */
  licence: string | undefined;
}

/** The read-aloud service of Microsoft's browser, by a token that whoever runs Clipo has. */
export interface EdgeVoices {
  url: string;
  token: string;
  voices: readonly string[];
}

/** What voices there are beyond those that are always there. */
export interface SpeechSettings {
  /** Absolute folder of weights that were pulled. */
  modelsDir: string;
  cloud?: CloudVoices;
  edge?: EdgeVoices;
}

/**
 * Reads the settings of speech. `home` is the folder of caches and state; `variable` gives a setting's value.
 * @throws ClipoError invalid_input that names the setting
 */
export function readSpeechSettings({
  home,
  variable,
}: {
  home: string;
  variable(name: string): string | undefined;
}): SpeechSettings {
  const read = Settings.safeParse(
    Object.fromEntries(Object.keys(Settings.shape).map((name) => [name, variable(name)?.trim() || undefined])),
  );
  if (!read.success) {
    const [issue] = read.error.issues;
    const field = String(issue?.path[0]);
    const problem = issue?.message ?? 'is not valid';
    throw new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
  }
  const { data } = read;
  return {
    modelsDir: join(home, 'models', 'voices'),
    ...(data.CLIPO_EDGE_TTS_TOKEN === undefined
      ? {}
      : {
          edge: {
            url: data.CLIPO_EDGE_TTS_URL,
            token: data.CLIPO_EDGE_TTS_TOKEN,
            voices: data.CLIPO_EDGE_TTS_VOICES,
          },
        }),
    ...(data.CLIPO_SPEECH_URL === undefined
      ? {}
      : {
          cloud: {
            url: data.CLIPO_SPEECH_URL.replace(/\/+$/, ''),
            key: data.CLIPO_SPEECH_KEY,
            model: data.CLIPO_SPEECH_MODEL,
            voices: data.CLIPO_SPEECH_VOICES,
            format: data.CLIPO_SPEECH_FORMAT,
            licence: data.CLIPO_SPEECH_LICENCE,
          },
        }),
  };
}
