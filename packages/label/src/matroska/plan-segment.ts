import { type ByteSource, unreadable } from '../byte-source.ts';
import type { Piece } from '../parts.ts';
import { childrenOf, type Element, ids, makeElement, makeWideHead, readHead, readNumber, u64 } from './ebml.ts';
import type { Segment, TopElement } from './walk.ts';

const mostIndexBytes = 512 * 1024 * 1024;
/** A cluster's place stands among its first elements. */
const clusterHeadBytes = 64;

/** What stands on the first level of the new file. */
interface NewElement {
  /** What it was, or undefined for the tags. */
  old: TopElement | undefined;
  /** Its bytes where they are made anew; they do not depend on the places in length. */
  make?: (place: (old: number) => number, tags: number) => Uint8Array;
  length: number;
}

/**
 * The whole file with these tags in place of its own, before the first cluster, so that players find them without
 * searching. Media is copied; the places in the index (SeekHead, Cues) and in clusters follow it.
 * @throws ClipoError `unreadable_material` where the index is damaged
 */
export async function planSegment(source: ByteSource, segment: Segment, tags: Uint8Array): Promise<Piece[]> {
  const { head, elements, end } = segment;
  const made: NewElement[] = [];
  for (const element of elements.filter(({ id }) => id !== ids.tags)) {
    made.push(await newElement(source, element, element === elements.find(({ id }) => id === ids.seekHead)));
  }
  const firstCluster = made.findIndex(({ old }) => old?.id === ids.cluster);
  made.splice(firstCluster < 0 ? made.length : firstCluster, 0, {
    old: undefined,
    make: () => tags,
    length: tags.length,
  });

  // Places count from the start of the segment's data.
  const places = new Map<number, number>();
  let tagsPlace = 0;
  let total = 0;
  for (const { old, length } of made) {
    if (old === undefined) {
      tagsPlace = total;
    } else {
      places.set(old.start - head.dataStart, total);
    }
    total += length;
  }
  const place = (old: number) => places.get(old) ?? old;
  const pieces = made.flatMap(({ old, make }): Piece[] => {
    const [start, pieceEnd] = old === undefined ? [head.dataStart, head.dataStart] : [old.start, old.end];
    return [{ start, end: pieceEnd, ...(make === undefined ? {} : { bytes: make(place, tagsPlace) }) }];
  });
  const settled: Piece[] = [];
  for (const piece of pieces) {
    settled.push(...(piece.bytes === undefined ? await clusterPieces(source, piece, place, head.dataStart) : [piece]));
  }
  const newHead = makeWideHead(ids.segment, total);
  if (head.length === undefined) {
    newHead.fill(0xff, 5);
  }
  return [
    { start: 0, end: head.start },
    { start: head.start, end: head.dataStart, bytes: newHead },
    ...settled,
    { start: end, end: source.sizeBytes },
  ];
}

async function newElement(source: ByteSource, old: TopElement, isFirstSeekHead: boolean): Promise<NewElement> {
  if (old.id !== ids.seekHead && old.id !== ids.cues) {
    return { old, length: old.end - old.start };
  }
  const size = old.end - old.dataStart;
  const children = size > mostIndexBytes ? undefined : childrenOf(await source.read(old.dataStart, size));
  if (children === undefined) {
    throw unreadable(source.name, `its index at byte ${old.start} is damaged`);
  }
  const make: NonNullable<NewElement['make']> = (place, tags) =>
    old.id === ids.cues
      ? makeElement(ids.cues, ...movedCues(children, place))
      : makeElement(
          ids.seekHead,
          ...movedSeeks(children, place),
          ...(isFirstSeekHead ? [makeSeek(ids.tags, tags)] : []),
        );
  return { old, make, length: make((at) => at, 0).length };
}

/** The entries of a SeekHead, except those for tags, with their new places. */
function movedSeeks(children: readonly Element[], place: (old: number) => number): Uint8Array[] {
  return children
    .filter(({ id }) => id === ids.seek)
    .flatMap(({ data }) => {
      const parts = childrenOf(data) ?? [];
      const target = parts.find(({ id }) => id === ids.seekId);
      const position = parts.find(({ id }) => id === ids.seekPosition);
      const targetId = readNumber(target?.data ?? new Uint8Array());
      return target === undefined || position === undefined || targetId === ids.tags
        ? []
        : [makeSeek(targetId, place(readNumber(position.data)))];
    });
}

function makeSeek(target: number, position: number): Uint8Array {
  const id = Buffer.from(target.toString(16).padStart(8, '0'), 'hex');
  return makeElement(
    ids.seek,
    makeElement(ids.seekId, id.subarray(id.findIndex((byte) => byte !== 0))),
    makeElement(ids.seekPosition, u64(position)),
  );
}

/** Cues with the clusters' new places; all else in them stays. */
function movedCues(children: readonly Element[], place: (old: number) => number): Uint8Array[] {
  return children
    .filter(({ id }) => id !== ids.crc32)
    .map(({ id, data, whole }) => {
      if (id === ids.cueClusterPosition) {
        return makeElement(id, u64(place(readNumber(data))));
      }
      return id === ids.cuePoint || id === ids.cueTrackPositions
        ? makeElement(id, ...movedCues(childrenOf(data) ?? [], place))
        : whole;
    });
}

/** A copied element; where it is a cluster that tells its own place, with the new one in as many bytes. */
async function clusterPieces(
  source: ByteSource,
  piece: Piece,
  place: (old: number) => number,
  base: number,
): Promise<Piece[]> {
  const bytes = await source.read(piece.start, Math.min(clusterHeadBytes, piece.end - piece.start));
  const head = readHead(bytes, 0);
  for (let at = head?.id === ids.cluster ? head.dataStart : bytes.length; at < bytes.length; ) {
    const child = readHead(bytes.subarray(at), at);
    const end = child === undefined || child.length === undefined ? bytes.length : child.dataStart + child.length;
    if (child?.id === ids.clusterPosition && end <= bytes.length) {
      const changed = bytes.slice();
      const width = end - child.dataStart;
      const moved = u64(place(piece.start - base));
      if (moved.subarray(0, 8 - width).every((byte) => byte === 0)) {
        changed.set(moved.subarray(8 - width), child.dataStart);
      } else {
        // No room for it: the place is only a help for damaged files, so it becomes a gap.
        changed[at] = ids.void;
      }
      return [
        { start: piece.start, end: piece.start + bytes.length, bytes: changed },
        { start: piece.start + bytes.length, end: piece.end },
      ];
    }
    at = end;
  }
  return [piece];
}
