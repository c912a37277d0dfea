import type { ByteSource } from '../byte-source.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { type ElementHead, ids, mostHeadBytes, readHead } from './ebml.ts';

const mostElements = 2_000_000;

/** An element on the first level of a segment, with its end. */
export type TopElement = ElementHead & { end: number };

/** A file's segment and what is on its first level. */
export interface Segment {
  head: ElementHead;
  elements: TopElement[];
  end: number;
}

/** Elements that stand on the first level: where one begins, a cluster of unknown length has ended. */
const isTop = (id: number) => id > 0xff_ffff;

/** Lists what is on the first level of a Matroska file's segment; undefined, with the reason, where there is none. */
export async function walkSegment(source: ByteSource, problems: LabelProblem[]): Promise<Segment | undefined> {
  const headAt = async (offset: number) => readHead(await source.read(offset, mostHeadBytes), offset);
  let offset = 0;
  let head = await headAt(offset);
  while (head !== undefined && head.id !== ids.segment && head.length !== undefined && offset < source.sizeBytes) {
    offset = head.dataStart + head.length;
    head = await headAt(offset);
  }
  if (head?.id !== ids.segment) {
    problems.push(problem('broken_file', 'holds no segment'));
    return undefined;
  }
  const end = head.length === undefined ? source.sizeBytes : head.dataStart + head.length;
  if (end > source.sizeBytes) {
    problems.push(problem('broken_file', `the file ends at byte ${source.sizeBytes}, ${end} were announced`));
    return undefined;
  }
  const elements: TopElement[] = [];
  let at = head.dataStart;
  let count = 0;
  while (at < end) {
    const element = await headAt(at);
    let elementEnd = element === undefined ? at : element.dataStart + (element.length ?? 0);
    if (element !== undefined && element.length === undefined && element.id === ids.cluster) {
      for (let child = await headAt(elementEnd); child !== undefined && !isTop(child.id) && elementEnd < end; ) {
        elementEnd = child.dataStart + (child.length ?? Number.POSITIVE_INFINITY);
        count += 1;
        child = elementEnd < end && count < mostElements ? await headAt(elementEnd) : undefined;
      }
    }
    count += 1;
    if (element === undefined || elementEnd > end || elementEnd <= at || count >= mostElements) {
      problems.push(problem('broken_file', `no whole element can be read at byte ${at}`));
      return undefined;
    }
    elements.push({ ...element, end: elementEnd });
    at = elementEnd;
  }
  return { head, elements, end };
}
