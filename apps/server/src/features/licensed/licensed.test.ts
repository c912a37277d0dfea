import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { batches, materials, notices, videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { seeMaterial } from '../../work/see-material.ts';
import { collectMedia } from '../media/collect-media.ts';

let api: TestApi;
let seller: Awaited<ReturnType<typeof signInWithCode>>;
beforeAll(async () => {
  api = await startApi();
  seller = await signInWithCode(api, '+8613900000771');
});
afterAll(() => api.stop());

interface Body {
  id: string;
  sha256: string;
  code?: string;
  detail?: string;
  rights: object;
  link: string;
  thumbnail: string;
  materialId: string | null;
  fromLibrary: { item: string; withdrawn: { why: string } | null } | null;
  withdrawn: { why: string } | null;
  teams: number;
  items: Body[];
  videoId: string;
}
const say = async (answer: Response | Promise<Response>) => (await (await answer).json()) as Body;
const reason = '图库合同已签';
const rights = { holder: 'Clipo', licence: 'CC BY 4.0', scope: 'advertising, worldwide' };

async function addItem(): Promise<{ item: Body; material: Body }> {
  const bytes = new Uint8Array(await readFile(await tinyMedia('picture')));
  const type = { 'content-type': 'application/octet-stream' };
  const material = await say(api.ask('POST', '/api/v1/materials?name=street.png', bytes, type));
  const add = () => say(api.ask('POST', '/api/v1/operate/licensed-items', { materialId: material.id, reason }));
  await api.ask('PATCH', `/api/v1/materials/${material.id}`, { rights: { holder: 'Clipo', licence: 'CC BY 4.0' } });
  expect((await add()).detail).toContain('scope');
  await api.ask('PATCH', `/api/v1/materials/${material.id}`, { rights });
  expect((await add()).detail).toContain('looked through');
  const payload = { teamId: api.teamId, materialId: material.id };
  await seeMaterial(api.deps, { payload, signal: AbortSignal.timeout(60_000) });
  return { item: await add(), material };
}

describe('the licensed library (C4)', () => {
  it('an operator adds, a seller picks, a withdrawal stops what is made and lists the videos that used it', async () => {
    const { item, material } = await addItem();
    expect(item).toMatchObject({ rights, teams: 0, withdrawn: null });
    const twice = await api.ask('POST', '/api/v1/operate/licensed-items', { materialId: material.id, reason });
    expect(twice.status).toBe(409);

    // The operator's own copy goes; the library keeps the file.
    await api.ask('DELETE', `/api/v1/materials/${material.id}`);
    await collectMedia(api.deps, { graceHours: 0, now: new Date(Date.now() + 1000) });
    const shown = (await say(seller.ask('GET', '/api/v1/licensed-items?search=cc%20by%20street'))).items;
    expect(shown).toHaveLength(1);
    expect(shown[0]).toMatchObject({ id: item.id, rights, materialId: null });
    for (const link of [shown[0]?.link, shown[0]?.thumbnail]) {
      expect((await api.app.request(link ?? '')).status).toBe(200);
    }
    expect((await seller.ask('GET', '/api/v1/operate/licensed-items')).status).toBe(403);
    expect((await seller.ask('POST', '/api/v1/operate/licensed-items', { materialId: 'mat_x' })).status).toBe(403);

    const path = `/api/v1/licensed-items/${item.id}/material`;
    const taken = await seller.ask('POST', path);
    expect(taken.status).toBe(201);
    const copy = await say(taken);
    expect(copy).toMatchObject({ rights, fromLibrary: { item: item.id, withdrawn: null } });
    expect((await seller.ask('POST', path)).status).toBe(200);
    expect((await say(seller.ask('GET', '/api/v1/licensed-items'))).items[0]?.materialId).toBe(copy.id);
    // Its licence is the library's.
    const bent = await seller.ask('PATCH', `/api/v1/materials/${copy.id}`, { rights: { ...rights, licence: 'mine' } });
    expect(bent.status).toBe(409);

    // A batch may be started with it until it is withdrawn.
    const brief = { product: { id: 'P', name: '杯子' }, materials: [{ file: 'a.png' }], durationSeconds: 6 };
    const start = () => seller.ask('POST', '/api/v1/batches', { brief, files: { 'a.png': copy.id } });
    const started = await start();
    expect([201, 202]).toContain(started.status);
    const { id: batchId } = await say(started);
    const [{ teamId = '' } = {}] = await api.deps.db.asSystem((tx) =>
      tx.select({ teamId: materials.teamId }).from(materials).where(eq(materials.id, copy.id)),
    );
    const about = { batchId, ordinal: 0, product: 'P', creative: 1, language: 'zh-CN', format: '9x16' };
    const video = newId('vid');
    await api.deps.db.asTeam(teamId, (tx) =>
      tx.insert(videos).values({
        ...about,
        ...{ id: video, teamId, name: 'v', document: { storyboard: { scenes: [{ material: copy.sha256 }] } } },
      } as never),
    );

    const operate = `/api/v1/operate/licensed-items/${item.id}`;
    const why = '权利人收回授权';
    expect(await say(api.ask('PUT', `${operate}/withdrawal`, { why }))).toMatchObject({ teams: 1, withdrawn: { why } });
    const refused = await start();
    expect(refused.status).toBe(451);
    expect((await say(refused)).detail).toContain(why);
    expect((await say(api.ask('GET', `${operate}/uses`))).items).toEqual([
      { videoId: video, name: 'v', batchId, product: 'P', teamId },
    ]);
    // The seller sees it too, is told, and can no longer pick it.
    expect((await say(seller.ask('GET', `/api/v1/materials/${copy.id}/uses`))).items).toMatchObject([
      { videoId: video },
    ]);
    expect((await say(seller.ask('GET', '/api/v1/materials?rights=withdrawn'))).items).toMatchObject([{ id: copy.id }]);
    expect((await say(seller.ask('GET', '/api/v1/licensed-items'))).items).toEqual([]);
    expect((await seller.ask('POST', path)).status).toBe(409);
    const told = await api.deps.db.asSystem((tx) =>
      tx.select().from(notices).where(eq(notices.template, 'licensed-withdrawn')),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.body).toContain('1');
    // What failed of the batch is not made once more with it either.
    await api.deps.db.asTeam(teamId, (tx) =>
      tx.update(batches).set({ status: 'failed', endedAt: new Date() }).where(eq(batches.id, batchId)),
    );
    expect((await seller.ask('POST', `/api/v1/batches/${batchId}/retry`)).status).toBe(451);

    expect(await say(api.ask('DELETE', `${operate}/withdrawal`, { reason }))).toMatchObject({ withdrawn: null });
    expect([201, 202]).toContain((await start()).status);
  });
});
