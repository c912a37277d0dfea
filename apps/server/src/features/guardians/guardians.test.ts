import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../http/actor.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, openBrowser, outboxOf, type TestBrowser, tick } from '../../testing/browser.fixture.ts';
import { addBatch } from '../../testing/make-batch.fixture.ts';
import { selectBatch } from '../batches/queries.ts';
import { insertOrder } from '../payments/queries.ts';
import { createRender } from '../renders/create-render.ts';
import { selectRender } from '../renders/queries.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const english = { 'accept-language': 'en' };

/** A minor who has signed up, and whose guardian consented. */
async function minor(contact: string, ageGroup: 'child' | 'teen', guardian: string): Promise<TestBrowser> {
  const browser = openBrowser(api);
  await browser.ask('POST', '/api/v1/sign-in/codes', { contact });
  const code = await codeFor(api, contact);
  await browser.ask('POST', '/api/v1/sign-in/code', { contact, code, accepted: await tick(api) });
  await browser.ask('PATCH', '/api/v1/me', { ageGroup });
  expect((await consent(browser, guardian)).status).toBe(204);
  return browser;
}

async function consent(browser: TestBrowser, contact: string): Promise<Response> {
  await forgetWaits();
  await browser.ask('POST', '/api/v1/me/guardian/codes', { contact });
  const code = await codeFor(api, contact);
  return browser.ask('POST', '/api/v1/me/guardian', { name: '家长', contact, code }, english);
}

/** A guardian, who has no account, proves their contact. */
async function enter(contact: string) {
  await forgetWaits();
  const browser = openBrowser(api);
  expect((await browser.ask('POST', '/api/v1/guardians/codes', { contact })).status).toBe(202);
  const answer = await browser.ask('POST', '/api/v1/guardians/wards', { contact, code: await codeFor(api, contact) });
  return { browser, ...(await say(answer)) };
}

