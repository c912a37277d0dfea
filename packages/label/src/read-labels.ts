import { type ByteSource, openSource } from './byte-source.ts';
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
 * Reads the AI-content labels of a file (MP4, MOV, M4A, PNG, SRT, VTT, ASS), by path or from bytes. Of large files only
 * the structure and the metadata are read. Whatever is in the file, this comes to an end and tells of faults as data; of a
 * kind that it does not know it says so in `problems`.
 * @throws ClipoError `not_found`, `unreadable_material` where the path can't be opened
 */
export async function readLabels(file: string | Uint8Array): Promise<LabelReading> {
  const source = await openSource(file);
  try {
    const kind = kindOf(await source.read(0, 4096));
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
      return { labels: [], problems: [problem('unsupported_file', 'not an MP4, MOV, M4A, PNG, SRT, VTT or ASS file')] };
  }
}

/** Box types that a file of the MP4 family may begin with. */
const firstBoxes: readonly string[] = ['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'uuid'];

function kindOf(head: Uint8Array): LabelReading['kind'] {
  if (pngSignature.every((byte, index) => head[index] === byte)) {
    return 'png';
  }
  if (firstBoxes.includes(String.fromCharCode(...head.subarray(4, 8)))) {
    return 'mp4';
  }
  const text = new TextDecoder().decode(head);
  if (/^WEBVTT(?:\s|$)/.test(text)) {
    return 'vtt';
  }
  if (/^\s*\[Script Info\]/i.test(text)) {
    return 'ass';
  }
  return /^\s*(?:\d{1,9}\s*[\r\n]+\s*)?\d{1,4}:\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->/.test(text) ? 'srt' : 'unknown';
}
