import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { type ByteSource, unreadable } from '../byte-source.ts';

/** A file in an archive. */
export interface ZipEntry {
  name: string;
  method: number;
  packedBytes: number;
  bytes: number;
  /** Where its local header begins, and where the next thing does. */
  start: number;
  end: number;
  /** Its line of the central directory. */
  line: Uint8Array;
}

/** An archive's central directory. */
export interface ZipDirectory {
  entries: ZipEntry[];
  comment: Uint8Array;
}

const mostEntries = 10_000;
const mostDirectoryBytes = 16 * 1024 * 1024;
/** An entry that is unpacked here is a short XML file; more is a trap. */
const mostUnpackedBytes = 8 * 1024 * 1024;

/**
 * Reads the central directory.
 * @throws ClipoError `unreadable_material` where it is none, damaged, or of a kind that office files never are
 */
export async function readDirectory(source: ByteSource): Promise<ZipDirectory> {
  const tailStart = Math.max(0, source.sizeBytes - 65_557);
  const tail = Buffer.from(await source.read(tailStart, source.sizeBytes - tailStart));
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at < 0 || at + 22 > tail.length) {
    throw unreadable(source.name, 'has no directory at its end: it is cut off');
  }
  const count = tail.readUInt16LE(at + 10);
  const size = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count > mostEntries || size > mostDirectoryBytes || start + size > tailStart + at) {
    throw unreadable(source.name, 'has a directory that can not be right');
  }
  const lines = Buffer.from(await source.read(start, size));
  const entries: ZipEntry[] = [];
  for (let from = 0; entries.length < count; ) {
    if (from + 46 > lines.length || lines.readUInt32LE(from) !== 0x02014b50) {
      throw unreadable(source.name, 'has a damaged directory');
    }
    const nameBytes = lines.readUInt16LE(from + 28);
    const end = from + 46 + nameBytes + lines.readUInt16LE(from + 30) + lines.readUInt16LE(from + 32);
    const name = lines.toString('utf8', from + 46, from + 46 + nameBytes);
    entries.push({
      name,
      method: lines.readUInt16LE(from + 10),
      packedBytes: lines.readUInt32LE(from + 20),
      bytes: lines.readUInt32LE(from + 24),
      start: lines.readUInt32LE(from + 42),
      end: start,
      line: lines.subarray(from, end),
    });
    from = end;
  }
  const ordered = [...entries].sort((a, b) => a.start - b.start);
  for (const [index, entry] of ordered.entries()) {
    entry.end = ordered[index + 1]?.start ?? start;
    if (entry.start >= start || entry.end <= entry.start) {
      throw unreadable(source.name, `has a damaged directory at ${entry.name}`);
    }
  }
  return { entries, comment: tail.subarray(at + 22) };
}

/** The text of an entry. @throws ClipoError `unreadable_material` where it can't be unpacked or is too large */
export async function readEntry(source: ByteSource, entry: ZipEntry): Promise<string> {
  const head = Buffer.from(await source.read(entry.start, 30));
  if (head.length < 30 || entry.packedBytes > mostUnpackedBytes || entry.bytes > mostUnpackedBytes) {
    throw unreadable(source.name, `holds ${entry.name}, which is damaged or too large`);
  }
  const from = entry.start + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  const packed = await source.read(from, entry.packedBytes);
  try {
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: mostUnpackedBytes });
    return new TextDecoder().decode(bytes);
  } catch (cause) {
    throw unreadable(source.name, `holds ${entry.name}, which can not be unpacked`, cause);
  }
}

/** A new entry to be put at an offset: its bytes, and its line of the directory. */
export function makeEntry(name: string, text: string, offset: number): { bytes: Uint8Array; line: Uint8Array } {
  const content = Buffer.from(text);
  const packed = deflateRawSync(content);
  const encoded = Buffer.from(name);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  // Names are UTF-8; a date of 1980, as nothing depends on one.
  head.writeUInt16LE(0x0800, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(0x0021_0000, 10);
  head.writeUInt32LE(crc32(content), 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(encoded.length, 26);
  const line = Buffer.alloc(46);
  line.writeUInt32LE(0x02014b50, 0);
  line.writeUInt16LE(20, 4);
  head.copy(line, 6, 4, 30);
  line.writeUInt32LE(offset, 42);
  return { bytes: Buffer.concat([head, encoded, packed]), line: Buffer.concat([line, encoded]) };
}

/** The end of an archive: its directory and what points at it. */
export function makeDirectory(lines: readonly Uint8Array[], offset: number, comment: Uint8Array): Uint8Array {
  const directory = Buffer.concat(lines);
  const tail = Buffer.alloc(20);
  tail.writeUInt32LE(0x06054b50, 0);
  tail.writeUInt16LE(lines.length, 8);
  tail.writeUInt16LE(lines.length, 10);
  tail.writeUInt32LE(directory.length, 12);
  tail.writeUInt32LE(offset, 16);
  const length = Buffer.alloc(2);
  length.writeUInt16LE(comment.length);
  return Buffer.concat([directory, tail, length, comment]);
}

/** A line of the directory for an entry that now stands elsewhere. */
export function movedLine(line: Uint8Array, offset: number): Uint8Array {
  const moved = Buffer.from(line);
  moved.writeUInt32LE(offset, 42);
  return moved;
}
