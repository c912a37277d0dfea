import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClipoError, type PreparedMaterial, type Size } from '@clipo/contract';
import { loadMuxer } from '../join/muxer.ts';
import type { Piece, VideoPlan } from '../plan/plan-video.ts';
import type { RenderSettings } from '../plan/render-settings.ts';
import { openPieceCache, type PieceCache } from './piece-cache.ts';
import { type PieceEdges, planEdges, readersOf } from './plan-edges.ts';
import type { WorkerPool } from './worker-pool.ts';

/** A video whose pieces shall be made. All frames of one video share its settings. */
export interface VideoJob {
  plan: VideoPlan;
  settings: RenderSettings;
}

/** The pieces of one video, ready to be joined. */
export interface RenderedVideo {
  segments: string[];
  /** For each scene, whether its body came out of the cache. */
  scenes: { hash: string; cached: boolean }[];
  /** Processor seconds of the pieces that were made for this video (a shared piece counts for the first that needs it). */
  cpuSeconds: number;
}

/** Told after each distinct piece. */
export interface PieceEnd {
  hash: string;
  frames: number;
  isCached: boolean;
}

export interface RenderDeps {
  cacheDir: string;
  pool: WorkerPool;
  materials: readonly PreparedMaterial[];
  onPiece(end: PieceEnd): void;
  /** Called as soon as all pieces of a video are there, or one of them failed. */
  onVideo(index: number, outcome: RenderedVideo | ClipoError): void;
}

/**
 * Makes every distinct piece of a batch once and hands over each video when its pieces are there. A piece that fails
 * fails the videos that need it and nothing else. Resolves when all are handed over; rejects only when cancelled.
 */
export async function renderVideos(videos: readonly VideoJob[], deps: RenderDeps, signal: AbortSignal): Promise<void> {
  const cache = openPieceCache(join(deps.cacheDir, 'pieces'));
  await mkdir(deps.cacheDir, { recursive: true });
  // Known by its ending as work in progress, should this run die.
  const edgesFolder = join(deps.cacheDir, `edges-${randomUUID()}.tmp`);
  try {
    await makeAndHandOver(videos, { ...deps, cache, edgesFolder }, signal);
  } finally {
    await rm(edgesFolder, { recursive: true, force: true });
  }
}

interface MakingDeps extends RenderDeps {
  cache: PieceCache;
  edgesFolder: string;
}

async function makeAndHandOver(videos: readonly VideoJob[], deps: MakingDeps, signal: AbortSignal): Promise<void> {
  const settingsOf = new Map(
    videos.flatMap((video) => video.plan.pieces.map((piece) => [piece.hash, video.settings] as const)),
  );
  const made = new Map<string, Promise<{ path: string; isCached: boolean; cpuSeconds: number }>>();
  const pieces = inWorkOrder(videos);
  const known = await Promise.all(pieces.map((piece) => deps.cache.has(piece.hash)));
  const missing = pieces.filter((_, index) => !known[index]);
  for (const { hash, frames } of pieces.filter((_, index) => known[index])) {
    deps.onPiece({ hash, frames, isCached: true });
    made.set(hash, Promise.resolve({ path: deps.cache.pathOf(hash), isCached: true, cpuSeconds: 0 }));
  }
  const sharing = shareEdges(missing, videos[0]?.settings.size, deps.edgesFolder);
  for (const piece of missing) {
    const settings = settingsOf.get(piece.hash);
    if (settings !== undefined) {
      const promise = makePiece(piece, settings, sharing.of(piece), deps, signal).finally(() => sharing.end(piece));
      // Looked at below, video by video; until then a failure must not count as unhandled.
      promise.catch(() => undefined);
      made.set(piece.hash, promise);
    }
  }
  // Whoever gets a video joins it: what that needs is loaded while the workers draw. If it can't be, joining tells.
  loadMuxer().catch(() => undefined);
  const counted = new Set<string>();
  await Promise.all(
    videos.map(async (video, index) => {
      try {
        const pieces = await Promise.all(
          video.plan.pieces.map(async (piece) => ({ hash: piece.hash, ...(await madePiece(made, piece)) })),
        );
        const own = pieces.filter((piece) => !counted.has(piece.hash));
        for (const piece of own) {
          counted.add(piece.hash);
        }
        const cached = new Map(pieces.map((piece) => [piece.hash, piece.isCached]));
        deps.onVideo(index, {
          segments: pieces.map((piece) => piece.path),
          scenes: video.plan.sceneHashes.map((hash) => ({ hash, cached: cached.get(hash) ?? false })),
          cpuSeconds: own.reduce((sum, piece) => sum + piece.cpuSeconds, 0),
        });
      } catch (cause) {
        deps.onVideo(index, cause instanceof ClipoError ? cause : new ClipoError('internal', String(cause), { cause }));
      }
    }),
  );
  if (signal.aborted) {
    throw new ClipoError('cancelled', 'cancelled');
  }
}

