import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Settings } from '../../env.ts';
import type { Listener, Utterance } from './listener.ts';

/** `verbose_json` of OpenAI's API reference (POST /audio/transcriptions); servers like it leave out some of it. */
const Transcription = z.object({
  text: z.string().max(200_000),
  segments: z
    .array(z.object({ start: z.number().min(0), text: z.string().max(20_000) }))
    .max(20_000)
    .nullish(),
});

/** Speech takes some time to be written down: a minute of it some seconds. */
const patienceMs = 120_000;
/** So long a sound, in Opus, is a tenth of what the interface takes (25 MB). */
const mostSeconds = 600;
const mostAnswerBytes = 8 * 1024 * 1024;

/** Who listens, by the settings; undefined where nobody is set. */
export function openListener(
  settings: Pick<Settings, 'CLIPO_ASR_URL' | 'CLIPO_ASR_MODEL' | 'CLIPO_ASR_KEY'>,
): Listener | undefined {
  const { CLIPO_ASR_URL: base, CLIPO_ASR_MODEL: model, CLIPO_ASR_KEY: key } = settings;
  if (base === undefined) {
    return undefined;
  }
  return {
    name: `asr-${model}`,
    mostSeconds,
    async listen(sound, signal) {
      const form = new FormData();
      form.set('file', new Blob([Uint8Array.from(sound)], { type: 'audio/ogg' }), 'sound.ogg');
      form.set('model', model);
      form.set('response_format', 'verbose_json');
      form.set('timestamp_granularities[]', 'segment');
      try {
        const answer = await fetch(`${base.replace(/\/+$/, '')}/audio/transcriptions`, {
          method: 'POST',
          body: form,
          headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
        });
        return utterancesOf(await textOf(answer), answer);
      } catch (cause) {
        signal.throwIfAborted();
        throw cause instanceof ClipoError ? cause : unheard((cause as Error).message);
      }
    },
  };
}

function utterancesOf(said: string, { ok, status }: Response): Utterance[] {
  if (!ok) {
    throw unheard(`HTTP ${status}: ${said}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(said);
  } catch {
    throw unheard('its answer is no JSON');
  }
  const read = Transcription.safeParse(value);
  if (!read.success) {
    throw unheard('its answer is no transcription');
  }
  const { text, segments } = read.data;
  // Without segments nobody says when: it stands at the beginning.
  return segments == null || segments.length === 0
    ? [{ atMs: 0, text }]
    : segments.map((segment) => ({ atMs: Math.round(segment.start * 1000), text: segment.text.trim() }));
}

async function textOf(answer: Response): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer.body ?? []) {
    bytes += part.length;
    if (bytes > mostAnswerBytes) {
      throw unheard('its answer is too long');
    }
    parts.push(Buffer.from(part));
  }
  return Buffer.concat(parts).toString('utf8');
}

function unheard(problem: string): ClipoError {
  const short = problem.replaceAll(/\s+/g, ' ').slice(0, 200);
  return new ClipoError('fetch_failed', short, { details: { url: 'asr', problem: short }, isRetryable: true });
}
