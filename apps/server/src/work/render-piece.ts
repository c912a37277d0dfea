import { join } from 'node:path';
import { ClipoError, type PreparedMaterial } from '@clipo/contract';
import { openPieceCache, type PieceCache } from '@clipo/engine';
import { knownError } from '@clipo/messages';
import { statementsOf } from '../db/database.ts';
import type { StoredError } from '../db/schema/index.ts';
import { insertEvents } from '../features/events/queries.ts';
import { admitShown } from './admit-people.ts';
import { endVideosOf } from './end-videos.ts';
import { pauseForDisk } from './pause-for-disk.ts';
import type { PieceExchange } from './piece-exchange.ts';
import { storedError } from './plan-batch.ts';
import type { PieceSpec } from './plan-messages.ts';
import type { openReadyBatches } from './prepared.ts';
import {
  countDownVideos,
  countPiece,
  endPiece,
  failVideosOf,
  holdPiece,
  isPieceDone,
  isPieceWanted,
  momentNow,
  type PieceRow,
  selectPiece,
} from './queries.ts';
import type { RunningJob } from './queue.ts';
import type { RenderOnce } from './render-once.ts';
import { pruneFrames, shareFrames } from './share-frames.ts';
import type { WorkDeps } from './work-deps.ts';

interface PieceDeps extends WorkDeps {
  ready: ReturnType<typeof openReadyBatches>;
  renderOnce: RenderOnce;
  exchange: PieceExchange;
}

/** Draws and encodes one piece, once for all that want it, and passes on every video that has all of its pieces now. */
export async function renderPiece(deps: PieceDeps, { payload, signal }: RunningJob<'render-piece'>): Promise<void> {
  const { teamId, hash } = payload;
  const since = deps.stops.now();
  const found = await deps.db.asTeam(teamId, async (tx) => {
    const piece = await selectPiece(tx, teamId, hash);
    if (piece === undefined || piece.status !== 'queued') {
      return undefined;
    }
    if (await isPieceWanted(tx, teamId, hash)) {
      return { piece, began: await momentNow(tx) };
    }
    await holdPiece(tx, teamId, hash);
    return undefined;
  });
  if (found === undefined) {
    return;
  }
  const isWanted = () => deps.db.asTeam(teamId, (tx) => isPieceWanted(tx, teamId, hash, true));
  try {
    const made = await deps.stops.run({ isWanted, signal, since }, (stop) => makePiece(deps, found.piece, stop));
    await settlePiece(deps, payload, made);
  } catch (cause) {
    const error = knownError(cause, deps.settings.home);
    if (error.code === 'cancelled' && !signal.aborted) {
      await holdOrRequeue(deps, payload);
    } else if (error.code === 'disk_full') {
      await pauseForDisk(deps, teamId, { hashOrVideo: hash, since: found.began, error: storedError(error) });
      await holdOrRequeue(deps, payload);
    } else if (isFinal(error)) {
      await failPiece(deps, payload, storedError(error));
    } else {
      throw error;
    }
  }
}

/** Gives a piece up for now; where somebody has resumed its batch meanwhile, it gets another job instead. */
async function holdOrRequeue(
  { db, queue }: Pick<WorkDeps, 'db' | 'queue'>,
  payload: RunningJob<'render-piece'>['payload'],
): Promise<void> {
  const { teamId, hash, turn } = payload;
  await db.asTeam(teamId, async (tx) => {
    if (await isPieceWanted(tx, teamId, hash)) {
      await queue.add(statementsOf(tx), 'render-piece', [{ payload, turn }]);
    } else {
      await holdPiece(tx, teamId, hash);
    }
  });
}

/** Trying again would end alike. What is not known to be so (the database was away, a thread was lost) is tried again. */
function isFinal(error: ClipoError): boolean {
  return !error.isRetryable && !['cancelled', 'internal'].includes(error.code);
}

