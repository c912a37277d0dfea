import { join } from 'node:path';
import { comparedVideo, withPosts } from '@clipo/batch';
import type { ManifestVideo } from '@clipo/contract';
import { findNearest, madeSignatures } from '@clipo/engine';
import { Verdict } from '../check/verdict.ts';
import { lockBatch, selectBatch, updateBatch } from '../features/batches/queries.ts';
import { checkAgainWithProofs } from '../features/claim-proofs/check-with-proofs.ts';
import { releaseBatch } from '../features/credits/charge-batch.ts';
import { insertEvents } from '../features/events/queries.ts';
import { videoContent } from '../features/videos/check-video.ts';
import { selectMadeVideos, selectVideo, updateVideo, type VideoRow } from '../features/videos/queries.ts';
import { removeBatchFolder } from './batch-input.ts';
import { preparedOf } from './finish-video.ts';
import { localDocument } from './portable.ts';
import type { RunningJob } from './queue.ts';
import type { WorkDeps } from './work-deps.ts';

/** Says what can be said only of all videos of a batch together, and ends it. */
export async function endBatch(deps: WorkDeps, { payload, signal }: RunningJob<'end-batch'>): Promise<void> {
  const { teamId, batchId } = payload;
  const batch = await deps.db.asTeam(teamId, (tx) => selectBatch(tx, teamId, batchId));
  if (batch?.status !== 'running' || batch.videosLeft > 0 || batch.prepared === null) {
    return;
  }
  const rows = await deps.db.asTeam(teamId, (tx) => selectMadeVideos(tx, teamId, batchId));
  const done = rows.filter(({ status, record }) => status === 'done' && record !== null);
  const warnings: string[] = [];
  const nearest = await neighboursOf(deps, done, signal).catch((cause: unknown) => {
    signal.throwIfAborted();
    warnings.push(`how different the videos are could not be measured: ${String(cause)}`);
    return new Map<string, ManifestVideo['nearest']>();
  });
  const { words } = localDocument(batch.prepared, deps.settings.home);
  const records = withPosts(
    done.map(({ name, record }) => {
      const neighbour = nearest.get(name);
      return { ...(record as ManifestVideo), ...(neighbour === undefined ? {} : { nearest: neighbour }) };
    }),
    words,
  );
  await deps.db.asTeam(teamId, async (tx) => {
    const current = await lockBatch(tx, teamId, batchId);
    if (current?.status !== 'running' || current.videosLeft > 0) {
      return;
    }
    for (const [index, { id, files }] of done.entries()) {
      const record = records[index] ?? null;
      // What is posted with it came just now: it is checked with the rest. What was seen in the film, and what stands
      // against it, stays.
      const skus = record === null ? [] : [record.product];
      const before = Verdict.safeParse((await selectVideo(tx, teamId, id))?.verdict).data;
      const verdict = await checkAgainWithProofs(tx, teamId, videoContent({ files, record }), skus, before);
      await updateVideo(tx, teamId, id, { record, verdict });
    }
    await releaseBatch(tx, teamId, batchId);
    const status = done.length === 0 ? 'failed' : 'done';
    const counts = { done: done.length, failed: rows.length - done.length };
    await updateBatch(tx, teamId, batchId, {
      status,
      endedAt: new Date(),
      error: null,
      warnings: [...current.warnings, ...warnings],
    });
    await insertEvents(tx, teamId, [
      ...warnings.map((message) => ({ batchId, type: 'warning', data: { message } })),
      { batchId, type: 'batch-end', data: { status, ...counts } },
    ]);
  });
  await removeBatchFolder(deps.settings.home, batchId);
}

async function neighboursOf(deps: WorkDeps, rows: readonly VideoRow[], signal: AbortSignal) {
  const videos = await Promise.all(
    rows.map(async (row) => {
      const video = preparedOf(row, deps.settings.home);
      const file = await deps.media.localFile(row.files?.video.sha256 ?? '');
      return { ...comparedVideo(video), plan: video.plan, settings: video.settings, file };
    }),
  );
  return findNearest(await madeSignatures(videos, join(deps.settings.home, 'cache', 'pieces'), signal));
}
