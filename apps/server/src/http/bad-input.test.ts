import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../testing/api.fixture.ts';
import { badRequests as those } from '../testing/bad-requests.fixture.ts';
import { badRequestsOfDoors } from '../testing/bad-requests-of-doors.fixture.ts';

const badRequests = [...those, ...badRequestsOfDoors];

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

it('there are at least 150 ways to ask wrongly', () => {
  expect(new Set(badRequests.map(({ name }) => name)).size).toBeGreaterThanOrEqual(150);
});

it.each(badRequests)('$name', async ({ method, path, body, raw, headers, status, code }) => {
  const answer = await api.ask(method, path, raw ?? (Array.isArray(body) ? JSON.stringify(body) : body), headers);
  expect(await answer.json()).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});

const send = async (bytes: Buffer) => {
  const headers = { 'content-type': 'application/octet-stream' };
  const answer = await api.ask('POST', '/api/v1/materials?name=x', new Uint8Array(bytes), headers);
  return (await answer.json()) as object;
};

it('a picture that is a page or an archive as well is refused', async () => {
  const picture = await readFile(await tinyMedia('picture'));
  for (const more of ['<script>alert(1)</script>', '<?php system($_GET[0]); ?>', 'PK\x05\x06'.padEnd(22, '\0')]) {
    const file = Buffer.concat([picture, Buffer.from(more, 'latin1')]);
    expect(await send(file)).toMatchObject({ code: 'unreadable_material', status: 422 });
  }
});

it('a film or picture that was cut off is refused', async () => {
  const clip = await readFile(await tinyMedia('clip'));
  expect(await send(clip.subarray(0, 200))).toMatchObject({ code: 'unreadable_material' });
  const picture = await readFile(await tinyMedia('pictureJpeg'));
  expect(await send(picture.subarray(0, picture.length / 2))).toMatchObject({ code: 'unreadable_material' });
});

it('more pixels than any frame needs are refused before they are decoded', async () => {
  expect(await send(await readFile(await tinyMedia('endlessPicture')))).toMatchObject({ code: 'unreadable_material' });
});
