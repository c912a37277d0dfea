import { join, relative } from 'node:path';
import { type AiOrigin, ClipoError, type Manifest, type ManifestVideo, type PreparedPerson } from '@clipo/contract';
import {
  distinctPieces,
  openPieceCache,
  openWorkerPool,
  pruneCache,
  type RenderedVideo,
  renderVideos,
} from '@clipo/engine';
import { readAiOrigin } from '@clipo/label';
import { knownError, lineOf, sayErrorIn } from '@clipo/messages';
import { presenterModule } from '@clipo/presenter';
import { castPeople } from '../people/cast-people.ts';
import { askConsents, dropClips } from '../people/perform-people.ts';
import { writeMarkRecord } from '../verify/mark-record.ts';
import { makeChecked } from './check-quality.ts';
import { openCredentialSigner } from './credentials.ts';
import { ensureFolders, type FinishDeps, finishVideo } from './finish-video.ts';
import { readLabelKey } from './label-key.ts';
import { markingOf } from './marking.ts';
import { measureDifference } from './measure-difference.ts';
import { type PreparedBatch, type PreparedVideo, workerCount } from './prepare-batch.ts';
import { providerOf } from './provider.ts';
import type { MakeDeps, MakeInput } from './types.ts';
import { findFinished, videoHashOf } from './video-record.ts';
import { withPosts } from './with-posts.ts';

/**
 * Makes a batch that `planMake` prepared: every distinct piece once, then each video as soon as its pieces are there. A video that fails is in
 * the manifest with its error; the others are made, unless the disk is full, which would fail each of them: then the work
 * stops at once. What an earlier run finished is kept.
 * @throws ClipoError of the input, or `cancelled`
 */
export async function makeBatch(input: MakeInput, planned: PreparedBatch, deps: MakeDeps): Promise<Manifest> {
  const started = performance.now();
  const provider = providerOf(deps.env.providerCode);
  const cacheDir = join(deps.env.home, 'cache');
  await ensureFolders(input.outDir);
  const { batch, people } = await castPeople(planned, input, deps);
  const labelKey = await readLabelKey(deps.env.labelKeyFile);
  const signer = await openCredentialSigner(deps.env.home, deps.env.credentials);
  const marking = markingOf(deps.env.watermarkKey);
  const pool = openWorkerPool(workerCount, presenterModule, people, marking, join(cacheDir, 'fonts'));
  const stop = new AbortController();
  try {
    const finishDeps: FinishDeps = {
      outDir: input.outDir,
      cacheDir,
      providerCode: provider.code,
      labelKey,
      credentials: signer && { signer, folder: input.folder },
      pool,
      materials: batch.materials,
      people,
      input: batch.words,
      signal: AbortSignal.any([deps.signal, stop.signal]),
    };
    const counts = { rendered: 0, cached: 0 };
    const make = openMaking(batch.videos.length, counts, finishDeps, { ...deps, stop });
    const {
      videos: made,
      prepared,
      warnings: notes,
    } = await makeChecked(batch.videos, { ...finishDeps, ...deps, make });
    const final = { ...batch, videos: prepared };
    const { videos, warnings } = await measureDifference(made, final, { ...finishDeps, ...deps, input });
    await writeMarkRecord(input.outDir, { briefHash: input.briefHash, key: marking.key }, final.videos, videos);
    await keepCacheSmall(final, cacheDir, deps.env.cacheGiB);
    return {
      version: 1,
      briefHash: input.briefHash,
      seed: input.brief.seed,
      plan: batch.plan,
      provider: { code: provider.code, isDevelopment: provider.isDevelopment },
      totals: {
        videos: videos.length,
        done: videos.filter((video) => video.status === 'done').length,
        failed: videos.filter((video) => video.status === 'failed').length,
        scenesRendered: counts.rendered,
        scenesCached: counts.cached,
        wallSeconds: Math.round((performance.now() - started) / 10) / 100,
        cpuSeconds: Math.round(videos.reduce((sum, video) => sum + video.cpuSeconds, 0) * 100) / 100,
      },
      warnings: [...batch.warnings, ...notes, ...warnings],
      materials: [
        ...(await Promise.all(
          [...batch.materials, ...batch.fonts].map(async ({ file, id, rights }) => ({
            file,
            sha256: id,
            ...(rights === undefined ? {} : { rights }),
            ...originOf(await readAiOrigin(join(input.folder, file))),
          })),
        )),
        // By these a withdrawal finds the videos.
        ...batch.people.flatMap(({ shown }) =>
          shown === undefined ? [] : [{ file: relative(input.folder, shown.path), sha256: shown.sha256 }],
        ),
      ],
      videos: withPosts(videos, batch.words),
    };
  } finally {
    await pool.close();
    await dropClips(people);
  }
}

