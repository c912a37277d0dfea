import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { makeAuthenticator } from '../../testing/authenticator.fixture.ts';
import {
  codeFor,
  openBrowser,
  origin,
  outboxOf,
  signInWithCode,
  type TestBrowser,
} from '../../testing/browser.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ CLIPO_PLACE_HEADERS: 'x-lat,x-lon', CLIPO_TRUSTED_PROXIES: '1' });
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const find = async (who: string, by: Pick<TestBrowser, 'ask'> = api) => by.ask('POST', '/api/v1/people/find', { who });
const beijing = { 'x-lat': '39.9', 'x-lon': '116.4', 'x-forwarded-for': '1.2.3.4' };
const paris = { 'x-lat': '48.86', 'x-lon': '2.35', 'x-forwarded-for': '5.6.7.8' };
const password = 'long enough';

/** Signs in with a password, from a place. */
async function from(place: Record<string, string>, contact: string, browser = openBrowser(api)) {
  const answer = await browser.ask('POST', '/api/v1/sign-in/password', { contact, password }, place);
  return { browser, answer: await say(answer) };
}

describe('operators see risk and end sessions (A3, O3)', () => {
  it('a journey too fast steps the sign-in up, and operators are shown the reasons; one that could be made does not', async () => {
    const contact = 'traveller@example.com';
    const home = await signInWithCode(api, contact);
    await home.ask('PUT', '/api/v1/me/password', { password });
    expect((await from(beijing, contact, home)).answer).toMatchObject({ needsFactor: false });
    const { browser, answer } = await from(paris, contact);
    expect(answer).toMatchObject({ needsFactor: true });
    expect(await say(await browser.ask('GET', '/api/v1/products'))).toMatchObject({ code: 'step_needed' });
    const { items } = await say(await api.ask('GET', '/api/v1/people/risks?least=50'));
    expect(items[0]).toMatchObject({
      contact: 't•••@example.com',
      address: '5.6.7.8',
      riskReasons: ['new-device', 'impossible-travel'],
    });
    expect(items[0].riskScore).toBeGreaterThanOrEqual(50);
    // A day later the same journey is a flight.
    await api.deps.db.asSystem((tx) => tx.execute("update devices set last_seen_at = last_seen_at - interval '1 day'"));
    await from(beijing, contact, home);
    const seen = await say(await find(contact));
    expect(seen.signIns[0]).toMatchObject({ address: '1.2.3.4', isGood: true });
    expect(seen.signIns[0].riskReasons).not.toContain('impossible-travel');
  });

  it('an operator ends one session, all of them, or locks; the person is told, and nobody else may', async () => {
    const contact = 'ended@example.com';
    const first = await signInWithCode(api, contact);
    await first.ask('PUT', '/api/v1/me/password', { password });
    const { browser: second } = await from(beijing, contact);
    const person = await say(await find(contact));
    expect(person.sessions).toHaveLength(2);
    expect((await find(contact, second)).status).toBe(403);
    expect((await second.ask('DELETE', `/api/v1/people/${person.userId}/sessions`)).status).toBe(403);
    expect((await second.ask('GET', '/api/v1/people/risks')).status).toBe(403);
    const own = (await say(await second.ask('GET', '/api/v1/me/sessions'))).items.find(
      (session: { isThis: boolean }) => session.isThis,
    );
    const path = `/api/v1/people/${person.userId}/sessions`;
    // Nothing is done to anybody without saying why.
    const why = { reason: '本人来电：手机被盗' };
    for (const [method, at] of [
      ['DELETE', `${path}/${own.id}`],
      ['DELETE', path],
      ['POST', `/api/v1/people/${person.userId}/lock`],
    ] as const) {
      expect(await say(await api.ask(method, at, { reason: ' 无 ' }))).toMatchObject({
        code: 'invalid_input',
        problems: [{ field: 'reason' }],
      });
    }
    expect((await second.ask('GET', '/api/v1/me')).status).toBe(200);
    expect((await api.ask('DELETE', `${path}/${own.id}`, why)).status).toBe(204);
    expect((await api.ask('DELETE', `${path}/${own.id}`, why)).status).toBe(404);
    expect([(await second.ask('GET', '/api/v1/me')).status, (await first.ask('GET', '/api/v1/me')).status]).toEqual([
      401, 200,
    ]);
    expect((await api.ask('DELETE', path, why)).status).toBe(204);
    expect((await first.ask('GET', '/api/v1/me')).status).toBe(401);
    expect((await outboxOf(api, contact)).map(({ template }) => template)).toContain('sessions-ended');
    expect((await api.ask('POST', `/api/v1/people/${person.userId}/lock`, why)).status).toBe(204);
    expect((await from(beijing, contact)).answer).toMatchObject({ code: 'sign_in_failed' });
    expect(await say(await find(person.userId))).toMatchObject({ isLocked: true, sessions: [] });
    expect((await find('nobody@example.com')).status).toBe(404);
  });

  it('operators are people with a second factor, who give it each time; without it they are like others', async () => {
    const contact = 'operator@example.com';
    const browser = await signInWithCode(api, contact);
    const { id } = await say(await browser.ask('GET', '/api/v1/me'));
    const make = (isOperator: boolean, by: Pick<TestBrowser, 'ask'> = api) =>
      by.ask('PUT', `/api/v1/people/${id}/operator`, {
        roles: isOperator ? ['system', 'security'] : [],
        reason: '轮岗安排',
      });
    expect((await make(true)).status).toBe(409);
    const key = makeAuthenticator(origin);
    const options = await say(await browser.ask('POST', '/api/v1/me/passkeys/options'));
    await browser.ask('POST', '/api/v1/me/passkeys', { name: 'Laptop', response: key.create(options) });
    expect((await make(true, browser)).status).toBe(403);
    expect((await make(true)).status).toBe(204);
    // What was open before is ended.
    expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    const weak = openBrowser(api);
    await weak.ask('POST', '/api/v1/sign-in/codes', { contact });
    const { items } = await say(await api.app.request('/api/v1/agreements'));
    const accepted = { agreement: items[0].version, privacy: items[0].version };
    const entered = await weak.ask('POST', '/api/v1/sign-in/code', {
      contact,
      code: await codeFor(api, contact),
      accepted,
    });
    expect(await say(entered)).toMatchObject({ needsFactor: true });
    expect((await weak.ask('GET', '/api/v1/outbox')).status).toBe(403);
    // A code to the contact lets in, but not to what operators do.
    await weak.ask('POST', '/api/v1/me/proof/codes');
    await weak.ask('POST', '/api/v1/me/proof', { contactCode: await codeFor(api, contact) });
    expect(await say(await weak.ask('GET', '/api/v1/me'))).toMatchObject({ isOperator: true, operates: false });
    expect(await say(await weak.ask('GET', '/api/v1/outbox'))).toMatchObject({ code: 'step_needed' });
    const strong = openBrowser(api);
    const ask = await say(await strong.ask('POST', '/api/v1/sign-in/passkey/options'));
    expect((await strong.ask('POST', '/api/v1/sign-in/passkey', { response: key.get(ask) })).status).toBe(200);
    expect(await say(await strong.ask('GET', '/api/v1/me'))).toMatchObject({ isOperator: true, operates: true });
    expect((await strong.ask('GET', '/api/v1/outbox')).status).toBe(200);
    expect((await say(await strong.ask('GET', '/api/v1/people/operators'))).items).toMatchObject([{ userId: id }]);
    // What an operator does is written down under their name.
    await find(contact, strong);
    const acts = (await say(await strong.ask('GET', '/api/v1/team/audit'))).items;
    expect(acts[0]).toMatchObject({ userId: id, action: 'POST /api/v1/people/find', actorName: 'o•••@example.com' });
    // Nobody gives themselves duties, and who reads the record has no other.
    const duties = (roles: string[], by: Pick<TestBrowser, 'ask'> = api) =>
      by.ask('PUT', `/api/v1/people/${id}/operator`, { roles, reason: '轮岗安排' });
    expect((await duties(['system'], strong)).status).toBe(409);
    expect(await say(await duties(['audit', 'system']))).toMatchObject({ code: 'invalid_input' });
    // System and security: everything but the record of acts.
    expect(await say(await strong.ask('GET', '/api/v1/operate/audit'))).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('audit operator'),
    });
    expect((await strong.ask('GET', '/api/v1/measures')).status).toBe(200);
    expect((await duties(['audit'])).status).toBe(204);
    const [set] = (await say(await api.ask('GET', '/api/v1/operate/audit?action=duties%20set'))).items;
    expect(set).toMatchObject({
      objectId: id,
      told: {
        ground: '轮岗安排',
        before: { is_operator: true, operator_roles: ['system', 'security'] },
        after: { is_operator: true, operator_roles: ['audit'] },
      },
    });
    expect((await strong.ask('GET', '/api/v1/outbox')).status).toBe(401);
    const reader = openBrowser(api);
    const options2 = await say(await reader.ask('POST', '/api/v1/sign-in/passkey/options'));
    await reader.ask('POST', '/api/v1/sign-in/passkey', { response: key.get(options2) });
    const seen = await Promise.all(
      [
        ['GET', 'operate/audit'],
        ['GET', 'measures'],
        ['GET', 'operate/grants'],
        ['GET', 'outbox'],
        ['POST', 'announcements'],
        ['POST', 'people/find'],
        ['PUT', `people/${id}/operator`],
      ].map(async ([method = '', path]) => (await reader.ask(method, `/api/v1/${path}`)).status),
    );
    expect(seen).toEqual([200, 200, 200, 403, 403, 403, 403]);
    expect((await make(false)).status).toBe(204);
    expect((await reader.ask('GET', '/api/v1/operate/audit')).status).toBe(401);
  });
});
