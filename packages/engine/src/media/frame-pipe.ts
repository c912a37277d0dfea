import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFrameBuffers, type FrameBuffers } from './frame-buffers.ts';

/** A pipe out of a program, read as frames of equal size. */
export interface FramePipe {
  /** Where the program writes: given to it as standard output, then closed here. */
  end: Socket;
  /** The next frame, or null at the end (a rest shorter than a frame is dropped). Valid until the next call. */
  next(): Promise<Uint8Array | null>;
  /** Stops reading; frames that were given are no longer valid. */
  close(): void;
}

/**
 * Opens a pipe for frames. Bytes go straight into one of two buffers that take turns: while a frame is in use, the next
 * one is filled; when that is full too, reading stops, so memory stays flat. A child's own `stdout` would hand out a
 * fresh block for every 64 KiB, and V8 then collects garbage all the time (a twentieth of a whole render).
 */
export async function openFramePipe(
  frameBytes: number,
  pool: FrameBuffers = createFrameBuffers(0),
): Promise<FramePipe> {
  const buffers = [pool.take(frameBytes), pool.take(frameBytes)] as const;
  let filling = 0;
  let filled = 0;
  let isReady = false;
  let hasEnded = false;
  let isClosed = false;
  let failure: Error | null = null;
  let wake: (() => void) | null = null;
  const signal = () => {
    wake?.();
    wake = null;
  };
  const { end, source } = await openSockets({
    // Asked for right after `callback`: when a frame is full, the other buffer comes next, once reading goes on.
    buffer: () => (isReady ? buffers[(1 - filling) as 0 | 1] : buffers[filling as 0 | 1].subarray(filled)),
    callback(bytes) {
      filled += bytes;
      isReady = filled === frameBytes;
      if (isReady) {
        signal();
      }
      return !isReady;
    },
  });
  const finish = () => {
    hasEnded = true;
    signal();
  };
  source.once('end', finish).once('close', finish);
  source.once('error', (error) => {
    failure = error;
    finish();
  });
  return {
    end,
    async next() {
      while (!isReady) {
        if (failure !== null) {
          throw failure;
        }
        if (hasEnded) {
          return null;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      const frame = buffers[filling as 0 | 1];
      filling = 1 - filling;
      filled = 0;
      isReady = false;
      source.resume();
      return frame;
    },
    close() {
      if (!isClosed) {
        isClosed = true;
        source.destroy();
        end.destroy();
        for (const buffer of buffers) {
          pool.giveBack(buffer);
        }
      }
    },
  };
}

/** Two joined sockets: Node lets only a socket that it connects itself read into memory of ours. */
async function openSockets(onread: {
  buffer: () => Uint8Array;
  callback(bytes: number): boolean;
}): Promise<{ end: Socket; source: Socket }> {
  const name = `clipo-${randomBytes(8).toString('hex')}`;
  const path = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), name);
  const server = createServer({ pauseOnConnect: true });
  try {
    server.listen(path);
    await once(server, 'listening');
    const source = connect({ path, onread });
    const [end] = (await once(server, 'connection')) as [Socket];
    // Only the program writes; what it does not read from us must not keep the process alive or count as an error.
    end.on('error', () => undefined);
    return { end, source };
  } finally {
    // The path is gone with the server; the two sockets stay joined.
    server.close();
  }
}
