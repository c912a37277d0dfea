import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { RenderedVideo } from '@clipo/engine';
import { openWorkerPool } from '../../packages/engine/src/render/worker-pool.ts';

// Usage: clipo.ts FOLDER WORK OUT [WORKERS]: one whole render of the reference job, as a process of its own.
const [folder = '', work = '', out = '', workers] = process.argv.slice(2);
const cacheDir = join(work, 'cache');
const { signal } = new AbortController();
const pool = openWorkerPool(workers === undefined ? availableParallelism() : Number(workers));
// The pool needs little of the engine: its workers load while this thread loads the rest.
const { joinVideo, makeAudioTrack, planVideo, renderVideos } = await import('@clipo/engine');
const { job } = await import('../reference/material.ts');
const { aloneSettings, prepareReference } = await import('../reference/prepare.ts');
const { referenceStoryboard } = await import('../reference/storyboard.ts');
const { files, materials } = await prepareReference(folder, signal);
const board = referenceStoryboard(files, materials);
const plan = planVideo(board, aloneSettings);
const sound = makeAudioTrack(
  { voice: board.voice, music: board.music, totalFrames: plan.frames, fps: job.fps },
  join(cacheDir, 'sound'),
  signal,
);
let rendered: RenderedVideo | undefined;
await renderVideos(
  [{ plan, settings: aloneSettings }],
  {
    cacheDir,
    pool,
    materials,
    onPiece: () => undefined,
    onVideo: (_, outcome) => {
      if (outcome instanceof Error) {
        throw outcome;
      }
      rendered = outcome;
    },
  },
  signal,
);
const { track } = await sound;
await Promise.all([
  joinVideo({ segments: rendered?.segments ?? [], audio: track, fps: job.fps, tags: {}, out }, signal),
  pool.close(),
]);
