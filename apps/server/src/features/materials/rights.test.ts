import { readFile } from 'node:fs/promises';
import { errorTable } from '@clipo/contract';
import { tinyMedia } from '@clipo/testkit';
import { inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { addMadeVideos } from '../../testing/made-videos.fixture.ts';
import { usableMaterials } from './usable-materials.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const upload = async (name: string) => {
  const picture = new Uint8Array(await readFile(await tinyMedia('picture')));
  const type = { 'content-type': 'application/octet-stream' };
  const answer = await api.ask('POST', `/api/v1/materials?name=${name}`, picture, type);
  return (await answer.json()) as { id: string; sha256: string };
};

describe('a material is used by its rights (C3)', () => {
  it('whose rights nobody told is in no new video, where the operator wants them told', async () => {
    const body = await upload('unknown.png');
    await api.ask('PATCH', `/api/v1/materials/${body.id}`, { rights: null });
    const use = (CLIPO_RIGHTS: 'ask' | 'need') =>
      api.deps.db.asTeam(api.teamId, (tx) => usableMaterials(tx, api.teamId, { 'a.png': body.id }, { CLIPO_RIGHTS }));
    expect((await use('ask')).size).toBe(1);
    await expect(use('need')).rejects.toMatchObject({ code: 'content_rejected' });
    await api.ask('PATCH', `/api/v1/materials/${body.id}`, { rights: { holder: 'We', licence: 'own' } });
    expect((await use('need')).size).toBe(1);
  });

  it('a minor in it is confirmed and consented to before it is rendered, packed or shared', async () => {
    const body = await upload('child.png');
    const known = { holder: 'Example Ltd', licence: 'CC0-1.0' };
    const state = (more: object) =>
      api.ask('PATCH', `/api/v1/materials/${body.id}`, { rights: { ...known, ...more } }).then(({ status }) => status);
    const start = async () => {
      const brief = { product: { id: 'P', name: '杯子' }, materials: [{ file: 'a.png' }], durationSeconds: 6 };
      const answer = await api.ask('POST', '/api/v1/batches', { brief, files: { 'a.png': body.id } });
      return (await answer.json()) as { id: string; code?: string };
    };
    const consented = { shows: 'minors', people: '一个小男孩', guardian: '其母，2026-05-01，用于广告' };
    expect(await state(consented)).toBe(200);
    const { id: batchId } = await start();
    expect(batchId).toMatch(/^bat_/);
    // Its guardian takes the consent back: neither is it rendered any more, nor is what was made packed or shared.
    expect(await state({ shows: 'minors', people: '一个小男孩' })).toBe(200);
    expect(await start()).toMatchObject({ code: 'consent_needed' });
    const made = await addMadeVideos(api, 1);
    await api.deps.db.asTeam(api.teamId, (tx) =>
      tx
        .update(videos)
        .set({ document: { shown: body.sha256 } as never })
        .where(inArray(videos.id, made.ids)),
    );
    const share = () => api.ask('POST', `/api/v1/batches/${made.batchId}/shares`, { name: '客户' });
    const channels = [{ platform: 'douyin', handle: '澄光生活' }];
    const pack = (end = '') =>
      api.ask('POST', `/api/v1/deliveries${end}`, { videos: made.ids, channels, labels: ['ai'] });
    for (const door of [share, pack, () => pack('/check')]) {
      const refused = await door();
      expect(refused.status).toBe(errorTable.consent_needed.status);
      expect(await refused.json()).toMatchObject({ code: 'consent_needed' });
    }
    // With both told it goes on; taken out once more, what was packed and shared meanwhile is given to nobody.
    expect(await state(consented)).toBe(200);
    const { path } = (await (await share()).json()) as { path: string };
    const packed = (await (await pack()).json()) as { package: string };
    const [, secret = ''] = path.split('#');
    const seen = await api.app.request('/api/v1/shared', { headers: { 'x-clipo-share': secret } });
    const [shared] = ((await seen.json()) as { videos: { film: string }[] }).videos;
    const doors = async () => {
      const answers = [packed.package, shared?.film ?? ''].map((link) => api.app.request(link));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await doors()).toEqual([200, 200]);
    expect(await state({ shows: 'minors', people: '一个小男孩' })).toBe(200);
    const { status } = errorTable.consent_needed;
    expect(await doors()).toEqual([status, status]);
  });
});
