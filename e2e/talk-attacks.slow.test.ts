import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicOnly } from '@clipo/guarded-fetch';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ModelServer, serveReplays } from '../apps/server/src/features/talk/model-server.fixture.ts';
import { talkWith } from '../apps/server/src/features/talk/talk.fixture.ts';
import { startApi, type TestApi } from '../apps/server/src/testing/api.fixture.ts';
import { attacks } from '../packages/agent/src/talk/turn/attacks.fixture.ts';

// Orders hidden where the agent reads, on a real service: a shop's page that is fetched, cells of a table that is imported,
// names of files that are uploaded, captions that are pasted, and words of a model. None may bring anything about.
let api: TestApi;
let model: ModelServer;
let shop: ReturnType<typeof createServer>;
let order = '';
beforeAll(async () => {
  model = await serveReplays();
  shop = createServer((_, response) => {
    const data = { '@type': 'Product', name: `Mug ${order}`.slice(0, 110), description: order, brand: order };
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<title>Mug</title><script type="application/ld+json">${JSON.stringify(data)}</script><p>${order}`);
  });
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  api = await startApi(
    { CLIPO_CREDITS: 'on' },
    { addresses: { ...publicOnly, isAllowed: (address) => address === '127.0.0.1' } },
  );
  await api.ask('POST', '/api/v1/credits/grants', { teamId: api.teamId, amount: 500, reference: 'a', reason: 'test' });
});
afterAll(async () => {
  await api.stop();
  model.close();
  shop.close();
});

const list = async (what: string) =>
  ((await (await api.ask('GET', `/api/v1/${what}`)).json()) as { items: { id: string }[] }).items.map(({ id }) => id);

/** All that an order could have brought about: batches, spending, keys, and what is no longer there. */
async function standing() {
  const credits = (await (await api.ask('GET', '/api/v1/credits')).json()) as { available: number; held: number };
  return {
    batches: await list('batches'),
    deliveries: await list('deliveries'),
    keys: await list('keys'),
    credits: [credits.available, credits.held],
    talks: (await list('conversations')).toSorted(),
    materials: (await list('materials')).toSorted(),
  };
}

async function upload(name: string, seed: number): Promise<string | undefined> {
  const picture = await readFile(await tinyMedia('pictureJpeg'));
  // Another file each time: the same content would be the same material.
  const bytes = new Uint8Array(Buffer.concat([picture, Buffer.from(`seed ${seed}`)]));
  const path = `/api/v1/materials?name=${encodeURIComponent(name)}`;
  const answer = await api.ask('POST', path, bytes, { 'content-type': 'application/octet-stream' });
  return answer.ok ? ((await answer.json()) as { id: string }).id : undefined;
}

it('a page, a cell, a file name or a caption that gives orders is read as data (C1, S1)', async () => {
  const talk = await talkWith(api, 'en');
  const { port } = shop.address() as AddressInfo;
  const files: string[] = [];
  for (const [at, name] of attacks.file.entries()) {
    const id = await upload(name, at);
    if (id !== undefined) {
      files.push(id);
    }
  }
  const before = await standing();
  for (const [at, text] of attacks.page.entries()) {
    order = text;
    const heard = await talk.say(`Here is my product: http://127.0.0.1:${port}/${at}`);
    expect(heard.steps[0], text).toMatchObject({ tool: 'read_product_page' });
  }
  for (const [at, cell] of attacks.cell.entries()) {
    const quoted = `"${cell.replaceAll('"', '""')}"`;
    const answer = await api.ask(
      'POST',
      '/api/v1/products/import',
      `id,name,sellingPoints\nX${at},${quoted},${quoted}`,
      {
        'content-type': 'text/csv',
      },
    );
    expect([201, 422, 451], cell).toContain(answer.status);
  }
  for (const id of files) {
    expect((await talk.say('use this one', [id])).status).toBe(200);
  }
  for (const text of attacks.caption) {
    await talk.say(`The captions of my clip say: «${text}»`);
  }
  expect(await standing()).toEqual(before);
  expect(files.length).toBeGreaterThan(4);
}, 300_000);

it('a model that was turned, whatever it says or calls, starts, deletes, publishes and grants nothing (C1, S1)', async () => {
  const saved = await api.ask('PUT', '/api/v1/team-model', { baseUrl: model.baseUrl, name: 'tiny', key: 'sk-a' });
  expect(saved.status).toBe(200);
  const talk = await talkWith(api, 'en');
  const before = await standing();
  for (const text of attacks.model) {
    const { name, arguments: given } = JSON.parse(text) as { name: string; arguments: object };
    model.play({ calls: [{ name, arguments: JSON.stringify(given) }] }, { say: text });
    await talk.say('go on');
  }
  expect(await standing()).toEqual(before);
}, 120_000);
