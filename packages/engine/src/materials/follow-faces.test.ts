import type { Box, RgbaPicture } from '@clipo/contract';
import { expect, it } from 'vitest';
import { createFaceTracker } from './follow-faces.ts';

const size = { width: 5, height: 3 };

/** A frame of one colour, as full-range BT.709 planes. */
function frameOf(y: number, u: number, v: number): Uint8Array {
  const chroma = 3 * 2;
  return Uint8Array.from([...Array(15).fill(y), ...Array(chroma).fill(u), ...Array(chroma).fill(v)]);
}

const face: Box = { x: 0.4, y: 0.1, w: 0.2, h: 0.3 };
const elsewhere: Box = { x: 0, y: 0.7, w: 0.1, h: 0.1 };

async function followed(found: readonly (readonly Box[])[], shots = [{ start: 0, end: 1000 }]) {
  const waiting = [...found];
  const tracker = createFaceTracker(30, async () => [...(waiting.shift() ?? [])]);
  for (const index of found.keys()) {
    await tracker.sampling.take(frameOf(0, 128, 128), size, index * tracker.sampling.everyFrames);
  }
  return tracker.follow(shots);
}

it('a face that is seen again is kept with the frames in which it is, one a second', async () => {
  expect(await followed([[face], [face], [], [face], [face, { ...elsewhere, x: 0.8 }]])).toEqual(
    [0, 30, 90, 120].map((frame) => ({ frame, box: face })),
  );
});

it('what is taken for a face once and never beside it is dropped, but for shots too short to tell', async () => {
  expect(await followed([[], [elsewhere], [], []])).toEqual([]);
  expect(
    await followed(
      [[face], [elsewhere], [face]],
      [
        { start: 0, end: 30 },
        { start: 30, end: 90 },
      ],
    ),
  ).toEqual([
    { frame: 0, box: face },
    { frame: 30, box: elsewhere },
    { frame: 60, box: face },
  ]);
});

it('the finder is shown the colours of the frame, at its size', async () => {
  const seen: RgbaPicture[] = [];
  const tracker = createFaceTracker(30, async (picture) => {
    seen.push(picture);
    return [];
  });
  // Red of BT.709 at full range, to the nearest step.
  await tracker.sampling.take(frameOf(54, 99, 255), size, 0);
  const [picture] = seen;
  expect(picture).toMatchObject(size);
  for (let at = 0; at < 15; at++) {
    const [red = 0, green = 0, blue = 0, alpha] = picture?.data.subarray(at * 4) ?? [];
    expect(Math.max(255 - red, green, blue), String(at)).toBeLessThan(4);
    expect(alpha).toBe(255);
  }
});
