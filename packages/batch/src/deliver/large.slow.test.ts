import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { zipOf } from './index.ts';

/** Five films of a gibibyte and a little more: above what a plain zip can say. The service sends ten. */
const fileBytes = 1024 ** 3 + 7;
const count = 5;

it('a package of 5 GiB is packed while it is read: memory stays flat, and its length is as it was told (C13)', async () => {
  const block = Buffer.alloc(1024 ** 2, 'clipo');
  const film = () =>
    Readable.from(
      (function* () {
        for (let left = fileBytes; left > 0; left -= block.byteLength) {
          yield left < block.byteLength ? block.subarray(0, left) : block;
        }
      })(),
      { objectMode: false },
    );
  const entries = Array.from({ length: count }, (_, index) => ({
    path: `${index}.mp4`,
    file: { sizeBytes: fileBytes, open: async () => film() },
  }));
  const { stream, sizeBytes } = await zipOf(entries, { at: new Date() });
  expect(sizeBytes).toBeGreaterThan(5 * 1024 ** 3);
  const before = process.memoryUsage.rss();
  let most = before;
  let read = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    read += chunk.byteLength;
    most = Math.max(most, process.memoryUsage.rss());
    tail = Buffer.concat([tail, chunk]).subarray(-64 * 1024);
  }
  expect(read).toBe(sizeBytes);
  expect((most - before) / 1024 ** 2).toBeLessThan(150);
  // The end of a zip64 is there: 'PK\x06\x06', and it says how many entries there are.
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x06, 0x06]));
  expect(at).toBeGreaterThan(0);
  expect(tail.readBigUInt64LE(at + 32)).toBe(BigInt(count));
}, 900_000);
