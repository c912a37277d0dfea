/**
 * The first face of a collection of fonts (`ttcf`) as a font of its own; any other font as it is. Tables that several faces share
 * are copied (OpenType §5, "Font collections").
 */
export function firstFace(bytes: Buffer): Buffer {
  if (bytes.toString('latin1', 0, 4) !== 'ttcf') {
    return bytes;
  }
  const start = bytes.readUInt32BE(12);
  const count = bytes.readUInt16BE(start + 4);
  const head = Buffer.from(bytes.subarray(start, start + 12 + count * 16));
  const parts: Buffer[] = [head];
  let at = head.length;
  for (let table = 0; table < count; table++) {
    const record = 12 + table * 16;
    const from = head.readUInt32BE(record + 8);
    const length = head.readUInt32BE(record + 12);
    const padded = Buffer.alloc(Math.ceil(length / 4) * 4);
    bytes.copy(padded, 0, from, from + length);
    head.writeUInt32BE(at, record + 8);
    parts.push(padded);
    at += padded.length;
  }
  return Buffer.concat(parts);
}
