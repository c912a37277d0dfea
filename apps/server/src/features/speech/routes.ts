import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectDictionary } from '../dictionary/queries.ts';
import { makeSpeech, type SpeechFormat, speechFormats } from './make-speech.ts';

/** As OpenAI's `/v1/audio/speech` takes it. Keys of OpenAI's that change nothing here are taken and left aside. */
const SpeechWish = named(
  'SpeechWish',
  z.strictObject({
    model: z.string().max(100).optional().describe('Left aside: the voice names its engine'),
    input: z.string().trim().min(1).max(2000),
    voice: z.string().min(1).max(100).default('default').describe('An id of `/api/v1/voices`, or `default`'),
    response_format: z.enum(['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm']).default('mp3'),
    speed: z.number().min(0.25).max(4).default(1),
    instructions: z.string().max(4096).optional().describe('Left aside'),
    stream_format: z
      .enum(['audio', 'sse'])
      .default('audio')
      .describe('`sse`: the sound comes as events `speech.audio.delta` in base64, then `speech.audio.done`'),
  }),
);

/** Formats that hold no label are answered in the nearest one that does: what is not labelled does not leave. */
const served: Readonly<Record<string, SpeechFormat>> = { aac: 'mp3', pcm: 'wav' };
/** Voices of OpenAI's that programs name by habit. */
const foreignVoices = /^(?:alloy|ash|ballad|coral|echo|fable|nova|onyx|sage|shimmer|verse)$/;
/** What the engines take. */
const slowest = 0.5;
const fastest = 2;

/** So much of a sound goes into one event: whole groups of three bytes, so that the base64 of all events can be joined. */
const deltaBytes = 24 * 1024;

/** Tells a sound in the events of OpenAI's. It is whole before the first: its label is about all of it. */
function streamSound(c: Context<ApiEnv>, sound: Buffer): Response {
  return streamSSE(c, async (sse) => {
    for (let at = 0; at < sound.length; at += deltaBytes) {
      const audio = sound.subarray(at, at + deltaBytes).toString('base64');
      await sse.writeSSE({ data: JSON.stringify({ type: 'speech.audio.delta', audio }) });
    }
    // Voices here count no tokens; clients want the key.
    const usage = { input_tokens: 0, output_tokens: 0, total_tokens: 0 };
    await sse.writeSSE({ data: JSON.stringify({ type: 'speech.audio.done', usage }) });
  });
}

/** Adds the door that speaks as OpenAI's does. */
export function addSpeechRoutes(app: Api, deps: Pick<Deps, 'db' | 'speech' | 'settings'>): void {
  addRoute(
    app,
    {
      id: 'speak',
      method: 'post',
      path: '/v1/audio/speech',
      tag: 'Compatible doors',
      summary: "Speak a text, asked as OpenAI's speech API is",
      scope: 'make',
      body: SpeechWish,
      rawAnswer: {
        types: [...Object.values(speechFormats).map(({ type }) => type), 'text/event-stream'],
        description: 'The sound, with the AI label at its beginning and in its metadata',
      },
      errors: ['content_rejected', 'voice_failed'],
    },
    async ({ body, c, actor: { teamId } }) => {
      const format = served[body.response_format] ?? (body.response_format as SpeechFormat);
      const wish = {
        text: body.input,
        voice: foreignVoices.test(body.voice) ? 'default' : body.voice,
        rate: Math.min(fastest, Math.max(slowest, body.speed)),
        format,
        dictionary: (await deps.db.asTeam(teamId, (tx) => selectDictionary(tx, teamId)))?.data,
      };
      const sound = await makeSpeech(deps, wish, c.req.raw.signal);
      return body.stream_format === 'sse'
        ? streamSound(c, sound)
        : new Response(new Uint8Array(sound), { headers: { 'content-type': speechFormats[format].type } });
    },
  );
}
