import { ClipoError } from '@clipo/contract';
import { check } from '../../check/check.ts';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { notify } from '../notices/notify.ts';
import { selectMembers } from '../teams/queries.ts';
import { tellReview } from './decide.ts';
import { type CommentRow, insertComment, selectReviewed, updateComment } from './queries.ts';
import { mustComment, type Reviewer, reviewerOf } from './reviewer.ts';

/** Something said of a video; `atMs` is a time of it, null the whole. */
export interface NewComment {
  videoId: string;
  atMs: number | null;
  body: string;
  mentions: readonly string[];
}

/**
 * Says something of a video and calls those who are mentioned.
 * @throws ClipoError forbidden, no_such_thing, content_rejected, invalid_input where somebody is not of the team
 */
export async function addComment(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  actor: Actor,
  comment: NewComment,
): Promise<CommentRow> {
  mustComment(actor);
  const { teamId } = actor;
  const reviewer = await reviewerOf(deps, actor);
  const members = await deps.db.asSystem((tx) => selectMembers(tx, teamId));
  const stranger = comment.mentions.find((id) => !members.some(({ member }) => member.userId === id));
  if (stranger !== undefined) {
    const problem = 'is nobody of the team';
    throw new ClipoError('invalid_input', `mentions: ${problem}`, { details: { field: 'mentions', problem } });
  }
  const { row, name } = await deps.db.asTeam(teamId, (tx) => keepComment(tx, teamId, reviewer, comment));
  const link = `${deps.settings.CLIPO_URL ?? ''}/batches/${row.batchId}?video=${row.videoId}`;
  const values = { who: reviewer.byName, video: name, text: row.body, link };
  await deps.db.asSystem(async (tx) => {
    for (const userId of comment.mentions.filter((id) => id !== actor.person?.userId)) {
      await notify(tx, deps, { userId, template: 'mentioned', values });
    }
  });
  return row;
}

/** Keeps a comment and tells who looks at the batch. @throws ClipoError no_such_thing, content_rejected */
export async function keepComment(
  tx: Transaction,
  teamId: string,
  reviewer: Reviewer,
  { videoId, atMs, body, mentions }: NewComment,
): Promise<{ row: CommentRow; name: string }> {
  const content = { kind: 'document', document: { body } } as const;
  const verdict = check(content);
  assertAllowed(content, verdict);
  const [video] = await selectReviewed(tx, teamId, [videoId]);
  const { batchId, files, name } = foundOr(video, 'video', videoId);
  const row = await insertComment(tx, {
    id: newId('cmt'),
    teamId,
    batchId,
    videoId,
    atMs,
    body,
    mentions: [...mentions],
    sha256: files?.video.sha256 ?? '',
    ...reviewer,
    verdict,
  });
  await tellReview(tx, teamId, [{ id: videoId, batchId }]);
  return { row, name };
}

/** Marks what somebody said as done, or opens it again. @throws ClipoError forbidden, no_such_thing */
export async function resolveComment(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  id: string,
  isResolved: boolean,
): Promise<CommentRow> {
  mustComment(actor);
  const { teamId, person, keyId } = actor;
  return db.asTeam(teamId, async (tx) => {
    const change = isResolved
      ? { resolvedAt: new Date(), resolvedBy: person?.userId ?? keyId }
      : { resolvedAt: null, resolvedBy: null };
    const row = foundOr(await updateComment(tx, teamId, id, change), 'comment', id);
    await tellReview(tx, teamId, [{ id: row.videoId, batchId: row.batchId }]);
    return row;
  });
}