/**
 * Every piece of a batch once, video by video, and of each video's own the longest first: the workers then end together,
 * and a boundary finds the stills of its neighbours warm.
 */
function inWorkOrder(videos: readonly VideoJob[]): Piece[] {
  const seen = new Set<string>();
  return videos.flatMap(({ plan }) => {
    const own: Piece[] = [];
    for (const piece of plan.pieces) {
      if (!seen.has(piece.hash)) {
        seen.add(piece.hash);
        own.push(piece);
      }
    }
    return own.sort((a, b) => b.frames - a.frames);
  });
}

/** The folders through which pieces share frames of clips, each there until its last reader has ended. */
function shareEdges(pieces: readonly Piece[], size: Size | undefined, root: string) {
  const edges: ReadonlyMap<string, PieceEdges> = size === undefined ? new Map() : planEdges(pieces, size);
  const readers = readersOf(edges);
  return {
    of(piece: Piece): PieceEdges {
      const { own, before, after } = edges.get(piece.hash) ?? {};
      return {
        ...(own && { own: { ...own, folder: join(root, own.folder) } }),
        ...(before && { before: join(root, before) }),
        ...(after && { after: join(root, after) }),
      };
    },
    async end(piece: Piece): Promise<void> {
      const { before, after } = edges.get(piece.hash) ?? {};
      for (const folder of [before, after]) {
        const left = (readers.get(folder ?? '') ?? 0) - 1;
        if (folder !== undefined) {
          readers.set(folder, left);
          if (left === 0) {
            await rm(join(root, folder), { recursive: true, force: true });
          }
        }
      }
    },
  };
}

function madePiece<T>(made: ReadonlyMap<string, Promise<T>>, piece: Piece): Promise<T> {
  return made.get(piece.hash) ?? Promise.reject(new ClipoError('internal', `piece ${piece.hash} was not planned`));
}

async function makePiece(
  piece: Piece,
  settings: RenderSettings,
  edges: PieceEdges,
  deps: MakingDeps,
  signal: AbortSignal,
): Promise<{ path: string; isCached: boolean; cpuSeconds: number }> {
  let cpuSeconds = 0;
  const materials = deps.materials.filter((material) => JSON.stringify(piece).includes(material.id));
  const render = () =>
    deps.cache.put(piece.hash, async (path) => {
      const stills = join(deps.edgesFolder, 'stills');
      cpuSeconds = await deps.pool.run({ kind: 'piece', piece, settings, path, edges, stills }, materials, signal);
    });
  const path = await render().catch((cause: unknown) => {
    // A worker that was lost (out of memory, a crash of a native part) gets one more chance; a wrong input does not.
    if (cause instanceof ClipoError && cause.isRetryable && !signal.aborted) {
      return render();
    }
    throw cause;
  });
  deps.onPiece({ hash: piece.hash, frames: piece.frames, isCached: false });
  return { path, isCached: false, cpuSeconds };
}
