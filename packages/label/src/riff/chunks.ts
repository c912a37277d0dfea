import type { ByteSource } from '../byte-source.ts';
import { type LabelProblem, problem } from '../problem.ts';

const mostChunks = 100_000;

/** A chunk of a RIFF file: its data lies between `dataStart` and `dataEnd`, `end` is after the padding byte. */
export interface RiffChunk {
  id: string;
  start: number;
  dataStart: number;
  dataEnd: number;
  end: number;
}

/** The chunks of a RIFF file (or RF64, whose sizes have 64 bits) and where what it calls its own ends. */
export interface Riff {
  /** `WAVE`, `WEBP` … */
  form: string;
  isWide: boolean;
  chunks: RiffChunk[];
  end: number;
}

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** Lists the chunks of a RIFF file; what is wrong is added to `problems`. The walk always ends. */
export async function listChunks(source: ByteSource, problems: LabelProblem[]): Promise<Riff> {
  const head = await source.read(0, 12);
  const isWide = ascii(head.subarray(0, 4)) === 'RF64';
  const form = ascii(head.subarray(8, 12));
  const chunks: RiffChunk[] = [];
  let wideData: number | undefined;
  let claimed = head.length < 12 ? 0 : view(head).getUint32(4, true) + 8;
  let offset = 12;
  while (chunks.length < mostChunks) {
    const bytes = await source.read(offset, 24 + 8);
    if (offset >= (isWide ? source.sizeBytes : Math.min(claimed, source.sizeBytes)) || bytes.length < 8) {
      if (offset < claimed && !isWide && bytes.length < 8) {
        problems.push(problem('broken_file', `the file ends at byte ${source.sizeBytes}, ${claimed} were announced`));
      }
      return { form, isWide, chunks, end: Math.min(offset, source.sizeBytes) };
    }
    const id = ascii(bytes.subarray(0, 4));
    let length = view(bytes).getUint32(4, true);
    if (isWide && id === 'ds64' && bytes.length >= 24) {
      claimed = Number(view(bytes).getBigUint64(8, true)) + 8;
      wideData = Number(view(bytes).getBigUint64(16, true));
    } else if (isWide && id === 'data' && length === 0xffff_ffff && wideData !== undefined) {
      length = wideData;
    }
    const dataStart = offset + 8;
    const dataEnd = dataStart + length;
    if (!/^[\x20-\x7e]{4}$/.test(id) || dataEnd > source.sizeBytes) {
      problems.push(problem('broken_file', `no whole chunk can be read at byte ${offset}`));
      return { form, isWide, chunks, end: offset };
    }
    const end = Math.min(dataEnd + (length % 2), source.sizeBytes);
    chunks.push({ id, start: offset, dataStart, dataEnd, end });
    offset = end;
  }
  problems.push(problem('too_large', `more than ${mostChunks} chunks`));
  return { form, isWide, chunks, end: offset };
}

/** Makes a chunk: id, length, data, and a zero where the data is odd. */
export function makeChunk(id: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + data.length + (data.length % 2));
  bytes.set(new TextEncoder().encode(id), 0);
  view(bytes).setUint32(4, data.length, true);
  bytes.set(data, 8);
  return bytes;
}
