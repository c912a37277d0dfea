import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { makeAuthenticator } from '../../testing/authenticator.fixture.ts';
import { openBrowser, origin, outboxOf, signInWithCode, type TestBrowser } from '../../testing/browser.fixture.ts';
import { totpAt } from '../accounts/totp.ts';
import { aloneMs, applyDueRemovals, confirmedMs } from './remove-factor.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes are looked into
const say = async (answer: Response): Promise<any> => answer.json();
const checked = { identityCheck: 'video-call', note: '视频核对了身份证与本人，订单 ord_1 由其支付' };
const later = (ms: number) => new Date(Date.now() + ms + 1000);
const forgetWaits = () =>
  api.deps.db.asSystem((tx) => tx.execute("update login_codes set created_at = created_at - interval '2 minutes'"));

/** Somebody who signs in with a code and an authenticator. */
async function withTotp(contact: string) {
  const browser = await signInWithCode(api, contact);
  const { id } = await say(await browser.ask('GET', '/api/v1/me'));
  const { secret } = await say(await browser.ask('POST', '/api/v1/me/totp'));
  const code = totpAt(secret, Math.floor(Date.now() / 30_000));
  expect((await browser.ask('POST', '/api/v1/me/totp/confirm', { code })).status).toBe(200);
  return { browser, id: id as string, secret: secret as string, contact };
}

/** An operator who has signed in with a passkey. */
async function operator(contact: string): Promise<TestBrowser & { id: string }> {
  const browser = await signInWithCode(api, contact);
  const { id } = await say(await browser.ask('GET', '/api/v1/me'));
  const key = makeAuthenticator(origin);
  const options = await say(await browser.ask('POST', '/api/v1/me/passkeys/options'));
  await browser.ask('POST', '/api/v1/me/passkeys', { name: 'Laptop', response: key.create(options) });
  expect(
    (await api.ask('PUT', `/api/v1/people/${id}/operator`, { roles: ['system', 'security'], reason: 'on duty' }))
      .status,
  ).toBe(204);
  const strong = openBrowser(api);
  const response = key.get(await say(await strong.ask('POST', '/api/v1/sign-in/passkey/options')));
  expect((await strong.ask('POST', '/api/v1/sign-in/passkey', { response })).status).toBe(200);
  return { ...strong, id };
}

const needsFactor = async (contact: string) => {
  await forgetWaits();
  const browser = await signInWithCode(api, contact);
  return (await say(await browser.ask('GET', '/api/v1/me'))).needs.includes('second-factor');
};
const templatesTo = async (contact: string) => (await outboxOf(api, contact)).map(({ template }) => template);

