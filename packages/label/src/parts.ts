import type { ByteSource } from './byte-source.ts';
import type { LabelReading } from './read-labels.ts';

/** A stretch of the old file (half-open), and what stands for it in the new one; without `bytes` it is copied. */
export interface Piece {
  start: number;
  end: number;
  bytes?: Uint8Array;
}

/** A part of a new file: bytes that were made, or a stretch of the old file (half-open) that is copied. */
export type Part = Uint8Array | { start: number; end: number };

/** The parts that pieces come to. */
export function partsOf(pieces: readonly Piece[]): Part[] {
  return pieces.map(({ start, end, bytes }) => bytes ?? { start, end });
}

/** What a file format knows of labels: how they are read, and how the file with exactly one is made. */
export interface LabelFormat {
  /** Faults are data: whatever is in the file, this comes to an end. */
  read(source: ByteSource): Promise<Omit<LabelReading, 'kind'>>;
  /**
   * The parts of the file with this label (its JSON) in place of all earlier ones.
   * @throws ClipoError `unreadable_material` where the file is no whole one of its kind
   */
  parts(source: ByteSource, json: string): AsyncIterable<Part>;
}
