import type { PresenterLayer, PresenterPort, PresenterRequest } from '@clipo/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { createLayerHarness, type LayerHarness } from './layer-harness.ts';
import { openLayer } from './registry.ts';

const size = { width: 180, height: 320 };
const base = {
  kind: 'presenter',
  source: { kind: 'rig', character: 'somebody', outfit: '#224466', accent: '#CC8844' },
  version: '1',
  track: { language: 'en', sampleCount: 48_000, seed: 1, phonemes: [], words: [], sentences: [] },
  startFrame: 10,
  framing: 'half',
  box: { x: 0.5, y: 0.5, w: 0.4, h: 0.3 },
  cues: [],
  opacity: 1,
} as const satisfies PresenterLayer;

/** Somebody who is a white block; its ink begins at an odd pixel and is as long as the frame's number. */
function block(asked: PresenterRequest[], state = { open: 0 }): PresenterPort {
  return {
    async open(request) {
      asked.push(request);
      state.open++;
      const { width, height } = request.size;
      return {
        frame(trackFrame) {
          const ink = { x: 5, y: 3, w: Math.min(width - 5, 10 + trackFrame), h: height - 3 };
          const rgba = new Uint8Array(width * height * 4);
          for (let y = ink.y; y < height; y++) {
            rgba.fill(255, (y * width + ink.x) * 4, (y * width + ink.x + ink.w) * 4);
          }
          return { rgba, ink };
        },
        close: () => {
          state.open--;
        },
      };
    },
  };
}

let harness: LayerHarness;
let asked: PresenterRequest[];
beforeEach(async () => {
  harness = await createLayerHarness(size, 30, {});
  asked = [];
});

describe('a presenter', () => {
  it('is asked for the frames of its track at the size it has on screen, and drawn where it belongs (C6)', async () => {
    const context = { ...harness.context, presenters: block(asked) };
    const cue = { kind: 'point', fromFrame: 3, endFrame: 9, x: 0.3, y: 0.2 } as const;
    const layer = await openLayer({ ...base, cues: [cue] }, context);
    expect(asked[0]).toMatchObject({ size: { width: 72, height: 96 }, firstFrame: 4, endFrame: 46, fps: 30 });
    const [told] = asked[0]?.cues ?? [];
    expect(told?.x).toBeCloseTo(-0.5);
    expect(told?.y).toBeCloseTo(-1);
    for (const frame of [-3, 0, 12, 33]) {
      const picture = await harness.draw(layer, frame);
      const right = 90 + 5 + 10 + frame + 10;
      expect(picture.at(93, 190).y).toBe(20);
      expect(picture.at(96, 190).y).toBe(235);
      expect(picture.at(right - 1, 190).y).toBe(235);
      expect(picture.at(right + 1, 190).y).toBe(20);
      expect(picture.at(100, 162).y).toBe(20);
      expect(picture.at(100, 255).y).toBe(235);
    }
    await layer.close();
  });

  it('in a card is cut to its shape; one that pops out rises above it', async () => {
    const context = { ...harness.context, presenters: block(asked) };
    const box = { x: 0.2, y: 0.25, w: 0.6, h: 0.4 };
    const card = {
      shape: 'circle',
      box: { x: 0.2, y: 0.3125, w: 0.6, h: 0.3375 },
      fill: '#000000',
      ringWidth: 0,
    } as const;
    for (const isPopping of [false, true]) {
      const layer = await openLayer({ ...base, startFrame: 200, box, card: { ...card, isPopping } }, context);
      const picture = await harness.draw(layer, 5, 120);
      // The middle of the card, its lower corner, and above it.
      expect(picture.at(90, 154).y).toBe(235);
      expect(picture.at(138, 204).y).toBe(120);
      expect(picture.at(90, 90).y).toBe(isPopping ? 235 : 120);
      await layer.close();
    }
  });

  it('one that is large is drawn smaller and enlarged to its place', async () => {
    const large = await createLayerHarness({ width: 1080, height: 1920 }, 30, {});
    const context = { ...large.context, presenters: block(asked) };
    const layer = await openLayer({ ...base, startFrame: 2000, box: { x: 0, y: 0, w: 1, h: 1 } }, context);
    const { width = 0, height = 0 } = asked[0]?.size ?? {};
    expect(width * height).toBeLessThan(1_010_000);
    expect(width / height).toBeCloseTo(9 / 16, 2);
    const picture = await large.draw(layer, 5);
    expect(picture.at(1070, 1900).y).toBe(235);
    expect(picture.at(3, 900).y).toBe(20);
    await layer.close();
  });

  it('gives back all that it took, and says so where nothing draws it', async () => {
    const state = { open: 0 };
    const before = harness.held();
    const card = { shape: 'rounded', box: base.box, fill: '#102030', ringWidth: 0.01, isPopping: true } as const;
    const layer = await openLayer({ ...base, card }, { ...harness.context, presenters: block(asked, state) });
    await harness.draw(layer, 3);
    await layer.close();
    expect([harness.held(), state.open]).toEqual([before, 0]);
    await expect(openLayer(base, harness.context)).rejects.toMatchObject({ code: 'internal' });
  });
});