describe('a lost second factor is taken away by operators, never at once and never behind the person’s back (A3)', () => {
  it('one operator alone: three days, in which the person may object by the link, or by giving the factor', async () => {
    const lost = await withTotp('lost@example.com');
    const path = `/api/v1/people/${lost.id}/factor-removal`;
    const first = await operator('first@example.com');
    const stranger = await signInWithCode(api, 'stranger@example.com');
    expect((await stranger.ask('POST', path, checked)).status).toBe(403);
    expect((await first.ask('POST', path, { ...checked, note: '' })).status).toBe(422);
    const asked = await first.ask('POST', path, checked);
    expect(asked.status).toBe(202);
    const wait = new Date((await say(asked)).dueAt).getTime() - Date.now();
    expect(Math.abs(wait - aloneMs)).toBeLessThan(60_000);
    expect((await first.ask('POST', path, checked)).status).toBe(409);
    expect((await first.ask('PUT', path)).status).toBe(403);
    const seen = await say(await first.ask('POST', '/api/v1/people/find', { who: lost.id }));
    expect(seen.factorRemoval).toMatchObject({ ...checked, isMine: true, isConfirmed: false });
    // What was looked at lies sealed.
    const kept = await api.deps.db.asSystem((tx) => tx.execute('select note_sealed from factor_removals'));
    expect(JSON.stringify(kept.rows)).not.toContain('身份证');
    expect(await applyDueRemovals(api.deps)).toBe(0);
    expect(await needsFactor(lost.contact)).toBe(true);

    // They still have it after all: giving it ends the matter.
    await forgetWaits();
    const again = await signInWithCode(api, lost.contact);
    const code = totpAt(lost.secret, Math.floor(Date.now() / 30_000) + 1);
    expect((await again.ask('POST', '/api/v1/me/proof', { totp: code })).status).toBe(200);
    expect(await applyDueRemovals(api.deps, later(aloneMs))).toBe(0);

    // Asked for once more, the link of the notice objects and locks.
    expect((await first.ask('POST', path, checked)).status).toBe(202);
    const told = (await outboxOf(api, lost.contact)).find(({ template }) => template === 'factor-removal');
    const token = /not-me#([\w.-]+\w)/.exec(told?.text ?? '')?.[1];
    expect((await openBrowser(api).ask('POST', '/api/v1/security/not-me', { token })).status).toBe(204);
    expect(await applyDueRemovals(api.deps, later(aloneMs))).toBe(0);
  });

  it('once it is due all factors go, sessions end, and one signs in by the contact and sets up another', async () => {
    const lost = await withTotp('gone@example.com');
    const path = `/api/v1/people/${lost.id}/factor-removal`;
    // A key that is no person's asks; nobody can confirm that as a second person.
    expect((await api.ask('POST', path, checked)).status).toBe(202);
    const other = await operator('other@example.com');
    expect((await other.ask('PUT', path)).status).toBe(403);
    expect(await applyDueRemovals(api.deps, later(aloneMs))).toBe(1);
    expect((await lost.browser.ask('GET', '/api/v1/me')).status).toBe(401);
    expect(await templatesTo(lost.contact)).toContain('factor-removed');
    expect(await needsFactor(lost.contact)).toBe(false);
  });

  it('a second operator shortens it to an hour; either side takes it back; nobody acts for themselves', async () => {
    const lost = await withTotp('both@example.com');
    const path = `/api/v1/people/${lost.id}/factor-removal`;
    const [one, two] = [await operator('one@example.com'), await operator('two@example.com')];
    expect((await one.ask('POST', `/api/v1/people/${one.id}/factor-removal`, checked)).status).toBe(403);
    expect((await one.ask('POST', path, checked)).status).toBe(202);
    const confirmed = await say(await two.ask('PUT', path));
    expect(Math.abs(new Date(confirmed.dueAt).getTime() - Date.now() - confirmedMs)).toBeLessThan(60_000);
    // Who is signed in with all factors objects on the page.
    expect((await lost.browser.ask('DELETE', '/api/v1/me/factor-removal')).status).toBe(204);
    expect(await applyDueRemovals(api.deps, later(aloneMs))).toBe(0);
    expect(await templatesTo(lost.contact)).toContain('factor-kept');
    expect((await one.ask('POST', path, checked)).status).toBe(202);
    expect((await two.ask('DELETE', path, { reason: '本人又找到了' })).status).toBe(204);
    expect((await two.ask('DELETE', path, { reason: '本人又找到了' })).status).toBe(404);
    // Of an operator, the right to run the service goes with the factor.
    const target = `/api/v1/people/${two.id}/factor-removal`;
    expect((await two.ask('PUT', target)).status).toBe(403);
    expect((await one.ask('POST', target, checked)).status).toBe(202);
    expect(await applyDueRemovals(api.deps, later(aloneMs))).toBe(1);
    const { items } = await say(await api.ask('GET', '/api/v1/people/operators'));
    expect(items.map(({ userId }: { userId: string }) => userId)).not.toContain(two.id);
    // There is nothing left to take away.
    expect((await one.ask('POST', target, checked)).status).toBe(409);
  });
});
