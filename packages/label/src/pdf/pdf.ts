import { inflateSync } from 'node:zlib';
import { type ByteSource, unreadable } from '../byte-source.ts';
import { foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { problem } from '../problem.ts';
import { literalOf, type PdfDictionary, readDictionary, stringOf } from './pdf-value.ts';

/** PDF files are read whole, a byte a character. */
const mostBytes = 64 * 1024 * 1024;
const mostUnpackedBytes = 8 * 1024 * 1024;
/** Begins what this package appends, so that the next label takes its place. */
const ownSection = '\n% AIGC label\n';

/**
 * PDF: `AIGC` in the document's information dictionary (TC260-PG-20258A), written as an update at the file's end: what was
 * there stays byte for byte, signatures of earlier revisions included.
 */
export const pdfFormat: LabelFormat = {
  async read(source) {
    if (source.sizeBytes > mostBytes) {
      return { labels: [], problems: [problem('too_large', `the file has ${source.sizeBytes} bytes`)] };
    }
    const text = await textOf(source);
    const trailer = trailerOf(text);
    if (trailer === undefined) {
      return { labels: [], problems: [problem('broken_file', 'the file has no trailer at its end')] };
    }
    const { info } = trailer;
    const entries = info === undefined ? [] : (objectOf(text, info)?.entries ?? []);
    const labels = entries.flatMap(([name, raw]) =>
      name === 'AIGC' ? [foundLabel('pdf-info', 'Info AIGC', stringOf(raw) ?? raw)] : [],
    );
    return { labels, problems: [] };
  },

  async *parts(source, json) {
    if (source.sizeBytes > mostBytes) {
      throw unreadable(source.name, 'is a PDF file of more than 64 MiB');
    }
    const whole = await textOf(source);
    const text = withoutOwnSection(whole);
    const trailer = trailerOf(text);
    if (trailer === undefined) {
      throw unreadable(source.name, 'has no trailer at its end: it is cut off or damaged');
    }
    if (trailer.rest.some(([name]) => name === 'Encrypt')) {
      throw unreadable(source.name, 'is encrypted: its information can not be added to');
    }
    const pieces: Piece[] = [
      { start: 0, end: text.length },
      { start: 0, end: 0, bytes: Buffer.from(updateOf(text, trailer, json), 'latin1') },
    ];
    yield* partsOf(pieces);
  },
};

async function textOf(source: ByteSource): Promise<string> {
  const bytes = await source.read(0, source.sizeBytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

/** Number and generation of an object. */
interface Reference {
  number: number;
  generation: number;
}

interface Trailer {
  /** Where the last cross-reference section begins. */
  at: number;
  isStream: boolean;
  size: number;
  info: Reference | undefined;
  /** Entries that a later trailer repeats. */
  rest: [string, string][];
}

function trailerOf(text: string): Trailer | undefined {
  const last = text.lastIndexOf('startxref');
  const at = Number(/^startxref\s{1,8}(\d{1,10})/.exec(text.slice(last, last + 40))?.[1] ?? Number.NaN);
  if (last < 0 || !(at < last)) {
    return undefined;
  }
  const isStream = !/^\s{0,8}xref/.test(text.slice(at, at + 16));
  const start = isStream ? text.indexOf('obj', at) + 3 : text.indexOf('trailer', at) + 7;
  const dictionary = start < 10 || start > last ? undefined : readDictionary(text, start);
  if (dictionary === undefined) {
    return undefined;
  }
  const get = (wanted: string) => dictionary.entries.find(([name]) => name === wanted)?.[1];
  const size = Number(get('Size'));
  if (!Number.isSafeInteger(size) || size < 1 || get('Root') === undefined) {
    return undefined;
  }
  const rest = dictionary.entries.filter(([name]) => ['Root', 'ID', 'Encrypt'].includes(name));
  return { at, isStream, size, info: referenceOf(get('Info')), rest };
}

function referenceOf(raw: string | undefined): Reference | undefined {
  const [, number, generation] = /^(\d{1,10})\s+(\d{1,5})\s+R$/.exec(raw ?? '') ?? [];
  return number === undefined ? undefined : { number: Number(number), generation: Number(generation) };
}

/** The newest version of an object that is a dictionary: by itself, or packed with others. */
function objectOf(text: string, { number, generation }: Reference): PdfDictionary | undefined {
  const opening = new RegExp(`(?<![0-9])${number}\\s{1,4}${generation}\\s{1,4}obj(?![a-z])`, 'g');
  const last = [...text.matchAll(opening)].at(-1);
  return last === undefined ? packedObjectOf(text, number) : readDictionary(text, last.index + last[0].length);
}

function packedObjectOf(text: string, number: number): PdfDictionary | undefined {
  for (const { index } of [...text.matchAll(/\bobj\s{0,8}<</g)].reverse()) {
    const dictionary = readDictionary(text, index + 3);
    const get = (wanted: string) => dictionary?.entries.find(([name]) => name === wanted)?.[1];
    if (dictionary === undefined || get('Type') !== '/ObjStm' || get('Filter') !== '/FlateDecode') {
      continue;
    }
    const [opening = ''] = /^\s{0,8}stream\r?\n/.exec(text.slice(dictionary.end, dictionary.end + 20)) ?? [];
    const start = dictionary.end + opening.length;
    const end = text.indexOf('endstream', start);
    const unpacked = unpack(text.slice(start, end < 0 ? start : end));
    const first = Number(get('First'));
    const pairs = [...(unpacked ?? '').slice(0, first).matchAll(/(\d{1,10})\s+(\d{1,10})/g)];
    const own = pairs.find(([, name]) => Number(name) === number);
    if (unpacked !== undefined && own !== undefined) {
      return readDictionary(unpacked, first + Number(own[2]));
    }
  }
  return undefined;
}

function unpack(packed: string): string | undefined {
  try {
    return inflateSync(Buffer.from(packed, 'latin1'), { maxOutputLength: mostUnpackedBytes }).toString('latin1');
  } catch {
    return undefined;
  }
}

/** The file without a label that this package appended last. */
function withoutOwnSection(text: string): string {
  const at = text.lastIndexOf(ownSection);
  const isLast = at >= 0 && (trailerOf(text)?.at ?? 0) > at && text.indexOf('%%EOF', at) === text.lastIndexOf('%%EOF');
  return isLast ? text.slice(0, at) : text;
}

function updateOf(text: string, { at, isStream, size, info, rest }: Trailer, json: string): string {
  const own = info ?? { number: size, generation: 0 };
  const kept = info === undefined ? [] : (objectOf(text, info)?.entries ?? []).filter(([name]) => name !== 'AIGC');
  const written = [...kept, ['AIGC', literalOf(json)] as const].map(([name, raw]) => `/${name} ${raw}`).join('\n');
  const object = `${own.number} ${own.generation} obj\n<<\n${written}\n>>\nendobj\n`;
  const objectAt = text.length + ownSection.length;
  const sectionAt = objectAt + object.length;
  const others = [...rest, ['Info', `${own.number} ${own.generation} R`], ['Prev', String(at)]] as const;
  const entries = others.map(([name, raw]) => `/${name} ${raw}`).join(' ');
  const most = Math.max(size, own.number + 1);
  if (!isStream) {
    const line = `${String(objectAt).padStart(10, '0')} ${String(own.generation).padStart(5, '0')} n\r\n`;
    return `${ownSection}${object}xref\n${own.number} 1\n${line}trailer\n<< /Size ${most} ${entries} >>\nstartxref\n${sectionAt}\n%%EOF\n`;
  }
  const table = Buffer.alloc(14);
  for (const [row, offset, generation] of [
    [0, objectAt, own.generation],
    [1, sectionAt, 0],
  ] as const) {
    table.writeUInt8(1, row * 7);
    table.writeUInt32BE(offset, row * 7 + 1);
    table.writeUInt16BE(generation, row * 7 + 5);
  }
  const index = `/Type /XRef /Size ${most + 1} /Index [${own.number} 1 ${most} 1] /W [1 4 2] /Length 14`;
  const stream = `${most} 0 obj\n<< ${index} ${entries} >>\nstream\n${table.toString('latin1')}\nendstream\nendobj\n`;
  return `${ownSection}${object}${stream}startxref\n${sectionAt}\n%%EOF\n`;
}
