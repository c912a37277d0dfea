import type { Readable } from 'node:stream';

/** Frames of equal size from a raw pipe. */
export interface FrameReader {
  /** The next frame, or null at the end (a rest shorter than a frame is dropped). Valid until the next call. */
  next(): Promise<Uint8Array | null>;
}

/**
 * Cuts a raw stream into frames. Bytes are copied once, from the pipe's chunks into one of two buffers that take turns:
 * while a frame is in use, the next one is filled; when that is full too, the pipe is paused, so memory stays flat.
 */
export function readFrames(stream: Readable, frameBytes: number): FrameReader {
  const buffers = [new Uint8Array(frameBytes), new Uint8Array(frameBytes)] as const;
  let filling = 0;
  let filled = 0;
  let rest: Uint8Array | null = null;
  let isReady = false;
  let hasEnded = false;
  let failure: Error | null = null;
  let wake: (() => void) | null = null;
  const signal = () => {
    wake?.();
    wake = null;
  };
  const take = (chunk: Uint8Array) => {
    const length = Math.min(chunk.length, frameBytes - filled);
    buffers[filling as 0 | 1].set(length === chunk.length ? chunk : chunk.subarray(0, length), filled);
    filled += length;
    rest = length === chunk.length ? null : chunk.subarray(length);
    if (filled === frameBytes) {
      isReady = true;
      stream.pause();
      signal();
    }
  };
  stream.on('data', take);
  const end = () => {
    hasEnded = true;
    signal();
  };
  stream.once('end', end).once('close', end);
  stream.once('error', (error) => {
    failure = error;
    end();
  });
  /** Gives out the full buffer and lets the other one fill. */
  const handOver = (): Uint8Array => {
    const frame = buffers[filling as 0 | 1];
    filling = 1 - filling;
    filled = 0;
    isReady = false;
    while (rest !== null && !isReady) {
      take(rest);
    }
    if (!isReady) {
      stream.resume();
    }
    return frame;
  };
  return {
    next: async () => {
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
      return handOver();
    },
  };
}
