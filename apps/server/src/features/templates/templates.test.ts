import { readFile } from 'node:fs/promises';
import { templateNames } from '@clipo/contract';
import { tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../db/new-id.ts';
import { batches, notices, videos } from '../../db/schema/index.ts';
import { createApp } from '../../http/app.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { signInWithCode } from '../../testing/browser.fixture.ts';
import { batchOfTalk } from '../talk/plan-talk.ts';

let api: TestApi;
let seller: Awaited<ReturnType<typeof signInWithCode>>;
/** A picture of the operator's own team. */
let picture: string;
beforeAll(async () => {
  api = await startApi();
  const bytes = new Uint8Array(await readFile(await tinyMedia('picture')));
  const type = { 'content-type': 'application/octet-stream' };
  picture = (await say(api.ask('POST', '/api/v1/materials?name=a.png', bytes, type))).id;
  seller = await signInWithCode(api, '+8613900000781');
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response | Promise<Response>): Promise<any> => (await answer).json();
const operate = '/api/v1/operate/templates';
const reason = '字体授权到期';
const briefWith = (template?: string | string[]) => ({
  product: { id: 'P', name: '杯子', sellingPoints: ['双层隔热'] },
  materials: [{ file: 'a.png' }],
  durationSeconds: 6,
  ...(template !== undefined && { template }),
});
const plan = (template?: string | string[]) =>
  api.ask('POST', '/api/v1/batches', { brief: briefWith(template), files: { 'a.png': picture } });
const listed = async () =>
  (await say(seller.ask('GET', '/api/v1/shipped-templates'))).items.map(({ name }: { name: string }) => name);
const kept = async (name: string) =>
  (await say(api.ask('GET', operate))).items.find((item: { name: string }) => item.name === name);
const actOf = async (action: string) =>
  (await say(api.ask('GET', `/api/v1/operate/audit?action=${encodeURIComponent(action)}`))).items[0];

describe('templates that ship are run from the console (O3)', () => {
  it('a withdrawn one is listed to nobody, and what names it is refused with the remedy, in every process at once', async () => {
    const elsewhere = createApp(api.deps);
    const headers = {
      authorization: `Bearer ${api.key}`,
      'content-type': 'application/json',
      'accept-language': 'zh-CN',
    };
    const there = (template: string | string[]) =>
      elsewhere.request('/api/v1/batches', {
        method: 'POST',
        headers,
        body: JSON.stringify({ brief: briefWith(template), files: { 'a.png': picture } }),
      });
    expect(await listed()).toEqual([...templateNames]);
    const running = await plan('festival');
    expect(running.status).toBe(202);
    const batch = await say(running);
    const recipe = {
      name: '年货',
      batch: { brief: briefWith(['clear', 'festival']), files: { 'a.png': picture }, isDraft: true },
    };
    expect((await seller.ask('POST', '/api/v1/recipes', recipe)).status).toBe(201);

    // Nobody but operators, and not without saying why.
    const path = `${operate}/festival/withdrawal`;
    expect((await seller.ask('GET', operate)).status).toBe(403);
    expect((await seller.ask('PUT', path, { reason })).status).toBe(403);
    expect(await say(api.ask('PUT', path, { reason: ' x ' }))).toMatchObject({ problems: [{ field: 'reason' }] });
    expect((await api.ask('PUT', `${operate}/nothing/withdrawal`, { reason })).status).toBe(422);
    expect(await kept('festival')).toMatchObject({ withdrawn: null });

    expect((await api.ask('PUT', path, { reason })).status).toBe(204);
    expect(await kept('festival')).toMatchObject({ withdrawn: { why: reason } });
    expect(await listed()).toEqual(templateNames.filter((name) => name !== 'festival'));
    for (const [field, template] of [
      ['brief.template', 'festival'],
      ['brief.template[1]', ['clear', 'festival']],
    ] as const) {
      const refused = await there(typeof template === 'string' ? template : [...template]);
      expect(refused.status).toBe(422);
      const told = await say(refused);
      expect(told).toMatchObject({ code: 'invalid_input' });
      expect(told.detail).toContain(field);
      expect(told.detail).toMatch(/字体授权到期.*请换一个，可用的有：clear, bold-promo/);
    }
    for (const at of ['batch-plans', 'batch-looks']) {
      const refused = await seller.ask('POST', `/api/v1/${at}`, {
        brief: briefWith('festival'),
        files: { 'a.png': picture },
      });
      expect((await say(refused)).detail).toContain(reason);
    }
    expect((await plan('clear')).status).toBe(202);
    // What was taken on before stands as it was; what failed of it is not begun anew.
    const one = `/api/v1/batches/${batch.id}`;
    expect(await say(api.ask('GET', one))).toMatchObject({ status: 'planning' });
    await api.deps.db.asSystem((tx) =>
      tx.update(batches).set({ status: 'failed', endedAt: new Date() }).where(eq(batches.id, batch.id)),
    );
    expect((await say(api.ask('POST', `${one}/retry`))).detail).toContain(reason);
    // Whose matrices name it is told, once.
    const told = await api.deps.db.asSystem((tx) =>
      tx.select().from(notices).where(eq(notices.template, 'template-withdrawn')),
    );
    expect(told).toHaveLength(1);
    expect(told[0]?.body).toContain(reason);
    expect((await api.ask('PUT', path, { reason: '另一个原因' })).status).toBe(204);
    expect(await kept('festival')).toMatchObject({ withdrawn: { why: reason } });

    expect((await api.ask('DELETE', path, { reason: '授权已续' })).status).toBe(204);
    expect((await api.ask('DELETE', path, { reason: '授权已续' })).status).toBe(404);
    expect((await there('festival')).status).toBe(202);
    // Both stand in the record of acts, with why, before and after.
    expect(await actOf('template readmitted')).toMatchObject({
      objectId: 'festival',
      told: { ground: '授权已续', before: { template: 'festival', reason }, after: {} },
    });
    const acts = await say(api.ask('GET', '/api/v1/operate/audit?action=template%20withdrawn'));
    expect(acts.items.at(-1)).toMatchObject({
      objectId: 'festival',
      told: { ground: reason, before: {}, after: { template: 'festival', reason } },
    });
  });

  it('a conversation has the first that is offered, and the last one can not be withdrawn', async () => {
    const put = (name: string) => api.ask('PUT', `${operate}/${name}/withdrawal`, { reason });
    for (const name of templateNames.slice(0, -1)) {
      expect((await put(name)).status).toBe(204);
    }
    const last = templateNames.at(-1) ?? '';
    expect(await listed()).toEqual([last]);
    expect(await say(put(last))).toMatchObject({ code: 'invalid_input' });
    expect(await listed()).toEqual([last]);
    expect((await say(plan())).detail).toContain(last);
    const talk = { product: '杯子', points: ['双层隔热'], materialIds: [picture] };
    const agreed = { teamId: api.teamId, talk, language: 'zh-CN', seed: 1 } as const;
    expect((await batchOfTalk(api.deps, agreed)).brief.template).toBe(last);
    for (const name of templateNames.slice(0, -1)) {
      expect((await api.ask('DELETE', `${operate}/${name}/withdrawal`, { reason })).status).toBe(204);
    }
  });

  it('the figures are of videos that ended in 28 days, each under the template that it was laid out with', async () => {
    const { id: teamId } = (await say(seller.ask('GET', '/api/v1/me'))).team;
    const hours = (many: number) => new Date(Date.now() - many * 3_600_000);
    const insert = async (
      template: string | string[],
      rows: { status: 'done' | 'failed' | 'cancelled'; creative: number; endedAt: Date }[],
    ) => {
      const batchId = newId('bat');
      const cell = { hook: 1, body: 1, cta: 1, shots: 1, style: 1, presenter: 1, voice: 1, music: 1 };
      const cells = [1, 2].map((number) => ({ ...cell, template: number }));
      await api.deps.db.asTeam(teamId, async (tx) => {
        await tx.insert(batches).values({
          ...{ id: batchId, teamId, products: [], files: {}, brief: { ...briefWith(), template } as never },
          prepared: { plan: { kind: 'full', seed: 1, axes: cell, cells } } as never,
        });
        const about = { teamId, batchId, product: 'P', language: 'zh-CN', format: '9x16', document: {} as never };
        await tx
          .insert(videos)
          .values(rows.map((row, ordinal) => ({ ...about, ...row, id: newId('vid'), name: 'v', ordinal })));
      });
    };
    const before = await kept('unboxing');
    expect(before).toMatchObject({ made: 0, failed: 0, teams: 0 });
    await insert('unboxing', [
      { status: 'done', creative: 1, endedAt: hours(1) },
      { status: 'failed', creative: 1, endedAt: hours(27 * 24) },
      { status: 'cancelled', creative: 1, endedAt: hours(1) },
      { status: 'done', creative: 1, endedAt: hours(29 * 24) },
    ]);
    // Where looks took turns, the cell says which.
    await insert(
      ['unboxing', 'how-to'],
      [
        { status: 'done', creative: 1, endedAt: hours(2) },
        { status: 'done', creative: 2, endedAt: hours(2) },
      ],
    );
    // A team's own lies in its batch's folder under this name.
    await insert('template.json', [{ status: 'done', creative: 1, endedAt: hours(2) }]);
    expect(await kept('unboxing')).toMatchObject({ made: 2, failed: 1, teams: 1 });
    expect(await kept('how-to')).toMatchObject({ made: 1, failed: 0, teams: 1 });
    expect(await kept('news-flash')).toMatchObject({ made: 0, failed: 0, teams: 0 });
    const [{ data }] = (await say(seller.ask('GET', '/api/v1/shipped-templates'))).items;
    await seller.ask('POST', '/api/v1/templates', { data: { ...data, name: 'mine' } });
    expect(await say(api.ask('GET', operate))).toMatchObject({ days: 28, own: { templates: 1, teams: 1 } });
  });
});

describe('operators read what every notice says (O3)', () => {
  it('each in both languages, with the channels by which it goes, and no word of one language alone', async () => {
    expect((await seller.ask('GET', '/api/v1/operate/notice-wordings')).status).toBe(403);
    const { items, providers } = await say(api.ask('GET', '/api/v1/operate/notice-wordings'));
    expect(providers).toEqual({ email: false, sms: false });
    const of = (name: string) => items.find((item: { name: string }) => item.name === name);
    expect(of('measure-taken')).toMatchObject({ way: 'urgent', channels: ['inbox', 'email', 'sms'] });
    expect(of('mentioned')).toMatchObject({ way: 'may-wait' });
    expect(of('code')).toMatchObject({ way: 'address', channels: ['email', 'sms'], smsTemplate: null });
    const valuesIn = ({ subject, text }: { subject: string; text: string }) =>
      [...new Set([...`${subject} ${text}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))].sort();
    for (const item of items) {
      expect(valuesIn(item.en), item.name).toEqual(valuesIn(item['zh-CN']));
      // A brace within a brace would be told as it stands.
      expect(`${item.en.text}${item['zh-CN'].text}`, item.name).not.toMatch(/\{\{|\}\}/);
    }
  });
});
