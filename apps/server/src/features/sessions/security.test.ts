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

const english = { 'accept-language': 'en' };
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
    // 24 letters of five bits each.
    expect(first).toMatch(/^[a-z2-7]{6}(-[a-z2-7]{6}){3}$/);
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
    const owner = await signInWithCode(api, contact);
    // The password came in the last week: it may have been the other's, and is set anew.
    expect(
      (await openBrowser(api).ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' })).status,
    ).toBe(401);
    await owner.ask('PUT', '/api/v1/me/password', { password: 'long enough too' });
    expect(
      (await openBrowser(api).ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough too' })).status,
    ).toBe(200);
  });

  it('who held a stolen session keeps no way in: what they added goes, and the contact of the owner never went', async () => {
    const phone = '+8613900000071';
    const owner = await signInWithCode(api, phone);
    const { id } = (await (await owner.ask('GET', '/api/v1/me')).json()) as { id: string };
    const thief = openBrowser(api);
    for (const [name, value] of owner.cookies) {
      thief.cookies.set(name, value);
    }
    const bind = async (contact: string) => {
      await thief.ask('POST', '/api/v1/me/contacts/codes', { contact });
      return thief.ask('PUT', '/api/v1/me/contacts', { contact, code: await codeFor(api, contact) });
    };
    const key = makeAuthenticator(origin);
    const options = await say(await thief.ask('POST', '/api/v1/me/passkeys/options'));
    const added = [
      await bind('thief@example.com'),
      await thief.ask('POST', '/api/v1/me/passkeys', { name: 'Mine', response: key.create(options) }),
      await thief.ask('PUT', '/api/v1/me/password', { password: 'the thief has it' }),
      // The owner's own number is taken away, which waits; then it is to be replaced, which waits too.
      await thief.ask('DELETE', '/api/v1/me/ways/phone'),
    ];
    expect(added.map(({ status }) => status)).toEqual([200, 201, 204, 200]);
    expect((await say(await owner.ask('GET', '/api/v1/me'))).phone).toBe(phone);
    expect((await bind('+8613900000072')).status).toBe(200);
    expect((await say(await owner.ask('GET', '/api/v1/me'))).phone).toBe(phone);
    const told = await outboxOf(api, phone);
    const templates = told.map(({ template }) => template);
    expect(templates).toEqual(expect.arrayContaining(['contact-changed', 'contact-removal', 'contact-change']));
    const token = /not-me#([\w.-]+\w)/.exec(
      told.find(({ template }) => template === 'contact-change')?.text ?? '',
    )?.[1];
    expect((await openBrowser(api).ask('POST', '/api/v1/security/not-me', { token })).status).toBe(204);

    expect((await thief.ask('GET', '/api/v1/me')).status).toBe(401);
    expect(await applyDueChanges(api.deps, new Date(Date.now() + 25 * 3_600_000))).toBe(0);
    const fresh = openBrowser(api);
    const response = key.get(await say(await fresh.ask('POST', '/api/v1/sign-in/passkey/options')));
    expect((await fresh.ask('POST', '/api/v1/sign-in/passkey', { response })).status).toBe(401);
    const byPassword = { contact: phone, password: 'the thief has it' };
    expect((await openBrowser(api).ask('POST', '/api/v1/sign-in/password', byPassword)).status).toBe(401);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    const idOf = async (contact: string) => {
      const browser = await signInWithCode(api, contact);
      return ((await (await browser.ask('GET', '/api/v1/me')).json()) as { id: string }).id;
    };
    expect(await idOf(phone)).toBe(id);
    expect(await idOf('thief@example.com')).not.toBe(id);
    expect((await openBrowser(api).ask('POST', '/api/v1/sign-in/password', byPassword)).status).toBe(401);
  });

  it('a contact is bound by who has just proven themselves alone, and of the last two ways one stays (A1, A3)', async () => {
    const browser = await signInWithCode(api, 'fresh@example.com');
    // Making wants a phone; the owner's scope is there.
    const wants = async (answer: Response) => ((await answer.json()) as { code: string; detail: string }).detail;
    expect(await wants(await browser.ask('POST', '/api/v1/batches', {}, english))).toContain('a mobile number');
    const phone = '+8613900000081';
    await browser.ask('POST', '/api/v1/me/contacts/codes', { contact: phone });
    const bind = async () =>
      browser.ask('PUT', '/api/v1/me/contacts', { contact: phone, code: await codeFor(api, phone) }, english);
    await api.deps.db.asSystem((tx) => tx.execute("update sessions set proven_at = now() - interval '16 minutes'"));
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    const refused = await bind();
    expect(refused.status).toBe(403);
    expect(await wants(refused)).toContain('a fresh proof');
    await browser.ask('POST', '/api/v1/me/proof/codes');
    const code = await codeFor(api, 'fresh@example.com');
    expect((await browser.ask('POST', '/api/v1/me/proof', { contactCode: code })).status).toBe(200);
    expect((await bind()).status).toBe(200);
    expect((await browser.ask('POST', '/api/v1/batches', {})).status).toBe(422);
    const both = await Promise.all(['email', 'phone'].map((way) => browser.ask('DELETE', `/api/v1/me/ways/${way}`)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await applyDueChanges(api.deps, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    const left = (await (await browser.ask('GET', '/api/v1/me')).json()) as {
      email: string | null;
      phone: string | null;
    };
    expect([left.email, left.phone].filter((one) => one !== null)).toHaveLength(1);
  });

  it('a session ends a week after its last use, and after a month whatever happens', async () => {
    const idle = await signInWithCode(api, 'idle@example.com');
    const long = await signInWithCode(api, 'long@example.com');
    const turn = async (browser: typeof idle, change: string) => {
      const { id } = (await (await browser.ask('GET', '/api/v1/me')).json()) as { id: string };
      await api.deps.db.asSystem((tx) => tx.execute(`update sessions set ${change} where user_id = '${id}'`));
      return (await browser.ask('GET', '/api/v1/me')).status;
    };
    // Each use puts the end off; six days after the last one it is still there.
    expect(await turn(idle, "expires_at = expires_at - interval '6 days'")).toBe(200);
    expect(await turn(idle, "expires_at = now() - interval '1 second'")).toBe(401);
    expect(await turn(long, "created_at = now() - interval '29 days'")).toBe(200);
    expect(await turn(long, "created_at = now() - interval '31 days'")).toBe(401);
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
    // A contact goes as it comes: it is told, and waits a day; what is about to go is no way that is left.
    expect((await browser.ask('DELETE', '/api/v1/me/ways/email')).status).toBe(200);
    expect((await browser.ask('DELETE', '/api/v1/me/ways/phone')).status).toBe(409);
    const email = async () =>
      ((await (await browser.ask('GET', '/api/v1/me')).json()) as { email: string | null }).email;
    expect(await email()).toBe('bind@example.com');
    expect((await outboxOf(api, 'bind@example.com')).map(({ template }) => template)).toContain('contact-removal');
    expect(await applyDueChanges(api.deps, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    expect(await email()).toBeNull();
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

  it('the time that a minor spends is counted by the minute and the day in Beijing; nobody else’s is (A7)', async () => {
    const turn = (change: string) => api.deps.db.asSystem((tx) => tx.execute(`update presence set ${change}`));
    const minutes = async (browser: Awaited<ReturnType<typeof signInWithCode>>) =>
      ((await (await browser.ask('GET', '/api/v1/me')).json()) as { minutesToday: number | null }).minutesToday;
    const adult = await signInWithCode(api, 'grown@example.com');
    expect(await minutes(adult)).toBeNull();
    const contact = 'minutes@example.com';
    const teen = openBrowser(api);
    await teen.ask('POST', '/api/v1/sign-in/codes', { contact });
    const code = await codeFor(api, contact);
    await teen.ask('POST', '/api/v1/sign-in/code', { contact, code, accepted: await tick(api) });
    await teen.ask('PATCH', '/api/v1/me', { ageGroup: 'teen' });
    const first = (await minutes(teen)) ?? 0;
    expect(first).toBe(1);
    // Asked twice within a minute, one is counted; in the next, one more.
    await turn('last_minute = last_minute + 1');
    expect(await minutes(teen)).toBe(first);
    await turn('last_minute = last_minute - 2, minutes = 59');
    expect(await minutes(teen)).toBe(60);
    await turn('day = day - 1, minutes = 60');
    expect(await minutes(teen)).toBe(1);
  });

  it('a password is replaced by who knows it, or by a code to the contact; guesses are counted (A3)', async () => {
    const contact = 'replace@example.com';
    const browser = await signInWithCode(api, contact);
    const put = (body: object) => browser.ask('PUT', '/api/v1/me/password', body, english);
    expect((await put({ password: 'the first of them' })).status).toBe(204);
    const bare = await put({ password: 'the second of them' });
    expect(bare.status).toBe(422);
    expect(await bare.text()).toContain('current');
    expect((await put({ password: 'the second of them', current: 'not that one' })).status).toBe(401);
    expect((await put({ password: 'the second of them', code: '000000' })).status).toBe(401);
    expect((await put({ password: 'the second of them', current: 'the first of them' })).status).toBe(204);
    await api.deps.db.asSystem((tx) =>
      tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"),
    );
    await browser.ask('POST', '/api/v1/me/proof/codes');
    expect((await put({ password: 'the third of them', code: await codeFor(api, contact) })).status).toBe(204);
    const byPassword = { contact, password: 'the third of them' };
    expect((await openBrowser(api).ask('POST', '/api/v1/sign-in/password', byPassword)).status).toBe(200);
    for (let guess = 0; guess < 10; guess += 1) {
      await put({ password: 'the fourth of them', current: `guess ${guess}` });
    }
    expect((await put({ password: 'the fourth of them', current: 'the third of them' })).status).toBe(429);
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
