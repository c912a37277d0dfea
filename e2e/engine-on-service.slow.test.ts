import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../apps/server/src/testing/api.fixture.ts';
import { type RunningWorker, startWorker } from '../apps/server/src/work/worker.ts';
import { asking, briefWith, cupPicture } from './engine-on-service.fixture.ts';
import { engineServer, filmVoice } from './remote-film.fixture.ts';

let folder = '';
let api: TestApi;
let worker: RunningWorker;
let server: Awaited<ReturnType<typeof engineServer>>;
let isDown = false;
const { tell, upload, made } = asking(() => api);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clipo-engine-'));
  server = await engineServer((wav) => (isDown ? { text: '<html>away</html>' } : filmVoice(folder, wav, 0)));
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

it('an outside engine performs for a team, with its own key: cost told before, a drawn presenter where it fails (C6)', async () => {
  const address = { kind: 'clipo', baseUrl: server.base, centsPerSecond: 4 };
  const elsewhere = { name: 'E', engine: { ...address, baseUrl: 'http://127.0.0.1:9' } };
  expect(await tell('POST', '/api/v1/presenter-engines', elsewhere)).toMatchObject({ code: 'url_refused' });
  const engine = await tell('POST', '/api/v1/presenter-engines', { name: 'E', engine: address, key: 'secret-key' });
  expect(engine).toMatchObject({ hasKey: true, kind: 'clipo' });
  expect(JSON.stringify([engine, await rows('select * from presenter_engines')])).not.toContain('secret-key');
  expect(await tell('POST', `/api/v1/presenter-engines/${engine.id}/try`)).toMatchObject({ isReached: true });
  expect(server.received.at(-1)?.headers.authorization).toBe('Bearer secret-key');
  expect(posts()).toEqual([]);

  const anna = { name: 'Anna', engineId: engine.id, avatar: 'anna_1', mostBatchCents: 100, standIn: 'mei' };
  const presenter = await tell('POST', '/api/v1/outside-presenters', anna);
  const brief = briefWith(presenter.id);
  expect((await tell('POST', '/api/v1/credits/quotes', { brief })).outside).toEqual([
    expect.objectContaining({ presenter: presenter.id, centsAtMost: 24, currency: 'CNY' }),
  ]);
  const files = { 'cup.png': await upload('cup.png', await cupPicture()) };
  const order = (wish: object) => tell('POST', '/api/v1/batches', { brief: wish, files, isDraft: true });
  expect(await order({ ...brief, count: 5 })).toMatchObject({
    code: 'invalid_input',
    detail: expect.stringContaining('1.20 CNY'),
  });
  expect(await order(briefWith(`pre_${'0'.repeat(26)}`))).toMatchObject({ code: 'no_such_thing' });

  const first = await made('batches', await order(brief));
  expect((await tell('GET', `/api/v1/videos?batch=${first.id}`)).items).toMatchObject([{ failedReason: null }]);
  expect(first).toMatchObject({ status: 'done', warnings: [], failedReason: null });
  // Hook, body and call to action are spoken one by one, as other creatives may share them.
  expect(posts().length).toBeGreaterThan(0);
  expect(posts()[0]?.headers.authorization).toBe('Bearer secret-key');
  expect(posts()[0]?.body).toContain('"avatarId":"anna_1"');
  const { items: orders } = await tell('GET', `/api/v1/presenter-orders?for=${first.id}`);
  expect(orders.map(({ phase }) => phase)).toEqual(posts().map(() => 'done'));
  const [kept] = await rows('select files from presenter_orders');
  expect(kept?.files).toMatchObject({ video: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } });

  isDown = true;
  const third = await made('batches', await order(briefWith(presenter.id, 'Flask')));
  expect(third).toMatchObject({ status: 'done', warnings: [expect.stringContaining('mei')] });
  expect(await tell('GET', `/api/v1/batches/${third.id}/manifest`)).toMatchObject({
    videos: [{ presenter: { standIns: [{ for: presenter.id, character: 'mei' }] } }],
  });
}, 600_000);
