import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { developmentProviderCode, labelFile, makeImplicitLabel } from '@clipo/label';
import { tempFolder, tinyMedia } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { materials } from '../../db/schema/index.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';

const label = makeImplicitLabel({ providerCode: developmentProviderCode, produceId: 'of-somebody' });
const bytesType = { 'content-type': 'application/octet-stream' };
let folder: Awaited<ReturnType<typeof tempFolder>>;
let api: TestApi;
let labelled: Uint8Array<ArrayBuffer>;
let bare: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  folder = await tempFolder('labels');
  const file = join(folder.path, 'labelled.jpg');
  await labelFile(await tinyMedia('pictureJpeg'), file, label);
  labelled = new Uint8Array(await readFile(file));
  bare = new Uint8Array(await readFile(await tinyMedia('picture')));
  api = await startApi({ CLIPO_RATE_LIMIT: '600' });
  await mkdir(join(folder.path, 'temporary'));
  vi.stubEnv('TMPDIR', join(folder.path, 'temporary'));
}, 300_000);
afterAll(async () => {
  await api.stop();
  vi.unstubAllEnvs();
  await folder[Symbol.asyncDispose]();
});

/** Asks as a stranger, from the page of the service itself. */
async function check(body: Uint8Array<ArrayBuffer> | ReadableStream): Promise<Response> {
  const headers = { ...bytesType, origin: 'http://localhost' };
  return api.app.request('/api/v1/verify', { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
}

/** Bodies of the files that are being checked lie here and nowhere else. */
const kept = () => readdir(join(folder.path, 'temporary'));

it('anybody has a file checked; nothing of it is kept; what is too large or too often is told so (L4)', async () => {
  const found = await check(labelled);
  expect(found.status).toBe(200);
  expect(await found.json()).toMatchObject({ verdict: 'valid', kind: 'jpeg', implicit: label, madeAt: null });
  expect(await kept()).toEqual([]);
  expect((await Array.fromAsync(api.deps.media.list())).length).toBe(0);
  expect(await api.deps.db.asSystem((tx) => tx.select().from(materials))).toEqual([]);

  const megabyte = new Uint8Array(1024 ** 2);
  let sent = 0;
  const endless = new ReadableStream({
    pull(controller) {
      controller.enqueue(megabyte);
      sent += 1;
    },
  });
  const large = await check(endless);
  expect([large.status, (await large.json()).code]).toEqual([413, 'too_large']);
  expect(sent).toBeLessThan(280);
  expect(await kept()).toEqual([]);

  // Two films are decoded at once; who comes third waits some seconds.
  const ends: (() => void)[] = [];
  const slow = () =>
    new ReadableStream({
      start: (controller) => {
        controller.enqueue(labelled);
        ends.push(() => controller.close());
      },
    });
  const first = [check(slow()), check(slow())];
  await expect.poll(kept).toHaveLength(2);
  const third = await check(labelled);
  expect([third.status, (await third.json()).code]).toEqual([429, 'rate_limited']);
  for (const end of ends) {
    end();
  }
  expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200]);
  expect(await kept()).toEqual([]);

  // Ten checks a minute from one address; a minute may end meanwhile.
  const more = new Set<number>();
  for (let count = 0; count < 21; count++) {
    more.add((await check(new Uint8Array())).status);
  }
  expect([...more].sort()).toEqual([400, 429]);
});

it('what a file that is uploaded says of AI is read, shown and handed on; of one without a label nothing is said (L6)', async () => {
  const upload = async (bytes: Uint8Array<ArrayBuffer>, name: string) =>
    (await api.ask('POST', `/api/v1/materials?name=${name}`, bytes, bytesType)).json();
  const theirs = await upload(labelled, 'theirs.jpg');
  expect(theirs.aiOrigin).toMatchObject({ label });
  const own = await upload(bare, 'own.png');
  expect(own.aiOrigin).toBeNull();
  const shown = await (await api.ask('GET', `/api/v1/materials/${theirs.id}`)).json();
  expect(shown.aiOrigin).toEqual(theirs.aiOrigin);
});
