import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import { maySee } from '../../check/verdict.ts';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { named } from '../../http/document.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectBatchSummary } from '../batches/queries.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import { keepComment } from '../reviews/comment.ts';
import { keepDecision } from '../reviews/decide.ts';
import { selectComments, selectOutcomes } from '../reviews/queries.ts';
import { commentView, ReviewComment, rejectionReasons } from '../reviews/shapes.ts';
import { openShare } from './open-share.ts';
import { countOpen, type ShareRow, selectSharedVideos } from './queries.ts';

const tag = 'Sharing';
const SharedVideo = z.strictObject({
  id: z.string(),
  name: z.string(),
  format: z.string(),
  language: z.string(),
  lines: z.array(z.string()),
  label: z.string(),
  film: z.string().describe('Path of the film, good for an hour and as long as the link'),
  cover: z.string(),
  outcome: z.enum(['approved', 'rejected']).nullable(),
});
const Shared = named(
  'Shared',
  z.strictObject({
    title: z.string(),
    name: z.string().describe('For whom the link is: it stands over the pictures'),
    mayComment: z.boolean(),
    mayDecide: z.boolean(),
    expiresAt: z.iso.datetime(),
    videos: z.array(SharedVideo),
  }),
);
const SharedComments = named('SharedComments', z.strictObject({ items: z.array(ReviewComment) }));
const guest = z.string().trim().min(1).max(60).describe('How the client is called');
const video = z.string().min(1).max(100);
const Ask = named('AskSharedComments', z.strictObject({ video }));
const NewComment = named(
  'NewSharedComment',
  z.strictObject({
    video,
    guest,
    atMs: z.int().min(0).max(3_600_000).nullable().default(null),
    body: z.string().trim().min(1).max(2000),
  }),
);
const NewDecision = named(
  'NewSharedDecision',
  z.strictObject({
    video,
    guest,
    outcome: z.enum(['approved', 'rejected']),
    reasons: z.array(z.enum(rejectionReasons)).max(8).default([]),
    note: z.string().trim().max(1000).default(''),
  }),
);

/**
 * Adds what a client without account may ask. The secret of their link stands in a header, and nothing of the team is
 * told but the finished videos of the one batch.
 */
export function addSharedRoutes(app: Api, deps: Pick<Deps, 'db' | 'secrets'>): void {
  const path = '/api/v1/shared';
  const errors = ['link_expired', 'unauthenticated', 'content_rejected'] as const;
  addRoute(
    app,
    {
      id: 'getShared',
      method: 'get',
      path,
      tag,
      summary: 'What a link shows (header x-clipo-share)',
      answer: Shared,
      errors,
    },
    async ({ c }) => {
      const share = await shareOf(deps, c);
      const { teamId, batchId, name, mayComment, mayDecide, expiresAt } = share;
      return deps.db.asTeam(teamId, async (tx) => {
        await countOpen(tx, share.id);
        const { title } = foundOr(await selectBatchSummary(tx, teamId, batchId), 'batch', batchId);
        const rows = await selectSharedVideos(tx, teamId, batchId);
        const outcomes = await selectOutcomes(
          tx,
          teamId,
          rows.map(({ id }) => id),
        );
        const videos = rows.flatMap((row): z.input<typeof SharedVideo>[] => {
          const { files, record, verdict } = row;
          if (files === null || record === null || !maySee(verdict)) {
            return [];
          }
          const link = (kind: 'video' | 'cover', type: string, file: string) =>
            mediaLinkFor(deps, { teamId, of: share.id, hash: files[kind].sha256, type, name: file, use: 'inline' });
          const outcome = outcomes.get(row.id)?.outcome;
          return [
            {
              id: row.id,
              name: row.name,
              format: row.format,
              language: row.language,
              lines: record.lines.map(({ text }) => text),
              label: record.label?.explicit.text ?? '',
              film: link('video', 'video/mp4', `${row.name}.mp4`),
              cover: link('cover', 'image/png', `${row.name}.png`),
              outcome: outcome === undefined || outcome === 'reopened' ? null : outcome,
            },
          ];
        });
        return { title, name, mayComment, mayDecide, expiresAt: expiresAt.toISOString(), videos };
      });
    },
  );
  addRoute(
    app,
    {
      id: 'listSharedComments',
      method: 'post',
      path: `${path}/comments/list`,
      tag,
      summary: 'What the holders of this link said of a video',
      body: Ask,
      answer: SharedComments,
      errors,
    },
    async ({ c, body }) => {
      const share = await shareOf(deps, c);
      const rows = await deps.db.asTeam(share.teamId, (tx) => selectComments(tx, share.teamId, body.video));
      // What the team says among itself is not for clients.
      return { items: rows.filter(({ by }) => by === share.id).map((row) => commentView(row, row.sha256)) };
    },
  );
  addRoute(
    app,
    {
      id: 'addSharedComment',
      method: 'post',
      path: `${path}/comments`,
      tag,
      summary: 'Say something of a video as a client',
      body: NewComment,
      status: 201,
      answer: ReviewComment,
      errors: [...errors, 'forbidden'],
    },
    async ({ c, body }) => {
      const share = await shareOf(deps, c);
      mustBe(share.mayComment, 'comment');
      const comment = { videoId: body.video, atMs: body.atMs, body: body.body, mentions: [] };
      return deps.db.asTeam(share.teamId, async (tx) => {
        await mustShow(tx, share, body.video);
        const { row } = await keepComment(tx, share.teamId, guestOf(share, body.guest), comment);
        return commentView(row, row.sha256);
      });
    },
  );
  addRoute(
    app,
    {
      id: 'decideShared',
      method: 'post',
      path: `${path}/decisions`,
      tag,
      summary: 'Approve or reject a video as a client',
      body: NewDecision,
      status: 204,
      errors: [...errors, 'forbidden'],
    },
    async ({ c, body }) => {
      const share = await shareOf(deps, c);
      mustBe(share.mayDecide, 'decide');
      await deps.db.asTeam(share.teamId, async (tx) => {
        await mustShow(tx, share, body.video);
        await keepDecision(tx, share.teamId, guestOf(share, body.guest), { ...body, videos: [body.video] });
      });
      return undefined;
    },
  );
}

async function shareOf(deps: Pick<Deps, 'db'>, c: Context<ApiEnv>): Promise<ShareRow> {
  const secret = c.req.header('x-clipo-share');
  if (secret === undefined || !/^[\x21-\x7e]{1,200}$/.test(secret)) {
    throw new ClipoError('unauthenticated', 'no link was sent');
  }
  return openShare(deps, secret);
}

function mustBe(may: boolean, need: string): void {
  if (!may) {
    throw new ClipoError('forbidden', `the link does not allow to ${need}`, { details: { need } });
  }
}

async function mustShow(
  tx: Parameters<typeof selectSharedVideos>[0],
  { teamId, batchId }: ShareRow,
  id: string,
): Promise<void> {
  const shown = await selectSharedVideos(tx, teamId, batchId);
  foundOr(
    shown.find((row) => row.id === id),
    'video',
    id,
  );
}

/** A guest gives their name themselves; whose link it was stands with it. */
function guestOf({ id, name }: ShareRow, called: string) {
  return { by: id, byName: `${called} (${name})` };
}
