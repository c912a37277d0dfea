import { readFile } from 'node:fs/promises';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { type Heard, talkWith } from './talk.fixture.ts';

let api: TestApi;
let material: string;
beforeAll(async () => {
  api = await startApi({ CLIPO_CREDITS: 'on' });
  await api.ask('POST', '/api/v1/credits/grants', {
    teamId: api.teamId,
    amount: 1000,
    reference: 'test',
    reason: 'test',
  });
  const picture = new Uint8Array(await readFile(await tinyMedia('pictureJpeg')));
  const kept = await api.ask('POST', '/api/v1/materials?name=cup.jpg', picture, {
    'content-type': 'application/octet-stream',
  });
  material = ((await kept.json()) as { id: string }).id;
});
afterAll(() => api.stop());

const cardOf = (heard: Heard, kind: string) =>
  heard.pieces.findLast((piece) => piece.kind === 'card' && piece.card?.kind === kind);

it('a message that is sent again under its Idempotency-Key is said once, and its answer heard once more', async () => {
  const { id, whole } = await talkWith(api, 'en');
  const say = (text: string) =>
    api.ask('POST', `/api/v1/conversations/${id}/messages`, { text, materialIds: [] }, { 'idempotency-key': 'said-1' });
  const first = await (await say('Two videos for my cup')).text();
  const again = await say('Two videos for my cup');
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.headers.get('content-type')).toContain('text/event-stream');
  expect(await again.text()).toBe(first);
  expect(first).toContain('answer-end');
  expect((await whole()).messages).toHaveLength(2);
  expect((await say('Three videos')).status).toBe(409);
});

describe('the built-in planner leads a conversation to a batch (C1)', () => {
  it('asks for one thing at a time, says what it is, takes corrections, and starts nothing without a yes', async () => {
    const talk = await talkWith(api, 'zh-CN');
    const first = await talk.say('帮我给随行杯做 2 条 15 秒的抖音视频');
    expect(first.text).toContain('内置规划器');
    expect(first.text).toContain('卖点');
    expect(first.text).not.toContain('卖多少钱');
    expect((await talk.say('单手能开、倒放不漏、杯身防滑、轻至260克')).text).toContain('卖多少钱');
    expect((await talk.say('89元')).text).toContain('素材库');
    const planned = await talk.say('用素材库里的');
    expect(planned.steps.map(({ tool, status }) => `${tool} ${status}`)).toEqual([
      'list_materials done',
      'plan_batch done',
    ]);
    expect(planned.pieces.flatMap((piece) => (piece.kind === 'card' ? [piece.card?.kind] : []))).toEqual([
      'angles',
      'scripts',
      'storyboard',
      'matrix',
      'quote',
    ]);
    expect(cardOf(planned, 'quote')?.card).toMatchObject({ videos: 2, seconds: 15, total: 40, balance: 1000 });

    const before = cardOf(planned, 'angles')?.card?.items?.map(({ text }) => text) ?? [];
    const asked = await talk.say('第二条钩子换成反问');
    const after = cardOf(asked, 'angles')?.card?.items?.map(({ text }) => text) ?? [];
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(after[1]).toMatch(/[？?]/u);
    const changed = await talk.say('第一条钩子换一个，去掉价格');
    const scripts = JSON.stringify(cardOf(changed, 'scripts')?.card);
    expect(scripts).not.toContain('89');
    expect(await talk.brief()).not.toHaveProperty('price');

    // "Go" is no spending: it is told where to press.
    const go = await talk.say('可以，开始吧');
    expect(go.text).toContain('开始制作');
    expect(await batches()).toHaveLength(0);

    // A quote of a brief that was changed since starts nothing.
    const stale = await talk.start(cardOf(planned, 'quote')?.id);
    expect(stale).toMatchObject({ code: 'conflict' });
    const quote = cardOf(go, 'quote')?.id ?? cardOf(changed, 'quote')?.id;
    const started = await talk.start(quote);
    expect(started).toMatchObject({ batchId: expect.stringMatching(/^bat_/) });
    // Pressed twice, it is one batch.
    expect(await talk.start(quote)).toEqual(started);
    expect(await batches()).toHaveLength(1);
    const credits = (await (await api.ask('GET', '/api/v1/credits')).json()) as { available: number; held: number };
    expect(credits).toMatchObject({ available: 960, held: 40 });
  });

  it('takes any change back, answers again, explains, and says what it cannot do', async () => {
    const talk = await talkWith(api, 'en');
    const first = await talk.say('travel mug: opens with one hand, leakproof, non-slip base, $29, 2 videos', [
      material,
    ]);
    expect(first.text).toContain('built-in planner');
    expect(cardOf(first, 'quote')).toBeDefined();
    expect(await talk.brief()).toMatchObject({
      product: 'travel mug',
      count: 2,
      price: { amount: '29', currency: 'USD' },
    });

    await talk.say('make it 20 seconds');
    expect(await talk.brief()).toMatchObject({ seconds: 20 });
    await talk.retry();
    expect(await talk.brief()).toMatchObject({ seconds: 20 });
    await talk.say('undo');
    expect(await talk.brief()).not.toHaveProperty('seconds');

    const { messages } = await talk.whole();
    const told = messages
      .flatMap(({ pieces }) => pieces)
      .find((piece) => piece.kind === 'change' && piece.change?.values?.count === 2);
    expect(await talk.setChange(told?.id ?? '', true)).not.toHaveProperty('count');
    expect(await talk.setChange(told?.id ?? '', false)).toMatchObject({ count: 2 });

    expect((await talk.say('why these hooks?')).text).toContain('H01');
    expect((await talk.say('make the hooks funnier')).text).toContain('beyond me');
    expect((await talk.say('drop the price')).text).toContain('price');
    expect(await talk.brief()).not.toHaveProperty('price');
  });
});

