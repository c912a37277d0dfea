import { type ByteSource, openSource } from './byte-source.ts';
import { formats } from './formats.ts';
import type { FoundLabel, LabelledKind } from './found-label.ts';
import { readMp4Labels } from './mp4/read-mp4.ts';
import { pngSignature } from './png/chunks.ts';
import { readPngLabels } from './png/read-png.ts';
import { type LabelProblem, problem } from './problem.ts';
import { readSubtitleLabels } from './subtitles/read-subtitles.ts';

/** What a file says about itself. */
export interface LabelReading {
  /** What the file is by its content, whatever its name; `unknown` where this package can't read it. */
  kind: LabelledKind | 'unknown';
  /** Every implicit label in it, sound or not. */
  labels: FoundLabel[];
  /** The words of the explicit label, where a file kind shows it to a reader of bytes: the opening cue of subtitles. */
  explicit?: string;
  /** What is wrong with the file itself. */
  problems: LabelProblem[];
}

/**
 * Reads the AI-content labels of a file (MP4, MOV, M4A, MKV, WebM, FLV, MP3, WAV, FLAC,
 * OGG, JPEG, PNG, WebP, GIF, PDF, DOCX, XLSX, PPTX, Markdown, SRT, VTT, ASS), by path or from bytes. Of large files only
 * the structure and the metadata are read. Whatever is in the file, this comes to an end and tells of faults as data; of a
 * kind that it does not know it says so in `problems`.
 * @throws ClipoError `not_found`, `unreadable_material` where the path can't be opened
 */
export async function readLabels(file: string | Uint8Array): Promise<LabelReading> {
  const source = await openSource(file);
  try {
    const kind = await kindOfFile(source);
    return { kind, ...(await readKind(source, kind)) };
  } finally {
    await source.close();
  }
}

async function readKind(source: ByteSource, kind: LabelReading['kind']): Promise<Omit<LabelReading, 'kind'>> {
  switch (kind) {
    case 'mp4':
      return readMp4Labels(source);
    case 'png':
      return readPngLabels(source);
    case 'srt':
    case 'vtt':
    case 'ass':
      return readSubtitleLabels(source, kind);
    case 'unknown':
      return { labels: [], problems: [problem('unsupported_file', 'is of no kind that is known here')] };
    default:
      return formats[kind].read(source);
  }
}

/** First four bytes, and the form that follows in RIFF files. */
const signatures: readonly { kind: LabelledKind; starts: readonly string[]; forms?: readonly string[] }[] = [
  { kind: 'wav', starts: ['RIFF', 'RF64'], forms: ['WAVE'] },
  { kind: 'webp', starts: ['RIFF'], forms: ['WEBP'] },
  { kind: 'gif', starts: ['GIF8'] },
  { kind: 'flac', starts: ['fLaC'] },
  { kind: 'ogg', starts: ['OggS'] },
  { kind: 'matroska', starts: ['\x1aE\xdf\xa3'] },
  { kind: 'pdf', starts: ['%PDF'] },
];

/** Whether the bytes begin with a frame of MPEG audio, layer III. */
function isMp3Frame(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  return first === 0xff && (second & 0xe6) === 0xe2 && third >> 4 !== 0xf && (third & 0x0c) !== 0x0c;
}

/** Whether the bytes begin with a frame of AAC (ADTS): it takes an ID3 tag before it, as MP3 does. */
function isAacFrame(head: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0] = head;
  return first === 0xff && (second & 0xf6) === 0xf0 && ((third >> 2) & 0x0f) < 13;
}

/** Box types that a file of the MP4 family may begin with. */
const firstBoxes: readonly string[] = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'uuid'];

/** What a file is, by its first bytes; a text, by its name. */
export async function kindOfFile(source: ByteSource): Promise<LabelReading['kind']> {
  const kind = kindOf(await source.read(0, 4096));
  // Nothing in a text's bytes says that it is Markdown: its name does.
  return kind === 'unknown' && /\.(?:md|markdown)$/i.test(source.name) ? 'markdown' : kind;
}

function kindOf(head: Uint8Array): LabelReading['kind'] {
  if (pngSignature.every((byte, index) => head[index] === byte)) {
    return 'png';
  }
  const text4 = String.fromCharCode(...head.subarray(0, 4));
  const form = String.fromCharCode(...head.subarray(8, 12));
  const known = signatures.find(({ starts, forms }) => starts.includes(text4) && (forms ?? [form]).includes(form));
  if (known !== undefined) {
    return known.kind;
  }
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) {
    return 'jpeg';
  }
  if (text4.startsWith('ID3') || isMp3Frame(head) || isAacFrame(head)) {
    return 'mp3';
  }
  if (text4.startsWith('FLV')) {
    return 'flv';
  }
  if (firstBoxes.includes(String.fromCharCode(...head.subarray(4, 8)))) {
    return 'mp4';
  }
  const text = new TextDecoder().decode(head);
  if (/^WEBVTT(?:\s|$)/.test(text)) {
    return 'vtt';
  }
  // An archive whose first entries are those of office documents.
  if (text4 === 'PK\x03\x04' && /\[Content_Types\]\.xml|_rels\/|docProps\/|word\/|xl\/|ppt\//.test(text)) {
    return 'office';
  }
  if (/^\uFEFF?---[ \t]*\r?\n/.test(text)) {
    return 'markdown';
  }
  if (/^\s*\[Script Info\]/i.test(text)) {
    return 'ass';
  }
  return /^\s*(?:\d{1,9}\s*[\r\n]+\s*)?\d{1,4}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->/.test(text) ? 'srt' : 'unknown';
}
