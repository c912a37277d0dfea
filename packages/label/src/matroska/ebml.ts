/** Elements of Matroska and WebM that labels have to do with (RFC 9559). */
export const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekId: 0x53ab,
  seekPosition: 0x53ac,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTrackPositions: 0xb7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  clusterPosition: 0xa7,
  tags: 0x1254c367,
  tag: 0x7373,
  targets: 0x63c0,
  simpleTag: 0x67c8,
  tagName: 0x45a3,
  tagString: 0x4487,
  crc32: 0xbf,
  void: 0xec,
} as const;

/** An element's head: where it begins, where its data does, and how long that is; undefined means "until what follows". */
export interface ElementHead {
  id: number;
  start: number;
  dataStart: number;
  length: number | undefined;
}

/** An element in memory. */
export interface Element {
  id: number;
  whole: Uint8Array;
  data: Uint8Array;
}

const mostChildren = 1_000_000;

/** Most bytes of an element's head: four of its id, eight of its length. */
export const mostHeadBytes = 12;

/** Reads the head of the element whose bytes begin here; undefined where none does. */
export function readHead(bytes: Uint8Array, start: number): ElementHead | undefined {
  const idBytes = vintBytes(bytes[0]);
  const lengthBytes = vintBytes(bytes[idBytes]);
  if (idBytes > 4 || idBytes + lengthBytes > bytes.length) {
    return undefined;
  }
  const id = bytes.subarray(0, idBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const raw = bytes.subarray(idBytes, idBytes + lengthBytes);
  const isUnknown = raw[0] === 2 ** (9 - lengthBytes) - 1 && raw.subarray(1).every((byte) => byte === 0xff);
  const length = raw.subarray(1).reduce((sum, byte) => sum * 256 + byte, (raw[0] ?? 0) & (2 ** (8 - lengthBytes) - 1));
  return { id, start, dataStart: start + idBytes + lengthBytes, length: isUnknown ? undefined : length };
}

/** The children of an element's data; undefined where they are damaged. */
export function childrenOf(data: Uint8Array): Element[] | undefined {
  const children: Element[] = [];
  let at = 0;
  while (at < data.length) {
    const head = readHead(data.subarray(at, at + mostHeadBytes), at);
    const end = (head?.dataStart ?? 0) + (head?.length ?? Number.POSITIVE_INFINITY);
    if (head === undefined || end > data.length || children.length === mostChildren) {
      return undefined;
    }
    children.push({ id: head.id, whole: data.subarray(at, end), data: data.subarray(head.dataStart, end) });
    at = end;
  }
  return children;
}

/** Makes an element. */
export function makeElement(id: number, ...data: readonly Uint8Array[]): Uint8Array {
  const length = data.reduce((sum, { length: size }) => sum + size, 0);
  return Buffer.concat([idBytesOf(id), lengthOf(length), ...data]);
}

/** The head of an element whose length takes eight bytes, whatever it is. */
export function makeWideHead(id: number, length: number): Uint8Array {
  const bytes = u64(length);
  bytes[0] = 0x01;
  return Buffer.concat([idBytesOf(id), bytes]);
}

/** A whole number of eight bytes: wide enough for every place in a file, so that no length depends on it. */
export function u64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** A whole number as elements hold it, up to 2^53. */
export function readNumber(data: Uint8Array): number {
  return data.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** Bytes of a number of variable length, by its first byte; 9 where it is none. */
function vintBytes(first: number | undefined): number {
  return first === undefined || first === 0 ? 9 : Math.clz32(first) - 23;
}

function idBytesOf(id: number): Uint8Array {
  const text = id.toString(16);
  return Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex');
}

function lengthOf(length: number): Uint8Array {
  let bytes = 1;
  // All ones are kept for "unknown".
  while (length >= 2 ** (7 * bytes) - 1) {
    bytes += 1;
  }
  const encoded = u64(length).slice(8 - bytes);
  encoded[0] = (encoded[0] ?? 0) | (2 ** (8 - bytes));
  return encoded;
}
