import { type ByteSource, unreadable } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import type { LabelFormat } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';

const mostTagBytes = 64 * 1024 * 1024;
const description = 'AIGC';

/** A frame of a tag: its id, its whole bytes and its data. */
interface Frame {
  id: string;
  whole: Uint8Array;
  data: Uint8Array;
}

/** An ID3v2 tag at the start of a file; `end` is where the sound begins. */
interface Tag {
  version: 2 | 3 | 4;
  frames: Frame[];
  end: number;
}

/** MP3: a frame `TXXX` with the description `AIGC` in ID3v2.3 or 2.4 (TC260-PG-202510A). */
export const mp3Format: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const tag = await readTag(source, problems);
    return { labels: tag === undefined ? [] : labelsOf(tag), problems };
  },

  async *parts(source, json) {
    const problems: LabelProblem[] = [];
    const tag = await readTag(source, problems);
    if (problems[0] !== undefined) {
      throw unreadable(source.name, problems[0].message);
    }
    if (tag?.version === 2) {
      throw unreadable(source.name, 'has a tag of ID3v2.2, which is too old for a label: save it with ID3v2.3');
    }
    const version = tag?.version ?? 3;
    const kept = (tag?.frames ?? []).filter((frame) => readUserText(frame) === undefined);
    yield makeTag(version, [...kept.map(({ whole }) => whole), userTextFrame(version, json)]);
    yield { start: tag?.end ?? 0, end: source.sizeBytes };
  },
};

function labelsOf({ frames, version }: Tag): FoundLabel[] {
  return frames.flatMap((frame) => {
    const text = readUserText(frame);
    return text === undefined ? [] : [foundLabel('id3-text', `ID3v2.${version} TXXX AIGC`, text)];
  });
}

/** The text of a user's frame whose description is the label's; undefined for every other frame. */
function readUserText({ id, data }: Frame): string | undefined {
  if (id !== 'TXXX' && id !== 'TXX') {
    return undefined;
  }
  const encoding = data[0] ?? 0;
  const label = ['latin1', 'utf-16', 'utf-16be', 'utf-8'][encoding] ?? 'latin1';
  const text = new TextDecoder(label).decode(data.subarray(1));
  const end = text.indexOf('\0');
  if (end < 0 || text.slice(0, end) !== description) {
    return undefined;
  }
  // Each of the two texts of UTF-16 begins with a mark of its own.
  return text
    .slice(end + 1)
    .replace(/^\uFEFF/, '')
    .replace(/\0+$/, '');
}

function userTextFrame(version: 3 | 4, json: string): Uint8Array {
  const data = new TextEncoder().encode(`\0${description}\0${json}`);
  const head = new Uint8Array(10);
  head.set(new TextEncoder().encode('TXXX'));
  head.set(version === 4 ? synchsafe(data.length) : plain(data.length), 4);
  return Buffer.concat([head, data]);
}

function makeTag(version: 3 | 4, frames: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(frames);
  const head = Uint8Array.from([0x49, 0x44, 0x33, version, 0, 0, ...synchsafe(body.length)]);
  return Buffer.concat([head, body]);
}

/** Reads the tag; undefined where the file begins with sound. The walk always ends. */
async function readTag(source: ByteSource, problems: LabelProblem[]): Promise<Tag | undefined> {
  const head = await source.read(0, 10);
  const version = head[3] ?? 0;
  if (String.fromCharCode(...head.subarray(0, 3)) !== 'ID3' || head.length < 10) {
    return undefined;
  }
  const size = readSynchsafe(head.subarray(6));
  const end = 10 + size + ((head[5] ?? 0) & 0x10 ? 10 : 0);
  if (version !== 2 && version !== 3 && version !== 4) {
    problems.push(problem('broken_file', `a tag of ID3v2.${version} is not known`));
    return undefined;
  }
  if (end > source.sizeBytes || size > mostTagBytes) {
    problems.push(problem(size > mostTagBytes ? 'too_large' : 'broken_file', `its ID3 tag claims ${size} bytes`));
    return undefined;
  }
  const flags = head[5] ?? 0;
  const raw = await source.read(10, size);
  const body = flags & 0x80 && version !== 4 ? withoutUnsynchronisation(raw) : raw;
  return { version, end, frames: framesOf(body, version, extendedBytes(body, flags, version)) };
}

/** Bytes of the extended header, which is left out when the tag is written anew. */
function extendedBytes(body: Uint8Array, flags: number, version: 2 | 3 | 4): number {
  if (version === 2 || !(flags & 0x40) || body.length < 4) {
    return 0;
  }
  return version === 4 ? readSynchsafe(body) : readPlain(body) + 4;
}

function framesOf(body: Uint8Array, version: 2 | 3 | 4, from: number): Frame[] {
  const frames: Frame[] = [];
  const [idBytes, headBytes] = version === 2 ? [3, 6] : [4, 10];
  let at = from;
  while (at + headBytes <= body.length) {
    const id = String.fromCharCode(...body.subarray(at, at + idBytes));
    const sizeBytes = body.subarray(at + idBytes, at + idBytes * 2);
    const size = version === 4 ? readSynchsafe(sizeBytes) : readPlain(sizeBytes);
    const end = at + headBytes + size;
    // Padding, or bytes that are no frame: what follows is nobody's.
    if (!/^[A-Z0-9]{3,4}$/.test(id) || end > body.length) {
      return frames;
    }
    const flags = version === 2 ? 0 : (body[at + 9] ?? 0);
    const data = body.subarray(at + headBytes, end);
    const isUnsynchronised = version === 4 && (flags & 0x02) !== 0;
    const skip = version === 4 && flags & 0x01 ? 4 : 0;
    frames.push({
      id,
      whole: body.subarray(at, end),
      data: (isUnsynchronised ? withoutUnsynchronisation(data) : data).subarray(skip),
    });
    at = end;
  }
  return frames;
}

/** Takes out the zeros that stand after each byte 0xFF so that no player takes the tag for sound. */
function withoutUnsynchronisation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, index) => !(byte === 0 && bytes[index - 1] === 0xff));
}

function readSynchsafe(bytes: Uint8Array): number {
  return bytes.subarray(0, 4).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
}

function readPlain(bytes: Uint8Array): number {
  return bytes.subarray(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
}

function synchsafe(value: number): number[] {
  return [21, 14, 7, 0].map((shift) => (value >>> shift) & 0x7f);
}

function plain(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}
