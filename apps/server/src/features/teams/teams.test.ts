import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { openBrowser, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { totpAt } from '../accounts/totp.ts';
import { permittedUse } from './permitted-use.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

interface Told {
  id: string;
  team: { id: string };
  items: Record<string, string>[];
  secret: string;
}
const say = async (answer: Response) => (await answer.json()) as Told;

/** Invites somebody into the team of an owner and has them join. */
async function join(owner: TestBrowser, contact: string, role: string): Promise<TestBrowser> {
  await owner.ask('POST', '/api/v1/team/invitations', { contact, role });
  const [mail] = (await outboxOf(api, contact)).filter(({ template }) => template === 'invitation');
  const secret = /invitation#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
  const browser = await signInWithCode(api, contact);
  const { teamId } = (await (await browser.ask('POST', '/api/v1/me/invitations', { secret })).json()) as {
    teamId: string;
  };
  await browser.ask('PUT', '/api/v1/me/team', { teamId });
  return browser;
}
const idOf = async (browser: TestBrowser) => (await say(await browser.ask('GET', '/api/v1/me'))).id;

describe('people share a team as their roles say (A2)', () => {
  it('an invitation works once, for the invited contact alone, and takes a seat', async () => {
    const owner = await signInWithCode(api, 'owner1@example.com');
    await owner.ask('POST', '/api/v1/team/invitations', { contact: 'guest1@example.com', role: 'editor' });
    const [mail] = await outboxOf(api, 'guest1@example.com');
    const secret = /invitation#([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const thief = await signInWithCode(api, 'thief@example.com');
    expect((await thief.ask('POST', '/api/v1/me/invitations', { secret })).status).toBe(403);
    const guest = await signInWithCode(api, 'guest1@example.com');
    const both = await Promise.all([1, 2].map(() => guest.ask('POST', '/api/v1/me/invitations', { secret })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    for (const name of ['a', 'b', 'c']) {
      expect(
        (await owner.ask('POST', '/api/v1/team/invitations', { contact: `${name}@seat.example`, role: 'viewer' }))
          .status,
      ).toBe(201);
    }
    expect(
      (await owner.ask('POST', '/api/v1/team/invitations', { contact: 'd@seat.example', role: 'viewer' })).status,
    ).toBe(409);
  });

  it('an owner asks members for a second factor: who has none sees nothing of the team before they set one up', async () => {
    const owner = await signInWithCode(api, 'owner-factor@example.com');
    const own = (await say(await owner.ask('GET', '/api/v1/me'))).team.id;
    const editor = await join(owner, 'editor-factor@example.com', 'editor');
    const viewer = await join(owner, 'viewer-factor@example.com', 'viewer');
    const see = async (browser: TestBrowser) => (await browser.ask('GET', '/api/v1/products')).status;
    const ask = (factorFor: string, by = owner) => by.ask('PATCH', '/api/v1/team', { factorFor });
    expect((await ask('everybody', editor)).status).toBe(403);
    expect((await ask('spenders')).status).toBe(200);
    // The owner too, and with the very next request; who neither spends nor deletes is not asked.
    expect([await see(owner), await see(editor), await see(viewer)]).toEqual([403, 403, 200]);
    const { code, detail } = (await (await editor.ask('GET', '/api/v1/products')).json()) as Record<string, string>;
    expect([code, detail]).toEqual(['step_needed', expect.stringContaining('second factor')]);
    expect((await ask('nobody')).status).toBe(403);
    // What is their own stays open, and so does another team.
    const me = (await (await editor.ask('GET', '/api/v1/me')).json()) as { needs: string[]; teams: { id: string }[] };
    expect(me.needs).toContain('factor');
    const other = me.teams.find(({ id }) => id !== own)?.id;
    await editor.ask('PUT', '/api/v1/me/team', { teamId: other });
    expect(await see(editor)).toBe(200);
    await editor.ask('PUT', '/api/v1/me/team', { teamId: own });
    // Set up, it has been given.
    const step = () => Math.floor(Date.now() / 30_000);
    const { secret } = await say(await editor.ask('POST', '/api/v1/me/totp'));
    expect((await editor.ask('POST', '/api/v1/me/totp/confirm', { code: totpAt(secret, step() - 1) })).status).toBe(
      200,
    );
    expect(await see(editor)).toBe(200);
    // Whoever has one gives it when they come again, or leaves.
    const sooner = "update login_codes set created_at = created_at - interval '2 minutes'";
    await api.deps.db.asSystem((tx) => tx.execute(sooner));
    const again = await signInWithCode(api, 'editor-factor@example.com');
    await again.ask('POST', '/api/v1/me/proof', { totp: totpAt(secret, step()) });
    await again.ask('PUT', '/api/v1/me/team', { teamId: own });
    expect(await see(again)).toBe(200);
    const strict = createApp({ ...api.deps, settings: { ...api.deps.settings, CLIPO_SECOND_FACTOR: 'everybody' } });
    const elsewhere = openBrowser({ app: strict });
    for (const [name, value] of viewer.cookies) {
      elsewhere.cookies.set(name, value);
    }
    expect(await see(elsewhere)).toBe(403);
    expect((await viewer.ask('POST', '/api/v1/team/leave')).status).toBe(204);
  });

  it('roles do what they say; nobody raises their own; the team is given away; who is removed is out at once', async () => {
    const owner = await signInWithCode(api, 'owner2@example.com');
    const editor = await join(owner, 'editor2@example.com', 'editor');
    const viewer = await join(owner, 'viewer2@example.com', 'viewer');
    const product = { product: { id: 'shared', name: '共用的杯' } };
    expect((await editor.ask('POST', '/api/v1/products', product)).status).toBe(201);
    expect((await viewer.ask('POST', '/api/v1/products', product)).status).toBe(403);
    expect((await say(await viewer.ask('GET', '/api/v1/products'))).items).toHaveLength(1);
    for (const browser of [viewer, editor]) {
      const path = `/api/v1/team/members/${await idOf(browser)}`;
      expect((await browser.ask('PATCH', path, { role: 'editor' })).status).toBe(403);
      expect((await browser.ask('PUT', '/api/v1/team/owner', { userId: await idOf(browser) })).status).toBe(403);
      expect((await browser.ask('POST', '/api/v1/keys', { name: 'x', scopes: ['read'] })).status).toBe(403);
    }
    expect((await owner.ask('PUT', '/api/v1/team/owner', { userId: await idOf(editor) })).status).toBe(204);
    expect(
      (await owner.ask('POST', '/api/v1/team/invitations', { contact: 'x@example.com', role: 'viewer' })).status,
    ).toBe(403);
    expect((await editor.ask('DELETE', `/api/v1/team/members/${await idOf(viewer)}`)).status).toBe(204);
    expect((await viewer.ask('GET', '/api/v1/products')).status).toBe(403);
    const { items } = await say(await editor.ask('GET', '/api/v1/team/audit?limit=100'));
    const acts = items.map(({ action, status }) => `${action} ${status}`);
    expect(acts).toContain('POST /api/v1/products 201');
    expect(acts).toContain('POST /api/v1/products 403');
    expect(acts).toContain('PUT /api/v1/team/owner 204');
  });

  it('the list of acts shows when one was taken out or altered', async () => {
    // Two processes of the service, asked many things at once: all of it stands in one chain.
    const apps = [api.app, createApp(api.deps)];
    await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        apps[index % 2]?.request('/api/v1/products', { method: 'POST', headers: { 'x-api-key': api.key } }),
      ),
    );
    const refuse = (text: string) => expect(api.deps.db.asSystem((tx) => tx.execute(text))).rejects.toThrow();
    await refuse('update audit_events set status = 200');
    await refuse('delete from audit_events');
    const { rows } = await api.deps.db.asSystem((tx) =>
      tx.execute(
        "select count(*)::int as broken from (select previous, lag(hash, 1, '') over (partition by team_id order by id) as before from audit_events) a where previous <> before",
      ),
    );
    expect(rows).toEqual([{ broken: 0 }]);
  });

  it('keys need an operator’s approval, which can be revoked', async () => {
    const owner = await signInWithCode(api, 'owner3@example.com');
    const newKey = { name: 'shop', scopes: ['read'] };
    expect((await owner.ask('POST', '/api/v1/keys', newKey)).status).toBe(403);
    await owner.ask('POST', '/api/v1/team/api-access', { purpose: 'our shop makes its own videos' });
    const { team } = await say(await owner.ask('GET', '/api/v1/me'));
    const decide = (status: string) => api.ask('PUT', `/api/v1/teams/${team.id}/api-access`, { status, reason: 'ok' });
    expect((await owner.ask('PUT', `/api/v1/teams/${team.id}/api-access`, { status: 'approved' })).status).toBe(403);
    expect((await decide('approved')).status).toBe(204);
    const made = await say(await owner.ask('POST', '/api/v1/keys', newKey));
    const asKey = () =>
      openBrowser(api).ask('GET', '/api/v1/products', undefined, { authorization: `Bearer ${made.secret}` });
    expect((await asKey()).status).toBe(200);
    await decide('revoked');
    // The key was good a moment ago: it is told at once that it no longer is, not when that is looked up again.
    await expect.poll(async () => (await asKey()).status, { timeout: 2000, interval: 20 }).toBe(403);
    await decide('approved');
    expect((await asKey()).status).toBe(200);
    expect((await api.ask('DELETE', `/api/v1/keys/${made.id}`)).status).toBe(404);
    expect((await owner.ask('DELETE', `/api/v1/keys/${made.id}`)).status).toBe(204);
    await expect.poll(async () => (await asKey()).status, { timeout: 2000, interval: 20 }).toBe(401);
  });

  it('a team that is given to two at the same moment is one’s; it is never without an owner', async () => {
    const owner = await signInWithCode(api, 'owner7@example.com');
    const heirs = [await join(owner, 'heir1@example.com', 'editor'), await join(owner, 'heir2@example.com', 'viewer')];
    const ids = await Promise.all(heirs.map(idOf));
    const given = await Promise.all(ids.map((userId) => owner.ask('PUT', '/api/v1/team/owner', { userId })));
    expect(given.map(({ status }) => status).sort()).toEqual([204, 403]);
    const { items } = await say(await owner.ask('GET', '/api/v1/team/members'));
    expect(items.map(({ role }) => role).filter((role) => role === 'owner')).toHaveLength(1);
  });

  it('commercial use is by grant, which names purpose, term and document', async () => {
    const owner = await signInWithCode(api, 'owner4@example.com');
    const { team } = await say(await owner.ask('GET', '/api/v1/me'));
    const grant = { purpose: '电商投放', document: 'HT-2026-1', startsAt: '2026-01-01T00:00:00.000Z' };
    expect((await api.ask('POST', '/api/v1/teams/team_00000000000000000000000000/usage-grants', grant)).status).toBe(
      404,
    );
    const backwards = { ...grant, endsAt: '2025-01-01T00:00:00.000Z' };
    expect((await api.ask('POST', `/api/v1/teams/${team.id}/usage-grants`, backwards)).status).toBe(422);
    expect((await owner.ask('POST', `/api/v1/teams/${team.id}/usage-grants`, grant)).status).toBe(403);
    const { id } = await say(await api.ask('POST', `/api/v1/teams/${team.id}/usage-grants`, grant));
    expect((await say(await owner.ask('GET', '/api/v1/team/usage-grants'))).items).toMatchObject([
      { purpose: '电商投放' },
    ]);
    // Each package says it, and otherwise that there is none.
    const now = new Date();
    expect(await permittedUse(api.deps, team.id, now)).toMatchObject({ isCommercial: true, grants: [grant] });
    expect(
      (await api.ask('DELETE', `/api/v1/teams/${api.teamId}/usage-grants/${id}`, { reason: '合同终止' })).status,
    ).toBe(404);
    expect(
      (await api.ask('DELETE', `/api/v1/teams/${team.id}/usage-grants/${id}`, { reason: '合同终止' })).status,
    ).toBe(204);
    expect((await say(await owner.ask('GET', '/api/v1/team/usage-grants'))).items).toEqual([]);
    expect(await permittedUse(api.deps, team.id, now)).toMatchObject({
      isCommercial: false,
      says: { 'zh-CN': expect.stringContaining('未取得商业使用授权') },
      grants: [],
    });
    expect(await permittedUse(api.deps, api.teamId, now)).toBeUndefined();
  });
});

it('an enterprise is stated with a scan of its licence, which is sealed and which operators alone open (A2)', async () => {
  const owner = await signInWithCode(api, 'owner6@example.com');
  const { team } = await say(await owner.ask('GET', '/api/v1/me'));
  const proof = Buffer.concat([Buffer.from('%PDF-1.7 '), Buffer.from('营业执照 LICENCEMARK')]);
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const send = (body: Buffer) =>
    api.app.request('/api/v1/team/enterprise/proof?name=licence.pdf', {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { cookie, origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    });
  const words = { name: '杭州某某有限公司', businessScope: '日用百货', licenceNumbers: ['91330100MA27XF6Q3X'] };
  const state = (proofSha256: string) => owner.ask('PUT', '/api/v1/team/enterprise', { ...words, proofSha256 });
  expect((await state('a'.repeat(64))).status).toBe(422);
  expect((await send(Buffer.from('<html>'))).status).toBe(415);
  const kept = (await (await send(proof)).json()) as { sha256: string };
  expect((await state(kept.sha256)).status).toBe(204);
  expect((await owner.ask('GET', `/api/v1/teams/${team.id}/enterprise/proof`)).status).toBe(403);
  const opened = await api.ask('GET', `/api/v1/teams/${team.id}/enterprise/proof`);
  expect(Buffer.from(await opened.arrayBuffer())).toEqual(proof);
  const { rows } = await api.deps.db.asSystem((tx) => tx.execute('select * from enterprise_proofs'));
  expect(JSON.stringify(rows)).not.toContain(proof.toString('base64').slice(0, 20));
  // It waits in the list of operators until it is decided; the owner is told, and it can be decided anew.
  const papersOf = async (state: string) => {
    const { items } = await say(await api.ask('GET', `/api/v1/teams/papers?state=${state}`));
    return items.filter(({ teamId }) => teamId === team.id);
  };
  const verify = (body: object) => api.ask('PUT', `/api/v1/teams/${team.id}/verification`, body);
  const toldOf = async () =>
    (await outboxOf(api, 'owner6@example.com')).find(({ template }) => template === 'enterprise');
  expect(await papersOf('waiting')).toMatchObject([{ owner: 'o•••@example.com', papers: ['enterprise'] }]);
  expect((await owner.ask('GET', '/api/v1/teams/papers')).status).toBe(403);
  expect((await verify({ isVerified: false, reason: '执照已过期' })).status).toBe(204);
  expect(await papersOf('waiting')).toEqual([]);
  expect((await toldOf())?.text).toContain('执照已过期');
  expect(await (await api.ask('GET', `/api/v1/teams/${team.id}/papers`)).json()).toMatchObject({
    enterprise: { name: words.name, state: 'declined', reason: '执照已过期' },
    apiAccess: null,
    usageGrants: [],
  });
  expect((await verify({ isVerified: true })).status).toBe(422);
  expect((await verify({ isVerified: true, seats: 20, reason: '执照与名称一致' })).status).toBe(204);
  expect((await toldOf())?.text).toContain('is verified');
  expect(await papersOf('decided')).toHaveLength(1);
  const view = await (await owner.ask('GET', '/api/v1/team')).json();
  expect(view).toMatchObject({ kind: 'enterprise', seats: 20, enterpriseState: 'verified' });
  // Seats alone decide nothing, and a team that stated nothing can not be verified.
  expect((await verify({ seats: 30, reason: '团队扩编' })).status).toBe(204);
  expect(
    (await api.ask('PUT', `/api/v1/teams/${api.teamId}/verification`, { isVerified: true, reason: '执照一致' })).status,
  ).toBe(409);
  const { items } = await say(await owner.ask('GET', '/api/v1/team/members'));
  expect(items).toMatchObject([{ name: '', contact: 'o•••@example.com' }]);
});