/** Codes are sent once a minute; here that minute is over. */
const forgetWaits = () =>
  api.deps.db.asSystem((tx) => tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"));

describe('a guardian withdraws, sees and deletes, without an account of their own (A7, A8)', () => {
  it('what the minor had made stops and nothing new begins; both are told, and it is written down', async () => {
    const guardian = '+8613700000021';
    const child = await minor('ward@example.com', 'child', guardian);
    const { id, team } = await say(await child.ask('GET', '/api/v1/me'));
    expect((await child.ask('GET', '/api/v1/products')).status).toBe(200);
    const [told] = (await outboxOf(api, guardian)).filter(({ template }) => template === 'guardian-recorded');
    expect(told?.text).toContain('/guardian');
    const batch = await addBatch(api.deps, team.id, {}, id);
    const speech = { text: '你好', voice: 'zh-f-1', language: 'zh-CN' };
    const actor = { teamId: team.id, person: { userId: id } as Person };
    const { id: single } = await createRender(api.deps, actor, { kind: 'speech', wish: speech });

    const { browser, token, items } = await enter(guardian);
    expect(items).toMatchObject([{ userId: id, contact: 'w•••@example.com', ageGroup: 'child', isGiven: true }]);
    const withdraw = () => browser.ask('POST', '/api/v1/guardians/withdrawals', { token, userId: id }, english);
    expect((await withdraw()).status).toBe(204);
    // With the very next request, and in the work that was under way.
    expect(await say(await child.ask('GET', '/api/v1/products'))).toMatchObject({ code: 'step_needed' });
    expect((await say(await child.ask('GET', '/api/v1/me'))).needs).toContain('guardian');
    const stopped = await api.deps.db.asTeam(team.id, (tx) => selectBatch(tx, team.id, batch.id));
    expect(stopped?.status).toBe('cancelled');
    expect(await say(await child.ask('GET', `/api/v1/renders/${single}`))).toMatchObject({ code: 'step_needed' });
    const ended = await api.deps.db.asTeam(team.id, (tx) => selectRender(tx, single));
    expect(ended?.status).toBe('cancelled');
    // What is theirs stays theirs.
    expect((await child.ask('POST', '/api/v1/me/export')).status).toBe(200);
    const templates = async (to: string) => (await outboxOf(api, to)).map(({ template }) => template);
    expect(await templates('ward@example.com')).toContain('guardian-withdrew');
    expect(await templates(guardian)).toContain('guardian-confirmed');
    const { history } = await say(await child.ask('GET', '/api/v1/me/consents'));
    expect(history.filter(({ kind }: { kind: string }) => kind === 'guardian')).toMatchObject([
      { act: 'withdraw' },
      { act: 'give' },
    ]);
    const acts = await api.deps.db.asSystem((tx) =>
      tx.execute(`select team_id, object_id from audit_events where action = 'POST /api/v1/guardians/withdrawals'`),
    );
    expect(acts.rows).toEqual([{ team_id: team.id, object_id: id }]);
    expect(await say(await withdraw())).toMatchObject({ status: 409, detail: expect.stringContaining('before') });

    // A friend does not stand in; the same guardian can consent again.
    const other = await consent(child, '+8613700000022');
    expect(await say(other)).toMatchObject({ status: 409, detail: expect.stringContaining('they alone') });
    expect((await consent(child, guardian)).status).toBe(204);
    expect((await child.ask('GET', '/api/v1/products')).status).toBe(200);
  });

  it('of a teen, who needed no consent but to buy, a withdrawal stops all too, keys also', async () => {
    const guardian = 'mother@example.com';
    const teen = await minor('teen@example.com', 'teen', guardian);
    const { id, team } = await say(await teen.ask('GET', '/api/v1/me'));
    await teen.ask('POST', '/api/v1/team/api-access', { purpose: 'a project at school' });
    await api.ask('PUT', `/api/v1/teams/${team.id}/api-access`, { status: 'approved' });
    const { secret } = await say(await teen.ask('POST', '/api/v1/keys', { name: 'mine', scopes: ['read', 'write'] }));
    const byKey = () =>
      openBrowser(api).ask(
        'POST',
        '/api/v1/products',
        { product: { id: 'P', name: '杯' } },
        { authorization: `Bearer ${secret}` },
      );
    expect((await byKey()).status).toBe(201);
    const { browser, token } = await enter(guardian);
    await browser.ask('POST', '/api/v1/guardians/withdrawals', { token, userId: id });
    expect((await teen.ask('GET', '/api/v1/products')).status).toBe(403);
    await expect.poll(async () => (await byKey()).status, { timeout: 20_000, interval: 500 }).toBe(403);
    // The minor's own pages are closed: what was paid is asked back here.
    const order = {
      id: 'ord_teen',
      teamId: team.id,
      userId: id,
      way: 'operator',
      status: 'paid',
      credits: 100,
    } as const;
    await api.deps.db.asTeam(team.id, (tx) =>
      insertOrder(tx, { ...order, amountFen: 1000, expiresAt: new Date(), paidAt: new Date() }),
    );
    const orders = () => browser.ask('POST', '/api/v1/guardians/orders', { token, userId: id });
    expect((await say(await orders())).items).toMatchObject([{ order: { amountFen: 1000 }, refund: null }]);
    const claim = { relation: '母亲', evidence: '户口簿', reason: '未经同意' };
    const askBack = (orderId: string) =>
      browser.ask('POST', '/api/v1/guardians/refunds', { token, userId: id, orderId, ...claim });
    expect((await askBack('ord_of_somebody')).status).toBe(404);
    const refund = await say(await askBack(order.id));
    expect(refund).toMatchObject({ ground: 'guardian', amountFen: 1000, status: 'asked' });
    expect((await askBack(order.id)).status).toBe(409);
    const { refunds } = await say(await api.ask('GET', '/api/v1/payments/cases'));
    expect(JSON.parse(refunds[0].evidence)).toMatchObject({ name: '家长', contact: guardian, evidence: '户口簿' });
    const decision = { isAccepted: true, answer: '已核实' };
    expect((await say(await api.ask('PUT', `/api/v1/payments/refunds/${refund.id}`, decision))).status).toBe('done');
    expect((await outboxOf(api, guardian)).map(({ template }) => template)).toContain('refunded');
    expect((await say(await orders())).items).toMatchObject([{ refund: { status: 'done' } }]);
    // They take a copy of the data and ask for deletion.
    const copy = await browser.ask('POST', '/api/v1/guardians/exports', { token, userId: id });
    expect(Buffer.from(await copy.arrayBuffer()).toString('latin1')).toMatch(/^PK.*profile\.json/s);
    const asked = await browser.ask('POST', '/api/v1/guardians/deletions', { token, userId: id, reason: '不再使用' });
    expect(asked.status).toBe(201);
    expect((await teen.ask('GET', '/api/v1/me/deletion')).status).toBe(200);
    // Who asked takes it back: the guardian, not the minor.
    expect((await teen.ask('DELETE', '/api/v1/me/deletion')).status).toBe(409);
    const back = () => browser.ask('POST', '/api/v1/guardians/deletions/withdrawals', { token, userId: id });
    expect([(await back()).status, (await back()).status]).toEqual([204, 404]);
    expect((await teen.ask('GET', '/api/v1/me/deletion')).status).toBe(404);
    expect((await outboxOf(api, 'teen@example.com')).map(({ template }) => template)).toContain('deletion-planned');
  });

  it('nobody else acts for a minor, and answers tell nothing of whom somebody is the guardian', async () => {
    const guardian = '+8613700000031';
    const child = await minor('safe-child@example.com', 'child', guardian);
    const { id } = await say(await child.ask('GET', '/api/v1/me'));
    // Somebody who is nobody's guardian is let in, and finds nobody.
    const stranger = await enter('+8613700000032');
    expect(stranger.items).toEqual([]);
    const foreign = { token: stranger.token, userId: id };
    for (const path of ['withdrawals', 'exports', 'deletions']) {
      expect((await stranger.browser.ask('POST', `/api/v1/guardians/${path}`, foreign)).status).toBe(404);
      const forged = { token: `${stranger.token}x`, userId: id };
      expect((await stranger.browser.ask('POST', `/api/v1/guardians/${path}`, forged)).status).toBe(410);
    }
    // A code that was sent for something else is none of these; and a link of another notice is no proof.
    await forgetWaits();
    await child.ask('POST', '/api/v1/me/guardian/codes', { contact: guardian });
    const code = await codeFor(api, guardian);
    const wrong = await openBrowser(api).ask('POST', '/api/v1/guardians/wards', { contact: guardian, code });
    expect(wrong.status).toBe(401);
    expect((await child.ask('GET', '/api/v1/products')).status).toBe(200);
  });
});
