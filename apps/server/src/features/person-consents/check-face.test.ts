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
  // Points lie on no face here; a picture is no film, and a task of nobody's is over.
  const spot = [1, 1];
  const eye = { outer: spot, inner: spot, top: spot, bottom: spot };
  const mouth = { left: spot, right: spot, top: spot, seam: spot, bottom: spot };
  const rest = { leftBrow: spot, rightBrow: spot, nose: spot, chin: spot, forehead: spot };
  const points = { mouth, leftEye: eye, rightEye: eye, ...rest, leftCheek: spot, rightCheek: spot };
  const set = { version: 1, width: 10, height: 10, points };
  const refused = await api.ask('PUT', `/api/v1/materials/${id}/face-points`, set);
  expect(await refused.json()).toMatchObject({ code: 'unfit_face' });
  expect((await api.ask('POST', `/api/v1/materials/${id}/footage-look`)).status).toBe(422);
  const { token } = (await (await api.ask('POST', '/api/v1/film-challenges')).json()) as { token: string };
  const answers = [
    { token, materialId: id },
    { token: `${token}x`, materialId: id },
  ];
  const statuses = answers.map(async (body) => (await api.ask('POST', '/api/v1/film-challenges/answer', body)).status);
  expect(await Promise.all(statuses)).toEqual([422, 410]);
  const other = await api.otherTeam();
  const theirs = await api.ask('POST', `/api/v1/materials/${id}/face-check`, undefined, {
    authorization: `Bearer ${other.key}`,
  });
  expect(theirs.status).toBe(404);
});
