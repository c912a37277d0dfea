import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  joinVideo,
  makeAudioTrack,
  openWorkerPool,
  planVideo,
  prepareMaterials,
  type RenderedVideo,
  type RenderSettings,
  renderVideos,
} from '@clipo/engine';
import { job, makeReferenceFiles } from '../reference/material.ts';
import { referenceStoryboard } from '../reference/storyboard.ts';

// Usage: clipo.ts FOLDER CACHE OUT: one whole render of the reference job, as a process of its own.
const [folder = '', cacheDir = '', out = ''] = process.argv.slice(2);
const files = makeReferenceFiles(folder);
const { signal } = new AbortController();
const list = [...files.stills, ...files.clips, files.logo].map((path) => ({
  file: path.slice(folder.length + 1),
  rights: undefined,
}));
const materials = await prepareMaterials(list, { root: folder, cacheDir: join(folder, 'materials'), signal });
const settings: RenderSettings = {
  size: { width: job.width, height: job.height },
  fps: job.fps,
  codec: 'h264',
  quality: 'final',
  encoder: 'libx264',
  label: null,
};
const board = referenceStoryboard(files, materials);
const plan = planVideo(board, settings);
const pool = openWorkerPool(availableParallelism());
const sound = makeAudioTrack(
  { voice: board.voice, music: board.music, totalFrames: plan.frames, fps: job.fps },
  join(cacheDir, 'sound'),
  signal,
);
let rendered: RenderedVideo | undefined;
await renderVideos(
  [{ plan, settings }],
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
await joinVideo({ segments: rendered?.segments ?? [], audio: track, fps: job.fps, tags: {}, out }, signal);
await pool.close();
