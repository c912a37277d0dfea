import { type ByteSource, unreadable } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { type LabelFormat, partsOf } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { childrenOf, type Element, ids, makeElement } from './ebml.ts';
import { planSegment } from './plan-segment.ts';
import { walkSegment } from './walk.ts';

const mostTagsBytes = 64 * 1024 * 1024;
const name = 'AIGC';

/** MKV and WebM: a SimpleTag `AIGC` under `Tags` (TC260-PG-20257A). */
export const matroskaFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const labels = (await readTags(source, problems)).flatMap((tag) => labelsOfTag(tag, 0));
    return { labels, problems };
  },

  async *parts(source, json) {
    const problems: LabelProblem[] = [];
    const tags = await readTags(source, problems);
    const segment = await walkSegment(source, problems);
    if (problems[0] !== undefined || segment === undefined) {
      throw unreadable(source.name, problems[0]?.message ?? 'holds no segment');
    }
    const kept = tags.flatMap((tag) => withoutLabels(tag) ?? []);
    const text = (id: number, value: string) => makeElement(id, new TextEncoder().encode(value));
    const label = makeElement(
      ids.tag,
      makeElement(ids.targets),
      makeElement(ids.simpleTag, text(ids.tagName, name), text(ids.tagString, json)),
    );
    yield* partsOf(await planSegment(source, segment, makeElement(ids.tags, ...kept, label)));
  },
};

/** Every `Tag` of the file. What is damaged is told, and left out. */
async function readTags(source: ByteSource, problems: LabelProblem[]): Promise<Element[]> {
  const segment = await walkSegment(source, problems);
  const found: Element[] = [];
  for (const { id, start, dataStart, end } of segment?.elements ?? []) {
    if (id !== ids.tags) {
      continue;
    }
    const isLarge = end - dataStart > mostTagsBytes;
    const children = isLarge ? undefined : childrenOf(await source.read(dataStart, end - dataStart));
    if (children === undefined) {
      problems.push(problem(isLarge ? 'too_large' : 'broken_file', `the tags at byte ${start} can't be read`));
    } else {
      found.push(...children.filter((child) => child.id === ids.tag));
    }
  }
  return found;
}

const mostDepth = 16;

/** The labels of a tag; tags may lie in tags. */
function labelsOfTag({ data }: Element, depth: number): FoundLabel[] {
  const children = depth < mostDepth ? (childrenOf(data) ?? []) : [];
  return children
    .filter(({ id }) => id === ids.simpleTag)
    .flatMap((simple) => {
      const parts = childrenOf(simple.data) ?? [];
      const inner = labelsOfTag(simple, depth + 1);
      return isLabel(parts) ? [foundLabel('matroska-tag', 'Tags AIGC', textOf(parts, ids.tagString)), ...inner] : inner;
    });
}

/** The tag without its labels; undefined where nothing else is in it. */
function withoutLabels(tag: Element, depth = 0): Uint8Array | undefined {
  const children = childrenOf(tag.data);
  if (children === undefined || depth === mostDepth) {
    return tag.whole;
  }
  const kept = children.flatMap((child) => {
    if (child.id !== ids.simpleTag) {
      // A checksum would be wrong for what is left.
      return child.id === ids.crc32 ? [] : [child.whole];
    }
    return isLabel(childrenOf(child.data) ?? []) ? [] : (withoutLabels(child, depth + 1) ?? []);
  });
  const isEmpty = depth === 0 && !children.some(({ id, whole }) => id === ids.simpleTag && kept.includes(whole));
  if (isEmpty && kept.length < children.length) {
    return undefined;
  }
  return makeElement(tag.id, ...kept);
}

function isLabel(parts: readonly Element[]): boolean {
  return textOf(parts, ids.tagName) === name;
}

function textOf(parts: readonly Element[], id: number): string {
  const found = parts.find((part) => part.id === id);
  return found === undefined ? '' : new TextDecoder().decode(found.data).replace(/\0+$/, '');
}
