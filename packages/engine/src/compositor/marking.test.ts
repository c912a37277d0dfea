import { expect, it } from 'vitest';
import { loadCompositor } from './load-node.ts';
import { noise, noisy, plain } from './test-pictures.ts';

it('a mark is added to luma alone, by the texture of each block, held at black and white (L3)', async () => {
  const compositor = await loadCompositor();
  const [width, height, side] = [50, 38, 12];
  const levels = (seed: number) => {
    const next = noise(seed);
    return Int8Array.from({ length: side * side }, () => (next() % 9) - 4);
  };
  const tile = { side, plain: levels(1), textured: levels(2) };
  for (const target of [noisy(compositor, width, height, 5), plain(compositor, width, height, 2)]) {
    const before = compositor.bytesOf(target).slice();
    const mark = compositor.createMark(tile, width);
    compositor.addMark(mark, target);
    compositor.releaseMark(mark);
    const after = compositor.bytesOf(target);
    const spreadOf = (left: number, top: number) => {
      const block = Array.from({ length: 128 }, (_, at) => [left + (at % 16), top + (at >> 4)] as const)
        .filter(([x, y]) => x < width && y < height)
        .map(([x, y]) => before[y * width + x] as number);
      return Math.max(...block) - Math.min(...block);
    };
    const expected = before.map((value, at) => {
      if (at >= width * height) {
        return value;
      }
      const [x, y] = [at % width, Math.floor(at / width)];
      const { plain: weak, textured } = tile;
      const chosen = spreadOf(x - (x % 16), y - (y % 8)) > 24 ? textured : weak;
      return Math.max(0, Math.min(255, value + (chosen[(y % side) * side + (x % side)] as number)));
    });
    expect(Buffer.compare(after, expected)).toBe(0);
  }
});
