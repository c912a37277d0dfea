import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicOnly } from '@clipo/guarded-fetch';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({}, { addresses: { ...publicOnly, isAllowed: (address) => address === '127.0.0.1' } });
});
afterAll(() => api.stop());

const send = (text: string, type = 'text/csv') =>
  api.ask('POST', '/api/v1/products/import', text, { 'content-type': type });
const kept = async () => ((await (await api.ask('GET', '/api/v1/products')).json()) as { items: object[] }).items;

it('a table of products is kept whole, with materials by name, and sent again it replaces (C1)', async () => {
  const picture = new Uint8Array(await readFile(await tinyMedia('picture')));
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await api.ask('POST', '/api/v1/materials?name=cup.png', picture, headers);
  const { id } = (await sent.json()) as { id: string };
  const table = `id,name,price,sellingPoints,materials\nA1,随行杯,59.00 CNY,单手能开|倒放不漏,cup.png\nA2,保温杯,,,${id}`;
  const answer = await send(table);
  expect(answer.status).toBe(201);
  expect(await answer.json()).toMatchObject({
    items: [
      { product: { id: 'A1', price: { amount: '59.00', currency: 'CNY' } }, materialIds: [id] },
      { product: { id: 'A2' }, materialIds: [id] },
    ],
    ignoredColumns: [],
  });
  expect((await send('{"id":"A1","name":"新名字"}', 'application/jsonl')).status).toBe(201);
  expect(await kept()).toHaveLength(2);
});

it('a Google product feed brings its pictures along; columns without use are told (C1)', async () => {
  const server = createServer(async (_, response) => {
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    response.end(await readFile(await tinyMedia('pictureJpeg')));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shoe.jpg`;
  const header = 'id\ttitle\tprice\tsale_price\timage_link\tbrand\tlink';
  const feed = `${header}\nSKU9\tRunning shoe\t89.00 USD\t59.00 USD\t${link}\tAcme\thttps://shop.example/9\n`;
  const answer = await send(feed, 'text/tab-separated-values');
  server.close();
  const { items, ignoredColumns } = (await answer.json()) as {
    items: { product: object; materialIds: string[] }[];
    ignoredColumns: string[];
  };
  expect(ignoredColumns).toEqual(['brand']);
  expect(items[0]).toMatchObject({
    product: { id: 'SKU9', name: 'Running shoe', price: { amount: '59.00', original: '89.00' } },
    materialIds: [expect.stringMatching(/^mat_/)],
  });
});

it('every fault is told with its row and column, and nothing is kept (C1)', async () => {
  const before = await kept();
  const answer = await send('id,nmae,price,materials\nB1,Cup,59,\n../x,Cup,1.00 CNY,nowhere.png\nB1,Cup,1.00 CNY,');
  expect(answer.status).toBe(422);
  const { problems } = (await answer.json()) as { problems: { field: string }[] };
  const fields = problems.map(({ field }) => field);
  for (const field of ['row 1, column nmae', 'row 2, column price', 'row 3, column id', 'row 3, column materials']) {
    expect(
      fields.some((each) => each.includes(field)),
      `${field} in ${fields.join('; ')}`,
    ).toBe(true);
  }
  const words = await send('id,name\nB2,全网最低价的杯子');
  expect(await words.json()).toMatchObject({ code: 'content_rejected', detail: expect.stringContaining('row 2') });
  const inside = await send('id,name,image_link\nB3,Cup,http://10.0.0.1/x.png');
  expect(await inside.json()).toMatchObject({ code: 'url_refused' });
  expect(await kept()).toEqual(before);
});
