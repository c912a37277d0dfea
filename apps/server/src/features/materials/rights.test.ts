import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { videos } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { assertPeopleConsented } from './assert-people-consented.ts';
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
    const about = { batchId, ordinal: 0, product: 'P', creative: 1, language: 'zh-CN', format: '9x16' };
    const [video] = await api.deps.db.asTeam(api.teamId, (tx) =>
      tx
        .insert(videos)
        .values({
          ...about,
          id: newId('vid'),
          teamId: api.teamId,
          name: 'v',
          document: { shown: body.sha256 },
        } as never)
        .returning({ id: videos.id }),
    );
    const share = () => api.ask('POST', `/api/v1/batches/${batchId}/shares`, { name: '客户' });
    expect(await (await share()).json()).toMatchObject({ code: 'consent_needed' });
    const packed = (ids: string[]) =>
      api.deps.db.asTeam(api.teamId, (tx) => assertPeopleConsented(tx, api.teamId, { ids }));
    await expect(packed([video?.id ?? ''])).rejects.toMatchObject({ code: 'consent_needed' });
    await expect(packed(['vid_other'])).resolves.toBeUndefined();
    expect(await state(consented)).toBe(200);
    expect((await share()).status).toBe(201);
  });
});
