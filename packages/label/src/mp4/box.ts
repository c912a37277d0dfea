/** A box that lies whole in memory. `bytes` is all of it, `body` what follows its header. */
export interface Box {
  type: string;
  bytes: Uint8Array;
  body: Uint8Array;
}

/** A box header as it stands in a file. `end` may lie past the file's or parent's end: the caller decides. */
export interface BoxHeader {
  type: string;
  start: number;
  bodyStart: number;
  end: number;
}

/** Longest header: size, type and 64-bit size. */
export const mostHeaderBytes = 16;

const latin1 = new TextDecoder('latin1');

/** Big-endian view of bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Text of four bytes, byte by byte. */
export function fourCharacters(bytes: Uint8Array, offset: number): string {
  return latin1.decode(bytes.subarray(offset, offset + 4));
}

/**
 * Reads a box header at `start` of a parent that ends at `parentEnd`. Size 0 means "to the parent's end", size 1 a 64-bit
 * size. Returns undefined where the bytes are no header: too few, or a size smaller than the header itself. Every header
 * that is returned ends after it starts, so a walk always comes to its end.
 */
export function readBoxHeader(head: Uint8Array, start: number, parentEnd: number): BoxHeader | undefined {
  if (head.length < 8) {
    return undefined;
  }
  const view = viewOf(head);
  const type = fourCharacters(head, 4);
  const size = view.getUint32(0);
  if (size === 0) {
    return { type, start, bodyStart: start + 8, end: parentEnd };
  }
  if (size === 1) {
    if (head.length < 16) {
      return undefined;
    }
    // Beyond 2^53 a number is no longer exact, but it is far past any file's end all the same.
    const wide = Number(view.getBigUint64(8));
    return wide < 16 ? undefined : { type, start, bodyStart: start + 16, end: start + wide };
  }
  return size < 8 ? undefined : { type, start, bodyStart: start + 8, end: start + size };
}

/**
 * Cuts a body into its boxes. `tail` is what is left when no further box can be read: empty in a sound file, four zero
 * bytes in some QuickTime user data. `isBroken` tells that the tail is neither, or that a box ends past its parent.
 */
export function splitBoxes(body: Uint8Array): { boxes: Box[]; tail: Uint8Array; isBroken: boolean } {
  const boxes: Box[] = [];
  let offset = 0;
  while (offset < body.length) {
    const header = readBoxHeader(body.subarray(offset, offset + mostHeaderBytes), offset, body.length);
    if (header === undefined || header.end > body.length) {
      const tail = body.subarray(offset);
      return { boxes, tail, isBroken: tail.length > 4 || tail.some((byte) => byte !== 0) };
    }
    boxes.push({
      type: header.type,
      bytes: body.subarray(offset, header.end),
      body: body.subarray(header.bodyStart, header.end),
    });
    offset = header.end;
  }
  return { boxes, tail: new Uint8Array(), isBroken: false };
}

/** Makes a box. A type of four characters, or a number as `ilst` items have it. */
export function makeBox(type: string | number, ...parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((sum, part) => sum + part.length, 8);
  const bytes = new Uint8Array(size);
  const view = viewOf(bytes);
  view.setUint32(0, size);
  if (typeof type === 'number') {
    view.setUint32(4, type);
  } else {
    bytes.set(asciiBytes(type), 4);
  }
  let offset = 8;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Numbers as big-endian 32-bit integers. */
export function u32Bytes(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  values.forEach((value, index) => {
    viewOf(bytes).setUint32(index * 4, value);
  });
  return bytes;
}

/** Characters as single bytes (Latin-1, as box types are: `©nam`). */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 255);
}
