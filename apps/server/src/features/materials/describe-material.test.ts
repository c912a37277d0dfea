import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { materials } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { origin, signInWithCode } from '../../testing/browser.fixture.ts';
import { seeMaterial } from '../../work/see-material.ts';
import { type ModelServer, serveReplays } from '../talk/model-server.fixture.ts';
import { lookThrough, lookThroughOld } from './look-through.ts';

let api: TestApi;
let model: ModelServer;
let seller: Awaited<ReturnType<typeof signInWithCode>>;
let id = '';
let teamId = '';
beforeAll(async () => {
  model = await serveReplays();
  api = await startApi({}, { addresses: { isAllowed: () => true, resolve: async () => ['127.0.0.1'] } });
  seller = await signInWithCode(api, 'describe@example.com');
  const bytes = new Uint8Array(await readFile(await tinyMedia('picture')));
  const cookie = [...seller.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { origin, 'sec-fetch-site': 'same-origin', cookie, 'content-type': 'application/octet-stream' };
  const made = await api.app.request('/api/v1/materials?name=IMG_0001.png', { method: 'POST', headers, body: bytes });
  ({ id } = (await made.json()) as { id: string });
  const rows = await api.deps.db.asSystem((tx) =>
    tx.select({ teamId: materials.teamId }).from(materials).where(eq(materials.id, id)),
  );
  teamId = rows[0]?.teamId ?? '';
});
afterAll(async () => {
  await api.stop();
  model.close();
});

const see = (again = false) =>
  seeMaterial(api.deps, { payload: { teamId, materialId: id, again }, signal: AbortSignal.timeout(60_000) });
const ask = async () => {
  const answer = await seller.ask('POST', `/api/v1/materials/${id}/description`);
  return { status: answer.status, body: (await answer.json()) as { code?: string; seen?: { description: object } } };
};
const found = async (search: string) => {
  const list = await seller.ask('GET', `/api/v1/materials?search=${encodeURIComponent(search)}`);
  return ((await list.json()) as { items: { id: string }[] }).items.map((one) => one.id);
};
const sent = async () => {
  const list = await seller.ask('GET', '/api/v1/me/disclosures');
  return ((await list.json()) as { items: { kinds: string[] }[] }).items.filter(({ kinds }) =>
    kinds.includes('materials'),
  );
};

describe('a model describes a material (C3)', () => {
  it('only when asked, with a model and with consent; then it is found by the words, and the disclosure stands in the list', async () => {
    expect((await ask()).status).toBe(409);
    await see();
    expect((await ask()).body.code).toBe('conflict');
    await seller.ask('PUT', '/api/v1/team-model', { baseUrl: model.baseUrl, name: 'eyes', key: 'sk-hidden' });
    expect((await ask()).body.code).toBe('step_needed');
    expect([model.asked.length, await sent()]).toEqual([0, []]);

    const told = await seller.ask('GET', '/api/v1/me/consents');
    const { purposes } = (await told.json()) as { purposes: { purpose: string; sha256: string }[] };
    const sha256 = purposes.find(({ purpose }) => purpose === 'third-party-model')?.sha256;
    await seller.ask('PUT', '/api/v1/me/consents/third-party-model', { isGiven: true, sha256 });
    const said = { text: '木桌上的蓝色杯子。A blue cup on a wooden table.', tags: ['杯子', 'cup'] };
    model.play({ say: `Here you are: ${JSON.stringify(said)}` });
    const { status, body } = await ask();
    expect(status).toBe(200);
    expect(body.seen?.description).toMatchObject({ ...said, model: 'eyes' });
    expect(JSON.stringify(model.asked.at(-1))).toContain('data:image/webp;base64,');
    expect(await found('wooden 杯子')).toEqual([id]);
    expect(await sent()).toHaveLength(1);
    // Looking through it again keeps what was said.
    await see(true);
    expect(await found('wooden')).toEqual([id]);
  });

  it('what is no description, a refusal, a busy and a broken service are told, and what may not be said is not kept', async () => {
    const codeOf = async () => (await ask()).body.code;
    model.play({ say: 'I see a cup.' }, { say: '{"text": "第二次。Second try.", "tags": []}' });
    expect(await codeOf()).toBeUndefined();
    expect(await found('second')).toEqual([id]);
    model.play({ say: 'I see a cup.' });
    expect(await codeOf()).toBe('model_failed');
    model.play({ say: 'No.', end: 'content_filter' });
    expect(await codeOf()).toBe('model_failed');
    model.play({ status: 429, retryAfter: 0 }, { say: '{"text": "第三次。Third."}' });
    expect(await codeOf()).toBeUndefined();
    model.play({ status: 400 });
    expect(await codeOf()).toBe('model_failed');
    model.play({ cutAfter: 'I se' });
    expect(await codeOf()).toBe('model_failed');
    model.play({ say: '{"text": "宣传法轮功的横幅", "tags": []}' });
    expect(await codeOf()).toBe('content_rejected');
    expect(await found('third')).toEqual([id]);
  });
});

describe('old materials are looked through (C3)', () => {
  it('each once by itself, and again when somebody asks', async () => {
    const make = (change: object) =>
      api.deps.db.asTeam(teamId, (tx) => tx.update(materials).set(change).where(eq(materials.id, id)));
    const old = { seen: null, lookedAt: null, createdAt: new Date('2026-01-01') };
    await make({ ...old, createdAt: new Date() });
    expect(await lookThroughOld(api.deps)).toBe(0);
    await make(old);
    expect(await lookThroughOld(api.deps)).toBe(1);
    expect(await lookThroughOld(api.deps)).toBe(0);
    expect(await lookThrough(api.deps, teamId, 'unseen')).toBe(1);
    await see();
    expect(await lookThrough(api.deps, teamId, 'unseen')).toBe(0);
    const asked = await seller.ask('POST', '/api/v1/material-looks', { which: 'all' });
    expect([asked.status, await asked.json()]).toEqual([202, { queued: 1 }]);
  });
});
