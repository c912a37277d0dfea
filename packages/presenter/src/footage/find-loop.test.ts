import { expect, it } from 'vitest';
import { findLoop, loopFrameAt } from './find-loop.ts';

const print = (at: number) => ({ luma: new Float32Array(768).fill(100 + at * 20), x: at * 0.1, y: 0, roll: 0 });

it('footage repeats between two frames that are alike, far apart (C6)', () => {
  const swaying = Array.from({ length: 300 }, (_, frame) => print(Math.sin((frame / 110) * Math.PI * 2)));
  const loop = findLoop(swaying);
  expect(loop?.jump).toBeLessThan(0.01);
  expect(((loop?.end ?? 0) - (loop?.first ?? 0)) / 110).toBeCloseTo(2, 1);
});

it('footage that never comes back is told as such', () => {
  expect(findLoop(Array.from({ length: 300 }, (_, frame) => print(frame / 60)))).toBeUndefined();
});

it('the loop goes on without end, before the voice and long after it', () => {
  const loop = { first: 10, end: 60, fade: 8, jump: 0 };
  expect([-1, 0, 49, 50, 125].map((frame) => loopFrameAt(loop, frame))).toEqual([59, 10, 59, 10, 35]);
});
