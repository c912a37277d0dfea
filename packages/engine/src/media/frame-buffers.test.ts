import { expect, it } from 'vitest';
import { createFrameBuffers } from './frame-buffers.ts';

it('a block that was given back is used again for frames of its size only', () => {
  const buffers = createFrameBuffers();
  const first = buffers.take(12);
  expect(first).toHaveLength(12);
  buffers.giveBack(first);
  expect(buffers.take(6)).not.toBe(first);
  expect(buffers.take(12)).toBe(first);
  expect(buffers.take(12)).not.toBe(first);
});

it('keeps no more than it may, the newest', () => {
  const buffers = createFrameBuffers(20);
  const [old, young] = [buffers.take(8), buffers.take(16)];
  buffers.giveBack(old);
  buffers.giveBack(young);
  expect(buffers.take(8)).not.toBe(old);
  expect(buffers.take(16)).toBe(young);
});
