import type { ByteSource } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { labelsOfXmp } from '../xmp.ts';
import { type Box, type BoxHeader, mostHeaderBytes, readBoxHeader, splitBoxes } from './box.ts';
import { readMetaList, textOfData } from './meta-list.ts';

/** Metadata larger than this is not a label: with a large cover picture a real one has some megabytes. */
const mostMetadataBytes = 16 * 1024 * 1024;
/** More boxes than a day of one-second fragments has. */
const mostBoxes = 400_000;

const xmpUuid = [0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac];

/** Whether the body of a `uuid` box is an XMP packet (BE7ACFCB-97A9-42E8-9C71-999491E3AFAC). */
export function isXmpUuid(body: Uint8Array): boolean {
  return xmpUuid.every((byte, index) => body[index] === byte);
}

/** Whether an entry's name is a label's: GB 45438-2025 §6.1 only asks that it holds AIGC. */
export function isLabelName(name: string): boolean {
  return name.includes('AIGC');
}

/**
 * Reads the labels of an MP4, MOV or M4A file. Only box headers and metadata are read, never the media.
 *
 * Where labels are looked for: `moov.udta.meta` and `moov.meta` with a `keys` list or without, a literal `moov.udta.AIGC`,
 * and XMP in `uuid` boxes or `moov.udta.XMP_`.
 *
 * Writers that this reader was tried on:
 * - FFmpeg: `-metadata AIGC='{…}' -movflags use_metadata_tags`. Without the flag FFmpeg drops the label silently.
 * - mediabunny 1.61: `new Mp4OutputFormat({ metadataFormat: 'udta' })` and, before `output.start()`,
 *   `output.setMetadataTags({ raw: { meta: aigcMetaPayload(label) } })` and no other tags. That gives FFmpeg's own layout
 *   with exactly one key, `AIGC`. With `metadataFormat: 'mdta'` and `raw: { AIGC: json }` mediabunny writes `meta` without
 *   version and flags, as QuickTime has it: ffprobe and this reader take it, mediainfo does not see the label.
 */
export async function readMp4Labels(source: ByteSource): Promise<{ labels: FoundLabel[]; problems: LabelProblem[] }> {
  const labels: FoundLabel[] = [];
  const problems: LabelProblem[] = [];
  const top = await listBoxes(source, 0, source.sizeBytes, problems);
  const load = async (box: BoxHeader, path: string): Promise<Uint8Array | undefined> => {
    const length = Math.min(box.end, source.sizeBytes) - box.bodyStart;
    if (length > mostMetadataBytes) {
      problems.push(problem('too_large', `${path} has ${length} bytes, more than metadata can have`));
      return undefined;
    }
    return source.read(box.bodyStart, length);
  };
  const readUuid = async (box: BoxHeader, path: string) => {
    if (isXmpUuid(await source.read(box.bodyStart, xmpUuid.length))) {
      labels.push(...xmpLabels((await load(box, path))?.subarray(xmpUuid.length), path));
    }
  };
  for (const box of top.filter(({ type }) => type === 'uuid')) {
    await readUuid(box, 'uuid');
  }
  const movies = top.filter(({ type }) => type === 'moov');
  if (movies.length !== 1) {
    problems.push(problem('broken_file', `the file has ${movies.length} moov boxes, a whole file has one`));
  }
  for (const movie of movies) {
    for (const box of await listBoxes(source, movie.bodyStart, Math.min(movie.end, source.sizeBytes), problems)) {
      if (box.type === 'uuid') {
        await readUuid(box, 'moov.uuid');
      } else if (box.type === 'meta' || box.type === 'udta') {
        const path = `moov.${box.type}`;
        const body = await load(box, path);
        const reading = body && (box.type === 'meta' ? readMeta(body, path) : readUserData(body));
        labels.push(...(reading?.labels ?? []));
        problems.push(...(reading?.problems ?? []));
      }
    }
  }
  return { labels, problems };
}

/** The boxes between two offsets of a source. What is wrong is added to `problems`; the walk always ends. */
export async function listBoxes(
  source: ByteSource,
  from: number,
  to: number,
  problems: LabelProblem[],
): Promise<BoxHeader[]> {
  const boxes: BoxHeader[] = [];
  let offset = from;
  while (to - offset >= 8) {
    if (boxes.length >= mostBoxes) {
      problems.push(problem('too_large', `more than ${mostBoxes} boxes`));
      return boxes;
    }
    const header = readBoxHeader(await source.read(offset, Math.min(mostHeaderBytes, to - offset)), offset, to);
    if (header === undefined) {
      // QuickTime ends some lists with four zero bytes; anything else is no box.
      problems.push(problem('broken_file', `no box can be read at byte ${offset}`));
      return boxes;
    }
    boxes.push(header);
    if (header.end > to) {
      problems.push(problem('broken_file', `box ${header.type} at byte ${offset} ends past its parent's end`));
      return boxes;
    }
    offset = header.end;
  }
  return boxes;
}

interface Reading {
  labels: FoundLabel[];
  problems: LabelProblem[];
}

function readUserData(body: Uint8Array): Reading {
  const { boxes, isBroken } = splitBoxes(body);
  const readings = boxes.map((box): Reading => {
    switch (box.type) {
      case 'meta':
        return readMeta(box.body, 'moov.udta.meta');
      case 'AIGC':
        return { labels: [foundLabel('mp4-udta', 'moov.udta.AIGC', literalText(box))], problems: [] };
      case 'XMP_':
        return { labels: xmpLabels(box.body, 'moov.udta.XMP_'), problems: [] };
      default:
        return { labels: [], problems: [] };
    }
  });
  return {
    labels: readings.flatMap((reading) => reading.labels),
    problems: [
      ...(isBroken ? [problem('broken_file', 'moov.udta holds bytes that are no box')] : []),
      ...readings.flatMap((reading) => reading.problems),
    ],
  };
}

function readMeta(body: Uint8Array, path: string): Reading {
  const list = readMetaList(body);
  const labels = list.items
    .filter((item) => isLabelName(item.name))
    .flatMap((item) => {
      const place = item.from === 'type' ? 'mp4-item' : path === 'moov.meta' ? 'mp4-moov-meta' : 'mp4-key';
      return item.data.map((data) => foundLabel(place, `${path} ${item.name}`, textOfData(data)));
    });
  return { labels, problems: list.isBroken ? [problem('broken_file', `${path} holds bytes that are no box`)] : [] };
}

function xmpLabels(packet: Uint8Array | undefined, path: string): FoundLabel[] {
  return labelsOfXmp(new TextDecoder().decode(packet)).map((text) => foundLabel('xmp', `${path} XMP`, text));
}

/** The JSON of a literal box, which writers prefix with a length, a language or a `data` header and may end with zeros. */
function literalText(box: Box): string {
  const start = box.body.subarray(0, 32).indexOf(0x7b);
  return new TextDecoder().decode(box.body.subarray(Math.max(0, start))).replace(/\0+$/, '');
}
