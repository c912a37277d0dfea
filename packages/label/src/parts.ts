import type { ByteSource } from './byte-source.ts';
import type { LabelReading } from './read-labels.ts';

const copyBytes = 4 * 1024 * 1024;

/** A stretch of the old file (half-open), and what stands for it in the new one; without `bytes` it is copied. */
export interface Piece {
  start: number;
  end: number;
  bytes?: Uint8Array;
}

/** The new file's bytes: those that were made, and the old ones in stretches that memory hardly notices. */
export async function* partsOf(source: ByteSource, pieces: Iterable<Piece>): AsyncGenerator<Uint8Array> {
  for (const { start, end, bytes } of pieces) {
    if (bytes !== undefined) {
      yield bytes;
      continue;
    }
    for (let offset = start; offset < end; offset += copyBytes) {
      yield await source.read(offset, Math.min(copyBytes, end - offset));
    }
  }
}

/** What a file format knows of labels: how they are read, and how the file with exactly one is made. */
export interface LabelFormat {
  /** Faults are data: whatever is in the file, this comes to an end. */
  read(source: ByteSource): Promise<Omit<LabelReading, 'kind'>>;
  /**
   * The parts of the file with this label (its JSON) in place of all earlier ones.
   * @throws ClipoError `unreadable_material` where the file is no whole one of its kind
   */
  parts(source: ByteSource, json: string): AsyncIterable<Uint8Array>;
}
