import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicOnly } from '@clipo/guarded-fetch';
import { tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../testing/api.fixture.ts';

let api: TestApi;
let picture: Buffer<ArrayBuffer>;
/** Where a shop would have the same picture. */
let shop: string;
const files = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'image/jpeg' });
  response.end(picture);
});
beforeAll(async () => {
  picture = Buffer.from(await readFile(await tinyMedia('pictureJpeg')));
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
  shop = `http://127.0.0.1:${(files.address() as AddressInfo).port}/cup.jpg`;
  api = await startApi({}, { addresses: { ...publicOnly, isAllowed: (address) => address === '127.0.0.1' } });
  const forbid = await api.ask('POST', '/api/v1/safety/pictures?category=extremism&note=test', picture, bytes);
  expect(forbid.status).toBe(201);
});
afterAll(async () => {
  files.close();
  await api.stop();
});

const bytes = { 'content-type': 'application/octet-stream' };

/** The doors through which a file comes in, each tried with a picture that an operator forbade. */
const doors: Readonly<Record<string, () => Promise<Response>>> = {
  uploadMaterial: () => api.ask('POST', '/api/v1/materials?name=cup.jpg', picture, bytes),
  labelFile: () => api.ask('POST', '/api/v1/labels?name=cup.jpg', picture, bytes),
  importMaterial: () => api.ask('POST', '/api/v1/materials/import', { url: shop, name: 'cup.jpg' }),
  importProducts: () =>
    api.ask('POST', '/api/v1/products/import', `id\ttitle\timage_link\nA\tCup\t${shop}\n`, {
      'content-type': 'text/tab-separated-values',
    }),
  beginUpload: async () => {
    const begun = await api.ask('POST', '/api/v1/uploads', { name: 'cup.jpg', sizeBytes: picture.length });
    const { url } = (await begun.json()) as { url: string };
    const tus = { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    return api.ask('PATCH', url, new Uint8Array(picture), tus);
  },
};

/** What else takes bytes, and why nobody comes to see them through it. */
const shownToNobody: Readonly<Record<string, string>> = {
  verifyLabel: 'read, answered, and kept nowhere',
  verifyFile: 'read, answered, and kept nowhere',
  putEnterpriseProof: 'sealed; operators alone open it, as a download',
  addClaimProof: 'sealed; given back to its own team, as a download',
  addMaterialProof: 'sealed; given back to its own team, as a download',
  addSentProof: 'sealed; operators alone open it, as a download',
  addOwnerProof: 'sealed; operators alone open it, as a download',
  addKnownPicture: 'what operators forbid; only what it looks like is kept',
};

describe('a forbidden picture comes in by no door (S1, S2)', () => {
  it('every operation that takes a file is tried here, or says why it shows nothing', async () => {
    const document = (await (await api.app.request('/api/v1/openapi.json')).json()) as {
      paths: Record<string, Record<string, { operationId: string; requestBody?: { content: object } }>>;
    };
    const takers = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ operationId, requestBody }) =>
        Object.keys(requestBody?.content ?? {}).some((type) => /octet-stream|image|video|audio|csv/.test(type))
          ? [operationId]
          : [],
      ),
    );
    expect(takers.length).toBeGreaterThan(5);
    expect(takers.filter((name) => doors[name] === undefined && shownToNobody[name] === undefined)).toEqual([]);
  });

  it.each(Object.keys(doors))('%s refuses it and keeps nothing', async (door) => {
    const answer = await doors[door]?.();
    expect(answer?.status).toBe(451);
    expect(await answer?.text()).toContain('content_rejected');
    const kept = (await (await api.ask('GET', '/api/v1/materials')).json()) as { items: object[] };
    expect(kept.items).toEqual([]);
  });
});
