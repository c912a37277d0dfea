import { describe, expect, it } from 'vitest';
import type { Frame } from '../frame.ts';
import { linesOf } from './read-words.ts';
import { spreadFrames } from './spread-frames.ts';

const head = 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext';
const row = (line: number, word: string, confidence: number) =>
  `5\t1\t1\t1\t${line}\t1\t0\t0\t9\t9\t${confidence}\t${word}`;

describe('words in pictures are read where tesseract is installed (S2)', () => {
  it('its table becomes lines, Chinese without spaces, without what it is not sure of', () => {
    const table = [
      head,
      row(1, '在', 96.2),
      row(1, '线', 91),
      row(1, '赌场', 88),
      row(2, 'free', 95),
      row(2, 'spins', 90),
    ];
    expect(linesOf([...table, row(3, '~|', 12), '4\t1\t1\t1\t4\t0\t0\t0\t9\t9\t-1\t'].join('\n'))).toEqual([
      '在线赌场',
      'free spins',
    ]);
    expect(linesOf('')).toEqual([]);
  });

  it('of a long clip so many frames are read, spread over all of it', async () => {
    const frames = Array.from({ length: 100 }, (_, index): Frame => {
      return { atMs: index * 1000, width: 1, height: 1, rgba: new Uint8Array(4) };
    });
    const spread = spreadFrames(8);
    let passed = 0;
    for await (const _ of spread.pass(
      (async function* () {
        yield* frames;
      })(),
    )) {
      passed += 1;
    }
    expect(passed).toBe(100);
    const times = spread.kept().map(({ atMs }) => atMs / 1000);
    expect(times).toEqual([0, 16, 32, 48, 64, 80, 96]);
  });
});
