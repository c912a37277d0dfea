import { describe, expect, it } from 'vitest';
import { drawnFrame, type Frame, markedFrame, shrunk, taken } from './frames.fixture.ts';
import { decodePieceId, encodePieceId, pieceIdOf } from './piece-code.ts';
import { openWatermarkReader } from './reader.ts';

const key = 'a key of a service';
const hashes = ['9f86d081884c7d659a2feaa0c55ad015', '60303ae22b998861bce3b28f33eec1be'] as const;
const ids = hashes.map(pieceIdOf);
const [width, height] = [540, 960];

function read(frames: readonly Frame[], by = key) {
  const reader = openWatermarkReader(frames[0] as Frame);
  for (const frame of frames) {
    reader.add(shrunk(frame, reader.width, reader.height));
  }
  return reader.find(by);
}

const shots = [0, 7, 14, 21].map((shift) => drawnFrame(width, height, shift));
const marked = shots.map((frame) => markedFrame(frame, key, hashes[0]));

describe('a watermark is found again (L3)', () => {
  it('as it is, with its piece; by another key, or without a mark, nothing is', () => {
    expect(read(marked)).toMatchObject({ isFound: true, pieces: [{ id: ids[0], firstFrame: 0, endFrame: 4 }] });
    expect(read(marked, 'another key').isFound).toBe(false);
    expect(read(shots).isFound).toBe(false);
  });

  it('after a crop of a tenth, at half the size and at one and a half, brighter and darker', () => {
    const cropped = marked.map((frame) => taken(frame, width * 0.9, height * 0.9, (x, y) => [x + 21, y + 40]));
    const scaled = [0.5, 1.5].map((scale) =>
      marked.slice(0, 2).map((frame) => taken(frame, width * scale, height * scale, (x, y) => [x / scale, y / scale])),
    );
    const lit = [0.85, 1.15].map((gain) =>
      marked.map((frame) => ({ ...frame, luma: frame.luma.map((value) => Math.min(255, value * gain)) })),
    );
    for (const frames of [cropped, ...scaled, ...lit]) {
      expect(read(frames).pieces.map(({ id }) => id)).toEqual([ids[0]]);
    }
  });

  it('in a film of a screen: turned, smaller, in perspective', () => {
    const filmed = marked.map((frame) =>
      taken(frame, width, height, (x, y) => {
        const [u, v] = [(x - 270) / 0.86, (y - 480) / 0.86];
        const w = 1 + u * 0.00006 - v * 0.00004;
        const [cos, sin] = [Math.cos(0.03), Math.sin(0.03)];
        return [(u * cos - v * sin) / w + 270, (u * sin + v * cos) / w + 480];
      }),
    );
    expect(read(filmed).pieces.map(({ id }) => id)).toEqual([ids[0]]);
  });

  it('piece after piece, in their order, though some frames were cut out', () => {
    const second = shots.map((frame) => markedFrame(frame, key, hashes[1]));
    const frames = Array.from({ length: 40 }, (_, index) => (index < 18 ? marked : second)[index % 4] as Frame);
    expect(read(frames).pieces.map(({ id }) => id)).toEqual(ids);
  });
});

describe('a piece id as coded bits', () => {
  it('is read though a fifth of the bits are wrong, and what is noise is none', () => {
    const coded = encodePieceId('0123456789ab');
    const soft = Float32Array.from(coded, (bit, index) => (index % 5 === 0 ? -0.8 : 1) * (bit * 2 - 1));
    expect(decodePieceId(soft)).toBe('0123456789ab');
    expect(decodePieceId(new Float32Array(coded.length))).toBeUndefined();
    expect(decodePieceId(soft.map((value, index) => value * Math.cos(index * index)))).toBeUndefined();
  });

  it('refuses what is no id', () => {
    expect(() => encodePieceId('123')).toThrow(RangeError);
  });
});