function originOf(aiOrigin: AiOrigin | null): { aiOrigin?: AiOrigin } {
  return aiOrigin === null ? {} : { aiOrigin };
}

/** Old pieces make room for new ones; those of this batch stay, so that its next run is quick. */
async function keepCacheSmall(batch: PreparedBatch, cacheDir: string, mostGiB: number): Promise<void> {
  const folder = join(cacheDir, 'pieces');
  const cache = openPieceCache(folder);
  const needed = new Set(batch.videos.flatMap((video) => video.plan.pieces.map((piece) => cache.pathOf(piece.hash))));
  await pruneCache(folder, { mostBytes: mostGiB * 1024 ** 3, isKept: (path) => needed.has(path) });
}

/**
 * Makes videos of a batch of `total`. It may be called again, with some of them planned anew: progress goes on, and
 * `counts` sums up the pieces of all calls.
 */
export function openMaking(
  total: number,
  counts: { rendered: number; cached: number },
  finishDeps: FinishDeps,
  deps: StoppableDeps,
): (videos: readonly PreparedVideo[]) => Promise<ManifestVideo[]> {
  const state: MakingState = { total, counts, results: new Map() };
  return (videos) => renderAndFinish(videos, state, finishDeps, deps);
}

/** `stop` ends all work on videos, but not the batch: its manifest still tells what became of each. */
type StoppableDeps = MakeDeps & { stop: AbortController; onFailure?(error: ClipoError): void };

interface MakingState {
  total: number;
  counts: { rendered: number; cached: number };
  results: Map<string, ManifestVideo>;
  /** Why the work was stopped: what failed one video would fail every other. */
  full?: ClipoError;
}

async function renderAndFinish(
  videos: readonly PreparedVideo[],
  state: MakingState,
  finishDeps: FinishDeps,
  deps: StoppableDeps,
): Promise<ManifestVideo[]> {
  const { results } = state;
  const say = sayErrorIn(deps.env.language);
  const tell = (video: ManifestVideo, error?: ClipoError) => {
    results.set(video.name, video);
    deps.onEvent({
      event: 'video-end',
      name: video.name,
      status: video.status,
      file: video.file,
      // The manifest keeps the log's words; a person reads their own.
      ...(error === undefined ? {} : { error: lineOf(error, say) }),
      done: results.size,
      total: state.total,
    });
  };
  const open: PreparedVideo[] = [];
  const kept: PreparedVideo[] = [];
  for (const video of videos) {
    const finished = await findFinished(finishDeps.outDir, video.name, videoHashOf(video, finishDeps));
    if (finished === undefined) {
      open.push(video);
    } else {
      kept.push(video);
      tell({ ...finished, scenes: finished.scenes.map((scene) => ({ ...scene, cached: true })), cpuSeconds: 0 });
    }
  }
  const needed = distinctPieces(open.map((video) => video.plan));
  const total = needed.length;
  // A video that is there from before is made of pieces that are there, too: they are counted once.
  const isNeeded = new Set(needed.map(({ hash }) => hash));
  state.counts.cached += distinctPieces(kept.map((video) => video.plan)).filter(
    ({ hash }) => !isNeeded.has(hash),
  ).length;
  const progress = trackProgress(open, total, state.counts);
  const finishing: Promise<void>[] = [];
  const fail = (video: PreparedVideo, error: ClipoError) => {
    // What is given up half way, because the user cancels or the disk is full, is no failure of its own.
    if (finishDeps.signal.aborted) {
      return;
    }
    deps.onFailure?.(error);
    tell(failedVideo(video, error), error);
    if (error.code === 'disk_full') {
      state.full = error;
      deps.stop.abort();
    }
  };
  const queue = limitTo(workerCount);
  const onVideo = (index: number, outcome: RenderedVideo | ClipoError) => {
    const video = open[index] as PreparedVideo;
    finishing.push(
      (outcome instanceof ClipoError
        ? Promise.reject(outcome)
        : queue(async () => {
            // Cached pieces ask nobody: who withdrew meanwhile is not in a new file.
            await askConsents(peopleIn(video.storyboard, finishDeps.people ?? []));
            return finishVideo(video, outcome, finishDeps);
          })
      ).then(
        (finished) => tell(finished),
        (cause: unknown) => fail(video, knownError(cause, finishDeps.outDir)),
      ),
    );
  };
  await renderVideos(
    open.map(({ plan, settings }) => ({ plan, settings })),
    {
      cacheDir: finishDeps.cacheDir,
      pool: finishDeps.pool,
      materials: finishDeps.materials,
      onVideo,
      onPiece: (end) =>
        deps.onEvent({
          event: 'piece-end',
          hash: end.hash,
          frames: end.frames,
          cached: end.isCached,
          ...progress.after(end),
        }),
    },
    finishDeps.signal,
  ).catch((cause: unknown) => {
    if (state.full === undefined) {
      throw cause;
    }
  });
  await Promise.all(finishing);
  deps.signal.throwIfAborted();
  const { full } = state;
  return videos.flatMap((video) => results.get(video.name) ?? (full === undefined ? [] : failedVideo(video, full)));
}

