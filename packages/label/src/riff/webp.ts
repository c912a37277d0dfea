import { type ByteSource, unreadable } from '../byte-source.ts';
import { foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { labelsOfXmp, setXmpLabel } from '../xmp.ts';
import { listChunks, makeChunk, type Riff } from './chunks.ts';

const mostXmpBytes = 16 * 1024 * 1024;
const hasXmp = 0x04;
const hasAlpha = 0x10;

/** WebP: XMP in the chunk `XMP ` (TC260-PG-20259A), which asks for an extended header (`VP8X`). */
export const webpFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const { chunks } = await listChunks(source, problems);
    const labels = [];
    for (const { start, dataStart, dataEnd } of chunks.filter(({ id }) => id === 'XMP ')) {
      if (dataEnd - dataStart > mostXmpBytes) {
        problems.push(problem('too_large', `XMP at byte ${start} has ${dataEnd - dataStart} bytes`));
        continue;
      }
      const xmp = new TextDecoder().decode(await source.read(dataStart, dataEnd - dataStart));
      labels.push(...labelsOfXmp(xmp).map((json) => foundLabel('xmp', 'RIFF XMP', json)));
    }
    return { labels, problems };
  },

  async *parts(source, json) {
    yield* partsOf(await planWebp(source, json));
  },
};

async function planWebp(source: ByteSource, json: string): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const riff = await listChunks(source, problems);
  if (problems[0] !== undefined) {
    throw unreadable(source.name, problems[0].message);
  }
  const old = riff.chunks.find(({ id }) => id === 'XMP ');
  if (old !== undefined && old.dataEnd - old.dataStart > mostXmpBytes) {
    throw unreadable(source.name, 'its XMP is larger than 16 MiB');
  }
  const packet = old && new TextDecoder().decode(await source.read(old.dataStart, old.dataEnd - old.dataStart));
  const kept = riff.chunks.filter(({ id }) => id !== 'XMP ' && id !== 'VP8X');
  const pieces: Piece[] = [
    { start: 12, end: 12, bytes: makeChunk('VP8X', await extendedHeader(source, riff)) },
    ...kept.map(({ start, end }) => ({ start, end })),
    { start: riff.end, end: riff.end, bytes: makeChunk('XMP ', new TextEncoder().encode(setXmpLabel(packet, json))) },
  ];
  const head = (await source.read(0, 12)).slice();
  const size = pieces.reduce((sum, { start, end, bytes }) => sum + (bytes?.length ?? end - start), 4);
  new DataView(head.buffer).setUint32(4, size, true);
  return [{ start: 0, end: 12, bytes: head }, ...pieces, { start: riff.end, end: source.sizeBytes }];
}

/** The ten bytes of VP8X: the file's own with the flag for XMP, or made from the size in a simple file's frame. */
async function extendedHeader(source: ByteSource, { chunks }: Riff): Promise<Uint8Array> {
  const header = chunks.find(({ id }) => id === 'VP8X');
  if (header !== undefined && header.dataEnd - header.dataStart >= 10) {
    const bytes = (await source.read(header.dataStart, 10)).slice();
    bytes[0] = (bytes[0] ?? 0) | hasXmp;
    return bytes;
  }
  const frame = chunks.find(({ id }) => id === 'VP8 ' || id === 'VP8L');
  const start = frame === undefined ? new Uint8Array() : await source.read(frame.dataStart, 10);
  if (frame === undefined || start.length < 10) {
    throw unreadable(source.name, 'holds no picture');
  }
  const numbers = new DataView(start.buffer, start.byteOffset, 10);
  const bytes = new Uint8Array(10);
  const out = new DataView(bytes.buffer);
  const set24 = (at: number, value: number) => {
    out.setUint16(at, value & 0xffff, true);
    out.setUint8(at + 2, value >> 16);
  };
  if (frame.id === 'VP8L') {
    const bits = numbers.getUint32(1, true);
    bytes[0] = hasXmp | ((bits >>> 28) & 1 ? hasAlpha : 0);
    set24(4, bits & 0x3fff);
    set24(7, (bits >>> 14) & 0x3fff);
  } else {
    bytes[0] = hasXmp;
    set24(4, Math.max(0, (numbers.getUint16(6, true) & 0x3fff) - 1));
    set24(7, Math.max(0, (numbers.getUint16(8, true) & 0x3fff) - 1));
  }
  return bytes;
}
