import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

it('a picture without a face is told before anybody consents to its use, with what to do in both languages (C6)', async () => {
  const cup = await readFile(join(import.meta.dirname, '../../../../../examples/tumbler/coffee.png'));
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await api.ask('POST', '/api/v1/materials?name=cup.png', new Uint8Array(cup), headers);
  const { id } = (await sent.json()) as { id: string };
  const answer = await api.ask('POST', `/api/v1/materials/${id}/face-check`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    kind: 'portrait',
    isFit: false,
    faults: [
      {
        rule: 'face_none',
        text: { 'zh-CN': expect.stringMatching(/cup\.png.*脸/s), en: expect.stringMatching(/cup\.png.*face/s) },
      },
    ],
  });
  const other = await api.otherTeam();
  const theirs = await api.ask('POST', `/api/v1/materials/${id}/face-check`, undefined, {
    authorization: `Bearer ${other.key}`,
  });
  expect(theirs.status).toBe(404);
});
