import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language, Speech } from '@clipo/contract';
import { afterAll, expect, it } from 'vitest';
import { encodeWav } from '../audio/wav.ts';
import { createEngine } from '../create-engine.ts';
import { createEspeakSource } from '../espeak/source.ts';
import { createCloudSource } from './source.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-cloud-'));
const espeak = createEspeakSource(1);
const voiceOfServer = createEngine(espeak, { cacheDir: join(folder, 'server'), reference: espeak });
const key = 'sk-test-4711';
const text = {
  'zh-CN': '杯盖一按即开，单手能喝，通勤路上真方便。',
  en: 'The lid opens at one press, so drink on the way.',
};

/** What the service was asked for, and what it answers next: a way of answering for each request, the last repeated. */
const asked: { path: string; authorization: string | undefined; body: Record<string, unknown> }[] = [];
type Answer = (request: Record<string, unknown>, response: ServerResponse) => void | Promise<void>;
let answers: Answer[] = [];
const server = createServer((request, response) => void serve(request, response));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await espeak.close();
  await rm(folder, { recursive: true });
});

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
  asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body });
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  await answer?.(body, response);
}

/** The sound of another voice than the reference, as the service would make it. */
async function spoken(input: unknown, language: Language, voice: string): Promise<Speech & { wav: Buffer }> {
  const speech = await voiceOfServer.speak({ text: String(input), language, voice, rate: 1 });
  return { ...speech, wav: await readFile(speech.path) };
}
const says =
  (language: Language, voice = language === 'en' ? 'espeak:en-warm' : 'espeak:zh-warm'): Answer =>
  async ({ input, response_format }, response) => {
    const { wav } = await spoken(input, language, voice);
    const isPcm = response_format === 'pcm';
    response.writeHead(200, { 'content-type': isPcm ? 'audio/pcm' : 'audio/wav' });
    response.end(isPcm ? halved(wav) : wav);
  };
/** 48 kHz to 24 kHz by leaving out every other sample: good enough for a stand-in. */
function halved(wav: Buffer): Buffer {
  const samples = Math.floor((wav.length - 44) / 4);
  const out = Buffer.alloc(samples * 2);
  for (let index = 0; index < samples; index += 1) {
    out.writeInt16LE(wav.readInt16LE(44 + index * 4), index * 2);
  }
  return out;
}
const refuses =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    const isText = typeof body === 'string';
    response.writeHead(status, { 'content-type': isText ? 'text/html' : 'application/json', ...headers });
    response.end(isText ? body : JSON.stringify(body));
  };

let cacheCount = 0;
function engine(more: { format?: 'wav' | 'pcm'; tryMs?: number } = {}) {
  cacheCount += 1;
  const source = createCloudSource(
    { url, key, model: 'tts-1', voices: ['alloy', 'nova'], format: more.format ?? 'wav', licence: undefined },
    { patience: { tryMs: more.tryMs ?? 30_000, retryMs: 1 } },
  );
  return createEngine(source, { cacheDir: join(folder, `cache-${cacheCount}`), reference: espeak });
}
const speak = (language: Language, more: Parameters<typeof engine>[0] = {}, voice = 'openai:nova') =>
  engine(more).speak({ text: text[language], language, voice, rate: 1 });

it.each([
  ['zh-CN', 'wav'],
  ['en', 'pcm'],
] as const)('a voice over HTTP in %s as %s is aligned: words where they are said (C6)', async (language, format) => {
  asked.length = 0;
  answers = [says(language)];
  const speech = await speak(language, { format });
  expect(asked).toEqual([
    {
      path: '/v1/audio/speech',
      authorization: `Bearer ${key}`,
      body: expect.objectContaining({ model: 'tts-1', voice: 'nova', response_format: format, speed: 1 }),
    },
  ]);
  expect(speech.timesFrom).toBe('aligned');
  const truth = await spoken(text[language], language, language === 'en' ? 'espeak:en-warm' : 'espeak:zh-warm');
  expect(speech.words.map((word) => word.text)).toEqual(truth.words.map((word) => word.text));
  const errors = speech.words
    .map((word, index) => Math.abs(word.startSample - (truth.words[index]?.startSample ?? 0)) / 48)
    .sort((a, b) => a - b);
  expect(errors[errors.length >> 1]).toBeLessThan(40);
  expect(errors.at(-1)).toBeLessThan(150);
  expect(speech.phonemes.length).toBeGreaterThan(20);
});

it('hiss before the first word belongs to no word, nor does it after the last (C6)', async () => {
  const hiss = (seconds: number) => Buffer.from(encodeWav(noise(seconds * 48_000, 0.005), 48_000)).subarray(44);
  const lead = 0.3;
  answers = [
    async ({ input }, response) => {
      const { wav } = await spoken(input, 'en', 'espeak:en-warm');
      response.writeHead(200, { 'content-type': 'audio/pcm' });
      const whole = Buffer.concat([hiss(lead), wav.subarray(44), hiss(0.4)]);
      response.end(halved(Buffer.concat([Buffer.alloc(44), whole])));
    },
  ];
  const speech = await speak('en', { format: 'pcm' });
  const truth = await spoken(text.en, 'en', 'espeak:en-warm');
  const late = speech.words.map(({ startSample }, at) => (startSample - (truth.words[at]?.startSample ?? 0)) / 48_000);
  for (const seconds of [late[0], late.at(-1)]) {
    expect(seconds).toBeGreaterThan(lead - 0.1);
    expect(seconds).toBeLessThan(lead + 0.1);
  }
  expect(speech.sampleCount - (speech.words.at(-1)?.endSample ?? 0)).toBeGreaterThan(0.25 * 48_000);
});

