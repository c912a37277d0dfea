import type { PreparedMaterial, Storyboard } from '@clipo/contract';
import { job, type ReferenceFiles } from './material.ts';
import { boardOf, type Shot } from './storyboard.ts';

/** Scenes of three seconds in each part of a video. A batch crosses all hooks, bodies and calls to action. */
export interface BatchShape {
  hooks: number;
  bodies: number;
  ctas: number;
  /** Scenes of a body; a hook and a call to action have one. */
  bodyScenes: number;
}

/** The batch: 5 × 5 × 4 videos of 15 s made of 72 s of different pictures. */
export const fullBatch: BatchShape = { hooks: 5, bodies: 5, ctas: 4, bodyScenes: 3 };

/** The first `count` videos of a batch, each with lines of its own, so that no two sound mixes are equal. */
export function batchOf(
  shape: BatchShape,
  count: number,
  files: ReferenceFiles,
  materials: readonly PreparedMaterial[],
): Storyboard[] {
  const { hooks, bodies, ctas, bodyScenes } = shape;
  return Array.from({ length: Math.min(count, hooks * bodies * ctas) }, (_, index) => {
    const hook = index % hooks;
    const body = Math.floor(index / hooks) % bodies;
    const cta = Math.floor(index / (hooks * bodies));
    const bodyShots = Array.from({ length: bodyScenes }, (__, place) => shotOf(hooks + body * bodyScenes + place));
    const shots = [shotOf(hook), ...bodyShots, shotOf(hooks + bodies * bodyScenes + cta)];
    const lines = [
      { key: `hook-${hook}`, startFrame: hook, frames: 70 + hook },
      { key: `body-${body}`, startFrame: job.sceneFrames + body, frames: job.sceneFrames * bodyScenes - 20 + body },
      { key: `cta-${cta}`, startFrame: job.sceneFrames * (bodyScenes + 1) + cta, frames: 70 + cta },
    ];
    const voice = lines.map(({ key, startFrame, frames }) => ({
      speechKey: key,
      path: files.voice,
      startFrame,
      sampleCount: Math.min(15 * 48_000, frames * (48_000 / job.fps)),
    }));
    return boardOf(`video-${index}`, shots, voice, files, materials);
  });
}

/** The n-th shot: sources take turns, and each return has another move or another stretch. */
function shotOf(index: number): Shot {
  const turn = index % 12;
  return {
    source: index,
    to: { x: 0.01 * (turn % 4), y: 0.008 * turn, w: 0.88 - 0.003 * index, h: 0.88 - 0.003 * index },
    startMs: 300 + ((index * 379) % 2300),
    wordsFrom: (index % job.scenes) * job.sceneFrames,
  };
}
