import type { ByteSource } from '../byte-source.ts';

/** A page of an Ogg file, whole. `lacing` cuts its data into segments; one shorter than 255 bytes ends a packet. */
export interface Page {
  serial: number;
  sequence: number;
  /** Bit 1: goes on with a packet; bit 2: begins a stream; bit 4: ends one. */
  flags: number;
  lacing: Uint8Array;
  data: Uint8Array;
  whole: Uint8Array;
}

const headBytes = 27;
/** Most bytes of packets that one page holds: 255 segments of 255 bytes. */
const mostSegments = 255;

/** Reads the page that begins here; undefined where none does, or the file ends inside it. */
export async function readPage(source: ByteSource, offset: number): Promise<Page | undefined> {
  const head = await source.read(offset, headBytes + mostSegments);
  const count = head[26] ?? 0;
  if (String.fromCharCode(...head.subarray(0, 4)) !== 'OggS' || head.length < headBytes + count) {
    return undefined;
  }
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const lacing = head.slice(headBytes, headBytes + count);
  const length = headBytes + count + lacing.reduce((sum, size) => sum + size, 0);
  const whole = await source.read(offset, length);
  return whole.length < length
    ? undefined
    : {
        serial: view.getUint32(14, true),
        sequence: view.getUint32(18, true),
        flags: head[5] ?? 0,
        lacing,
        data: whole.subarray(headBytes + count),
        whole,
      };
}

/** The page under another number, with the checksum that it then has. */
export function renumber(page: Page, sequence: number): Uint8Array {
  const bytes = page.whole.slice();
  new DataView(bytes.buffer).setUint32(18, sequence, true);
  return withChecksum(bytes);
}

/**
 * Header packets as pages of a stream, numbered from `sequence`; each but the last is full, unless `atLeast` pages are
 * wanted and the packets suffice for that many.
 */
export function pagesOf(
  packets: readonly Uint8Array[],
  stream: { serial: number; sequence: number; atLeast: number },
): Uint8Array[] {
  const segments = packets.flatMap((packet) => {
    const count = Math.floor(packet.length / 255) + 1;
    return Array.from({ length: count }, (_, index) => ({
      bytes: packet.subarray(index * 255, (index + 1) * 255),
      isFirst: index === 0,
    }));
  });
  const perPage = Math.max(1, Math.min(mostSegments, Math.floor(segments.length / stream.atLeast) || 1));
  const groups: (typeof segments)[] = [];
  for (let at = 0; at < segments.length; ) {
    // The last page wanted takes all that is left, as far as it holds that much.
    const take = groups.length === stream.atLeast - 1 ? mostSegments : perPage;
    groups.push(segments.slice(at, at + take));
    at += take;
  }
  return groups.map((group, index) => {
    const head = new Uint8Array(headBytes);
    const view = new DataView(head.buffer);
    head.set(new TextEncoder().encode('OggS'));
    head[5] = group[0]?.isFirst === true ? 0 : 1;
    // No packet ends on a page in the middle of one: the standard's mark for that is −1.
    const endsOne = group.some(({ bytes }) => bytes.length < 255);
    view.setBigInt64(6, endsOne ? 0n : -1n, true);
    view.setUint32(14, stream.serial, true);
    view.setUint32(18, stream.sequence + index, true);
    head[26] = group.length;
    const lacing = Uint8Array.from(group, ({ bytes }) => bytes.length);
    return withChecksum(Buffer.concat([head, lacing, ...group.map(({ bytes }) => bytes)]));
  });
}

function withChecksum(page: Uint8Array): Uint8Array {
  page.fill(0, 22, 26);
  new DataView(page.buffer, page.byteOffset).setUint32(22, checksum(page), true);
  return page;
}

/** CRC-32 with the polynomial 0x04C11DB7, not mirrored, from zero (RFC 3533). */
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) {
    value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1;
  }
  return value >>> 0;
});

function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value = ((value << 8) ^ (table[((value >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  }
  return value;
}
