import { join } from 'node:path';
import { beatFrames, type Storyboard } from '@clipo/contract';
import { type TempFolder, tempFolder } from '@clipo/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadBrief } from '../brief/load-brief.ts';
import { loadProducts } from '../brief/load-products.ts';
import { planMake } from './plan-make.ts';
import { settingsIn } from './settings.fixture.ts';

const example = join(import.meta.dirname, '..', '..', '..', '..', 'examples', 'tumbler');

let folder: TempFolder;
beforeAll(async () => {
  folder = await tempFolder('cuts-on-beats');
});
afterAll(() => folder?.remove());

/** The example's 24 videos as planned, with music or without; nothing is rendered. */
async function planned(durationSeconds: number, music: boolean) {
  const { folder: briefFolder, brief } = await loadBrief(example);
  const { products } = await loadProducts(briefFolder, brief);
  const input = {
    folder: briefFolder,
    brief: { ...brief, durationSeconds, music },
    products,
    briefHash: 'x',
    outDir: join(folder.path, 'out'),
    isDraft: true,
    isForce: false,
  };
  const env = settingsIn(join(folder.path, 'home'));
  return planMake(input, { onEvent: () => {}, signal: new AbortController().signal, env }, { isKept: true });
}

/** Frames at which the picture changes. */
function cutsOf({ scenes }: Storyboard): number[] {
  let at = 0;
  return scenes.slice(0, -1).map(({ frames }) => {
    at += frames;
    return at;
  });
}

it.each([15, 30])(
  'a batch of %d s is cut on its music without a piece more than without music (C8, C9)',
  async (durationSeconds) => {
    const [even, onBeat] = [await planned(durationSeconds, false), await planned(durationSeconds, true)];
    expect(onBeat.plan.pieces).toBe(even.plan.pieces);
    expect(onBeat.batch.videos.length).toBe(24);
    const count = { cuts: 0, hits: 0 };
    for (const [index, { storyboard, plan }] of onBeat.batch.videos.entries()) {
      expect(plan.frames).toBe(even.batch.videos[index]?.plan.frames);
      expect(storyboard.voice).toEqual(even.batch.videos[index]?.storyboard.voice);
      const { music, fps } = storyboard;
      const beats = music !== null && 'track' in music ? beatFrames(music, fps, plan.frames) : [];
      for (const cut of cutsOf(storyboard)) {
        count.cuts += 1;
        count.hits += beats.some((beat) => Math.abs(beat - cut) / fps <= 0.04) ? 1 : 0;
      }
    }
    expect(count.hits / count.cuts).toBeGreaterThan(0.6);
  },
  180_000,
);