async function makePiece(
  deps: PieceDeps,
  row: PieceRow,
  signal: AbortSignal,
): Promise<{ renders: number; cpuSeconds: number }> {
  const cache = openPieceCache(join(deps.settings.home, 'cache', 'pieces'));
  if (await cache.has(row.hash)) {
    return { renders: 0, cpuSeconds: 0 };
  }
  const ready = await deps.ready(row.teamId, row.batchId, signal);
  return deps.renderOnce(row.hash, signal, async () => {
    // Another may have made it while this one waited for its turn, maybe on another machine.
    if (await isHere(deps, cache, row.hash, signal)) {
      return { renders: 0, cpuSeconds: 0 };
    }
    const { piece, settings, edges } = row.spec as PieceSpec;
    const { home } = deps.settings;
    const shared = await shareFrames(home, row.batchId, edges);
    const since = deps.stops.now();
    const people = await admitShown(deps, ready, piece);
    /** Who withdraws while they are drawn is drawn no further. */
    const isWanted = () => admitShown(deps, ready, piece).then(() => true, refusedOnly);
    let cpuSeconds = 0;
    await cache.put(row.hash, async (path) => {
      cpuSeconds = await deps.stops.run({ isWanted, signal, since }, (stop) =>
        deps.pool.run(
          { kind: 'piece', piece, settings, path, ...shared },
          materialsOf(row, ready.prepared.materials),
          stop,
          people,
        ),
      );
      // Who withdrew while it was drawn is in nothing that is kept.
      await admitShown(deps, ready, piece);
    });
    if (shared.edges.own !== undefined) {
      await pruneFrames(home, row.batchId);
    }
    return { renders: 1, cpuSeconds };
  });
}

/** What was refused is not wanted. A database that is away refuses nothing. */
function refusedOnly(cause: unknown): false {
  if (cause instanceof ClipoError) {
    return false;
  }
  throw cause;
}

async function isHere(
  { db, exchange }: Pick<PieceDeps, 'db' | 'exchange'>,
  cache: PieceCache,
  hash: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (await cache.has(hash)) {
    return true;
  }
  // Most have never been drawn by anybody: where that is known, nobody is asked.
  if (!(await exchange.hasOthers()) || !(await db.asSystem((tx) => isPieceDone(tx, hash)))) {
    return false;
  }
  await exchange.bring([hash], signal);
  return cache.has(hash);
}

function materialsOf({ spec }: PieceRow, materials: readonly PreparedMaterial[]): PreparedMaterial[] {
  const text = JSON.stringify(spec);
  return materials.filter(({ id }) => text.includes(id));
}

async function settlePiece(
  { db, queue }: Pick<WorkDeps, 'db' | 'queue'>,
  { teamId, hash, turn }: RunningJob<'render-piece'>['payload'],
  made: { renders: number; cpuSeconds: number },
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    if (!(await endPiece(tx, teamId, hash, { status: 'done', ...made }))) {
      return;
    }
    const counted = await countPiece(tx, teamId, hash);
    const whole = await countDownVideos(tx, teamId, hash);
    await queue.add(
      statementsOf(tx),
      'finish-video',
      whole.map(({ id }) => ({ payload: { teamId, videoId: id, turn }, turn })),
    );
    await insertEvents(
      tx,
      teamId,
      counted.map(({ id, done, total }) => ({
        batchId: id,
        type: 'piece-end',
        data: { hash, cached: made.renders === 0, done, total },
      })),
    );
  });
}

/** Ends a piece that can't be made, and with it the videos that need it; all others go on. */
export async function failPiece(
  { db, queue }: Pick<WorkDeps, 'db' | 'queue'>,
  { teamId, hash }: { teamId: string; hash: string },
  error: StoredError,
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    if (!(await endPiece(tx, teamId, hash, { status: 'failed', error }))) {
      return;
    }
    await countPiece(tx, teamId, hash);
    const failed = await failVideosOf(tx, teamId, hash, error);
    await endVideosOf(
      tx,
      queue,
      teamId,
      failed.map((video) => ({ ...video, status: 'failed' as const, error })),
    );
  });
}
