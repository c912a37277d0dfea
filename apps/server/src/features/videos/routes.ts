import { ClipoError, ManifestVideo } from '@clipo/contract';
import { z } from 'zod';
import { Verdict } from '../../check/verdict.ts';
import { videoStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { Failure, failureOf } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { FileLinks, fileLinksOf } from './file-links.ts';
import { selectVideoSummary, selectVideos, type VideoSummary } from './queries.ts';

const Video = named(
  'Video',
  z.strictObject({
    id: z.string(),
    batchId: z.string(),
    name: z.string(),
    status: z.enum(videoStatuses),
    product: z.string(),
    creative: z.int(),
    language: z.string(),
    format: z.string(),
    ...Failure.shape,
    files: FileLinks,
    record: ManifestVideo.nullable().describe('As in a manifest: lines, label, difference, quality'),
    verdict: Verdict.nullable(),
    createdAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  }),
);
const VideoPage = named('VideoPage', pageOf(Video));
const tag = 'Videos';

/** Adds the routes of videos. */
export function addVideoRoutes(app: Api, deps: Pick<Deps, 'db' | 'secrets'>): void {
  addRoute(
    app,
    {
      id: 'listVideos',
      method: 'get',
      path: '/api/v1/videos',
      tag,
      summary: "List videos, newest first; of one batch, in the batch's order",
      scope: 'read',
      query: PageQuery.extend({ batch: z.string().min(1).max(100).optional().describe('Only those of this batch') }),
      answer: VideoPage,
    },
    async ({ actor, query }) => {
      const { limit, batch } = query;
      if (batch === undefined) {
        const page = { before: afterOf(query), limit: limit + 1 };
        const rows = await deps.db.asTeam(actor.teamId, (tx) => selectVideos(tx, actor.teamId, page));
        return cutPage(rows, query, (row) => videoView(deps, row));
      }
      const afterOrdinal = ordinalOf(query.cursor);
      const page = { batchId: batch, afterOrdinal, limit: limit + 1 };
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectVideos(tx, actor.teamId, page));
      const next = rows.length > limit ? String(rows[limit - 1]?.ordinal) : null;
      return { items: rows.slice(0, limit).map((row) => videoView(deps, row)), next };
    },
  );
  addRoute(
    app,
    {
      id: 'getVideo',
      method: 'get',
      path: '/api/v1/videos/{id}',
      tag,
      summary: 'One video with its files',
      scope: 'read',
      params: idParams('vid'),
      answer: Video,
    },
    async ({ actor, params }) => {
      const row = await deps.db.asTeam(actor.teamId, (tx) => selectVideoSummary(tx, actor.teamId, params.id));
      if (row === undefined) {
        throw new ClipoError('no_such_thing', `no video ${params.id}`, { details: { kind: 'video', id: params.id } });
      }
      return videoView(deps, row);
    },
  );
}

function ordinalOf(cursor: string | undefined): number | undefined {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) {
    const problem = 'is no cursor of ours: take `next` of the page before';
    throw new ClipoError('invalid_input', `cursor: ${problem}`, { details: { field: 'cursor', problem } });
  }
  return cursor === undefined ? undefined : Number(cursor);
}

function videoView(deps: Pick<Deps, 'secrets'>, row: VideoSummary): z.input<typeof Video> {
  const verdict = Verdict.nullable().catch(null).parse(row.verdict);
  return {
    id: row.id,
    batchId: row.batchId,
    name: row.name,
    status: row.status,
    product: row.product,
    creative: row.creative,
    language: row.language,
    format: row.format,
    ...failureOf(row.error, 'make'),
    files: fileLinksOf(deps, row),
    record: row.record,
    verdict,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
