import { listCharacters } from '@clipo/presenter';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { addBatch } from '../../testing/make-batch.fixture.ts';
import { endVideosOf } from '../../work/end-videos.ts';
import { updateBatch } from '../batches/queries.ts';
import { cancelBatch } from '../batches/steer-batch.ts';
import { createKey } from '../keys/create-key.ts';
import { insertVideos } from '../videos/queries.ts';
import { closeRender } from './charge-render.ts';
import { grantCredits } from './grant-credits.ts';
import { expectWholeBook } from './interleavings.fixture.ts';
import { quoteBatch } from './prices.ts';
import { selectBook } from './queries.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ CLIPO_CREDITS: 'on', CLIPO_BATCH_CREDITS_MOST: '1000' });
});
afterAll(() => api.stop());

const book = (teamId: string) => api.deps.db.asTeam(teamId, (tx) => selectBook(tx, teamId));

describe('batches cost what was said before, and failed videos nothing (O1)', () => {
  it('the price is count × languages × formats × products, by begun quarter minutes; drafts cost half', () => {
    const brief = {
      count: 3,
      languages: ['zh-CN' as const, 'en' as const],
      formats: ['9x16' as const],
      durationSeconds: 20,
      resolution: 1080 as const,
    };
    expect(quoteBatch(brief, 2, false)).toEqual({ videos: 12, each: 40, total: 480 });
    expect(quoteBatch({ ...brief, resolution: 720 }, 1, true)).toEqual({ videos: 6, each: 10, total: 60 });
  });

  it('credits are held at the start, spent for each finished video once, and the rest comes back', async () => {
    const teamId = 'team_charged';
    const { db, queue } = api.deps;
    await expect(addBatch(api.deps, teamId, { count: 3 })).rejects.toMatchObject({ code: 'insufficient_credits' });
    await grantCredits({ db }, { teamId, amount: 100, reference: 'gift' });
    await expect(addBatch(api.deps, teamId, { count: 300 })).rejects.toMatchObject({ code: 'over_limit' });
    const batch = await addBatch(api.deps, teamId, { count: 3 });
    expect(await book(teamId)).toMatchObject({ available: 85, held: 15 });
    const actor = { teamId, keyId: 'key_charged', scopes: ['*'] };
    const { secret } = await createKey(api.deps, actor, { name: 'charged', scopes: ['read'] });
    const costs = async () => {
      const ask = async (path: string) =>
        (await api.app.request(`/api/v1/batches${path}`, { headers: { 'x-api-key': secret } })).json();
      const one = (await ask(`/${batch.id}`)) as { cost: object };
      expect(((await ask('')) as { items: { cost: object }[] }).items[0]?.cost).toEqual(one.cost);
      return one.cost;
    };
    expect(await costs()).toEqual({ quoted: 15, held: 15, settled: 0 });
    const ids = [newId('vid'), newId('vid'), newId('vid')];
    await db.asTeam(teamId, async (tx) => {
      await updateBatch(tx, teamId, batch.id, { status: 'running', videosTotal: 3, videosLeft: 3 });
      await insertVideos(
        tx,
        ids.map((id, ordinal) => ({
          id,
          teamId,
          batchId: batch.id,
          ordinal,
          name: `v${ordinal}`,
          product: 'p',
          creative: 0,
          language: 'zh-CN',
          format: '9x16',
          document: {} as never,
        })),
      );
    });
    const end = (id: string, status: 'done' | 'failed') =>
      db.asTeam(teamId, (tx) => endVideosOf(tx, queue, teamId, [{ id, name: id, batchId: batch.id, status }]));
    await end(ids[0] ?? '', 'done');
    await end(ids[1] ?? '', 'failed');
    expect(await book(teamId)).toMatchObject({ available: 85, held: 10, spent: 5 });
    expect(await costs()).toEqual({ quoted: 15, held: 10, settled: 5 });
    await cancelBatch(api.deps, teamId, batch.id);
    expect(await costs()).toEqual({ quoted: 15, held: 0, settled: 5 });
    expect(await book(teamId)).toMatchObject({ available: 95, held: 0, spent: 5 });
    await expectWholeBook(db, teamId);
  });

  it('a single file costs its price once it is made, and nothing where it is cancelled', async () => {
    const { db } = api.deps;
    const [teamId, wish] = ['team_single', { text: '单手能开' }];
    await grantCredits({ db }, { teamId, amount: 15, reference: 'gift' });
    const { secret } = await createKey(
      api.deps,
      { teamId, keyId: 'key_single', scopes: ['*'] },
      { name: 'single', scopes: ['read', 'make'] },
    );
    const headers = { 'x-api-key': secret, 'content-type': 'application/json' };
    const ask = async (path: string, body?: object) =>
      (await (
        await api.app.request(`/api/v1/${path}`, {
          headers,
          ...(body && { method: 'POST', body: JSON.stringify(body) }),
        })
      ).json()) as { id: string; cost: object; code: string };
    // To be told what may not be said is free (S1).
    expect(await ask('checks', { texts: ['全网最低价'] })).toMatchObject({ outcome: 'block' });
    expect(await book(teamId)).toMatchObject({ available: 15, held: 0, spent: 0 });
    const film = await ask('presentations', { ...wish, presenter: listCharacters()[0]?.id });
    expect(film.cost).toEqual({ quoted: 10, held: 10, settled: 0 });
    expect(await ask('presentations', { ...wish, presenter: listCharacters()[0]?.id })).toMatchObject({
      code: 'insufficient_credits',
    });
    expect((await ask(`renders/${film.id}/cancel`, {})).cost).toEqual({ quoted: 10, held: 0, settled: 0 });
    const sound = await ask('speeches', wish);
    await db.asTeam(teamId, (tx) => closeRender(tx, { teamId, renderId: sound.id, isMade: true }));
    await db.asTeam(teamId, (tx) => closeRender(tx, { teamId, renderId: sound.id, isMade: true }));
    expect((await ask(`renders/${sound.id}`)).cost).toEqual({ quoted: 1, held: 0, settled: 1 });
    expect(await book(teamId)).toMatchObject({ available: 14, held: 0, spent: 1 });
    await expectWholeBook(db, teamId);
  });

  it('a quote and the statement are there for who may see them', async () => {
    const brief = { product: { id: 'p', name: '杯' }, materials: [{ file: 'a.png' }], count: 2 };
    const quote = await (await api.ask('POST', '/api/v1/credits/quotes', { brief })).json();
    expect(quote).toMatchObject({ videos: 2, each: 20, total: 40, isCharged: true });
    await grantCredits(api.deps, { teamId: api.teamId, amount: 7, reference: 'gift-2', reason: '=cmd|calc' });
    const csv = await (await api.ask('GET', '/api/v1/credits/statement.csv')).text();
    expect(csv).toContain(`"'=cmd|calc",available,7`);
  });
});
