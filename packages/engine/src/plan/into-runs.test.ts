import type { ClipLayer, Scene, Storyboard } from '@clipo/contract';
import { describe, expect, it } from 'vitest';
import { partsOf, partsOfPlan } from './parts-of-plan.ts';
import { planVideo } from './plan-video.ts';
import type { RenderSettings } from './render-settings.ts';

const settings: RenderSettings = {
  size: { width: 180, height: 320 },
  fps: 30,
  codec: 'h264',
  quality: 'final',
  encoder: 'libx264',
  label: null,
  isAlone: true,
};

/** Scenes by their frames, with a change of 12 frames between any two; those named by `clips` show one. */
function planOf(frames: readonly number[], clips: readonly number[] = []) {
  const scenes = frames.map((length, index): Scene => {
    const clip = { kind: 'clip', startMs: index } as Partial<ClipLayer> as ClipLayer;
    return {
      id: `scene-${index}`,
      role: 'body',
      frames: length,
      background: '#102030',
      layers: clips.includes(index) ? [clip] : [],
      transitionIn: { kind: index === 0 ? 'cut' : 'fade', frames: index === 0 ? 0 : 12, direction: 'left' },
    };
  });
  const board: Storyboard = {
    version: 1,
    name: 'v',
    language: 'en',
    format: '9x16',
    fps: 30,
    scenes,
    voice: [],
    music: null,
    captions: [],
  };
  return planVideo(board, settings);
}

describe('a video that shares nothing is cut into few long pieces (C9)', () => {
  it('of equal length for two encoders, cut amid stills and beside clips', () => {
    const plan = planOf([90, 90, 90, 90, 90], [1, 3]);
    expect(plan.pieces.map(({ kind, frames }) => [kind, frames])).toEqual([
      ['run', 84],
      ['run', 141],
      ['run', 141],
      ['run', 84],
    ]);
    // The still in the middle is in two runs, and each of its halves knows its scene.
    expect(partsOfPlan(plan).flatMap(({ part, scene }) => (part.kind === 'body' ? [scene] : []))).toEqual([
      0, 1, 2, 2, 3, 4,
    ]);
    expect(plan.sceneHashes.length).toBe(5);
  });

  it('with the same frames in the same order as by scenes, whatever the scenes are', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = (most: number, salt: number) =>
        Math.floor((Math.abs(Math.sin(seed * 97.3 + salt * 13.7)) % 1) * most);
      const frames = Array.from({ length: 1 + random(14, 0) }, (_, index) => 14 + random(90, index + 1));
      const plan = planOf(
        frames,
        frames.flatMap((_, index) => (random(2, index + 40) === 0 ? [index] : [])),
      );
      const total = frames.reduce((sum, length) => sum + length, 0);
      expect(plan.frames).toBe(total);
      expect(plan.pieces.reduce((sum, piece) => sum + piece.frames, 0)).toBe(total);
      const seen = partsOfPlan(plan).map(({ part, start, scene }) => ({ part, start, scene }));
      let next = 0;
      for (const { part, start, scene } of seen) {
        expect(start).toBe(next);
        next += part.frames;
        const sceneStart = frames.slice(0, scene).reduce((sum, length) => sum + length, 0);
        expect(part.frames).toBeGreaterThan(0);
        expect(start - sceneStart).toBe(
          part.kind === 'body' ? part.firstFrame : (frames[scene] as number) - part.frames / 2,
        );
        // A scene with a clip is decoded once: it is never cut in two.
        const halves = seen.filter((other) => other.part.kind === 'body' && other.scene === scene).length;
        expect(halves > 1 && part.kind === 'body' && part.scene.layers.length > 0).toBe(false);
      }
      expect(plan.pieces.every((piece) => partsOf(piece).length > 0)).toBe(true);
    }
  });

  it('in short ones two, so that two cores end together', () => {
    expect(planOf([60]).pieces.map(({ frames }) => frames)).toEqual([30, 30]);
    expect(planOf([60], [0]).pieces.length).toBe(1);
  });
});
