import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { makeAuthenticator } from '../../testing/authenticator.fixture.ts';
import { openBrowser, origin, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { verifyAudit } from '../audit/verify-audit.ts';
import { selectHold } from '../deletion/queries.ts';

let api: TestApi;
let operator: TestBrowser;
let operatorId = '';
let person: TestBrowser;
let me: { id: string; team: { id: string } };

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const sql = async (text: string) => (await api.deps.db.asSystem((tx) => tx.execute(text))).rows;

beforeAll(async () => {
  api = await startApi();
  const first = await signInWithCode(api, 'helper@example.com');
  operatorId = (await say(await first.ask('GET', '/api/v1/me'))).id;
  const key = makeAuthenticator(origin);
  const options = await say(await first.ask('POST', '/api/v1/me/passkeys/options'));
  await first.ask('POST', '/api/v1/me/passkeys', { name: 'Laptop', response: key.create(options) });
  await api.ask('PUT', `/api/v1/people/${operatorId}/operator`, { roles: ['system', 'security'], reason: 'on duty' });
  operator = openBrowser(api);
  const ask = await say(await operator.ask('POST', '/api/v1/sign-in/passkey/options'));
  await operator.ask('POST', '/api/v1/sign-in/passkey', { response: key.get(ask) });
  person = await signInWithCode(api, '+8613900000551');
  me = await say(await person.ask('GET', '/api/v1/me'));
});
afterAll(() => api.stop());

const wish = () => ({ userId: me.id, teamId: me.team.id, reason: '来电请求协助整理商品' });
const asked = async () => say(await operator.ask('POST', '/api/v1/operate/actings', wish()));
const start = (id: string) => operator.ask('POST', `/api/v1/operate/actings/${id}/start`);

it('an operator acts for somebody only with their consent, in sight, on their work alone, and under the own name (O3)', async () => {
  expect((await operator.ask('POST', '/api/v1/operate/actings', { ...wish(), reason: 'x' })).status).toBe(422);
  expect((await operator.ask('POST', '/api/v1/operate/actings', { ...wish(), teamId: api.teamId })).status).toBe(404);
  const { id } = await asked();
  expect((await start(id)).status).toBe(409);
  expect((await outboxOf(api, '+8613900000551'))[0]).toMatchObject({ template: 'acting-asked' });
  const mine = async () => (await say(await person.ask('GET', '/api/v1/me/actings'))).items;
  expect(await mine()).toMatchObject([{ id, state: 'asked', reason: wish().reason }]);
  // Nobody else consents.
  expect((await operator.ask('POST', `/api/v1/me/actings/${id}/consent`)).status).toBe(404);
  expect((await person.ask('POST', `/api/v1/me/actings/${id}/consent`)).status).toBe(200);
  expect((await say(await start(id))).state).toBe('running');
  const seen = await say(await operator.ask('GET', '/api/v1/me'));
  expect(seen).toMatchObject({ id: me.id, operates: false, email: null, phone: '+86139••••0551', acting: { id } });
  const product = { product: { id: 'ACT1', name: '随行杯' } };
  expect((await operator.ask('POST', '/api/v1/products', product)).status).toBeLessThan(300);
  const closed = [
    ['GET', '/api/v1/me/sessions'],
    ['POST', '/api/v1/me/export'],
    ['POST', '/api/v1/me/deletion'],
    ['POST', '/api/v1/credits/orders'],
    ['POST', '/api/v1/reviews'],
    ['POST', '/api/v1/keys'],
    ['PATCH', '/api/v1/team'],
    ['GET', '/api/v1/measures'],
    ['POST', '/api/v1/operate/actings'],
  ] as const;
  for (const [method, path] of closed) {
    const answer = await operator.ask(method, path, method === 'GET' ? undefined : {});
    expect([path, (await say(answer)).code]).toEqual([path, 'forbidden']);
  }
  const acts = (await say(await person.ask('GET', '/api/v1/team/audit'))).items;
  expect(acts).toContainEqual(
    expect.objectContaining({ userId: operatorId, action: 'POST /api/v1/products', objectId: null }),
  );
  const [row] = await sql("select * from audit_events where action = 'POST /api/v1/products' order by id desc limit 1");
  expect(row).toMatchObject({ user_id: operatorId, on_behalf_of: me.id, team_id: me.team.id, name_level: 'none' });
  const [refused] = await sql("select * from audit_events where action = 'POST /api/v1/keys' order by id desc limit 1");
  expect(refused).toMatchObject({ status: 403, reason: 'forbidden' });
  // The person ends it at once.
  expect((await person.ask('DELETE', `/api/v1/me/actings/${id}`)).status).toBe(200);
  expect(await say(await operator.ask('GET', '/api/v1/me'))).toMatchObject({ id: operatorId, acting: null });
  expect((await start(id)).status).toBe(409);
  expect(await mine()).toMatchObject([{ state: 'ended' }]);
  // Half an hour is all there is, and an unanswered question lapses.
  const next = (await asked()).id;
  await person.ask('POST', `/api/v1/me/actings/${next}/consent`);
  await start(next);
  await sql(`update actings set ends_at = now() - interval '1 second' where id = '${next}'`);
  expect((await say(await operator.ask('GET', '/api/v1/me'))).id).toBe(operatorId);
  const late = (await asked()).id;
  await sql(`update actings set asks_until = now() - interval '1 second' where id = '${late}'`);
  expect((await person.ask('POST', `/api/v1/me/actings/${late}/consent`)).status).toBe(409);
  const { faults } = await verifyAudit(api.deps.settings);
  expect(faults).toEqual([]);
});

it('a legal hold keeps an account from deletion until another operator lifts it, and nobody is told (O3)', async () => {
  const holds = '/api/v1/operate/holds';
  const hold = { userId: me.id, ground: 'court', reference: '（2026）沪01民初17号' };
  const before = (await outboxOf(api, '+8613900000551')).length;
  expect((await operator.ask('POST', holds, { ...hold, userId: 'usr_nobody' })).status).toBe(404);
  const { id } = await say(await operator.ask('POST', holds, hold));
  expect((await say(await operator.ask('GET', holds))).items).toMatchObject([{ id, isMine: true, liftedAt: null }]);
  expect((await outboxOf(api, '+8613900000551')).length).toBe(before);
  const held = async () => await api.deps.db.asSystem((tx) => selectHold(tx, { userId: me.id, cause: 'user' }));
  expect(await held()).toBe('legal-hold');
  const lift = (by: Pick<TestBrowser, 'ask'>) => by.ask('POST', `${holds}/${id}/lifting`, { reason: '诉讼已结束' });
  expect((await lift(operator)).status).toBe(409);
  expect((await lift(person)).status).toBe(403);
  expect((await lift(api)).status).toBe(200);
  expect((await lift(api)).status).toBe(409);
  expect(await held()).toBeUndefined();
  const acts = await sql(`select act from measure_acts where about_id = '${id}' order by id`);
  expect(acts).toEqual([{ act: 'legal hold placed' }, { act: 'legal hold lifted' }]);
});
