import type { Readable } from 'node:stream';
import type { MediaHash } from './media-hash.ts';

/** A stored file: named by what it holds. */
export interface StoredMedia {
  hash: MediaHash;
  sizeBytes: number;
}

/** The first and last byte of a part of a file, both included. */
export interface ByteRange {
  start: number;
  end: number;
}

/** What a writer may demand of bytes on their way in. */
export interface PutLimits {
  /** @throws ClipoError `too_large` above it */
  mostBytes: number;
  /** What the sender says that it sends. @throws ClipoError `checksum_mismatch` where it is something else */
  expected?: MediaHash;
  signal?: AbortSignal;
}

/**
 * Where files are kept, by the hash of their content: what is there never changes, and what is put twice is kept once.
 * Who may see a file and whether anybody still needs it is not known here: rows say that (`claim-media.ts`,
 * `collect-media.ts`).
 */
export interface MediaStore {
  readonly kind: 'folder' | 's3';
  /** Takes a stream in, memory flat whatever its length. Nothing is there under its name until it is whole. */
  put(source: AsyncIterable<Uint8Array>, limits: PutLimits): Promise<StoredMedia>;
  /**
   * Takes a file of this machine in; the file stays, or is moved where `isMove` and that spares a copy. One that nobody
   * writes into any more (`isShared`) may get a second name instead of a copy.
   */
  putFile(path: string, options?: { isMove?: boolean; isShared?: boolean; expected?: MediaHash }): Promise<StoredMedia>;
  /** Size in bytes, or undefined where it is not there. */
  sizeOf(hash: MediaHash): Promise<number | undefined>;
  /** @throws ClipoError `no_such_thing` */
  read(hash: MediaHash, range?: ByteRange): Promise<Readable>;
  /** A path under which programs can open it: the file itself, or a copy in the local cache. @throws ClipoError `no_such_thing` */
  localFile(hash: MediaHash): Promise<string>;
  remove(hash: MediaHash): Promise<void>;
  /** Everything that is kept, in no order, with the time at which it came. */
  list(): AsyncIterable<StoredMedia & { putAt: Date }>;
  /** Throws where the store can't be reached or written: readiness asks this. */
  check(): Promise<void>;
}
