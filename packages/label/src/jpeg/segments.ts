import type { ByteSource } from '../byte-source.ts';
import { type LabelProblem, problem } from '../problem.ts';

const mostSegments = 10_000;

/** A segment before the picture's data: its marker, and where it begins, holds its data and ends. */
export interface Segment {
  marker: number;
  start: number;
  dataStart: number;
  end: number;
}

/** Markers that stand alone, without a length. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);

/** Lists the segments up to the start of the picture's data (SOS). What is wrong is added to `problems`. */
export async function listSegments(source: ByteSource, problems: LabelProblem[]): Promise<Segment[]> {
  const segments: Segment[] = [];
  let offset = 2;
  while (segments.length < mostSegments) {
    const head = await source.read(offset, 4);
    const marker = head[1] ?? 0;
    if (head[0] !== 0xff || head.length < 4) {
      problems.push(problem('broken_file', `no segment begins at byte ${offset}`));
      return segments;
    }
    if (marker === 0xff) {
      // Fill bytes may stand before a marker.
      offset += 1;
      continue;
    }
    if (isBare(marker)) {
      offset += 2;
      continue;
    }
    const length = ((head[2] ?? 0) << 8) | (head[3] ?? 0);
    const end = offset + 2 + length;
    if (marker === 0xd9 || length < 2 || end > source.sizeBytes) {
      problems.push(problem('broken_file', `no whole segment can be read at byte ${offset}`));
      return segments;
    }
    segments.push({ marker, start: offset, dataStart: offset + 4, end });
    if (marker === 0xda) {
      return segments;
    }
    offset = end;
  }
  problems.push(problem('too_large', `more than ${mostSegments} segments`));
  return segments;
}
