import { ShapeLayer } from '@clipo/contract';
import { expect, it } from 'vitest';
import { yuvaOf } from '../compositor/color.ts';
import { createLayerHarness } from './layer-harness.ts';
import { shapeLayer } from './shape.ts';

const size = { width: 180, height: 320 };

async function drawShape(shape: Record<string, unknown>, sceneFrame = 30) {
  const harness = await createLayerHarness(size, 60, {});
  const layer = await shapeLayer.open(ShapeLayer.parse({ kind: 'shape', ...shape }), harness.context);
  const frame = await harness.draw(layer, sceneFrame, 60);
  await layer.close();
  expect(harness.held()).toBe(0);
  return frame;
}

const box = { x: 0.25, y: 0.25, w: 0.5, h: 0.5 };
const clear = { y: 60, u: 60, v: 60 };

// 25 % of 180 is 45, and boxes have even corners: 46 … 136 across, 80 … 240 down.
it('a plain rectangle fills exactly its box with its very colour', async () => {
  const { a: _, ...color } = yuvaOf('#3366CC');
  const frame = await drawShape({ shape: 'rectangle', box, color: '#3366CC' });
  expect([frame.at(46, 80), frame.at(135, 239)]).toEqual([color, color]);
  expect([frame.at(45, 80), frame.at(136, 239), frame.at(90, 79), frame.at(90, 240)]).toEqual(Array(4).fill(clear));
});

it('a clear colour and an opacity both let the background through', async () => {
  const half = await drawShape({ shape: 'rectangle', box, color: '#FFFFFF80' });
  expect(half.at(90, 160).y).toBe(Math.round((235 * 128 + 60 * 127) / 255));
  const quarter = await drawShape({ shape: 'rectangle', box, color: '#FFFFFF80', opacity: 0.5 });
  expect(Math.abs(quarter.at(90, 160).y - (235 * 64 + 60 * 191) / 255)).toBeLessThanOrEqual(1);
});

it('an ellipse and a round rectangle leave their corners clear', async () => {
  const { a: _, ...color } = yuvaOf('#00AA44');
  for (const shape of [{ shape: 'ellipse' }, { shape: 'rectangle', radius: 0.2 }]) {
    const frame = await drawShape({ ...shape, box, color: '#00AA44' });
    expect(frame.at(90, 160)).toEqual(color);
    expect(frame.at(46, 82)).toEqual(clear);
    expect(frame.at(132, 238)).toEqual(clear);
  }
});

it.each(['gradient-up', 'gradient-down'] as const)('%s is full at one edge and clear at the other', async (shape) => {
  const frame = await drawShape({ shape, box, color: '#000000' });
  const column = Array.from({ length: 160 }, (_, at) => frame.at(90, 80 + at).y);
  const down = shape === 'gradient-up' ? column : column.toReversed();
  expect(down[0]).toBe(60);
  expect(down.at(-1)).toBe(16);
  // Skia dithers shades by one step, so that they show no bands.
  down.slice(1).forEach((value, at) => {
    expect(value).toBeLessThanOrEqual((down[at] as number) + 1);
  });
});

it('a shape that slides in ends exactly at its place', async () => {
  const enter = { kind: 'slide-up', frames: 8 };
  const shape = { shape: 'rectangle', box, color: '#FFFFFF', enter };
  const [early, late] = [await drawShape(shape, 2), await drawShape(shape, 8)];
  expect(early.at(90, 81)).toEqual(clear);
  expect(late.at(90, 80).y).toBe(235);
});
