import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, openBrowser, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { batchInput } from '../../testing/make-batch.fixture.ts';
import { cancelBatch } from '../batches/steer-batch.ts';
import { grantCredits } from './grant-credits.ts';
import { expectWholeBook } from './interleavings.fixture.ts';
import { sumOfMonth } from './queries-batches.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ CLIPO_CREDITS: 'on', CLIPO_BATCH_CREDITS_MOST: '1000' });
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const chinese = { 'accept-language': 'zh-CN' };

/** Somebody with a bound phone, who may make videos. */
async function maker(contact: string, phone: string): Promise<TestBrowser> {
  const browser = await signInWithCode(api, contact);
  await browser.ask('POST', '/api/v1/me/contacts/codes', { contact: phone });
  await browser.ask('PUT', '/api/v1/me/contacts', { contact: phone, code: await codeFor(api, phone) });
  return browser;
}

/** An owner with credits, and an editor whom they let spend so much. */
async function teamOfTwo(name: string, digit: number, monthlyLimit: number | null) {
  const owner = await maker(`${name}-owner@example.com`, `+8613800000${digit}01`);
  const editor = await maker(`${name}-editor@example.com`, `+8613800000${digit}02`);
  const { team } = await say(await owner.ask('GET', '/api/v1/me'));
  await grantCredits(api.deps, { teamId: team.id, amount: 500, reference: 'gift' });
  const contact = `${name}-editor@example.com`;
  await owner.ask('POST', '/api/v1/team/invitations', { contact, role: 'editor' });
  const [mail] = (await outboxOf(api, contact)).filter(({ template }) => template === 'invitation');
  const secret = /invitation#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  await editor.ask('POST', '/api/v1/me/invitations', { secret });
  await editor.ask('PUT', '/api/v1/me/team', { teamId: team.id });
  const { id: editorId } = await say(await editor.ask('GET', '/api/v1/me'));
  const set = await owner.ask('PATCH', `/api/v1/team/members/${editorId}`, { monthlyLimit });
  expect(set.status).toBe(204);
  return { teamId: team.id as string, owner, editor, editorId: editorId as string };
}

const speak = (browser: TestBrowser) => browser.ask('POST', '/api/v1/speeches', { text: '单手能开' });
const start = async (browser: TestBrowser, teamId: string, count: number, headers?: Record<string, string>) =>
  browser.ask('POST', '/api/v1/batches', await batchInput(api.deps, teamId, { count }), headers);

describe('what a member, and a team, may spend in a month (A2, O1)', () => {
  it('every kind of work counts, also when it is asked for at the same moment; what comes back does not', async () => {
    const { teamId, editor, editorId } = await teamOfTwo('limited', 1, 17);
    const first = await start(editor, teamId, 3);
    expect(first.status).toBe(202);
    const refused = await start(editor, teamId, 1, chinese);
    expect(await say(refused)).toMatchObject({
      status: 403,
      code: 'over_limit',
      detail: expect.stringMatching(/需要 5 点；您在本团队的每月上限为 17 点，还剩 2 点/),
    });
    // Two of three at the same moment: 15 + 1 + 1 is all that there is.
    const spoken = await Promise.all([speak(editor), speak(editor), speak(editor)]);
    expect(spoken.map(({ status }) => status).sort()).toEqual([202, 202, 403]);
    const { id } = await say(first);
    await cancelBatch(api.deps, teamId, id);
    const spent = await api.deps.db.asTeam(teamId, (tx) => sumOfMonth(tx, teamId, editorId, new Date()));
    expect(spent).toBe(2);
    // Made once more, it counts once more: on who asks for it.
    expect((await editor.ask('POST', `/api/v1/batches/${id}/retry`)).status).toBe(202);
    expect((await speak(editor)).status).toBe(403);
    await expectWholeBook(api.deps.db, teamId);
  });

  it('a month begins anew in Beijing, and the owner lifts a limit', async () => {
    const { teamId, owner, editor, editorId } = await teamOfTwo('monthly', 2, 1);
    expect((await speak(editor)).status).toBe(202);
    expect((await speak(editor)).status).toBe(403);
    expect((await speak(owner)).status).toBe(202);
    const inMonth = (day: string) =>
      api.deps.db.asTeam(teamId, (tx) => sumOfMonth(tx, teamId, editorId, new Date(day)));
    const next = new Date(Date.now() + 32 * 24 * 3_600_000).toISOString();
    expect([await inMonth(new Date().toISOString()), await inMonth(next)]).toEqual([1, 0]);
    await owner.ask('PATCH', `/api/v1/team/members/${editorId}`, { monthlyLimit: null });
    expect((await speak(editor)).status).toBe(202);
  });

  it('the limit of the team holds for its owner and its keys; only the owner sets it', async () => {
    const { teamId, owner, editor } = await teamOfTwo('whole', 3, null);
    expect((await editor.ask('PATCH', '/api/v1/team', { monthlyLimit: null })).status).toBe(403);
    expect(await say(await owner.ask('PATCH', '/api/v1/team', { monthlyLimit: 2 }))).toMatchObject({ monthlyLimit: 2 });
    await owner.ask('POST', '/api/v1/team/api-access', { purpose: 'our shop makes its own videos' });
    await api.ask('PUT', `/api/v1/teams/${teamId}/api-access`, { status: 'approved' });
    const { secret } = await say(await owner.ask('POST', '/api/v1/keys', { name: 'shop', scopes: ['make'] }));
    const byKey = () =>
      openBrowser(api).ask(
        'POST',
        '/api/v1/speeches',
        { text: '单手能开' },
        { authorization: `Bearer ${secret}`, 'accept-language': 'en' },
      );
    expect((await speak(owner)).status).toBe(202);
    expect((await byKey()).status).toBe(202);
    const refused = await byKey();
    expect(await say(refused)).toMatchObject({
      code: 'over_limit',
      detail: expect.stringContaining('the team may spend in a month'),
    });
    expect((await speak(owner)).status).toBe(403);
  });

  it('what one member adds, the others of the team use, and nobody else (A2)', async () => {
    const { teamId, owner, editor } = await teamOfTwo('shared', 4, null);
    await batchInput(api.deps, teamId);
    const of = async (browser: TestBrowser) => (await say(await browser.ask('GET', '/api/v1/materials'))).items.length;
    expect(await of(owner)).toBeGreaterThan(0);
    expect(await of(editor)).toBe(await of(owner));
    const alone = await signInWithCode(api, 'alone@example.com');
    expect(await of(alone)).toBe(0);
  });
});
