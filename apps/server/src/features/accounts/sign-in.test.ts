import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../http/app.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { codeFor, openBrowser, outboxOf, signInWithCode, tick } from '../../testing/browser.fixture.ts';
import { openPictures } from './captcha.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

describe('people sign up and in (A1)', () => {
  it('with a code by e-mail or SMS on a bare machine, where the operator finds it in the outbox', async () => {
    for (const contact of ['li@example.com', '+8613800138000']) {
      const browser = openBrowser(api);
      expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
      const sent = await browser.ask('POST', '/api/v1/sign-in/codes', { contact });
      expect(sent.status).toBe(202);
      const accepted = await tick(api);
      const code = await codeFor(api, contact);
      const answer = await browser.ask('POST', '/api/v1/sign-in/code', { contact, code, accepted });
      expect(await answer.json()).toEqual({ isNew: true, needsFactor: false });
      const me = await (await browser.ask('GET', '/api/v1/me')).json();
      expect(me).toMatchObject({
        email: contact.includes('@') ? contact : null,
        phone: contact.includes('@') ? null : contact,
        needs: contact.includes('@') ? ['age', 'phone'] : ['age'],
        team: { role: 'owner' },
      });
      // A code is good once.
      const again = await openBrowser(api).ask('POST', '/api/v1/sign-in/code', { contact, code, accepted });
      expect(await again.json()).toMatchObject({ status: 401, code: 'sign_in_failed' });
    }
  });

  it('with an e-mail address and a password; the session counts beside keys, for the team of the person alone', async () => {
    const contact = 'wang@example.com';
    const browser = openBrowser(api);
    await browser.ask('POST', '/api/v1/sign-in/codes', { contact });
    const body = { contact, code: await codeFor(api, contact), accepted: await tick(api), password: 'long enough' };
    expect((await browser.ask('POST', '/api/v1/sign-up/password', body)).status).toBe(200);
    await browser.ask('PATCH', '/api/v1/me', { ageGroup: 'adult' });
    const products = await browser.ask('GET', '/api/v1/products');
    expect(await products.json()).toEqual({ items: [], next: null });
    expect((await browser.ask('POST', '/api/v1/products', { product: { id: 'p', name: '杯' } })).status).toBe(201);
    // A phone number comes before making.
    const make = await browser.ask('POST', '/v1/audio/speech', { input: 'x' });
    expect(await make.json()).toMatchObject({ code: 'step_needed' });
    expect((await browser.ask('POST', '/api/v1/sign-out')).status).toBe(204);
    expect((await browser.ask('GET', '/api/v1/me')).status).toBe(401);
    const back = openBrowser(api);
    const wrong = await back.ask('POST', '/api/v1/sign-in/password', { contact, password: 'wrong password' });
    expect(await wrong.json()).toMatchObject({ code: 'sign_in_failed' });
    expect((await back.ask('POST', '/api/v1/sign-in/password', { contact, password: 'long enough' })).status).toBe(200);
    expect((await back.ask('GET', '/api/v1/products')).status).toBe(200);
  });

  it('contacts are not readable in the store', async () => {
    await signInWithCode(api, 'secret.person@example.com');
    const { rows } = await api.deps.db.asSystem((tx) =>
      tx.execute('select users::text as row from users union all select messages::text from messages'),
    );
    expect(JSON.stringify(rows)).not.toContain('secret.person');
    expect(await outboxOf(api, 'secret.person@example.com')).toHaveLength(1);
  });
});

it('before a code is sent stands a picture, good for one answer, one kind of code, one address, two minutes', async () => {
  const { deps } = api;
  const captcha = openPictures(deps, () => ({ text: 'a7Kq', data: '<svg/>' }));
  const now = new Date();
  const make = async () => (await captcha.make('sign-in', '10.0.0.1', now)).id;
  const [right, elsewhere, other, late, wrong] = await Promise.all([make(), make(), make(), make(), make()]);
  const answer = (id: string, text = ' A7kq') => ({ id, text });
  await captcha.check('sign-in', answer(right), '10.0.0.1', now);
  const refused = [
    captcha.check('sign-in', answer(right), '10.0.0.1', now),
    captcha.check('sign-in', answer(elsewhere), '10.0.0.2', now),
    captcha.check('contact', answer(other), '10.0.0.1', now),
    captcha.check('sign-in', answer(late), '10.0.0.1', new Date(now.getTime() + 121_000)),
    captcha.check('sign-in', answer(wrong, 'a7Kx'), '10.0.0.1', now),
    captcha.check('sign-in', undefined, '10.0.0.1', now),
  ];
  expect((await Promise.allSettled(refused)).map(({ status }) => status)).toEqual(refused.map(() => 'rejected'));
  // As the service has it: no code leaves without an answer, and a question is used up by a wrong one.
  const app = createApp({ ...deps, captcha });
  const browser = openBrowser({ app });
  const contact = 'asked@example.com';
  expect((await browser.ask('POST', '/api/v1/sign-in/codes', { contact })).status).toBe(422);
  const made = await browser.ask('POST', '/api/v1/captchas?for=sign-in');
  const { id, svg } = (await made.json()) as { id: string; svg: string };
  expect(svg).toContain('<svg');
  const tell = (text: string) => browser.ask('POST', '/api/v1/sign-in/codes', { contact, captcha: { id, text } });
  expect((await tell('xxxx')).status).toBe(422);
  expect((await tell('a7kq')).status).toBe(422);
  expect(await outboxOf(api, contact)).toEqual([]);
});
