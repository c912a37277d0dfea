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

it('speech passes the same check, and an unknown voice is told by its field', async () => {
  expect(await (await speak({ input: '全网最低价' })).json()).toMatchObject({ code: 'content_rejected', status: 451 });
  const unknown = await speak({ input: 'Hello', voice: 'espeak:en-nobody' });
  expect(unknown.status).toBe(422);
  expect((await unknown.json()) as object).toMatchObject({ code: 'invalid_input' });
});
