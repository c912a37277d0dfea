import { ClipoError } from '@clipo/contract';
import { statementsOf, type Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { pieceCost, takeTurns } from '../../work/fair-turns.ts';
import type { PieceSpec } from '../../work/plan-messages.ts';
import { reopenPieces, tellStop } from '../../work/queries.ts';
import { holdAgain, releaseBatch } from '../credits/charge-batch.ts';
import type { Spender } from '../credits/spender-of.ts';
import { insertEvents } from '../events/queries.ts';
import { usableMaterials } from '../materials/usable-materials.ts';
import { assertOffered } from '../templates/offered.ts';
import { cancelVideos, reopenVideos, startFinishing } from '../videos/queries.ts';
import { startOf } from './create-batch.ts';
import { type BatchSummary, lockBatch, selectBatch, updateBatch } from './queries.ts';

type SteerDeps = Pick<Deps, 'db' | 'queue'>;

/**
 * Starts nothing new of a batch; what is being drawn is drawn to its end and kept. Pausing a paused batch changes nothing.
 * @throws ClipoError no_such_thing, conflict where it has ended
 */
export function pauseBatch(deps: SteerDeps, teamId: string, id: string): Promise<BatchSummary> {
  return steer(deps, teamId, id, async (tx, batch) => {
    mustBeOpen(batch);
    if (!batch.isPaused) {
      await updateBatch(tx, teamId, id, { isPaused: true });
      await insertEvents(tx, teamId, [{ batchId: id, type: 'batch-pause', data: {} }]);
    }
  });
}

/**
 * Goes on with a paused batch where it stood. Resuming one that is not paused changes nothing.
 * @throws ClipoError no_such_thing, conflict where it has ended
 */
export function resumeBatch(deps: SteerDeps, teamId: string, id: string): Promise<BatchSummary> {
  return steer(deps, teamId, id, async (tx, batch) => {
    mustBeOpen(batch);
    if (batch.isPaused) {
      await updateBatch(tx, teamId, id, { isPaused: false, error: null });
      if (batch.status === 'planning') {
        // A full disk may have stopped it; a plan that is still being made changes nothing by being asked for twice.
        await deps.queue.add(statementsOf(tx), 'plan-batch', [{ payload: { teamId, batchId: id } }]);
      } else {
        await requeueBatch(tx, deps, teamId, id);
      }
      await insertEvents(tx, teamId, [{ batchId: id, type: 'batch-resume', data: {} }]);
    }
  });
}

/**
 * Ends a batch for good: encoders at work on it stop within two seconds, finished videos stay.
 * @throws ClipoError no_such_thing, conflict where it has ended in another way
 */
export function cancelBatch(deps: SteerDeps, teamId: string, id: string): Promise<BatchSummary> {
  return steer(deps, teamId, id, async (tx, batch) => {
    if (batch.status === 'cancelled') {
      return;
    }
    mustBeOpen(batch);
    const cancelled = await cancelVideos(tx, teamId, id);
    await updateBatch(tx, teamId, id, { status: 'cancelled', isPaused: false, videosLeft: 0, endedAt: new Date() });
    await tellStop(tx);
    await releaseBatch(tx, teamId, id);
    const done = batch.videosTotal - cancelled - batch.videosFailed;
    await insertEvents(tx, teamId, [
      { batchId: id, type: 'batch-end', data: { status: 'cancelled', done, failed: batch.videosFailed, cancelled } },
    ]);
  });
}

/**
 * Makes the failed and cancelled videos of an ended batch once more. What is finished stays as it is.
 * @param by the member who asks for it
 * @throws ClipoError no_such_thing, conflict where it has not ended, or nothing in it failed; invalid_input where its template
 * was withdrawn since; insufficient_credits, over_limit
 */
export async function retryBatch(
  deps: SteerDeps & Pick<Deps, 'settings'>,
  teamId: string,
  id: string,
  by?: Spender,
): Promise<BatchSummary> {
  const kept = await deps.db.asTeam(teamId, (tx) => selectBatch(tx, teamId, id));
  if (kept?.endedAt != null) {
    await assertOffered(deps, kept.brief);
  }
  return steer(deps, teamId, id, async (tx, batch) => {
    if (batch.endedAt === null) {
      throw conflict('the batch has not ended yet');
    }
    // What may not be used any more is in nothing that is made again.
    await usableMaterials(tx, teamId, (await selectBatch(tx, teamId, id))?.files ?? {}, deps.settings);
    if (batch.videosTotal === 0) {
      // It failed, or was cancelled, before its plan was made.
      await holdAgain(tx, batch, { amount: batch.priceTotal, by });
      await updateBatch(tx, teamId, id, { status: 'planning', error: null, endedAt: null });
      await deps.queue.add(statementsOf(tx), 'plan-batch', [{ payload: { teamId, batchId: id } }]);
    } else {
      const count = await reopenVideos(tx, teamId, id);
      if (count === 0) {
        throw conflict('no video of the batch failed');
      }
      await holdAgain(tx, batch, { amount: batch.priceEach * count, by });
      await updateBatch(tx, teamId, id, {
        status: 'running',
        error: null,
        endedAt: null,
        videosLeft: count,
        videosFailed: 0,
      });
      await requeueBatch(tx, deps, teamId, id);
    }
    await insertEvents(tx, teamId, [{ batchId: id, type: 'batch-retry', data: {} }]);
  });
}

/**
 * Moves the start of a batch that has not begun to another moment, or to now (null).
 * @throws ClipoError no_such_thing, conflict where it has begun, invalid_input where it is too far ahead
 */
export function rescheduleBatch(
  deps: SteerDeps,
  teamId: string,
  id: string,
  wanted: string | null,
): Promise<BatchSummary> {
  return steer(deps, teamId, id, async (tx, batch) => {
    if (batch.status !== 'planning' || batch.startsAt === null || batch.startsAt <= new Date()) {
      throw conflict('the batch has begun already');
    }
    const startsAt = startOf(wanted);
    await updateBatch(tx, teamId, id, { startsAt });
    await deps.queue.add(statementsOf(tx), 'plan-batch', [
      { payload: { teamId, batchId: id }, ...(startsAt !== null && { startAfter: startsAt }) },
    ]);
    await insertEvents(tx, teamId, [{ batchId: id, type: 'batch-schedule', data: { startsAt } }]);
  });
}

/** Adds jobs for all that is wanted and has none: pieces that were held or failed, and videos that have all of theirs. */
export async function requeueBatch(
  tx: Transaction,
  { queue }: Pick<SteerDeps, 'queue'>,
  teamId: string,
  batchId: string,
): Promise<void> {
  const pieces = await reopenPieces(tx, teamId, batchId);
  const videos = await startFinishing(tx, teamId, batchId);
  const costs = pieces.map(({ frames, spec }) => pieceCost(frames, (spec as PieceSpec).settings.size));
  const turns = await takeTurns(tx, teamId, [...costs, ...videos.map(() => 1)]);
  const turnAt = (index: number) => turns[index] ?? 0;
  await queue.add(
    statementsOf(tx),
    'render-piece',
    pieces.map(({ hash }, index) => ({ payload: { teamId, hash, turn: turnAt(index) }, turn: turnAt(index) })),
  );
  await queue.add(
    statementsOf(tx),
    'finish-video',
    videos.map((videoId, index) => {
      const turn = turnAt(pieces.length + index);
      return { payload: { teamId, videoId, turn }, turn };
    }),
  );
}

function steer(
  { db }: SteerDeps,
  teamId: string,
  id: string,
  change: (tx: Transaction, batch: BatchSummary) => Promise<void>,
): Promise<BatchSummary> {
  return db.asTeam(teamId, async (tx) => {
    const batch = await lockBatch(tx, teamId, id);
    if (batch === undefined) {
      throw new ClipoError('no_such_thing', `no batch ${id}`, { details: { kind: 'batch', id } });
    }
    await change(tx, batch);
    return (await lockBatch(tx, teamId, id)) ?? batch;
  });
}

function mustBeOpen({ endedAt }: BatchSummary): void {
  if (endedAt !== null) {
    throw conflict('the batch has ended');
  }
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
