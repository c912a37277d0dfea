import { ClipoError } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { ReviewOutcome } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { insertEvents } from '../events/queries.ts';
import { insertDecisions, selectReviewed } from './queries.ts';
import { mustBeAnother, mustDecide, type Reviewer, reviewerOf } from './reviewer.ts';

/** A decision on some videos, and why. */
export interface Decision {
  videos: readonly string[];
  outcome: ReviewOutcome;
  reasons: readonly string[];
  note: string;
}

/**
 * Decides on videos in one go: all of them, or none.
 * @throws ClipoError forbidden, no_such_thing, conflict where one is not finished, content_rejected
 */
export async function decide(deps: Pick<Deps, 'db'>, actor: Actor, decision: Decision): Promise<void> {
  mustDecide(actor);
  const { teamId } = actor;
  const reviewer = await reviewerOf(deps, actor);
  const reviewed = await deps.db.asTeam(teamId, (tx) => selectReviewed(tx, teamId, decision.videos));
  if (decision.outcome === 'approved') {
    await deps.db.asSystem((tx) =>
      mustBeAnother(
        tx,
        actor,
        reviewed.map(({ maker }) => maker),
      ),
    );
  }
  await deps.db.asTeam(teamId, (tx) => keepDecision(tx, teamId, reviewer, decision));
}

/** Keeps a decision and tells who looks at the batch. @throws as `decide` */
export async function keepDecision(
  tx: Transaction,
  teamId: string,
  reviewer: Reviewer,
  { videos, outcome, reasons, note }: Decision,
): Promise<void> {
  const content = { kind: 'document', document: { reasons, note } } as const;
  assertAllowed(content, check(content));
  const ids = [...new Set(videos)];
  const rows = await selectReviewed(tx, teamId, ids);
  const missing = ids.find((id) => !rows.some((row) => row.id === id));
  if (missing !== undefined) {
    throw new ClipoError('no_such_thing', `no video ${missing}`, { details: { kind: 'video', id: missing } });
  }
  const unfinished = rows.find(({ status }) => status !== 'done');
  if (unfinished !== undefined) {
    const problem = `${unfinished.name} is not finished`;
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  await insertDecisions(
    tx,
    rows.map(({ id, batchId, files }) => ({
      id: newId('dcs'),
      teamId,
      batchId,
      videoId: id,
      outcome,
      reasons: [...reasons],
      note,
      sha256: files?.video.sha256 ?? '',
      ...reviewer,
    })),
  );
  await tellReview(tx, teamId, rows);
}

/** Wakes every page that shows one of these videos. */
export async function tellReview(
  tx: Transaction,
  teamId: string,
  rows: readonly { id: string; batchId: string }[],
): Promise<void> {
  const batchIds = [...new Set(rows.map(({ batchId }) => batchId))];
  await insertEvents(
    tx,
    teamId,
    batchIds.map((batchId) => ({
      batchId,
      type: 'review-change',
      data: { videos: rows.filter((row) => row.batchId === batchId).map(({ id }) => id) },
    })),
  );
}
