import type { ImplicitLabel } from '@clipo/contract';
import { type ParsedLabel, parseLabelJson } from './parse-label-json.ts';

/** Kinds with a format of their own in `formats.ts`. `matroska` is MKV and WebM, `office` DOCX, XLSX and PPTX. */
export type FormatKind =
  | 'jpeg'
  | 'webp'
  | 'gif'
  | 'wav'
  | 'mp3'
  | 'flac'
  | 'ogg'
  | 'flv'
  | 'matroska'
  | 'pdf'
  | 'office'
  | 'markdown';

/** Kinds of file that labels are read from and written to. `mp4` is the whole family: MP4, MOV, M4A. */
export type LabelledKind = FormatKind | 'mp4' | 'png' | 'srt' | 'vtt' | 'ass';

/**
 * Where a label was found. The first of each file kind is where TC260's guides want it; the others are seen in the wild.
 * - mp4: `mp4-key` (moov.udta.meta with keys), `mp4-moov-meta` (bare moov.meta), `mp4-item` (a list without keys),
 *   `mp4-udta` (a literal box AIGC), `xmp`
 * - png: `xmp`, `png-text`; jpeg: `xmp`, `exif-comment`; webp and gif: `xmp`
 * - wav: `wav-chunk`; mp3: `id3-text`; flac and ogg: `vorbis-comment`; flv: `flv-metadata`; matroska: `matroska-tag`
 * - pdf: `pdf-info`; office: `office-property`; markdown: `front-matter`
 * - vtt and ass: `subtitle-note`
 */
export type LabelPlace =
  | 'mp4-key'
  | 'mp4-moov-meta'
  | 'mp4-item'
  | 'mp4-udta'
  | 'xmp'
  | 'png-text'
  | 'exif-comment'
  | 'wav-chunk'
  | 'id3-text'
  | 'vorbis-comment'
  | 'flv-metadata'
  | 'matroska-tag'
  | 'pdf-info'
  | 'office-property'
  | 'front-matter'
  | 'subtitle-note';

/** A label as it stands in a file. */
export interface FoundLabel {
  place: LabelPlace;
  /** The way to it, for people: `moov.udta.meta AIGC`. */
  path: string;
  /** The text as found. */
  text: string;
  parsed: ParsedLabel;
}

/** Records a label that was found. Guide annex B's outer object `{"AIGC": {…}}` is taken off. */
export function foundLabel(place: LabelPlace, path: string, text: string): FoundLabel {
  const json = /^\s*\{\s*"AIGC"\s*:\s*(\{[\s\S]*\})\s*\}\s*$/.exec(text)?.[1] ?? text;
  return { place, path, text, parsed: parseLabelJson(json) };
}

/** Whether two labels say the same in all seven fields. */
export function isSameLabel(a: ImplicitLabel, b: ImplicitLabel): boolean {
  return (Object.keys(a) as (keyof ImplicitLabel)[]).every((key) => a[key] === b[key]);
}
