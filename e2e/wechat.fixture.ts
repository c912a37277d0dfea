import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Replays WeChat's page with a QR code and its API: scanning is a link, and so is what goes wrong. Codes are good for whom
 * they name, and the documented refusal for one that is used.
 */
export async function startWechat(): Promise<{ settings: Record<string, string>; close(): void }> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://wechat.test');
    if (pathname === '/connect/qrconnect') {
      const back = (code: string) =>
        `${searchParams.get('redirect_uri')}?code=${code}&state=${searchParams.get('state')}`.replaceAll('&', '&amp;');
      response
        .setHeader('content-type', 'text/html')
        .end(`<h1>WeChat</h1><a href="${back('ann')}">scan</a> <a href="${back('used')}">scan too late</a>`);
      return;
    }
    const code = searchParams.get('code');
    const answer =
      code === 'used'
        ? { errcode: 40163, errmsg: 'code been used' }
        : { access_token: 'T', expires_in: 7200, openid: `o${code}`, scope: 'snsapi_login', unionid: `u${code}` };
    response.setHeader('content-type', 'text/plain').end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    settings: {
      CLIPO_WECHAT_APP_ID: 'wx1',
      CLIPO_WECHAT_SECRET: 'wx-secret',
      CLIPO_WECHAT_PAGE_URL: address,
      CLIPO_WECHAT_API_URL: address,
    },
    close: () => server.close(),
  };
}

/** A port that nobody listens on: who must know their own address beforehand takes it. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
