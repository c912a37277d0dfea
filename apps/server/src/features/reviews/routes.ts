import { z } from 'zod';
import { reviewOutcomes } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectBatchSummary } from '../batches/queries.ts';
import { fileLinksOf } from '../videos/file-links.ts';
import { selectVideoSummary } from '../videos/queries.ts';
import { addComment, resolveComment } from './comment.ts';
import { decide } from './decide.ts';
import {
  countOpenComments,
  selectComments,
  selectDecisions,
  selectOutcomes,
  selectSheet,
  selectVersions,
} from './queries.ts';
import {
  commentView,
  decisionView,
  ReviewComment,
  rejectionReasons,
  SheetVideo,
  sheetView,
  VideoReview,
} from './shapes.ts';

const tag = 'Review';
const Sheet = named('Sheet', z.strictObject({ items: z.array(SheetVideo) }));
const NewDecision = named(
  'NewReviewDecision',
  z.strictObject({
    videos: z.array(z.string().min(1).max(100)).min(1).max(1000),
    outcome: z.enum(reviewOutcomes),
    reasons: z.array(z.enum(rejectionReasons)).max(8).default([]),
    note: z.string().trim().max(1000).default(''),
  }),
);
const NewComment = named(
  'NewReviewComment',
  z.strictObject({
    atMs: z.int().min(0).max(3_600_000).nullable().default(null),
    body: z.string().trim().min(1).max(2000),
    mentions: z.array(z.string().min(1).max(100)).max(20).default([]).describe('Ids of members of the team'),
  }),
);
const Resolve = named('ResolveReviewComment', z.strictObject({ isResolved: z.boolean() }));

type ReviewDeps = Pick<Deps, 'db' | 'secrets' | 'envelope' | 'settings'>;

/** Adds the routes of reviewing: what a team decides and says of its videos. */
export function addReviewRoutes(app: Api, deps: ReviewDeps): void {
  addRoute(
    app,
    {
      id: 'getSheet',
      method: 'get',
      path: '/api/v1/batches/{id}/sheet',
      tag,
      summary: 'All videos of a batch as a contact sheet shows them, with how they stand in review',
      scope: 'read',
      params: idParams('bat'),
      answer: Sheet,
    },
    async ({ actor: { teamId }, params: { id } }) =>
      deps.db.asTeam(teamId, async (tx) => {
        const { priceEach } = foundOr(await selectBatchSummary(tx, teamId, id), 'batch', id);
        const rows = await selectSheet(tx, teamId, id);
        const outcomes = await selectOutcomes(
          tx,
          teamId,
          rows.map((row) => row.id),
        );
        const open = await countOpenComments(tx, teamId, id);
        return {
          items: rows.map((row) =>
            sheetView(deps, row, { decision: outcomes.get(row.id), openComments: open.get(row.id) ?? 0, priceEach }),
          ),
        };
      }),
  );
  addRoute(
    app,
    {
      id: 'decideReview',
      method: 'post',
      path: '/api/v1/reviews',
      tag,
      summary: 'Approve or reject videos, or take that back: owners and approvers, not who started the batch',
      scope: 'read',
      body: NewDecision,
      status: 204,
      errors: ['no_such_thing', 'conflict', 'content_rejected'],
    },
    async ({ actor, body }) => {
      await decide(deps, actor, body);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'getReview',
      method: 'get',
      path: '/api/v1/videos/{id}/review',
      tag,
      summary: 'What was decided and said of a video, and its earlier versions',
      scope: 'read',
      params: idParams('vid'),
      answer: VideoReview,
    },
    async ({ actor: { teamId }, params: { id } }) =>
      deps.db.asTeam(teamId, async (tx) => {
        const video = foundOr(await selectVideoSummary(tx, teamId, id), 'video', id);
        const current = video.files?.video.sha256;
        const versions = await selectVersions(tx, teamId, id);
        return {
          decisions: (await selectDecisions(tx, teamId, id)).map((row) => decisionView(row, current)),
          comments: (await selectComments(tx, teamId, id)).map((row) => commentView(row, current)),
          versions: versions.map((version) => ({
            id: version.id,
            endedAt: version.endedAt?.toISOString() ?? null,
            files: fileLinksOf(deps, { ...version, name: video.name }),
          })),
        };
      }),
  );
  addRoute(
    app,
    {
      id: 'addReviewComment',
      method: 'post',
      path: '/api/v1/videos/{id}/comments',
      tag,
      summary: 'Say something of a video, at a time of it or of the whole; who is mentioned is told',
      scope: 'read',
      params: idParams('vid'),
      body: NewComment,
      status: 201,
      answer: ReviewComment,
      errors: ['content_rejected'],
    },
    async ({ actor, params, body }) => {
      const row = await addComment(deps, actor, { ...body, videoId: params.id });
      return commentView(row, row.sha256);
    },
  );
  addRoute(
    app,
    {
      id: 'resolveReviewComment',
      method: 'post',
      path: '/api/v1/comments/{id}/resolve',
      tag,
      summary: 'Mark a comment as done, or open it again',
      scope: 'read',
      params: idParams('cmt'),
      body: Resolve,
      answer: ReviewComment,
    },
    async ({ actor, params, body }) => {
      const row = await resolveComment(deps, actor, params.id, body.isResolved);
      return commentView(row, row.sha256);
    },
  );
}
