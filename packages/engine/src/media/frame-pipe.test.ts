import { once } from 'node:events';
import type { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startProgram } from '../ffmpeg/run.ts';
import { openFramePipe } from './frame-pipe.ts';

const write = (end: Socket, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve) => {
    end.write(bytes, () => resolve());
  });

describe('frames come whole out of a pipe, however its chunks are cut', () => {
  it('any cut gives the same frames, and a rest is dropped', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 0, maxLength: 600 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        async (bytes, cuts, size) => {
          const pipe = await openFramePipe(size);
          const writing = (async () => {
            for (let at = 0, turn = 0; at < bytes.length; turn++) {
              const length = cuts[turn % cuts.length] ?? 1;
              await write(pipe.end, bytes.subarray(at, at + length));
              at += length;
            }
            pipe.end.end();
          })();
          const frames: number[][] = [];
          for (let frame = await pipe.next(); frame !== null; frame = await pipe.next()) {
            frames.push([...frame]);
          }
          await writing;
          pipe.close();
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
    const size = 200_000;
    const pipe = await openFramePipe(size);
    let written = 0;
    const writing = (async () => {
      for (; written < 50; written++) {
        await write(pipe.end, Buffer.alloc(size, written));
      }
      pipe.end.end();
    })();
    expect((await pipe.next())?.[0]).toBe(0);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(written).toBeLessThan(10);
    for (let n = 1; n < 50; n++) {
      expect((await pipe.next())?.[0]).toBe(n);
    }
    expect(await pipe.next()).toBeNull();
    await writing;
    pipe.close();
  });

  it('no frame is lost when the program ends long before it is read (a child’s own stdout flows on then)', async () => {
    const [size, count] = [160 * 160, 6];
    const picture = `nullsrc=s=160x160:r=25,format=gray,geq=lum='N+1',trim=end_frame=${count}`;
    const pipe = await openFramePipe(size);
    const args = ['-f', 'lavfi', '-i', picture, '-f', 'rawvideo', 'pipe:1'];
    const program = startProgram('ffmpeg', args, undefined, undefined, pipe.end);
    program.stdin.end();
    pipe.end.destroy();
    const seen = [await pipe.next()].map((frame) => [frame?.[0], frame?.at(-1)]);
    await program.finished;
    for (let frame = await pipe.next(); frame !== null; frame = await pipe.next()) {
      seen.push([frame[0], frame.at(-1)]);
    }
    expect(seen).toEqual(Array.from({ length: count }, (_, n) => [n + 1, n + 1]));
    pipe.close();
  });

  it('a frame stays as it is until the next one is asked for', async () => {
    const pipe = await openFramePipe(4);
    pipe.end.end(Buffer.from([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]));
    const first = await pipe.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([...(first ?? [])]).toEqual([1, 1, 1, 1]);
    pipe.close();
  });

  it('a reader that waits hears that the pipe was closed', async () => {
    const pipe = await openFramePipe(4);
    const waiting = pipe.next();
    pipe.close();
    expect(await waiting).toBeNull();
    if (!pipe.end.destroyed) {
      await once(pipe.end, 'close');
    }
  });
});
