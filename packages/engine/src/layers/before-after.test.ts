import { Layer } from '@clipo/contract';
import { beforeAll, describe, expect, it } from 'vitest';
import { dividerAt } from './before-after.ts';
import { createLayerHarness, type LayerHarness } from './layer-harness.ts';
import { openLayer } from './registry.ts';
import { patternAt, syntheticClip, syntheticImage } from './synthetic-media.ts';

const size = { width: 320, height: 200 };
let harness: LayerHarness;
beforeAll(async () => {
  harness = await createLayerHarness(size, 60, { old: syntheticImage(640, 400), new: syntheticClip(640, 400) });
});

const source = {
  kind: 'before-after',
  box: { x: 0, y: 0, w: 1, h: 1 },
  before: 'old',
  after: 'new',
  // Another part of the same pattern, so that every pixel tells whose it is.
  beforeCrop: { x: 0, y: 0, w: 0.5, h: 0.5 },
  afterCrop: { x: 0.5, y: 0.5, w: 0.5, h: 0.5 },
  divider: [
    { frame: 10, at: 0.2 },
    { frame: 30, at: 0.8 },
  ],
  labels: { before: '使用前', after: '使用后' },
  accent: '#F2B134',
} as const;

/** Luma of both sides at a place, by the test pattern. */
function wanted(x: number): { before: number; after: number } {
  const share = (x + 0.5) / size.width / 2;
  return { before: patternAt(share, 0).luma, after: patternAt(0.5 + share, 0).luma };
}

describe('before and after (C8)', () => {
  it.each([
    ['before', 'x'],
    ['after', 'x'],
    ['before', 'y'],
    ['after', 'y'],
  ] as const)('shows %s first, parted along %s, each picture standing still', async (first, axis) => {
    const layer = await openLayer(Layer.parse({ ...source, first, axis }), harness.context);
    const far = first === 'before' ? 'after' : 'before';
    for (const [frame, at] of [
      [0, 0.2],
      [20, 0.5],
      [59, 0.8],
    ] as const) {
      const drawn = await harness.draw(layer, frame);
      // Off the divider, the handle and the labels.
      for (const along of [0.05, 0.14, 0.32, 0.66, 0.9]) {
        const [x, y] = axis === 'x' ? [Math.round(along * size.width), 140] : [200, Math.round(along * size.height)];
        const side = along < at ? first : far;
        expect(Math.abs(drawn.at(x, y).y - wanted(x)[side]), `${frame} ${along}`).toBeLessThanOrEqual(3);
      }
    }
    await layer.close();
    expect(harness.held()).toBe(0);
  });

  it('names a side only while there is room for its name', async () => {
    const layer = await openLayer(
      Layer.parse({
        ...source,
        first: 'before',
        divider: [
          { frame: 0, at: 0 },
          { frame: 20, at: 1 },
        ],
      }),
      harness.context,
    );
    const isLabelled = async (frame: number) => {
      const drawn = await harness.draw(layer, frame);
      const row = Array.from({ length: 40 }, (_, at) => Math.abs(drawn.at(8 + at, 12).y - wanted(8 + at).before));
      return Math.max(...row) > 30;
    };
    expect(await isLabelled(20)).toBe(true);
    await layer.close();
    const at0 = await openLayer(
      Layer.parse({ ...source, first: 'before', divider: [{ frame: 0, at: 0 }] }),
      harness.context,
    );
    const drawn = await harness.draw(at0, 0);
    expect(Math.abs(drawn.at(20, 12).y - wanted(20).after)).toBeLessThanOrEqual(3);
    await at0.close();
  });

  it('moves its divider gently between two points and holds it outside them', () => {
    const at = (frame: number) => dividerAt([...source.divider], frame);
    expect([at(-5), at(10), at(20), at(30), at(99)]).toEqual([0.2, 0.2, 0.5, 0.8, 0.8]);
    expect(at(12) - at(11)).toBeLessThan(at(20) - at(19));
    expect(dividerAt([{ frame: 4, at: 0.3 }], 0)).toBe(0.3);
  });
});
