import { type ByteSource, unreadable } from '../byte-source.ts';
import { type FoundLabel, foundLabel } from '../found-label.ts';
import { type LabelFormat, type Piece, partsOf } from '../parts.ts';
import { type LabelProblem, problem } from '../problem.ts';
import { filePositions, type MetaData, makeTextProperty, readMetaData, textOf } from './amf.ts';

const scriptTag = 18;
const tagHeadBytes = 11;
/** Metadata stands at the start; beyond this many tags it would not be found by players either. */
const mostTags = 64;

/** FLV: the text `AIGC` of `onMetaData` (TC260-PG-20257A). */
export const flvFormat: LabelFormat = {
  async read(source) {
    const problems: LabelProblem[] = [];
    const labels: FoundLabel[] = [];
    for (const { data, meta } of await scriptTags(source, problems)) {
      for (const property of meta.properties.filter(({ name }) => name === 'AIGC')) {
        labels.push(foundLabel('flv-metadata', 'onMetaData AIGC', textOf(data, property) ?? ''));
      }
    }
    return { labels, problems };
  },

  async *parts(source, json) {
    yield* partsOf(await planFlv(source, json));
  },
};

interface ScriptTag {
  start: number;
  end: number;
  data: Uint8Array;
  meta: MetaData;
}

async function planFlv(source: ByteSource, json: string): Promise<Piece[]> {
  const problems: LabelProblem[] = [];
  const tags = await scriptTags(source, problems);
  if (problems[0] !== undefined) {
    throw unreadable(source.name, problems[0].message);
  }
  const headEnd = new DataView((await source.read(5, 4)).slice().buffer).getUint32(0) + 4;
  const [first, ...others] = tags;
  const at = first ?? { start: headEnd, end: headEnd };
  const property = makeTextProperty('AIGC', json);
  const made = first === undefined ? newTag(property) : changedTag(first, property);
  const without = others.map((tag): Piece => ({ start: tag.start, end: tag.end, bytes: changedTag(tag, undefined) }));
  const shift = [{ ...at, bytes: made }, ...without].reduce(
    (sum, { start, end, bytes }) => sum + (bytes?.length ?? 0) - (end - start),
    0,
  );
  if (first !== undefined) {
    movePositions(made, shift);
  }
  const pieces: Piece[] = [];
  let from = 0;
  for (const piece of [{ ...at, bytes: made }, ...without]) {
    pieces.push(
      { start: from, end: piece.start },
      { start: piece.start, end: piece.end, bytes: piece.bytes ?? new Uint8Array() },
    );
    from = piece.end;
  }
  return [...pieces, { start: from, end: source.sizeBytes }];
}

/** A whole script tag (with the size after it) whose `onMetaData` holds the property alone. */
function newTag(property: Uint8Array): Uint8Array {
  const name = new TextEncoder().encode('onMetaData');
  return wholeTag(
    Buffer.concat([
      Uint8Array.of(2, 0, name.length),
      name,
      Uint8Array.of(8, 0, 0, 0, 1),
      property,
      Uint8Array.of(0, 0, 9),
    ]),
  );
}

/** The tag without its labels, and with the property, if one is given. */
function changedTag({ data, meta }: ScriptTag, property: Uint8Array | undefined): Uint8Array {
  const kept = meta.properties.filter(({ name }) => name !== 'AIGC');
  const head = data.slice(0, meta.start);
  if (meta.countAt !== undefined) {
    new DataView(head.buffer).setUint32(meta.countAt, kept.length + (property === undefined ? 0 : 1));
  }
  return wholeTag(
    Buffer.concat([
      head,
      ...kept.map(({ start, end }) => data.subarray(start, end)),
      ...(property === undefined ? [] : [property]),
      data.subarray(meta.end),
    ]),
  );
}

function wholeTag(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(tagHeadBytes + data.length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes[0] = scriptTag;
  bytes.set(data, tagHeadBytes);
  view.setUint32(tagHeadBytes + data.length, tagHeadBytes + data.length);
  return bytes;
}

/** Lets the places of key frames in a whole tag follow the frames, which moved by `shift` bytes. */
function movePositions(tag: Uint8Array, shift: number): void {
  const data = tag.subarray(tagHeadBytes, -4);
  const meta = readMetaData(data);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const at of meta === undefined ? [] : filePositions(data, meta)) {
    view.setFloat64(at, view.getFloat64(at) + shift);
  }
}

/** The tags with `onMetaData` near the start of the file. */
async function scriptTags(source: ByteSource, problems: LabelProblem[]): Promise<ScriptTag[]> {
  const head = await source.read(0, 13);
  const found: ScriptTag[] = [];
  if (head.length < 13) {
    problems.push(problem('broken_file', 'ends within its header'));
    return found;
  }
  let offset = new DataView(head.buffer, head.byteOffset).getUint32(5) + 4;
  for (let count = 0; count < mostTags && offset < source.sizeBytes; count += 1) {
    const tag = await source.read(offset, tagHeadBytes);
    const length = ((tag[1] ?? 0) << 16) | ((tag[2] ?? 0) << 8) | (tag[3] ?? 0);
    const end = offset + tagHeadBytes + length + 4;
    if (tag.length < tagHeadBytes || end > source.sizeBytes) {
      problems.push(problem('broken_file', `no whole tag can be read at byte ${offset}`));
      return found;
    }
    if (((tag[0] ?? 0) & 0x1f) === scriptTag) {
      const data = await source.read(offset + tagHeadBytes, length);
      const meta = readMetaData(data);
      if (meta !== undefined) {
        found.push({ start: offset, end, data, meta });
      }
    }
    offset = end;
  }
  return found;
}
