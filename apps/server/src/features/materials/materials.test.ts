import { createHash, randomBytes } from 'node:crypto';
import { readFile, utimes } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { sampleFont, tinyMedia } from '@clipo/testkit';
import { eq } from 'drizzle-orm';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploads } from '../../db/schema/index.ts';
import { mediaKey } from '../../media/media-hash.ts';
import { startS3 } from '../../media/s3-server.fixture.ts';
import { partSizeFor } from '../../media/s3-uploads.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { listenOnce } from '../../testing/listen.fixture.ts';
import { collectMedia } from '../media/collect-media.ts';
import { dropExpiredUploads } from '../uploads/drop-expired.ts';

interface MaterialBody {
  id: string;
  detail: string;
  rights: { holder: string; licence: string } | null;
  kind: string;
  mediaType: string;
  sha256: string;
  link: string;
  code: string;
  verdict: { outcome: string };
}

const files = createServer((request, response) => {
  if (request.url === '/cup.png') {
    response.writeHead(200, { 'content-type': 'image/png' }).end(picture);
  } else {
    response.writeHead(404).end('no');
  }
});
let api: TestApi;
let picture: Buffer<ArrayBuffer>;
let clip: Buffer<ArrayBuffer>;
let filesUrl = '';
beforeAll(async () => {
  picture = await readFile(await tinyMedia('picture'));
  clip = await readFile(await tinyMedia('clip'));
  await new Promise<void>((done) => files.listen(0, '127.0.0.1', done));
  const { port } = files.address() as AddressInfo;
  filesUrl = `http://127.0.0.1:${port}`;
  const isAllowed = (address: string, wanted: number) => address === '127.0.0.1' && wanted === port;
  api = await startApi({}, { addresses: { isAllowed, resolve: async () => [] } });
});
afterAll(async () => {
  files.close();
  await api.stop();
});

const bytesType = { 'content-type': 'application/octet-stream' };
const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const upload = async (bytes: Buffer<ArrayBuffer>, name: string, more = '') => {
  const path = `/api/v1/materials?name=${encodeURIComponent(name)}${more}`;
  const answer = await api.ask('POST', path, new Uint8Array(bytes), bytesType);
  return { status: answer.status, body: (await answer.json()) as MaterialBody };
};

