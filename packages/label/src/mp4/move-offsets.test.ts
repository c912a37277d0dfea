import { describe, expect, it } from 'vitest';
import { type Box, makeBox, splitBoxes, u32Bytes, viewOf } from './box.ts';
import { BrokenBox, largestNarrowOffset, moveChunkOffsets, moveFragment, moveFragmentIndex } from './move-offsets.ts';

const boxOf = (bytes: Uint8Array): Box => {
  const box = splitBoxes(bytes).boxes[0];
  if (box === undefined) {
    throw new Error('no box');
  }
  return box;
};
const movie = (...tables: Uint8Array[]) =>
  boxOf(makeBox('moov', makeBox('trak', makeBox('mdia', makeBox('minf', makeBox('stbl', ...tables))))));
const tableOf = (moov: Uint8Array): Box => {
  let box = boxOf(moov);
  while (box.type !== 'stbl') {
    box = boxOf(box.body);
  }
  return boxOf(box.body);
};

describe('offsets of moved media', () => {
  it('chunk offsets follow, in 32 and in 64 bits', () => {
    const narrow = tableOf(moveChunkOffsets(movie(makeBox('stco', u32Bytes(0, 2, 100, 5000))), (at) => at + 7, false));
    expect([narrow.type, ...[8, 12].map((at) => viewOf(narrow.body).getUint32(at))]).toEqual(['stco', 107, 5007]);
    const wide = tableOf(moveChunkOffsets(movie(makeBox('co64', u32Bytes(0, 1, 1, 0))), (at) => at + 7, false));
    expect([wide.type, viewOf(wide.body).getBigUint64(8)]).toEqual(['co64', 0x1_0000_0007n]);
  });

  it('media that is pushed past 4 GiB gets 64-bit offsets', () => {
    const moov = movie(makeBox('stco', u32Bytes(0, 2, 100, 0xffff_fff0)));
    const moved = (at: number) => at + 200;
    expect(largestNarrowOffset(moov, moved)).toBe(0xffff_fff0 + 200);
    const table = tableOf(moveChunkOffsets(moov, moved, true));
    expect([table.type, viewOf(table.body).getUint32(4)]).toEqual(['co64', 2]);
    expect([8, 16].map((at) => Number(viewOf(table.body).getBigUint64(at)))).toEqual([300, 0xffff_fff0 + 200]);
  });

  it("a fragment's base and the fragment index follow", () => {
    const moof = boxOf(makeBox('moof', makeBox('traf', makeBox('tfhd', u32Bytes(1, 1, 0, 4000)))));
    expect(viewOf(moveFragment(moof, (at) => at + 9)).getUint32(36)).toBe(4009);
    const narrow = boxOf(makeBox('mfra', makeBox('tfra', u32Bytes(0, 1, 0, 1, 90, 4000), new Uint8Array(3))));
    expect(viewOf(moveFragmentIndex(narrow, (at) => at + 9)).getUint32(36)).toBe(4009);
    const wide = boxOf(
      makeBox('mfra', makeBox('tfra', u32Bytes(0x0100_0000, 1, 0, 1, 0, 90, 0, 4000), new Uint8Array(3))),
    );
    expect(viewOf(moveFragmentIndex(wide, (at) => at + 9)).getUint32(44)).toBe(4009);
  });

  it('a table that is cut off, and encrypted media, are refused', () => {
    for (const table of [makeBox('stco', u32Bytes(0, 2, 100)), makeBox('stco'), makeBox('saio', u32Bytes(0, 0))]) {
      expect(() => moveChunkOffsets(movie(table), (at) => at, false)).toThrow(BrokenBox);
    }
    const cut = boxOf(makeBox('mfra', makeBox('tfra', u32Bytes(0, 1, 0, 1000, 1))));
    expect(() => moveFragmentIndex(cut, (at) => at)).toThrow(BrokenBox);
  });
});
