import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Storyboard } from '@clipo/contract';
import {
  childCpuSeconds,
  joinVideo,
  makeAudioTrack,
  openWorkerPool,
  planVideo,
  type RenderedVideo,
  renderVideos,
} from '@clipo/engine';
import { job } from '../reference/material.ts';
import { batchOf } from '../reference/parts.ts';
import { prepareReference, referenceSettings } from '../reference/prepare.ts';
import type { BatchReport, BatchTask } from './batch-task.ts';

// Usage: render-batch.ts FOLDER WORK TASK: renders a batch from an empty cache, every video with a sound mix and a join
// of its own, as `clipo make` does. TASK is JSON (BatchTask); a BatchReport comes out as JSON.
const [folder = '', work = '', text = '{}'] = process.argv.slice(2);
const task = JSON.parse(text) as BatchTask;
const settings = { ...referenceSettings, size: task.size };
const cacheDir = join(work, 'cache');
const soundDir = join(cacheDir, 'sound');
mkdirSync(work, { recursive: true });
const { signal } = new AbortController();
const started = performance.now();
const { files, materials } = await prepareReference(folder, signal);
const boards = batchOf(task.shape, task.count, files, materials);
const jobs = boards.map((board) => ({ plan: planVideo(board, settings), settings }));
const pool = openWorkerPool(availableParallelism());
// As many at a time as there are workers, beside the drawing of what is to come: memory stays flat when many videos get
// their last piece at once.
const lanes = Array.from({ length: availableParallelism() }, () => Promise.resolve());
const rendered: RenderedVideo[] = [];
let pieces = 0;
let frames = 0;

const trackOf = async (board: Storyboard, folderOfTracks: string, totalFrames: number) => {
  const { voice, music } = board;
  return (await makeAudioTrack({ voice, music, totalFrames, fps: job.fps }, folderOfTracks, signal)).track;
};
const finish = async (index: number, video: RenderedVideo, name: string, folderOfTracks: string) => {
  const [board, plan] = [boards[index], jobs[index]?.plan];
  if (board === undefined || plan === undefined) {
    throw new Error(`no video ${index}`);
  }
  const audio = await trackOf(board, folderOfTracks, plan.frames);
  const out = join(work, `${name}.mp4`);
  const joined = await joinVideo({ segments: video.segments, audio, fps: job.fps, tags: {}, out }, signal);
  if (joined.frames !== plan.frames) {
    throw new Error(`${name} has ${joined.frames} frames, not ${plan.frames}`);
  }
};

await renderVideos(
  jobs,
  {
    cacheDir,
    pool,
    materials,
    onPiece: (end) => {
      pieces += 1;
      frames += end.frames;
    },
    onVideo: (index, outcome) => {
      if (outcome instanceof Error) {
        throw outcome;
      }
      rendered[index] = outcome;
      const lane = index % lanes.length;
      lanes[lane] = (lanes[lane] as Promise<void>).then(async () => {
        // Mixed by a worker, before further pieces, as `clipo make` has it.
        const { voice, music } = boards[index] as Storyboard;
        const request = { voice, music, totalFrames: (jobs[index] as (typeof jobs)[number]).plan.frames, fps: job.fps };
        await pool.run({ kind: 'sound', request, cacheDir: soundDir }, [], signal);
        await finish(index, outcome, `video-${index}`, soundDir);
      });
    },
  },
  signal,
);
await Promise.all(lanes);
await pool.close();
const seconds = (performance.now() - started) / 1000;

const report: BatchReport = {
  videos: boards.length,
  seconds,
  pieces,
  frames,
  pictureSeconds: null,
  withSoundSeconds: null,
};
if (task.isFurtherMeasured) {
  // A further video of a batch: all its pieces are there. With its sound in the cache, then with a mix of its own.
  const sample = Math.min(20, boards.length);
  report.pictureSeconds = await cpuSecondsEach(sample, (index) =>
    finish(index, rendered[index] as RenderedVideo, 'further', soundDir),
  );
  report.withSoundSeconds = await cpuSecondsEach(sample, (index) =>
    finish(index, rendered[index] as RenderedVideo, 'further', join(cacheDir, 'sound-again')),
  );
}
process.stdout.write(`${JSON.stringify(report)}\n`);

async function cpuSecondsEach(count: number, run: (index: number) => Promise<void>): Promise<number> {
  const seconds = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6 + childCpuSeconds();
  };
  const before = seconds();
  for (let index = 0; index < count; index++) {
    await run(index);
  }
  return (seconds() - before) / count;
}
