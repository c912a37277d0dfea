import { type ByteSource, unreadable } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import type { LabelProblem } from '../problem.ts';
import { labelsOfXmp, removeXmpLabels, setXmpLabel } from '../xmp.ts';
import { listSegments, type Segment } from './segments.ts';
import { findUserComment, isLabelComment } from './user-comment.ts';

const xmpHead = 'http://ns.adobe.com/xap/1.0/\0';
const mostSegmentBytes = 0xffff - 2;
const app0 = 0xe0;
const app1 = 0xe1;

/** JPEG: XMP in APP1 (TC260-PG-20259A); labels in the comment of EXIF are read, and give way to the new one. */
export const jpegFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const labels: FoundLabel[] = [];
    for (const { data } of await appSegments(source, await listSegments(source, problems))) {
      const xmp = xmpOf(data);
      const comment = findUserComment(data)?.text;
      if (xmp !== undefined) {
        labels.push(...labelsOfXmp(xmp).map((json) => foundLabel('xmp', 'APP1 XMP', json)));
      } else if (comment !== undefined && isLabelComment(comment)) {
        labels.push(foundLabel('exif-comment', 'APP1 EXIF UserComment', comment));
      }
    }
    return { labels, problems };
  },

  async *parts(source, json) {
    yield* partsOf(await planJpeg(source, json));
  },
};

async function planJpeg(source: ByteSource, json: string): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const segments = await listSegments(source, problems);
  const apps = await appSegments(source, segments);
  if (problems[0] !== undefined) {
    throw unreadable(source.name, problems[0].message);
  }
  const changed = new Map<Segment, Uint8Array>();
  let packet: string | undefined;
  for (const { segment, data } of apps) {
    const xmp = xmpOf(data);
    const comment = findUserComment(data);
    if (xmp !== undefined) {
      // One packet holds the label; of any further ones only theirs go.
      changed.set(segment, packet === undefined ? new Uint8Array() : xmpSegment(source, removeXmpLabels(xmp)));
      packet ??= xmp;
    } else if (comment !== undefined && isLabelComment(comment.text)) {
      const blank = await source.read(segment.start, segment.end - segment.start);
      const bytes = blank.slice();
      bytes.fill(0x20, 4 + comment.start, 4 + comment.end);
      changed.set(segment, bytes);
    }
  }
  const xmp = xmpSegment(source, setXmpLabel(packet, json));
  // JFIF wants its own segment first, EXIF likes to be next.
  const isHead = (segment: Segment) =>
    segment.marker === app0 || apps.some((app) => app.segment === segment && xmpOf(app.data) === undefined);
  const firstOther = segments.findIndex((segment) => !isHead(segment));
  const pieces = segments.map((segment): Piece => {
    const bytes = changed.get(segment);
    return { start: segment.start, end: segment.end, ...(bytes === undefined ? {} : { bytes }) };
  });
  const at = pieces[firstOther]?.start ?? 2;
  return [
    { start: 0, end: 2, bytes: Uint8Array.of(0xff, 0xd8) },
    ...pieces.slice(0, firstOther),
    { start: at, end: at, bytes: xmp },
    ...pieces.slice(firstOther),
    { start: pieces.at(-1)?.end ?? 2, end: source.sizeBytes },
  ];
}

/** The APP1 segments with their data. */
function appSegments(
  source: ByteSource,
  segments: readonly Segment[],
): Promise<{ segment: Segment; data: Uint8Array }[]> {
  return Promise.all(
    segments
      .filter(({ marker }) => marker === app1)
      .map(async (segment) => ({
        segment,
        data: await source.read(segment.dataStart, segment.end - segment.dataStart),
      })),
  );
}

function xmpOf(data: Uint8Array): string | undefined {
  const head = Buffer.from(data.subarray(0, xmpHead.length)).toString('latin1');
  return head === xmpHead ? new TextDecoder().decode(data.subarray(xmpHead.length)) : undefined;
}

function xmpSegment(source: ByteSource, xmp: string): Uint8Array {
  const data = new TextEncoder().encode(xmpHead + xmp);
  if (data.length > mostSegmentBytes) {
    throw unreadable(source.name, 'its XMP fills its segment: there is no room for a label');
  }
  const length = data.length + 2;
  return Buffer.concat([Uint8Array.of(0xff, app1, length >> 8, length & 0xff), data]);
}
