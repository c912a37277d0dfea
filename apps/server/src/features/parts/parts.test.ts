import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { partOf, serviceParts } from './service-parts.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const why = { reasonZh: '渲染机房检修，22:00 恢复', reasonEn: 'The render hall is being mended until 22:00' };
const over = { reason: '检修完成' };
const conversation = '/api/v1/conversations';

it('a closed part is refused with its reason, in every process within five seconds, and opens again (O3)', async () => {
  const elsewhere = createApp(api.deps);
  const headers = {
    authorization: `Bearer ${api.key}`,
    'content-type': 'application/json',
    'accept-language': 'zh-CN',
  };
  const upload = () =>
    elsewhere.request('/api/v1/uploads', {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'a.mp4', sizeBytes: 9 }),
    });
  expect((await upload()).status).toBe(201);
  expect((await api.ask('PUT', '/api/v1/parts/upload/closing', why)).status).toBe(204);
  // Where it was closed it holds at once.
  expect((await api.ask('POST', '/api/v1/uploads', { name: 'b.mp4', sizeBytes: 9 })).status).toBe(503);
  await expect.poll(async () => (await upload()).status, { timeout: 5000 }).toBe(503);
  const told = (await (await upload()).json()) as { code: string; detail: string };
  expect(told.code).toBe('unavailable');
  expect(told.detail).toContain('22:00 恢复');
  // Nothing else is closed by it, and what is there is seen and goes.
  expect((await api.ask('POST', conversation, {})).status).toBe(201);
  expect((await api.ask('GET', '/api/v1/materials')).status).toBe(200);
  const listed = await api.app.request('/api/v1/parts', { headers: { 'accept-language': 'en' } });
  const { items } = (await listed.json()) as { items: { part: string; isOpen: boolean; reason: string | null }[] };
  expect(items.map(({ part }) => part)).toEqual([...serviceParts]);
  expect(items.filter(({ isOpen }) => !isOpen)).toMatchObject([{ part: 'upload', reason: why.reasonEn }]);
  expect((await api.ask('DELETE', '/api/v1/parts/upload/closing', over)).status).toBe(204);
  expect((await api.ask('DELETE', '/api/v1/parts/upload/closing', over)).status).toBe(404);
  await expect.poll(async () => (await upload()).status, { timeout: 5000 }).toBe(201);
}, 60_000);

it('closing the API stops the keys of teams, not the operator’s, and nobody but operators closes (O3, O4)', async () => {
  const other = await api.otherTeam();
  const theirs = { authorization: `Bearer ${other.key}` };
  expect((await api.ask('PUT', '/api/v1/parts/api/closing', why, theirs)).status).toBe(403);
  expect((await api.ask('POST', conversation, {}, theirs)).status).toBe(201);
  await api.ask('PUT', '/api/v1/parts/api/closing', why);
  expect((await api.ask('POST', conversation, {}, theirs)).status).toBe(503);
  expect((await api.ask('GET', conversation, undefined, theirs)).status).toBe(200);
  expect((await api.ask('POST', conversation, {})).status).toBe(201);
  await api.ask('DELETE', '/api/v1/parts/api/closing', over);
  expect((await api.ask('PUT', '/api/v1/parts/nothing/closing', why)).status).toBe(422);
  expect((await api.ask('PUT', '/api/v1/parts/make/closing', { reasonZh: '' })).status).toBe(422);
});

it('what can be closed names operations that there are', async () => {
  const document = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, { operationId?: string }>>;
  };
  const known = Object.values(document.paths).flatMap((path) => Object.values(path).map((one) => one.operationId));
  expect(Object.keys(partOf).filter((operation) => !known.includes(operation))).toEqual([]);
});
