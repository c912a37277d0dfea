import { flvFormat } from './flv/flv.ts';
import type { FormatKind, LabelledKind } from './found-label.ts';
import { gifFormat } from './gif/gif.ts';
import { mp3Format } from './id3/id3.ts';
import { jpegFormat } from './jpeg/jpeg.ts';
import { matroskaFormat } from './matroska/matroska.ts';
import { officeFormat } from './office/office.ts';
import type { LabelFormat } from './parts.ts';
import { pdfFormat } from './pdf/pdf.ts';
import { wavFormat } from './riff/wav.ts';
import { webpFormat } from './riff/webp.ts';
import { markdownFormat } from './text/front-matter.ts';
import { flacFormat } from './vorbis/flac.ts';
import { oggFormat } from './vorbis/ogg.ts';

/** The formats that are read and written by the same two verbs. */
export const formats: Readonly<Record<FormatKind, LabelFormat>> = {
  jpeg: jpegFormat,
  webp: webpFormat,
  gif: gifFormat,
  wav: wavFormat,
  mp3: mp3Format,
  flac: flacFormat,
  ogg: oggFormat,
  flv: flvFormat,
  matroska: matroskaFormat,
  pdf: pdfFormat,
  office: officeFormat,
  markdown: markdownFormat,
};

/** Whether a kind is one of these. */
export function isByFormat(kind: LabelledKind | 'unknown'): kind is FormatKind {
  return Object.hasOwn(formats, kind);
}
