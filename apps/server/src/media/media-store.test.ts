import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ClipoError } from '@clipo/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolderStore } from './folder-store.ts';
import type { MediaStore } from './media-store.ts';
import { openS3Client } from './s3-client.ts';
import { startS3 } from './s3-server.fixture.ts';
import { openS3Store } from './s3-store.ts';
import { abortS3Upload, beginS3Upload, completeS3Upload, partSizeFor, signParts } from './s3-uploads.ts';

const folder = await mkdtemp(join(tmpdir(), 'clipo-media-'));
const s3 = await startS3();
const client = openS3Client(s3.settings);
const { bucket } = s3.settings;
afterAll(async () => {
  client.destroy();
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

const limits = { mostBytes: 50 * 1024 * 1024 };
const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: ClipoError) => error.code,
  );
async function* chunked(bytes: Uint8Array, size = 100_000) {
  for (let start = 0; start < bytes.byteLength; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

const stores: Record<string, () => MediaStore> = {
  folder: () => openFolderStore(join(folder, 'media')),
  s3: () => openS3Store({ client, bucket, localDir: join(folder, 'local') }),
};

describe.each(Object.keys(stores))('the %s store keeps media by their content', (kind) => {
  let store: MediaStore;
  beforeAll(() => {
    store = (stores[kind] as () => MediaStore)();
  });
  // Larger than one part, so that S3 takes it in several.
  const bytes = randomBytes(17 * 1024 * 1024 + 5);
  const hash = shaOf(bytes);

  it('a stream comes back as it was, whole and in ranges', async () => {
    expect(await store.sizeOf(hash)).toBeUndefined();
    expect(await store.put(chunked(bytes), { ...limits, expected: hash })).toEqual({
      hash,
      sizeBytes: bytes.byteLength,
    });
    expect(await store.sizeOf(hash)).toBe(bytes.byteLength);
    expect(shaOf(await buffer(await store.read(hash)))).toBe(hash);
    const part = await buffer(await store.read(hash, { start: 1000, end: 1999 }));
    expect(part.equals(bytes.subarray(1000, 2000))).toBe(true);
  });

  it('the same content is kept once, whoever puts it and how', async () => {
    const path = join(folder, `${kind}-again`);
    await writeFile(path, bytes);
    expect((await store.putFile(path, { isMove: true })).hash).toBe(hash);
    expect((await store.put(chunked(bytes), limits)).hash).toBe(hash);
    const listed = [];
    for await (const found of store.list()) {
      listed.push(found);
    }
    expect(listed.map((found) => found.hash)).toEqual([hash]);
    expect(Date.now() - (listed[0]?.putAt.getTime() ?? 0)).toBeLessThan(60 * 60 * 1000);
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('a program gets a path that holds the same', async () => {
    const path = await store.localFile(hash);
    expect(shaOf(await readFile(path))).toBe(hash);
    expect(await store.localFile(hash)).toBe(path);
  });

  it('what is not what was announced, or too large, is not kept', async () => {
    const other = randomBytes(1000);
    expect(await codeOf(store.put(chunked(other), { ...limits, expected: hash }))).toBe('checksum_mismatch');
    expect(await codeOf(store.put(chunked(other, 100), { mostBytes: 999 }))).toBe('too_large');
    expect(await store.sizeOf(shaOf(other))).toBeUndefined();
  });

  it('a sender that breaks off leaves nothing', async () => {
    async function* broken() {
      yield randomBytes(1000);
      throw new Error('connection lost');
    }
    await expect(store.put(broken(), limits)).rejects.toThrow('connection lost');
    const left = await readdir(join(folder, 'media', 'incoming'));
    expect(left).toEqual([]);
  });

  it('what is not there is said to be missing, and can be removed twice', async () => {
    const missing = shaOf(Buffer.from('missing'));
    expect(await codeOf(store.read(missing))).toBe('no_such_thing');
    expect(await codeOf(store.localFile(missing))).toBe('no_such_thing');
    await store.remove(hash);
    await store.remove(hash);
    expect(await store.sizeOf(hash)).toBeUndefined();
    await store.check();
  });

  it('no name leaves the store', async () => {
    expect(await codeOf(store.read('../../etc/passwd'))).toBe('internal');
  });
});

describe('large files go to S3 in parts, past this process', () => {
  const send = async (url: string, body: Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(url, { method: 'PUT', body });
    return { status: answer.status, tag: answer.headers.get('etag') ?? '' };
  };

  it('parts that were lost on the way are asked for again, and the whole is checked', async () => {
    const sizeBytes = partSizeFor(1) + 1000;
    const bytes = randomBytes(sizeBytes);
    const expected = shaOf(bytes);
    const upload = await beginS3Upload(client, bucket);
    const all = await signParts(client, bucket, { upload, sizeBytes });
    expect(all.map(({ number }) => number)).toEqual([1, 2]);
    const second = await send(all[1]?.url ?? '', bytes.subarray(partSizeFor(sizeBytes)));
    expect(await codeOf(completeS3Upload(client, bucket, { upload, mostBytes: 1e9, expected, parts: [] }))).toBe(
      'conflict',
    );
    const [again] = await signParts(client, bucket, { upload, sizeBytes, numbers: [1] });
    const first = await send(again?.url ?? '', bytes.subarray(0, partSizeFor(sizeBytes)));
    expect([first.status, second.status]).toEqual([200, 200]);
    const parts = [
      { number: 2, tag: second.tag },
      { number: 1, tag: first.tag },
    ];
    expect(await completeS3Upload(client, bucket, { upload, mostBytes: 1e9, expected, parts })).toEqual({
      hash: expected,
      sizeBytes,
    });
    const store = openS3Store({ client, bucket, localDir: join(folder, 'local') });
    expect(shaOf(await buffer(await store.read(expected)))).toBe(expected);
  });

  it('a lie about the content, or more than was allowed, is not kept', async () => {
    const bytes = randomBytes(2000);
    for (const [limit, code] of [
      [{ mostBytes: 1e9, expected: shaOf(Buffer.from('other')) }, 'checksum_mismatch'],
      [{ mostBytes: 1999 }, 'too_large'],
    ] as const) {
      const upload = await beginS3Upload(client, bucket);
      const [part] = await signParts(client, bucket, { upload, sizeBytes: 2000 });
      // An address is good for a part of its length only.
      expect((await send(part?.url ?? '', randomBytes(2001))).status).toBe(403);
      const { tag } = await send(part?.url ?? '', bytes);
      const parts = [{ number: 1, tag }];
      expect(await codeOf(completeS3Upload(client, bucket, { upload, parts, ...limit }))).toBe(code);
      await abortS3Upload(client, bucket, upload);
    }
    const store = openS3Store({ client, bucket, localDir: join(folder, 'local') });
    expect(await store.sizeOf(shaOf(bytes))).toBeUndefined();
  });

  it('a file of 10 GiB fits the parts that S3 takes', () => {
    expect(Math.ceil((10 * 1024 ** 3) / partSizeFor(10 * 1024 ** 3))).toBeLessThanOrEqual(1000);
  });
});