/** The same noise each time. */
function noise(length: number, level: number): Float64Array {
  let seed = 7;
  return Float64Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return (seed / 1_073_741_824 - 1) * level;
  });
}

it('a busy service is asked again, as long as it says, and a broken answer too', async () => {
  asked.length = 0;
  const busy = { error: { message: 'Rate limit reached', type: 'requests', code: 'rate_limit_exceeded' } };
  answers = [
    refuses(429, busy, { 'retry-after': '0' }),
    refuses(503, { error: { message: 'The server is overloaded' } }),
    (_, response) => {
      response.writeHead(200, { 'content-type': 'audio/wav', 'content-length': '100000' });
      response.write(Buffer.alloc(2_000));
      setTimeout(() => response.destroy(), 20);
    },
    says('en'),
  ];
  expect((await speak('en')).sampleCount).toBeGreaterThan(48_000);
  expect(asked).toHaveLength(4);
});

it.each([
  [
    'a wrong key',
    refuses(401, { error: { message: `Incorrect API key provided: ${key}`, code: 'invalid_api_key' } }),
    /CLIPO_SPEECH_KEY/,
  ],
  ['a region that is not served', refuses(403, { error: { message: 'Country not supported' } }), /region/],
  [
    'a model that is not there',
    refuses(404, { error: { message: 'The model does not exist', code: 'model_not_found' } }),
    /CLIPO_SPEECH_MODEL/,
  ],
  [
    'a voice it does not know',
    refuses(400, { error: { message: "Input should be 'alloy'", param: 'voice' } }),
    /refused the request \(400\): Input should be/,
  ],
  [
    'an empty account',
    refuses(429, { error: { message: 'You exceeded your current quota', code: 'insufficient_quota' } }),
    /quota is used up/,
  ],
  ['a web page', refuses(200, '<!doctype html><title>Sign in</title>'), /web page instead of sound.*CLIPO_SPEECH_URL/],
  [
    'a redirect to somewhere else',
    (_, response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    /can't be reached/,
  ],
  ['JSON that says it went well', refuses(200, { message: 'queued' }), /json instead of sound \(queued\)/],
] as const satisfies [string, Answer, RegExp][])(
  '%s is told with what to do, at once, and no secret',
  async (_, answer, problem) => {
    asked.length = 0;
    answers = [answer];
    const failed = await speak('en').catch((cause: unknown) => cause as Error & { code: string });
    expect(failed).toMatchObject({ code: 'voice_failed', message: expect.stringMatching(problem) });
    expect(String((failed as Error).message)).not.toContain(key);
    expect(asked.length).toBeLessThanOrEqual(4);
  },
);

it.each([
  [
    'no sound at all',
    (_, response) => void response.writeHead(200, { 'content-type': 'audio/wav' }).end(),
    /without any sound/,
  ],
  [
    'a file that is cut',
    async ({ input }, response) => {
      const { wav } = await spoken(input, 'en', 'espeak:en-warm');
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav.subarray(0, wav.length >> 1));
    },
    /is cut/,
  ],
  [
    'bytes that are no sound',
    (_, response) => void response.writeHead(200, { 'content-type': 'audio/wav' }).end(Buffer.alloc(5_000, 7)),
    /no WAV/,
  ],
  [
    'a sound of another length',
    (_, response) =>
      void response.writeHead(200, { 'content-type': 'audio/wav' }).end(
        encodeWav(
          Float64Array.from({ length: 12_000 }, (_unused, index) => Math.sin(index / 9) / 3),
          48_000,
        ),
      ),
    /0\.\d s long, the text takes about/,
  ],
  [
    'silence',
    (_, response) =>
      void response.writeHead(200, { 'content-type': 'audio/wav' }).end(encodeWav(new Float64Array(96_000), 48_000)),
    /only silence/,
  ],
] as const satisfies [string, Answer, RegExp][])('%s is refused and kept nowhere', async (_, answer, problem) => {
  answers = [answer];
  await expect(speak('en')).rejects.toMatchObject({ code: 'voice_failed', message: expect.stringMatching(problem) });
});

it('an engine that hangs is given up, and a cancelled one ends at once', async () => {
  answers = [() => undefined];
  await expect(speak('en', { tryMs: 60 })).rejects.toMatchObject({
    code: 'voice_failed',
    message: expect.stringContaining('did not answer'),
  });
  const controller = new AbortController();
  const waiting = engine().speak({ text: text.en, language: 'en', voice: 'openai:nova', rate: 1 }, controller.signal);
  setTimeout(() => controller.abort(), 30);
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
});

it('a sound that says something else has no aligned times: they are called estimates', async () => {
  answers = [
    async (_, response) => {
      const { wav } = await spoken(
        'Nothing of what you wrote was ever uttered here, dear friend.',
        'en',
        'espeak:en-warm',
      );
      response.writeHead(200, { 'content-type': 'audio/wav' }).end(wav);
    },
  ];
  expect((await speak('en')).timesFrom).toBe('estimated');
});

it('a service that is not there, and a voice that is not listed, are refused', async () => {
  const source = createCloudSource(
    { url: 'http://127.0.0.1:9', key: undefined, model: 'm', voices: ['a'], format: 'wav', licence: 'ours' },
    { patience: { tryMs: 5_000, retryMs: 1 } },
  );
  const nowhere = createEngine(source, { cacheDir: folder, reference: espeak });
  await expect(nowhere.speak({ text: text.en, language: 'en', voice: 'openai:a', rate: 1 })).rejects.toMatchObject({
    code: 'voice_failed',
    isRetryable: true,
  });
  await expect(speak('en', {}, 'openai:nava')).rejects.toMatchObject({ details: { nearest: 'openai:nova' } });
});