function peopleIn({ scenes }: PreparedVideo['storyboard'], people: readonly PreparedPerson[]): PreparedPerson[] {
  const layers = scenes.flatMap((scene) => scene.layers);
  return people.filter(({ id }) =>
    layers.some((layer) => layer.kind === 'presenter' && layer.source.kind === 'person' && layer.source.person === id),
  );
}

/** Frames per second so far and the time that the rest will take at that pace. */
function trackProgress(videos: readonly PreparedVideo[], total: number, counts: { rendered: number; cached: number }) {
  const started = performance.now();
  const allFrames = distinctPieces(videos.map((video) => video.plan)).reduce((sum, piece) => sum + piece.frames, 0);
  let done = 0;
  let renderedFrames = 0;
  let doneFrames = 0;
  return {
    after(end: { frames: number; isCached: boolean }) {
      counts[end.isCached ? 'cached' : 'rendered'] += 1;
      done += 1;
      doneFrames += end.frames;
      renderedFrames += end.isCached ? 0 : end.frames;
      const seconds = (performance.now() - started) / 1000;
      const fps = renderedFrames / Math.max(seconds, 0.001);
      return {
        done,
        total,
        fps: Math.round(fps * 10) / 10,
        etaSeconds: renderedFrames === 0 ? 0 : Math.round((allFrames - doneFrames) / fps),
      };
    },
  };
}

/** Runs at most `most` at a time, in order. */
function limitTo(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running >= most) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}

/** A video that was not made, as a manifest tells of it. */
export function failedVideo(video: Omit<PreparedVideo, 'others'>, error: ClipoError): ManifestVideo {
  const { size, fps } = video.settings;
  return {
    name: video.name,
    product: video.product,
    creative: video.creative,
    status: 'failed',
    error: { code: error.code, message: error.message },
    file: null,
    sha256: null,
    width: size.width,
    height: size.height,
    fps,
    frames: video.plan.frames,
    durationMs: Math.round((video.plan.frames * 1000) / fps),
    language: video.language,
    format: video.format,
    ...(video.code !== undefined && { code: video.code }),
    axes: video.axes,
    lines: video.lines.map(({ role, text, startFrame, frames }) => ({
      role,
      text,
      startFrame,
      endFrame: startFrame + frames,
    })),
    scenes: video.plan.sceneHashes.map((hash) => ({ hash, cached: false })),
    captions: null,
    cover: null,
    label: null,
    cpuSeconds: 0,
  };
}
