import { crc32 } from 'node:zlib';

export const pngSignature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A chunk's place in a file: its data begins at `start` + 8 and is followed by four bytes of CRC. */
export interface ChunkHeader {
  type: string;
  start: number;
  length: number;
}

/** Reads the eight bytes before a chunk's data; undefined where they are no header. */
export function readChunkHeader(head: Uint8Array, start: number): ChunkHeader | undefined {
  if (head.length < 8) {
    return undefined;
  }
  const length = new DataView(head.buffer, head.byteOffset, 8).getUint32(0);
  const type = String.fromCharCode(...head.subarray(4, 8));
  return length > 0x7fff_ffff || !/^[A-Za-z]{4}$/.test(type) ? undefined : { type, start, length };
}

/** Makes a chunk: length, type, data and the CRC over type and data. */
export function makeChunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** Whether a whole chunk (length to CRC) bears the right CRC. */
export function hasRightCrc(chunk: Uint8Array): boolean {
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return view.getUint32(chunk.length - 4) === crc32(chunk.subarray(4, -4));
}
