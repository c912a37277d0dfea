import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../apps/server/src/testing/api.fixture.ts';
import { type RunningWorker, startWorker } from '../apps/server/src/work/worker.ts';
import { anaPicture, asking, briefWith, cupPicture } from './engine-on-service.fixture.ts';
import { engineServer, filmVoice } from './remote-film.fixture.ts';

let folder = '';
let api: TestApi;
let worker: RunningWorker;
let server: Awaited<ReturnType<typeof engineServer>>;
const { tell, upload, made } = asking(() => api);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-face-'));
  server = await engineServer((wav) => filmVoice(folder, wav, 0));
  api = await startApi({ CLIPO_WORKERS: '1', CLIPO_ENGINE_HOSTS: new URL(server.base).host });
  worker = await startWorker(api.deps);
}, 120_000);
afterAll(async () => {
  await worker.stop();
  await api.stop();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const posts = () => server.received.filter(({ method }) => method === 'POST');
const rows = async (text: string) =>
  (await api.deps.db.asSystem((tx) => tx.execute(text))).rows as Record<string, unknown>[];

it('a person’s face goes to an engine by their consent to just that, and what was made of it goes with the consent (C6, A8)', async () => {
  const engine = await tell('POST', '/api/v1/presenter-engines', {
    ...{ name: 'E', engine: { kind: 'clipo', baseUrl: server.base }, key: 'k' },
  });
  const ana = await upload('ana.png', anaPicture());
  const wish = { name: 'Ana', engineId: engine.id, materialId: ana };
  const presenter = await tell('POST', '/api/v1/outside-presenters', wish);
  const present = () => {
    const said = { text: 'Hello there, my friend.', language: 'en', presenter: presenter.id, resolution: 540 };
    return tell('POST', '/api/v1/presentations', said);
  };
  const consent = (purposes: string[]) =>
    tell('POST', `/api/v1/materials/${ana}/consents`, {
      ...{ person: { name: 'Ana', isAdult: true }, agreedTo: '2026-11', language: 'en', purposes },
    });
  const small = await consent(['render']);
  expect(await present()).toMatchObject({
    code: 'consent_needed',
    detail: expect.stringContaining('outside_engine'),
  });
  await tell('POST', `/api/v1/person-consents/${small.id}/withdraw`, { by: 'Ana' });
  const { id } = await consent(['render', 'outside_engine']);
  const before = posts().length;
  expect(await made('renders', await present())).toMatchObject({ status: 'done', failedReason: null });
  expect(posts()).toHaveLength(before + 1);
  expect(posts().at(-1)?.body).toContain(`"consentId":"${id}"`);
  const ordered = 'select id from presenter_orders where face_sha256 is not null';
  expect(await rows(ordered)).toHaveLength(1);
  await tell('POST', `/api/v1/person-consents/${id}/withdraw`, { by: 'Ana' });
  expect(await rows(ordered)).toEqual([]);
  expect(await present()).toMatchObject({ code: 'consent_needed' });
}, 600_000);

it('a machine that has nothing of what was made goes on with the orders that are kept: nothing is paid twice (C6)', async () => {
  const engine = await tell('POST', '/api/v1/presenter-engines', {
    ...{ name: 'E', engine: { kind: 'clipo', baseUrl: server.base }, key: 'k' },
  });
  const presenter = await tell('POST', '/api/v1/outside-presenters', {
    ...{ name: 'Anna', engineId: engine.id, avatar: 'anna_1' },
  });
  const files = { 'cup.png': await upload('cup.png', await cupPicture()) };
  const order = () => tell('POST', '/api/v1/batches', { brief: briefWith(presenter.id), files, isDraft: true });
  const before = posts().length;
  expect(await made('batches', await order())).toMatchObject({ status: 'done', warnings: [] });
  const ordered = posts().length;
  expect(ordered).toBeGreaterThan(before);
  await rm(path.join(api.deps.settings.home, 'cache'), { recursive: true, force: true });
  expect(await made('batches', await order())).toMatchObject({ status: 'done', warnings: [] });
  expect(posts()).toHaveLength(ordered);
}, 600_000);
