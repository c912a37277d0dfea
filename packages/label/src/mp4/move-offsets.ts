import { type Box, makeBox, splitBoxes, u32Bytes, viewOf } from './box.ts';

/** Where a byte of the old file is in the new one. */
export type Moved = (offset: number) => number;

/** What a sound box of a file can't be. The caller names the file. */
export class BrokenBox extends Error {}

// The only way to chunk offsets. A fixed chain, so that boxes nested by an enemy can't exhaust the stack.
const childOnTheWay: Readonly<Record<string, string>> = { moov: 'trak', trak: 'mdia', mdia: 'minf', minf: 'stbl' };

/**
 * A `moov` box whose chunk offsets follow their media. `isWide` turns 32-bit tables (`stco`) into 64-bit ones (`co64`),
 * for media that moves past 4 GiB.
 * @throws BrokenBox for a table that is cut off, and for encrypted media, whose offsets lie elsewhere too
 */
export function moveChunkOffsets(moov: Box, moved: Moved, isWide: boolean): Uint8Array {
  const childType = childOnTheWay[moov.type];
  const { boxes, tail } = splitBoxes(moov.body);
  const children = boxes.map((child) => {
    if (child.type === childType) {
      return moveChunkOffsets(child, moved, isWide);
    }
    if (moov.type !== 'stbl') {
      return child.bytes;
    }
    switch (child.type) {
      case 'stco':
        return movedTable(child, 4, isWide ? 8 : 4, moved);
      case 'co64':
        return movedTable(child, 8, 8, moved);
      case 'saio':
        throw new BrokenBox('the media is encrypted (saio): label it before it is encrypted');
      default:
        return child.bytes;
    }
  });
  return makeBox(moov.type, ...children, tail);
}

/** The largest offset that a 32-bit table of a `moov` box would have to hold; 0 where there is none. */
export function largestNarrowOffset(moov: Box, moved: Moved): number {
  let largest = 0;
  // Only looks: what is built is thrown away.
  moveChunkOffsets(
    moov,
    (offset) => {
      largest = Math.max(largest, moved(offset));
      return 0;
    },
    false,
  );
  return largest;
}

function movedTable(box: Box, oldWidth: 4 | 8, newWidth: 4 | 8, moved: Moved): Uint8Array {
  const view = viewOf(box.body);
  const count = box.body.length < 8 ? 0 : view.getUint32(4);
  if (box.body.length < 8 || box.body.length - 8 < count * oldWidth) {
    throw new BrokenBox(`${box.type} is shorter than its ${count} entries`);
  }
  const table = new Uint8Array(count * newWidth);
  const tableView = viewOf(table);
  for (let index = 0; index < count; index += 1) {
    const at = 8 + index * oldWidth;
    const offset = moved(oldWidth === 4 ? view.getUint32(at) : Number(view.getBigUint64(at)));
    if (newWidth === 4) {
      tableView.setUint32(index * 4, offset);
    } else {
      tableView.setBigUint64(index * 8, BigInt(offset));
    }
  }
  return makeBox(newWidth === 4 ? 'stco' : 'co64', u32Bytes(0, count), table);
}

/** A fragment's `moof` whose base data offsets follow; its length stays. Most fragments have none and come back as is. */
export function moveFragment(moof: Box, moved: Moved): Uint8Array {
  const bytes = moof.bytes.slice();
  const view = viewOf(bytes);
  for (const traf of splitBoxes(moof.body).boxes.filter(({ type }) => type === 'traf')) {
    for (const tfhd of splitBoxes(traf.body).boxes.filter(({ type }) => type === 'tfhd')) {
      // Flag 1: a 64-bit base data offset follows the track's id.
      if (tfhd.body.length >= 16 && (viewOf(tfhd.body).getUint32(0) & 1) === 1) {
        const at = tfhd.body.byteOffset - moof.bytes.byteOffset + 8;
        view.setBigUint64(at, BigInt(moved(Number(view.getBigUint64(at)))));
      }
    }
  }
  return bytes;
}

/** A fragment index `mfra` whose offsets follow; its length stays. */
export function moveFragmentIndex(mfra: Box, moved: Moved): Uint8Array {
  const bytes = mfra.bytes.slice();
  const view = viewOf(bytes);
  for (const tfra of splitBoxes(mfra.body).boxes.filter(({ type, body }) => type === 'tfra' && body.length >= 16)) {
    const start = tfra.body.byteOffset - mfra.bytes.byteOffset;
    const isWide = tfra.body[0] === 1;
    const lengths = view.getUint32(start + 8);
    const numberBytes = ((lengths >> 4) & 3) + 1 + (((lengths >> 2) & 3) + 1) + ((lengths & 3) + 1);
    const entryBytes = (isWide ? 16 : 8) + numberBytes;
    const count = view.getUint32(start + 12);
    if (tfra.body.length - 16 < count * entryBytes) {
      throw new BrokenBox(`tfra is shorter than its ${count} entries`);
    }
    for (let index = 0; index < count; index += 1) {
      const entry = start + 16 + index * entryBytes;
      if (isWide) {
        view.setBigUint64(entry + 8, BigInt(moved(Number(view.getBigUint64(entry + 8)))));
      } else {
        view.setUint32(entry + 4, moved(view.getUint32(entry + 4)));
      }
    }
  }
  return bytes;
}
