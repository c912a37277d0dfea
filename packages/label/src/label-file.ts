import { readFile } from 'node:fs/promises';
import type { ImplicitLabel } from '@clipo/contract';
import { openSource, unreadable } from './byte-source.ts';
import { formats, isByFormat } from './formats.ts';
import { labelJson } from './implicit-label.ts';
import { labelMp4 } from './mp4/label-mp4.ts';
import { labelPng } from './png/label-png.ts';
import { kindOfFile } from './read-labels.ts';
import { assertLabelled } from './verify-file.ts';
import { writeWhole } from './write-whole.ts';

/**
 * Writes a file again with exactly this implicit label at the place that TC260's guides give it, replacing any that was
 * there: MP4, MOV, M4A, MKV, WebM, FLV, MP3, WAV, FLAC, OGG, JPEG, PNG, WebP, GIF, PDF, DOCX, XLSX, PPTX, Markdown. Picture and sound are copied as they
 * are, in stretches that cost no memory. The finished file is read back before it gets its name, so `pathOut` is either
 * whole and labelled or not there; it may be `pathIn`. Subtitles have functions of their own, as their label is seen.
 * @throws ClipoError `not_found`, `unreadable_material` (also for kinds that are not known), `invalid_input` for a wrong
 *   label, `output_unwritable`, `disk_full`, `cancelled`
 */
export async function labelFile(
  pathIn: string,
  pathOut: string,
  label: ImplicitLabel,
  options: { signal?: AbortSignal } = {},
): Promise<void> {
  // Before anything is opened: a label that can't be written is the caller's mistake, not the file's.
  const json = labelJson(label);
  const source = await openSource(pathIn);
  try {
    const kind = await kindOfFile(source);
    if (kind === 'mp4') {
      await labelMp4(pathIn, pathOut, label, options);
      return;
    }
    if (kind !== 'png' && !isByFormat(kind)) {
      throw unreadable(pathIn, 'is of no kind that can be labelled here');
    }
    const parts =
      kind === 'png' ? [labelPng(await readFile(pathIn), label, pathIn)] : formats[kind].parts(source, json);
    await writeWhole(pathOut, source, parts, { ...options, check: (path) => assertLabelled(path, label) });
  } finally {
    await source.close();
  }
}
