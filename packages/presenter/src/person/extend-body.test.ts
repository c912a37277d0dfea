import { expect, it } from 'vitest';
import { extendBody } from './extend-body.ts';

const [width, height] = [240, 300];
const points: Parameters<typeof extendBody>[1] = {
  forehead: [120, 40],
  chin: [120, 160],
  leftCheek: [75, 110],
  rightCheek: [165, 110],
};

/** A head, and below it blue shoulders from side to side with an open neckline. */
function person(): Uint8Array {
  const data = new Uint8Array(width * height * 4);
  for (let y = 30; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isHead = y < 190 && Math.abs(x - 120) < 45;
      const isNeck = y >= 190 && Math.abs(x - 120) < 30;
      if (isHead || y >= 190) {
        data.set(isHead || isNeck ? [220, 170, 140, 255] : [30, 50, 120, 255], (y * width + x) * 4);
      }
    }
  }
  return data;
}

it('a body that the picture cuts off goes on: clothes close over the neckline, shoulders are round, the picture stays (C6)', () => {
  const longer = extendBody({ width, height, data: person() }, points);
  const at = (x: number, y: number) => [...longer.data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];
  expect(longer.height).toBeGreaterThan(height + 60);
  expect(at(120, 100)).toEqual([220, 170, 140, 255]);
  // Skin right below the cut, clothes farther down.
  expect(at(120, height + 4)[0]).toBeGreaterThan(190);
  expect(at(120, longer.height - 1)).toEqual([30, 50, 120, 255]);
  // The corner that the side of the picture cuts out of a shoulder is gone; the arm below it is not.
  expect([at(4, 195)[3], at(235, 195)[3]]).toEqual([0, 0]);
  expect([at(6, longer.height - 1)[3], at(60, 195)[3]]).toEqual([255, 255]);
});
