import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyFile } from '@clipo/label';
import { tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const speak = (body: object) => api.ask('POST', '/v1/audio/speech', { model: 'tts-1', voice: 'alloy', ...body });

it.each([
  ['mp3', 'audio/mpeg'],
  ['wav', 'audio/wav'],
  ['flac', 'audio/flac'],
  ['opus', 'audio/ogg'],
])("a client of OpenAI's speech API gets %s, labelled as AI content (O4, L1)", async (format, type) => {
  const answer = await speak({ input: '这只杯子，保温十二小时。', response_format: format });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  await using folder = await tempFolder();
  const file = join(folder.path, `speech.${format === 'opus' ? 'ogg' : format}`);
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  const found = await verifyFile(file);
  expect(found.problems).toEqual([]);
  expect(found.found.length).toBeGreaterThan(0);
});

it('as events it is the same labelled sound in parts, as programs that ask for a stream expect it (O4)', async () => {
  const answer = await speak({ input: '这只杯子，保温十二小时。', response_format: 'wav', stream_format: 'sse' });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const events = (await answer.text()).split('\n\n').flatMap((event) => /^data: (.*)$/m.exec(event)?.[1] ?? []);
  const told = events.map((event) => JSON.parse(event) as { type: string; audio?: string });
  const deltas = told.filter(({ type }) => type === 'speech.audio.delta');
  expect(deltas.length).toBeGreaterThan(1);
  expect(told.at(-1)).toMatchObject({ type: 'speech.audio.done', usage: { total_tokens: expect.any(Number) } });
  await using folder = await tempFolder();
  const file = join(folder.path, 'speech.wav');
  await writeFile(file, Buffer.from(deltas.map(({ audio }) => audio).join(''), 'base64'));
  expect((await verifyFile(file)).problems).toEqual([]);
});

it('speech passes the same check, and an unknown voice is told by its field', async () => {
  expect(await (await speak({ input: '全网最低价' })).json()).toMatchObject({ code: 'content_rejected', status: 451 });
  const unknown = await speak({ input: 'Hello', voice: 'espeak:en-nobody' });
  expect(unknown.status).toBe(422);
  expect((await unknown.json()) as object).toMatchObject({ code: 'invalid_input' });
});
