/** Frame-sized blocks of memory that are used again. */
export interface FrameBuffers {
  /** A block of exactly so many bytes; what is in it is left from its last use. */
  take(bytes: number): Uint8Array<ArrayBuffer>;
  /** Gives a block back that nobody reads or fills any more. */
  giveBack(buffer: Uint8Array<ArrayBuffer>): void;
}

/**
 * Blocks for frames, kept up to `mostBytes` for the next piece. V8 takes every new block of megabytes for a reason to
 * collect garbage, and the kernel clears it page by page: a worker that asked anew for each piece spent a tenth of its
 * time on that.
 */
export function createFrameBuffers(mostBytes = 16 * 1024 * 1024): FrameBuffers {
  const free: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  return {
    take(bytes) {
      const index = free.findIndex((buffer) => buffer.length === bytes);
      const [known] = index < 0 ? [] : free.splice(index, 1);
      total -= known?.length ?? 0;
      return known ?? new Uint8Array(bytes);
    },
    giveBack(buffer) {
      free.push(buffer);
      total += buffer.length;
      // Sizes that are no longer asked for are the oldest.
      while (total > mostBytes) {
        total -= free.shift()?.length ?? 0;
      }
    },
  };
}
