/** What the thread that reads is started with. */
export interface FuzzWork {
  /** Folders of inputs to begin with. */
  seeds: readonly string[];
  /** Where inputs are kept that reached something new. */
  corpus: string;
  seed: number;
  /** What is being read: since when (milliseconds, 0 while nothing is), how long it is, its bytes. */
  now: SharedArrayBuffer;
}

/** What the thread tells from time to time, and of a reader that failed. */
export type FuzzNews =
  | { kind: 'progress'; runs: number; blocks: number; inputs: number }
  | { kind: 'fault'; input: Uint8Array; message: string };

/** Larger inputs are cut: structure is what is tried, and small files are read more often. */
export const mostBytes = 4096;
/** What stands before the bytes of the input in the shared memory. */
export const headBytes = 16;