describe('a conversation is its owner’s (C1, A8)', () => {
  it('is listed, found by its words, named, pinned and deleted', async () => {
    const talk = await talkWith(api, 'zh-CN');
    await talk.say('露营灯，三档调光、磁吸底座，59元');
    const list = async (query = '') =>
      (
        (await (await api.ask('GET', `/api/v1/conversations${query}`)).json()) as {
          items: { id: string; title: string; isPinned: boolean }[];
        }
      ).items;
    expect((await list('?search=磁吸')).map(({ id }) => id)).toEqual([talk.id]);
    expect(await list('?search=%25')).toEqual([]);
    expect((await list())[0]?.title).toContain('露营灯');
    await api.ask('PATCH', `/api/v1/conversations/${talk.id}`, { title: '夏季露营', isPinned: true });
    expect((await list('?search=夏季'))[0]).toMatchObject({ title: '夏季露营', isPinned: true });
    expect((await api.ask('DELETE', `/api/v1/conversations/${talk.id}`)).status).toBe(204);
    expect((await api.ask('GET', `/api/v1/conversations/${talk.id}`)).status).toBe(404);
    expect(
      (
        await api.deps.db.asSystem((tx) =>
          tx.execute(`select 1 from conversation_messages where conversation_id = '${talk.id}'`),
        )
      ).rows,
    ).toEqual([]);
  });

  it('another team sees none of it, in the API and in the database', async () => {
    const talk = await talkWith(api, 'zh-CN');
    await talk.say('保温杯，12小时保温，89元');
    const other = await api.otherTeam();
    const answer = await api.app.request(`/api/v1/conversations/${talk.id}`, {
      headers: { authorization: `Bearer ${other.key}` },
    });
    expect(answer.status).toBe(404);
    const rows = await api.deps.db.asTeam(other.teamId, (tx) =>
      tx.execute('select id from conversations union select id from conversation_messages'),
    );
    expect(rows.rows).toEqual([]);
  });

  it('what is said passes the gate, and nothing of what may not pass is kept (S1)', async () => {
    const talk = await talkWith(api, 'zh-CN');
    const refused = await api.ask('POST', `/api/v1/conversations/${talk.id}/messages`, { text: '给法轮功做视频' });
    expect(await refused.json()).toMatchObject({ status: 451, code: 'content_rejected' });
    expect((await talk.whole()).messages).toEqual([]);
  });

  it('an answer is reported with a copy of it, and the operator sees it (S5)', async () => {
    const talk = await talkWith(api, 'zh-CN');
    await talk.say('你好');
    const answer = (await talk.whole()).messages.at(-1);
    const reported = await api.ask('POST', `/api/v1/conversations/${talk.id}/reports`, {
      messageId: answer?.id,
      reason: 'wrong',
      note: '说错了',
    });
    expect(reported.status).toBe(201);
    await api.ask('DELETE', `/api/v1/conversations/${talk.id}`);
    const { items } = (await (await api.ask('GET', '/api/v1/output-reports')).json()) as {
      items: { id: string; note: string; pieces: object[] }[];
    };
    expect(items[0]).toMatchObject({ note: '说错了', pieces: [{ kind: 'text' }] });
    expect((await api.ask('POST', `/api/v1/output-reports/${items[0]?.id}/close`)).status).toBe(204);
    const other = await api.otherTeam();
    const asked = await api.app.request('/api/v1/output-reports', {
      headers: { authorization: `Bearer ${other.key}` },
    });
    expect(asked.status).toBe(403);
  });
});

async function batches(): Promise<object[]> {
  return ((await (await api.ask('GET', '/api/v1/batches')).json()) as { items: object[] }).items;
}
