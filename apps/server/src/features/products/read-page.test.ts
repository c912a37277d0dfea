import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicOnly } from '@clipo/guarded-fetch';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { readPageFacts } from './page-facts.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, { addresses: { ...publicOnly, isAllowed: (address) => address === '127.0.0.1' } });
});
afterAll(() => api.stop());

const address = 'https://shop.example/mug';
const linked = (data: object) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;

it.each([
  [
    'json-ld',
    `<title>Shop</title>${linked({ '@graph': [{ '@type': 'WebPage' }, { '@type': 'Product', name: '随行杯', sku: 'A1', image: ['/a.jpg', { url: 'b.jpg' }], brand: { '@type': 'Brand', name: '澄光' }, offers: [{ price: 89, priceCurrency: 'CNY' }] }] })}`,
    { name: '随行杯', brand: '澄光', sku: 'A1', price: '89', currency: 'CNY' },
  ],
  [
    'microdata',
    `<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Travel <b>mug</b></h1><img itemprop="image" src="/a.jpg"><p itemprop="offers" itemscope><span itemprop="price" content="29.00">$29</span><meta itemprop="priceCurrency" content="USD"></p></div><span itemprop="name">Not this</span>`,
    { name: 'Travel mug', price: '29.00', currency: 'USD' },
  ],
  [
    'open-graph',
    `<meta property="og:title" content="露营灯"><meta property="og:image" content="//cdn.example/a.jpg"><meta property="product:price:amount" content="59"><meta property="product:price:currency" content="CNY">`,
    { name: '露营灯', price: '59', currency: 'CNY' },
  ],
] as const)(
  'a page that describes its product by %s is read, with the way in which it says so (C2)',
  (source, html, told) => {
    const { images, ...facts } = readPageFacts(`<html><head></head><body>${html}</body></html>`, address);
    for (const [field, text] of Object.entries(told)) {
      expect(facts[field as 'name'], field).toEqual({ text, source });
    }
    expect(images[0]?.text).toMatch(/^https:\/\/(?:shop|cdn)\.example\/a\.jpg$/);
  },
);

it('broken and hostile pages are read as far as they go: no script, no markup, no foreign scheme', () => {
  const html = `<script type="application/ld+json">{"@type":"Product","name":</script><title> Mug &amp; lid </title>
    <meta property="og:image" content="javascript:alert(1)"><meta property="og:description" content="<b onclick=x>Good</b>\u200b mug">`;
  expect(readPageFacts(html, address)).toEqual({
    name: { text: 'Mug & lid', source: 'title' },
    description: { text: 'Good mug', source: 'open-graph' },
    images: [],
  });
});

it('a page is fetched through the guard; what is blocked, or is no product, is told with what to do (C2, S1)', async () => {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    response.writeHead(path === '/blocked' ? 403 : 200, { 'content-type': 'text/html; charset=gb18030' });
    response.end(
      path === '/mug'
        ? Buffer.concat([Buffer.from('<title>'), Buffer.from([0xb1, 0xad, 0xd7, 0xd3]), Buffer.from('</title>')])
        : '<p>Sign in',
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const read = async (url: string) =>
    (await (await api.ask('POST', '/api/v1/products/read-page', { url })).json()) as object;
  expect(await read(`${base}/mug`)).toMatchObject({ name: { text: '杯子', source: 'title' }, images: [] });
  expect(await read(`${base}/blocked`)).toMatchObject({ code: 'fetch_failed' });
  expect(await read(`${base}/none`)).toMatchObject({
    code: 'fetch_failed',
    detail: expect.stringContaining('product'),
  });
  server.close();
  expect(await read('http://10.0.0.1/mug')).toMatchObject({ code: 'url_refused' });
  expect(await read('file:///etc/passwd')).toMatchObject({ code: 'url_refused' });
});
