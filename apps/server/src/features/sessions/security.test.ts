import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { makeAuthenticator } from '../../testing/authenticator.fixture.ts';
import { codeFor, openBrowser, origin, outboxOf, signInWithCode, tick } from '../../testing/browser.fixture.ts';
import { applyDueChanges } from '../accounts/change-contact.ts';
import { totpAt, totpStep } from '../accounts/totp.ts';
import { scoreRisk, stepUpScore } from './score-risk.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const step = () => Math.floor(Date.now() / 30_000);
interface Told {
  secret: string;
  codes: string[];
  items: { id: string }[];
  needs: string[];
  phone: string | null;
  challenge: string;
}
const say = async (answer: Response) => (await answer.json()) as Told;

describe('the account is kept safe (A1, A3)', () => {
  it('one-time passwords are as RFC 6238 says, and good once', () => {
    // The RFC's secret and its last six digits at 59 s, 1111111109 s and 20000000000 s.
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    expect([59, 1_111_111_109, 20_000_000_000].map((at) => totpAt(secret, Math.floor(at / 30)))).toEqual([
      '287082',
      '081804',
      '353130',
    ]);
    const now = new Date(59_000);
    expect(totpStep(secret, '287082', 0, now)).toBe(1);
    expect(totpStep(secret, '287082', 1, now)).toBeUndefined();
  });

  it('a second factor stands before everything on a new device; recovery codes and trusted devices do for it', async () => {
    const contact = 'totp@example.com';
    const browser = await signInWithCode(api, contact);
    const { secret } = await say(await browser.ask('POST', '/api/v1/me/totp'));
    const confirmed = await say(
      await browser.ask('POST', '/api/v1/me/totp/confirm', { code: totpAt(secret, step() - 1) }),
    );
    const [first = ''] = confirmed.codes;
    expect(confirmed.codes).toHaveLength(10);
    await browser.ask('PUT', '/api/v1/me/password', { password: 'long enough' });
    const other = openBrowser(api);
    const signedIn = await say(
      await other.ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' }),
    );
    expect(signedIn).toEqual({ isNew: false, needsFactor: true });
    expect(await say(await other.ask('GET', '/api/v1/products'))).toMatchObject({ code: 'step_needed' });
    // A code to the contact is no second factor for who has set one up; a wrong one and a used one are refused.
    for (const wrong of [
      { contactCode: '000000' },
      { totp: totpAt(secret, step() - 1) },
      { recoveryCode: 'aaaaa-aaaaa' },
    ]) {
      expect((await other.ask('POST', '/api/v1/me/proof', wrong)).status).toBe(401);
    }
    const before = other.cookies.get('clipo_session');
    expect((await other.ask('POST', '/api/v1/me/proof', { recoveryCode: first, trustDevice: true })).status).toBe(200);
    expect(other.cookies.get('clipo_session')).not.toBe(before);
    expect((await other.ask('GET', '/api/v1/products')).status).toBe(200);
    await other.ask('POST', '/api/v1/sign-out');
    expect(
      await say(await other.ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' })),
    ).toMatchObject({ needsFactor: false });
  });

  it('a passkey is made and signs in; a signature is good once, for this site alone', async () => {
    const browser = await signInWithCode(api, 'passkey@example.com');
    const key = makeAuthenticator(origin);
    const options = await say(await browser.ask('POST', '/api/v1/me/passkeys/options'));
    const made = await browser.ask('POST', '/api/v1/me/passkeys', { name: 'Laptop', response: key.create(options) });
    expect(made.status).toBe(201);
    const fresh = openBrowser(api);
    const ask = await say(await fresh.ask('POST', '/api/v1/sign-in/passkey/options'));
    const response = key.get(ask);
    expect((await fresh.ask('POST', '/api/v1/sign-in/passkey', { response })).status).toBe(200);
    expect((await fresh.ask('GET', '/api/v1/me')).status).toBe(200);
    expect((await openBrowser(api).ask('POST', '/api/v1/sign-in/passkey', { response })).status).toBe(401);
    const elsewhere = makeAuthenticator('https://evil.example');
    const again = await say(await fresh.ask('POST', '/api/v1/sign-in/passkey/options'));
    expect((await fresh.ask('POST', '/api/v1/sign-in/passkey', { response: elsewhere.get(again) })).status).toBe(401);
  });

  it('sessions are listed and ended; a new device is told of, and "this was not me" ends all and locks', async () => {
    const contact = 'safe@example.com';
    const first = await signInWithCode(api, contact);
    await first.ask('PUT', '/api/v1/me/password', { password: 'long enough' });
    const second = openBrowser(api);
    await second.ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' });
    const { items } = await say(await first.ask('GET', '/api/v1/me/sessions'));
    expect(items).toHaveLength(2);
    const [mail] = (await outboxOf(api, contact)).filter(({ template }) => template === 'new-device');
    const token = /not-me#(\S+?):/.exec(mail?.text ?? '')?.[1] ?? /not-me#([\w.-]+)/.exec(mail?.text ?? '')?.[1] ?? '';
    const foreign = items[0]?.id;
    const stranger = await signInWithCode(api, 'stranger@example.com');
    expect((await stranger.ask('DELETE', `/api/v1/me/sessions/${foreign}`)).status).toBe(404);
    expect((await openBrowser(api).ask('POST', '/api/v1/security/not-me', { token: `${token}x` })).status).toBe(410);
    expect((await openBrowser(api).ask('POST', '/api/v1/security/not-me', { token })).status).toBe(204);
    for (const browser of [first, second]) {
      expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
    }
    expect(
      (await openBrowser(api).ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' })).status,
    ).toBe(401);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    await signInWithCode(api, contact);
    expect(
      (await openBrowser(api).ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' })).status,
    ).toBe(200);
  });

  it('a phone is bound at once; a new one tells the old one and waits a day; the last way stays', async () => {
    const browser = await signInWithCode(api, 'bind@example.com');
    expect((await browser.ask('DELETE', '/api/v1/me/ways/email')).status).toBe(409);
    const bind = async (contact: string) => {
      await browser.ask('POST', '/api/v1/me/contacts/codes', { contact });
      return browser.ask('PUT', '/api/v1/me/contacts', { contact, code: await codeFor(api, contact) });
    };
    expect((await bind('+8613900000001')).status).toBe(200);
    const taken = await signInWithCode(api, '+8613900000009');
    expect((await taken.ask('GET', '/api/v1/me')).status).toBe(200);
    // A code to sign in with binds nothing.
    expect((await bind('+8613900000009')).status).toBe(401);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    expect((await bind('+8613900000009')).status).toBe(409);
    expect((await bind('+8613900000002')).status).toBe(200);
    const me = async () => (await say(await browser.ask('GET', '/api/v1/me'))).phone;
    expect(await me()).toBe('+8613900000001');
    const told = await outboxOf(api, '+8613900000001');
    expect(told.map(({ template }) => template)).toContain('contact-change');
    expect(await applyDueChanges(api.deps)).toBe(0);
    expect(await applyDueChanges(api.deps, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    expect(await me()).toBe('+8613900000002');
    expect((await browser.ask('DELETE', '/api/v1/me/ways/email')).status).toBe(204);
    expect((await browser.ask('DELETE', '/api/v1/me/ways/phone')).status).toBe(409);
  });

  it('minors: a child needs a guardian before all else, and nobody grows up by a click (A7)', async () => {
    const contact = 'child@example.com';
    const browser = openBrowser(api);
    await browser.ask('POST', '/api/v1/sign-in/codes', { contact });
    await browser.ask('POST', '/api/v1/sign-in/code', {
      contact,
      code: await codeFor(api, contact),
      accepted: await tick(api),
    });
    expect(await say(await browser.ask('GET', '/api/v1/products'))).toMatchObject({ code: 'step_needed' });
    const stated = await say(await browser.ask('PATCH', '/api/v1/me', { ageGroup: 'child' }));
    expect(stated.needs).toEqual(['guardian', 'phone']);
    expect((await browser.ask('PATCH', '/api/v1/me', { ageGroup: 'adult' })).status).toBe(409);
    expect((await browser.ask('GET', '/api/v1/products')).status).toBe(403);
    const guardian = '+8613700000001';
    await browser.ask('POST', '/api/v1/me/guardian/codes', { contact: guardian });
    const code = await codeFor(api, guardian);
    expect((await browser.ask('POST', '/api/v1/me/guardian', { name: '家长', contact: guardian, code })).status).toBe(
      204,
    );
    expect((await browser.ask('GET', '/api/v1/products')).status).toBe(200);
  });

  it('risk has a score with reasons; impossible travel steps the sign-in up by itself', () => {
    const calm = { isNewDevice: false, activeDevices: 1, failures: 0, cost: { lastHour: 0, usualHour: 0 } };
    expect(scoreRisk(calm)).toEqual({ score: 0, reasons: [] });
    const travel = scoreRisk({ ...calm, travel: { kilometres: 9000, hours: 1 } });
    expect(travel.reasons).toEqual(['impossible-travel']);
    expect(travel.score).toBeGreaterThanOrEqual(stepUpScore);
    const all = { isNewDevice: true, activeDevices: 9, failures: 9, cost: { lastHour: 50_000, usualHour: 10 } };
    expect(scoreRisk(all).reasons).toEqual(['new-device', 'many-devices', 'failures', 'burst-of-cost']);
  });
});
