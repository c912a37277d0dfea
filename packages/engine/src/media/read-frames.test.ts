import { PassThrough, Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFrames } from './read-frames.ts';

describe('frames come whole out of a pipe, however its chunks are cut', () => {
  it('any cut gives the same frames, and a rest is dropped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 0, maxLength: 600 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        async (bytes, cuts, size) => {
          const chunks: Buffer[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn++) {
            const length = cuts[turn % cuts.length] ?? 1;
            chunks.push(Buffer.from(bytes.subarray(at, at + length)));
            at += length;
          }
          const reader = readFrames(Readable.from(chunks, { objectMode: false }), size);
          const frames: number[][] = [];
          for (let frame = await reader.next(); frame !== null; frame = await reader.next()) {
            frames.push([...frame]);
          }
          const whole = Math.floor(bytes.length / size);
          expect(frames).toEqual(
            Array.from({ length: whole }, (_, i) => [...bytes.subarray(i * size, (i + 1) * size)]),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('a reader that is slow holds the pipe back', async () => {
    const stream = new PassThrough({ highWaterMark: 1000 });
    const reader = readFrames(stream, 1000);
    let written = 0;
    const write = async () => {
      for (; written < 50; written++) {
        if (!stream.write(Buffer.alloc(1000, written))) {
          await new Promise((resolve) => stream.once('drain', resolve));
        }
      }
      stream.end();
    };
    const writing = write();
    await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(written).toBeLessThan(8);
    for (let n = 1; n < 50; n++) {
      expect((await reader.next())?.[0]).toBe(n);
    }
    expect(await reader.next()).toBeNull();
    await writing;
  });

  it('a frame stays as it is until the next one is asked for', async () => {
    const stream = new PassThrough();
    const reader = readFrames(stream, 4);
    stream.end(Buffer.from([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]));
    const first = await reader.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...(first ?? [])]).toEqual([1, 1, 1, 1]);
  });

  it('a broken pipe is an error, not an end', async () => {
    const stream = new PassThrough();
    const reader = readFrames(stream, 4);
    stream.destroy(new Error('broken'));
    await expect(reader.next()).rejects.toThrow('broken');
  });
});
