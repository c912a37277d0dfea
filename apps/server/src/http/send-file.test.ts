import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerFile, sendFile } from './send-file.ts';

const files = Array.from({ length: 8 }, (_, index) => randomBytes(200_000 + index * 150_000));
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let folder: Awaited<ReturnType<typeof tempFolder>>;
let server: Server;
let url = '';
let failures = 0;
const answerOf = (index: number, start: number, end: number) =>
  answerFile(
    { path: join(folder.path, String(index)), start, end },
    { status: 206, headers: { 'content-length': String(end - start + 1), 'x-of': String(index) } },
  );

beforeAll(async () => {
  folder = await tempFolder();
  await Promise.all(files.map((bytes, index) => writeFile(join(folder.path, String(index)), bytes)));
  server = createServer((request, outgoing) => {
    const [index = 0, start = 0, end = 0] = (request.url ?? '').slice(1).split('-').map(Number);
    sendFile(answerOf(index, start, end), outgoing).catch(() => {
      failures += 1;
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await folder[Symbol.asyncDispose]();
});

it('many who fetch at once each get their own bytes, whole or a part of them (C3)', async () => {
  const wanted = Array.from({ length: 64 }, (_, turn) => {
    const index = turn % files.length;
    const start = turn < 32 ? 0 : turn * 997;
    return { index, start, end: (files[index]?.length ?? 0) - 1 };
  });
  const got = await Promise.all(
    wanted.map(async ({ index, start, end }) => {
      const answer = await fetch(`${url}/${index}-${start}-${end}`);
      expect(answer.status).toBe(206);
      expect(answer.headers.get('x-of')).toBe(String(index));
      return hashOf(await answer.bytes());
    }),
  );
  expect(got).toEqual(
    wanted.map(({ index, start, end }) => hashOf(files[index]?.subarray(start, end + 1) ?? Buffer.alloc(0))),
  );
});

it('who leaves in the middle harms nobody; a file that ends early does not look whole', async () => {
  await new Promise<void>((resolve, reject) => {
    const request = get(`${url}/7-0-1249999`, (answer) => {
      answer.once('data', () => {
        request.destroy();
        resolve();
      });
    });
    request.once('error', reject);
  });
  const whole = await fetch(`${url}/7-0-1249999`);
  expect(hashOf(await whole.bytes())).toBe(hashOf(files[7] ?? Buffer.alloc(0)));
  const short = await fetch(`${url}/0-0-300000`);
  await expect(short.bytes()).rejects.toThrow();
  expect(failures).toBe(0);
});

it('where nobody sends it, the answer reads as any other', async () => {
  const answer = answerOf(3, 10, 199_999);
  expect(hashOf(await answer.bytes())).toBe(hashOf(files[3]?.subarray(10, 200_000) ?? Buffer.alloc(0)));
});
