import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { openBrowser, tick } from '../../testing/browser.fixture.ts';

/** Replays WeChat's documented answers: what it says depends on the code. */
const wechat = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://wechat.test');
  const code = url.searchParams.get('code') ?? '';
  const isRight = url.pathname === '/sns/oauth2/access_token' && url.searchParams.get('secret') === 'wx-secret';
  const errcode = /^error(-?\d+)$/.exec(code)?.[1];
  const body = !isRight
    ? { errcode: 40125, errmsg: 'invalid appsecret' }
    : errcode !== undefined
      ? { errcode: Number(errcode), errmsg: 'replayed' }
      : {
          access_token: 'T',
          expires_in: 7200,
          refresh_token: 'R',
          openid: `o${code}`,
          scope: 'snsapi_login',
          unionid: `u${code}`,
        };
  response.setHeader('content-type', 'text/plain').end(code === 'garbage' ? '<html>' : JSON.stringify(body));
});

let api: TestApi;
beforeAll(async () => {
  await new Promise<void>((resolve) => wechat.listen(0, '127.0.0.1', resolve));
  const { port } = wechat.address() as AddressInfo;
  api = await startApi({
    CLIPO_URL: 'http://localhost',
    CLIPO_WECHAT_APP_ID: 'wx1',
    CLIPO_WECHAT_SECRET: 'wx-secret',
    CLIPO_WECHAT_API_URL: `http://127.0.0.1:${port}`,
  });
});
afterAll(async () => {
  await api.stop();
  wechat.close();
});

async function begin(browser = openBrowser(api)) {
  const answer = await browser.ask('POST', '/api/v1/sign-in/wechat', { accepted: await tick(api) });
  const { url } = (await answer.json()) as { url: string };
  return { browser, url: new URL(url) };
}
const back = (state: string, code: string) => `/api/v1/sign-in/wechat/callback?code=${code}&state=${state}`;

it('one signs up and in by WeChat’s QR code; making then wants a phone (A1)', async () => {
  const { browser, url } = await begin();
  expect(`${url.origin}${url.pathname}`).toBe('https://open.weixin.qq.com/connect/qrconnect');
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    appid: 'wx1',
    response_type: 'code',
    scope: 'snsapi_login',
  });
  const state = url.searchParams.get('state') ?? '';
  const answer = await browser.ask('GET', back(state, 'ann'));
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
  const me = (await (await browser.ask('GET', '/api/v1/me')).json()) as { id: string };
  expect(me).toMatchObject({ email: null, phone: null, needs: ['age', 'phone'] });
  // A state is good once, and another visit finds the same person.
  expect((await openBrowser(api).ask('GET', back(state, 'ann'))).headers.get('location')).toContain('problem=');
  const again = await begin();
  await again.browser.ask('GET', back(again.url.searchParams.get('state') ?? '', 'ann'));
  expect(await (await again.browser.ask('GET', '/api/v1/me')).json()).toMatchObject({ id: me.id });
});

it('whoever opens a link with somebody else’s state is not signed in', async () => {
  const { url } = await begin();
  const victim = openBrowser(api);
  const answer = await victim.ask('GET', back(url.searchParams.get('state') ?? '', 'attacker'));
  expect(answer.headers.get('location')).toBe('/sign-in?problem=wechat');
  expect((await victim.ask('GET', '/api/v1/me')).status).toBe(401);
});

it.each([
  [40029, 'sign_in_failed'],
  [40163, 'sign_in_failed'],
  [41008, 'sign_in_failed'],
  [40003, 'sign_in_failed'],
  [-1, 'unavailable'],
  [45011, 'unavailable'],
  [40013, 'fetch_failed'],
  [40125, 'fetch_failed'],
  [48001, 'fetch_failed'],
])('its documented error %i is told as %s', async (errcode, problem) => {
  const { browser, url } = await begin();
  const answer = await browser.ask('GET', back(url.searchParams.get('state') ?? '', `error${errcode}`));
  expect(answer.headers.get('location')).toBe(`/sign-in?problem=${problem}`);
});

it('an answer that is no JSON signs nobody in', async () => {
  const { browser, url } = await begin();
  const answer = await browser.ask('GET', back(url.searchParams.get('state') ?? '', 'garbage'));
  expect(answer.headers.get('location')).toBe('/sign-in?problem=unavailable');
});
