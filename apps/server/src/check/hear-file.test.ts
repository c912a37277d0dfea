import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSettings } from '../env.ts';
import { openListener } from '../features/hearing/open-listener.ts';
import { check } from './check.ts';
import { hearFile } from './hear-file.ts';

/** What the engine was sent, and how it answers: documented answers of transcriptions, errors and hostile ones. */
let asked: { path: string; authorization: string | undefined; fields: Record<string, string>; magic: string }[] = [];
let answer: { status?: number; body: string };
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) {
    parts.push(part as Buffer);
  }
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Request('http://engine', { method: 'POST', headers, body: Buffer.concat(parts) }).formData();
  const file = form.get('file') as File;
  const magic = Buffer.from(await file.slice(0, 4).arrayBuffer()).toString('latin1');
  const fields = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  asked.push({ path: request.url ?? '', authorization: request.headers.authorization, fields, magic });
  const { status = 200, body } = answer;
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
});
const says = (...segments: [start: number, text: string][]) => ({
  body: JSON.stringify({
    task: 'transcribe',
    language: 'chinese',
    duration: 2,
    text: segments.map(([, text]) => text).join(''),
    segments: segments.map(([start, text], id) => ({ id, seek: 0, start, end: start + 1, text, avg_logprob: -0.3 })),
  }),
});

let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const { signal } = new AbortController();
async function hear(path: string, mediaType: string, whenDown: 'hold' | 'pass' = 'hold') {
  asked = [];
  const values = { CLIPO_ASR_URL: url, CLIPO_ASR_KEY: 'secret' };
  const listener = openListener(readSettings({ CLIPO_HOME: '/nowhere', ...values }));
  return hearFile(listener, { path, mediaType }, { whenDown, signal });
}
const outcomeOf = (looked: Awaited<ReturnType<typeof hear>>) =>
  check({ kind: 'file', sha256: '0', texts: {} }, looked).outcome;

describe('what is said in clips and sounds is checked by ear, where an engine is set (S1, S2)', () => {
  it('speech is sent as the interface takes it; what is unlawful is held with its time, also across two utterances', async () => {
    answer = says([0, '这个杯子'], [0.8, '去在线'], [1.4, '赌场买']);
    const heard = await hear(await tinyMedia('sound'), 'audio/wav');
    expect(asked).toEqual([
      {
        path: '/v1/audio/transcriptions',
        authorization: 'Bearer secret',
        fields: { model: 'whisper-1', response_format: 'verbose_json', 'timestamp_granularities[]': 'segment' },
        magic: 'OggS',
      },
    ]);
    expect(heard.findings).toMatchObject([{ field: 'sound@800', severity: 'review', category: 'vice' }]);
    expect(outcomeOf(heard)).toBe('held');
  });

  it('what an advertisement may not say is told; harmless speech, and what has no sound, passes', async () => {
    const path = await tinyMedia('sound');
    answer = { body: '{"text":"全网最低价"}' };
    expect(outcomeOf(await hear(path, 'audio/wav'))).toBe('noted');
    answer = says([0, '早上好']);
    expect(await hear(path, 'audio/wav')).toEqual({ rules: ['asr-whisper-1'], findings: [] });
    expect((await hear(await tinyMedia('rotated'), 'video/mp4')).findings).toEqual([]);
    expect(asked).toEqual([]);
    await hear(await tinyMedia('pictureJpeg'), 'image/jpeg');
    expect(asked).toEqual([]);
  });

  it.each([
    ['is overloaded', { status: 503, body: '{"error":{"message":"overloaded"}}' }],
    ['refuses the key', { status: 401, body: '{"error":{"message":"Incorrect API key provided"}}' }],
    ['answers with no JSON', { body: 'WEBVTT' }],
    ['answers with another shape', { body: '{"text": 7, "segments": "all"}' }],
    ['answers without end', { body: `{"text":"${'x'.repeat(9_000_000)}"}` }],
  ])('an engine that %s: held, or left to the other checks, as it is set', async (_, given) => {
    answer = given;
    const path = await tinyMedia('sound');
    const held = await hear(path, 'audio/wav');
    expect(held.findings).toMatchObject([{ rule: 'asr-whisper-1_unanswered', severity: 'review' }]);
    expect(outcomeOf(held)).toBe('held');
    expect((await hear(path, 'audio/wav', 'pass')).findings).toEqual([]);
  });
});
