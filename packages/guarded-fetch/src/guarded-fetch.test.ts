import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ClipoError } from '@clipo/contract/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AddressGuard, isPublicAddress, publicOnly } from './address-guard.ts';
import { guardedFetch } from './guarded-fetch.ts';

let port = 0;
const seen: { url: string; headers: IncomingMessage['headers'] }[] = [];
const server = createServer((request, response) => {
  seen.push({ url: request.url ?? '', headers: request.headers });
  answer(new URL(request.url ?? '/', 'http://local').pathname, request, response);
});

function answer(path: string, request: IncomingMessage, response: ServerResponse): void {
  const redirect = (location: string) => response.writeHead(302, { location }).end();
  switch (path) {
    case '/picture':
      response.writeHead(200, { 'content-type': 'image/png' }).end('picture');
      return;
    case '/loop':
      redirect('/loop');
      return;
    case '/to-metadata':
      redirect('http://169.254.169.254/latest/meta-data/');
      return;
    case '/to-file':
      redirect('file:///etc/passwd');
      return;
    case '/to-other':
      redirect(`http://other.test:${port}/picture`);
      return;
    case '/to-picture':
      redirect('/picture');
      return;
    case '/bomb':
      // 64 MiB of nothing in a few kilobytes.
      response
        .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
      return;
    case '/endless': {
      response.writeHead(200, { 'content-type': 'text/html' });
      const timer = setInterval(() => response.write('x'.repeat(64 * 1024)), 1);
      request.on('close', () => clearInterval(timer));
      return;
    }
    case '/silent':
      return;
    default:
      response.writeHead(404).end();
  }
}

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Names under .test are on this server; only its own port on loopback is open. */
const local: AddressGuard = {
  isAllowed: (address, wanted) => address === '127.0.0.1' && wanted === port,
  resolve: async (host) => (host.endsWith('.test') ? ['127.0.0.1'] : Promise.reject(new Error('ENOTFOUND'))),
};
const limits = { mostBytes: 1024 * 1024, timeoutMs: 5000 };
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fetched',
    (error: ClipoError) => error.code,
  );

describe('addresses given by users and models reach the public internet only', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://0x7f.0.0.1/',
    'http://2130706433/',
    'http://0177.0.0.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://192.0.2.1/',
    'http://[::127.0.0.1]/',
    'http://[::8.8.8.8]/',
    'http://[4000::1]/',
    'http://198.18.0.1/',
    'http://localhost/',
    'http://１２７.０.０.１/',
    'http://8.8.8.8:22/',
    'http://8.8.8.8:6379/',
    'http://user:secret@8.8.8.8/',
    'ftp://8.8.8.8/',
    'file:///etc/passwd',
    'gopher://8.8.8.8/',
    'data:text/plain,hello',
    'blob:http://8.8.8.8/x',
    'javascript:alert(1)',
    '//8.8.8.8/',
    'http://',
    '',
    'not an address',
  ])('%s is refused before anything is sent', async (url) => {
    expect(await codeOf(guardedFetch(url, limits))).toBe('url_refused');
  });

  it('tells public addresses from all others', () => {
    expect(['8.8.8.8', '223.5.5.5', '2606:4700::1111'].map(isPublicAddress)).toEqual([true, true, true]);
    expect(['', 'x', '127.0.0.1', '::1', 'fe80::1%eth0', '1'].some(isPublicAddress)).toBe(false);
    expect(publicOnly.isAllowed('8.8.8.8', 443)).toBe(true);
  });

  it('a name with one private address among public ones is refused', async () => {
    const guard = { ...publicOnly, resolve: async () => ['8.8.8.8', '10.0.0.5'] };
    expect(await codeOf(guardedFetch('http://two-faced.test/', { ...limits, guard }))).toBe('url_refused');
  });

  it('a name that changes its answer after the check (rebinding) reaches nothing private', async () => {
    const answers = [['127.0.0.1'], ['127.0.0.2']];
    let asked = 0;
    const guard: AddressGuard = {
      // The second address is the private one that an attacker switches to.
      isAllowed: (address, wanted) => address === '127.0.0.1' && wanted === port,
      resolve: async () => answers[Math.min(asked++, 1)] ?? [],
    };
    const first = await guardedFetch(`http://rebinding.test:${port}/picture`, { ...limits, guard });
    expect((await first.bytes()).toString()).toBe('picture');
    // One answer was asked for, checked and connected to: there is no gap between check and use.
    expect(asked).toBe(1);
    expect(await codeOf(guardedFetch(`http://rebinding.test:${port}/picture`, { ...limits, guard }))).toBe(
      'url_refused',
    );
  });

  it('each redirect is checked like the first address', async () => {
    const go = (path: string) => codeOf(guardedFetch(`http://shop.test:${port}${path}`, { ...limits, guard: local }));
    expect(await go('/to-metadata')).toBe('url_refused');
    expect(await go('/to-file')).toBe('url_refused');
    expect(await go('/loop')).toBe('fetch_failed');
    expect(await go('/to-picture')).toBe('fetched');
  });

  it('what was meant for one host is not told to the next', async () => {
    const headers = { authorization: 'Bearer secret' };
    const request = { ...limits, guard: local, headers };
    const found = await guardedFetch(`http://shop.test:${port}/to-other`, request);
    expect(found.url).toBe(`http://other.test:${port}/picture`);
    expect((await found.bytes()).toString()).toBe('picture');
    expect(seen.at(-2)?.headers.authorization).toBe('Bearer secret');
    expect(seen.at(-1)?.headers.authorization).toBeUndefined();
  });
});

describe('a fetch keeps to its limits', () => {
  const from = (path: string) => `http://shop.test:${port}${path}`;

  it.each(['/bomb', '/endless'])('%s is cut off at the size allowed, counted after decompression', async (path) => {
    const found = await guardedFetch(from(path), { ...limits, guard: local });
    expect(await codeOf(found.bytes())).toBe('fetch_failed');
  });

  it('a server that never answers is given up', async () => {
    const error = await guardedFetch(from('/silent'), { ...limits, guard: local, timeoutMs: 200 }).catch(
      (cause: ClipoError) => cause,
    );
    expect(error).toMatchObject({
      code: 'fetch_failed',
      isRetryable: true,
      details: { problem: 'did not answer in time' },
    });
  });

  it('a kind that was not asked for is refused', async () => {
    const request = { ...limits, guard: local, types: ['text/html'] };
    expect(await codeOf(guardedFetch(from('/picture'), request))).toBe('fetch_failed');
  });

  it('other statuses come back to be judged', async () => {
    const found = await guardedFetch(from('/nothing'), { ...limits, guard: local, types: ['text/html'] });
    expect(found.status).toBe(404);
    await found.bytes();
  });

  it('a cancel ends it', async () => {
    const signal = AbortSignal.timeout(100);
    expect(await codeOf(guardedFetch(from('/silent'), { ...limits, guard: local, signal }))).toBe('cancelled');
  });
});