describe('a file becomes a material (C3)', () => {
  it('a font is a material of its own: read, with the rights that it tells; what is none that can be used is refused', async () => {
    const font = await readFile(sampleFont('woff2'));
    const { status, body } = await upload(font, 'brand.png');
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'font', mediaType: 'font/woff2', sha256: shaOf(font) });
    expect(body.rights).toMatchObject({ holder: expect.stringContaining('Google') });
    const rights = { holder: '我们', licence: '商用授权 2026-17' };
    const changed = await api.ask('PATCH', `/api/v1/materials/${body.id}`, { rights });
    expect(await changed.json()).toMatchObject({ rights });
    // A browser keeps it as a file: only pictures, films and sounds are shown.
    const served = await api.ask('GET', body.link);
    expect(served.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(shaOf(await served.bytes())).toBe(shaOf(font));
    const hostile = [await readFile(sampleFont('woff')), font.subarray(0, 900), Buffer.from('ttcf\0\0\0\0 and more')];
    for (const bytes of hostile) {
      const refused = await upload(Buffer.from(bytes), 'brand.ttf');
      expect(refused).toMatchObject({ status: 422, body: { code: 'unreadable_material' } });
      expect(refused.body.detail).toMatch(/brand\.ttf .*font\b.*is a/);
    }
  });

  it('it is what its content says, whatever it is called, and is kept once', async () => {
    const first = await upload(picture, 'film.mp4', `&sha256=${shaOf(picture)}`);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ kind: 'image', sha256: shaOf(picture), verdict: { outcome: 'allowed' } });
    const again = await upload(picture, 'again.png');
    expect(again.status).toBe(200);
    expect(again.body.id).toBe(first.body.id);
    const film = await upload(clip, 'clip.mp4');
    expect(film.body).toMatchObject({ kind: 'video', mediaType: 'video/mp4' });
    const listed = await (await api.ask('GET', `/api/v1/materials?sha256=${shaOf(clip)}`)).json();
    expect((listed as { items: MaterialBody[] }).items.map(({ id }) => id)).toEqual([film.body.id]);
  });

  it('its link plays it in ranges without a key, and nothing else', async () => {
    const { body } = await upload(clip, 'clip.mp4');
    const whole = await api.app.request(body.link);
    expect(whole.status).toBe(200);
    expect(whole.headers.get('content-type')).toBe('video/mp4');
    expect(shaOf(Buffer.from(await whole.arrayBuffer()))).toBe(shaOf(clip));
    const part = await api.app.request(body.link, { headers: { range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes 100-199/${clip.length}`);
    expect(Buffer.from(await part.arrayBuffer()).equals(clip.subarray(100, 200))).toBe(true);
    const cached = await api.app.request(body.link, { headers: { 'if-none-match': `"${body.sha256}"` } });
    expect(cached.status).toBe(304);
    const beyond = await api.app.request(body.link, { headers: { range: `bytes=${clip.length}-` } });
    expect(beyond.status).toBe(416);
    for (const far of [`bytes=${'9'.repeat(40)}-`, `bytes=${'9'.repeat(400)}-${'9'.repeat(400)}`]) {
      const farther = await api.app.request(body.link, { headers: { range: far } });
      expect(farther.status).toBe(416);
      expect(farther.headers.get('content-range')).toMatch(/^bytes \*\/\d+$/);
    }
    const other = await upload(picture, 'x.png');
    expect((await api.app.request(body.link.replace(body.sha256, other.body.sha256))).status).toBe(410);
    expect((await api.app.request(`/media/${body.sha256}`)).status).toBe(410);
  });

  it('a deleted one is gone from lists and links, and its file once the grace time is over', async () => {
    const { body } = await upload(Buffer.from(await readFile(await tinyMedia('sound'))), 'sound.wav');
    expect(body.kind).toBe('audio');
    expect((await api.ask('DELETE', `/api/v1/materials/${body.id}`)).status).toBe(204);
    expect((await api.ask('GET', `/api/v1/materials/${body.id}`)).status).toBe(404);
    expect((await api.app.request(body.link)).status).toBe(404);
    expect((await collectMedia(api.deps, { graceHours: 24 })).files).toBe(0);
    const old = new Date(Date.now() - 48 * 3_600_000);
    for (const hash of [body.sha256, shaOf(picture), shaOf(clip)]) {
      await utimes(join(api.deps.settings.home, 'media', mediaKey(hash)), old, old);
    }
    // Those that rows still name stay, however old.
    expect((await collectMedia(api.deps, { graceHours: 24 })).files).toBe(1);
    expect(await api.deps.media.sizeOf(body.sha256)).toBeUndefined();
    expect(await api.deps.media.sizeOf(shaOf(clip))).toBe(clip.length);
  });

  it("another team sees none of it, and the same file is that team's own", async () => {
    const { body } = await upload(picture, 'cup.png');
    const other = await api.otherTeam();
    const headers = { authorization: `Bearer ${other.key}` };
    expect((await api.ask('GET', `/api/v1/materials/${body.id}`, undefined, headers)).status).toBe(404);
    expect((await api.ask('DELETE', `/api/v1/materials/${body.id}`, undefined, headers)).status).toBe(404);
    const list = (await (await api.ask('GET', '/api/v1/materials', undefined, headers)).json()) as { items: object[] };
    expect(list.items).toEqual([]);
  });

  it('its name and rights can be changed; a name that may not stand is refused', async () => {
    const { body } = await upload(picture, 'cup.png');
    const rights = { holder: 'Example Ltd', licence: 'CC0-1.0' };
    const changed = await api.ask('PATCH', `/api/v1/materials/${body.id}`, { name: 'new.png', rights });
    expect(await changed.json()).toMatchObject({ name: 'new.png', rights });
    const refused = await api.ask('PATCH', `/api/v1/materials/${body.id}`, { name: '全网最低价.png' });
    expect(await refused.json()).toMatchObject({ code: 'content_rejected', status: 451 });
  });

  it('it is filed under tags and found by them; scans prove its rights and are kept sealed', async () => {
    const { body } = await upload(picture, 'cup.png');
    const path = `/api/v1/materials/${body.id}`;
    const tagged = await api.ask('PATCH', path, { tags: ['白底图', ' 杯子 ', '白底图'] });
    expect(await tagged.json()).toMatchObject({ tags: ['白底图', '杯子'] });
    const found = async (query: string) => {
      const answer = await api.ask('GET', `/api/v1/materials?${new URLSearchParams(query)}`);
      return ((await answer.json()) as { items: MaterialBody[] }).items.map(({ id }) => id);
    };
    expect(await found('tag=杯子')).toEqual([body.id]);
    expect(await found('tag=杯')).toEqual([]);
    expect(await found('search=白底')).toEqual([body.id]);
    const tags = await (await api.ask('GET', '/api/v1/material-tags')).json();
    expect(tags).toEqual({
      items: [
        { tag: '杯子', count: 1 },
        { tag: '白底图', count: 1 },
      ],
    });
    const odd = await api.ask('PATCH', path, { tags: ['在线赌场'] });
    expect(await odd.json()).toMatchObject({ code: 'content_rejected' });
    expect(await (await api.ask('PATCH', path, { tags: ['x'.repeat(41)] })).json()).toMatchObject({
      code: 'invalid_input',
    });
    const scan = Buffer.from('%PDF-1.7 licence');
    const kept = await api.ask('POST', `${path}/proofs?name=授权书.pdf`, new Uint8Array(scan), bytesType);
    expect(kept.status).toBe(201);
    const proof = (await kept.json()) as { id: string };
    expect(proof).toMatchObject({ name: '授权书.pdf', mediaType: 'application/pdf', sha256: shaOf(scan) });
    const file = await api.ask('GET', `/api/v1/material-proofs/${proof.id}/file`);
    expect(Buffer.from(await file.arrayBuffer()).equals(scan)).toBe(true);
    const { rows } = await api.deps.db.asTeam(api.teamId, (tx) => tx.execute('select sealed from material_proofs'));
    expect(JSON.stringify(rows)).not.toContain(scan.toString('base64'));
    const foreign = { authorization: `Bearer ${(await api.otherTeam()).key}` };
    for (const [method, place] of [
      ['GET', `${path}/proofs`],
      ['GET', `/api/v1/material-proofs/${proof.id}/file`],
      ['DELETE', `/api/v1/material-proofs/${proof.id}`],
    ] as const) {
      expect((await api.ask(method, place, undefined, foreign)).status).toBe(404);
    }
    const program = await api.ask('POST', `${path}/proofs?name=a.exe`, new Uint8Array(Buffer.from('MZ')), bytesType);
    expect(await program.json()).toMatchObject({ code: 'unsupported_type' });
    expect((await api.ask('DELETE', `/api/v1/material-proofs/${proof.id}`)).status).toBe(204);
    expect(await (await api.ask('GET', `${path}/proofs`)).json()).toEqual({ items: [] });
  });

  it('it can come from a public address, and from no other', async () => {
    const answer = await api.ask('POST', '/api/v1/materials/import', { url: `${filesUrl}/cup.png` });
    expect(await answer.json()).toMatchObject({ sha256: shaOf(picture) });
    const missing = await api.ask('POST', '/api/v1/materials/import', { url: `${filesUrl}/nothing.png` });
    expect(await missing.json()).toMatchObject({ code: 'fetch_failed', status: 502 });
    const inside = await api.ask('POST', '/api/v1/materials/import', { url: 'http://127.0.0.1:1/x.png' });
    expect(await inside.json()).toMatchObject({ code: 'url_refused', status: 422 });
  });

  it('a quota is kept', async () => {
    const most = await startApi({ CLIPO_TEAM_QUOTA_GIB: String((picture.length + 10) / 1024 ** 3) });
    try {
      const send = (bytes: Buffer<ArrayBuffer>) =>
        most.ask('POST', '/api/v1/materials?name=x', new Uint8Array(bytes), bytesType);
      expect((await send(picture)).status).toBe(201);
      expect(await (await send(clip)).json()).toMatchObject({ code: 'quota_exceeded', status: 507 });
      const begun = await most.ask('POST', '/api/v1/uploads', { name: 'big.mp4', sizeBytes: 5000 });
      expect(begun.status).toBe(507);
    } finally {
      await most.stop();
    }
  });
});

describe('a large file comes in pieces (C3)', () => {
  it('a tus client that broke off goes on where it stopped', async () => {
    const server = await listenOnce(api);
    try {
      const sent = await new Promise<{ url: string; material: string }>((resolve, reject) => {
        let isBroken = false;
        const task = new Upload(clip, {
          endpoint: `${server.url}/api/v1/tus`,
          headers: { authorization: `Bearer ${api.key}` },
          metadata: { filename: 'tus.mp4', sha256: shaOf(clip) },
          chunkSize: Math.ceil(clip.length / 3),
          retryDelays: [],
          onChunkComplete: () => {
            if (!isBroken) {
              isBroken = true;
              // The line breaks; a later start of the same upload asks how much is there.
              void task.abort().then(() => task.start());
            }
          },
          onSuccess: ({ lastResponse }) =>
            resolve({ url: task.url ?? '', material: lastResponse.getHeader('clipo-material') ?? '' }),
          onError: reject,
        });
        task.start();
      });
      expect(sent.url).toContain('/api/v1/tus/upl_');
      expect(await (await api.ask('GET', `/api/v1/materials/${sent.material}`)).json()).toMatchObject({
        sha256: shaOf(clip),
      });
    } finally {
      await server.close();
    }
  });

  const tus = { 'tus-resumable': '1.0.0' };
  const patch = { ...tus, 'content-type': 'application/offset+octet-stream' };

  it('what a tus client does wrong is told in the form of all errors, under the status of its protocol', async () => {
    const begun = await api.ask('POST', '/api/v1/uploads', { name: 'x.png', sizeBytes: 10 });
    const { url } = (await begun.json()) as { url: string };
    const bytes = (length: number) => new Uint8Array(length);
    const create = { ...tus, 'upload-length': '10' };
    const wrong: [string, string, Uint8Array<ArrayBuffer> | undefined, Record<string, string>, number, string][] = [
      ['PATCH', url, bytes(1), { ...patch, 'tus-resumable': '0.2.0', 'upload-offset': '0' }, 400, 'malformed_request'],
      ['PATCH', url, bytes(1), { 'upload-offset': '0' }, 412, 'malformed_request'],
      ['PATCH', url, bytes(1), patch, 403, 'malformed_request'],
      ['PATCH', url, bytes(1), { ...patch, 'upload-offset': '5' }, 409, 'conflict'],
      ['PATCH', url, bytes(11), { ...patch, 'upload-offset': '0' }, 413, 'malformed_request'],
      ['PATCH', `${url}x`, bytes(1), { ...patch, 'upload-offset': '0' }, 404, 'no_such_thing'],
      ['PUT', url, undefined, tus, 404, 'no_such_thing'],
      ['POST', '/api/v1/tus', undefined, tus, 400, 'malformed_request'],
      ['POST', '/api/v1/tus', undefined, { ...tus, 'upload-length': '11000000000' }, 413, 'too_large'],
      ['POST', '/api/v1/tus', undefined, { ...create, 'upload-metadata': 'filename !' }, 400, 'malformed_request'],
      ['POST', '/api/v1/tus', undefined, { ...create, 'upload-metadata': 'sha256 eA==' }, 400, 'malformed_request'],
    ];
    for (const [method, path, body, headers, status, code] of wrong) {
      const answer = await api.ask(method, path, body, headers);
      expect([method, headers, answer.status]).toEqual([method, headers, status]);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({ status, code, detail: expect.stringMatching(/\w/) });
    }
    const versionless = await api.ask('PATCH', url, bytes(1), { 'upload-offset': '0' });
    expect(versionless.headers.get('tus-version')).toBe('1.0.0');
    expect((await api.ask('DELETE', url.replace('tus', 'uploads'))).status).toBe(204);
  });

  it("an upload is its team's alone, is refused where it lies, and can be given up", async () => {
    const begun = await api.ask('POST', '/api/v1/uploads', { name: 'x.png', sizeBytes: 10, sha256: shaOf(picture) });
    const { id, url } = (await begun.json()) as { id: string; url: string };
    const other = await api.otherTeam();
    const foreign = { authorization: `Bearer ${other.key}` };
    expect((await api.ask('HEAD', url, undefined, { ...tus, ...foreign })).status).toBe(404);
    const early = await api.ask('POST', `/api/v1/uploads/${id}/complete`, {});
    expect(await early.json()).toMatchObject({ code: 'conflict' });
    const body = new Uint8Array(randomBytes(10));
    const sent = await api.ask('PATCH', url, body, { ...patch, 'upload-offset': '0' });
    expect(sent.status).toBe(422);
    expect(await sent.json()).toMatchObject({ code: 'checksum_mismatch', status: 422 });
    expect(await (await api.ask('GET', `/api/v1/uploads/${id}`)).json()).toMatchObject({ status: 'failed' });
    const second = (await (await api.ask('POST', '/api/v1/uploads', { name: 'y.png', sizeBytes: 10 })).json()) as {
      id: string;
    };
    expect((await api.ask('DELETE', `/api/v1/uploads/${second.id}`)).status).toBe(204);
    expect((await api.ask('POST', `/api/v1/uploads/${second.id}/complete`, {})).status).toBe(409);
    await api.ask('POST', '/api/v1/uploads', { name: 'z.png', sizeBytes: 10 });
    expect(await dropExpiredUploads(api.deps)).toBe(0);
    expect(await dropExpiredUploads(api.deps, new Date(Date.now() + 25 * 3_600_000))).toBe(1);
  });

  it('with S3 the parts go to the bucket, and the service measures what came', async () => {
    const s3 = await startS3();
    const { bucket, endpoint, accessKeyId, secretAccessKey } = s3.settings;
    const cloud = await startApi({
      CLIPO_S3_BUCKET: bucket,
      CLIPO_S3_ENDPOINT: endpoint ?? '',
      CLIPO_S3_KEY_ID: accessKeyId ?? '',
      CLIPO_S3_SECRET: secretAccessKey ?? '',
    });
    try {
      const begun = await cloud.ask('POST', '/api/v1/uploads', { name: 'clip.mp4', sizeBytes: clip.length });
      const open = (await begun.json()) as { id: string; protocol: string; parts: { number: number; url: string }[] };
      expect(open).toMatchObject({ protocol: 's3', partBytes: partSizeFor(clip.length), parts: [{ number: 1 }] });
      const put = await fetch(open.parts[0]?.url ?? '', { method: 'PUT', body: new Uint8Array(clip) });
      const parts = [{ number: 1, tag: put.headers.get('etag') ?? '' }];
      const ended = await cloud.ask('POST', `/api/v1/uploads/${open.id}/complete`, { parts });
      const material = (await ended.json()) as MaterialBody;
      expect(material).toMatchObject({ sha256: shaOf(clip), kind: 'video' });
      const again = await cloud.ask('POST', `/api/v1/uploads/${open.id}/complete`, { parts });
      expect(((await again.json()) as MaterialBody).id).toBe(material.id);
      // Ended between the join in S3 and the row: asked again, the upload goes on from there.
      const cut = { name: 'cut.png', sizeBytes: picture.length };
      const second = (await (await cloud.ask('POST', '/api/v1/uploads', cut)).json()) as typeof open;
      const sent = await fetch(second.parts[0]?.url ?? '', { method: 'PUT', body: new Uint8Array(picture) });
      const [row] = await cloud.deps.db.asTeam(cloud.teamId, (tx) =>
        tx.select().from(uploads).where(eq(uploads.id, second.id)),
      );
      const given = [{ number: 1, tag: sent.headers.get('etag') ?? '' }];
      if (cloud.deps.uploads.protocol !== 's3' || row?.s3 == null) {
        throw new Error('the upload does not go to S3');
      }
      await cloud.deps.uploads.complete(row.s3, { parts: given, mostBytes: picture.length, expected: undefined });
      const resumed = await cloud.ask('POST', `/api/v1/uploads/${second.id}/complete`, { parts: given });
      expect(await resumed.json()).toMatchObject({ sha256: shaOf(picture), kind: 'image' });
      expect(await s3.namesIn('incoming')).toEqual([]);
      expect(await s3.namesIn('content')).not.toEqual([]);
      const part = await cloud.app.request(material.link, { headers: { range: 'bytes=5-9' } });
      expect(Buffer.from(await part.arrayBuffer()).equals(clip.subarray(5, 10))).toBe(true);
    } finally {
      await cloud.stop();
      await s3.stop();
    }
  });
});
