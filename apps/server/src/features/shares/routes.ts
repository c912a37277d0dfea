import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectBatch } from '../batches/queries.ts';
import { createShare } from './create-share.ts';
import { revokeShareRow, type ShareRow, selectShares } from './queries.ts';

const tag = 'Sharing';
const NewShare = named(
  'NewShare',
  z.strictObject({
    name: z.string().trim().min(1).max(60).describe('For whom it is: it stands over the pictures'),
    days: z.int().min(1).max(90).default(7),
    mayComment: z.boolean().default(true),
    mayDecide: z.boolean().default(false).describe('Approve and reject'),
  }),
);
const Share = named(
  'Share',
  z.strictObject({
    id: z.string(),
    name: z.string(),
    mayComment: z.boolean(),
    mayDecide: z.boolean(),
    expiresAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
    opens: z.int(),
    openedAt: z.iso.datetime().nullable(),
  }),
);
const MadeShare = named('MadeShare', Share.extend({ path: z.string().describe('Path of the page; told this once') }));
const ShareList = named('ShareList', z.strictObject({ items: z.array(Share) }));

/** Adds the routes of links for clients: made, listed and taken back by the team. */
export function addShareRoutes(app: Api, deps: Pick<Deps, 'db'>): void {
  const path = '/api/v1/batches/{id}/shares';
  addRoute(
    app,
    {
      id: 'createShare',
      method: 'post',
      path,
      tag,
      summary: 'Make a link by which a client without account sees the finished videos of a batch',
      scope: 'make',
      params: idParams('bat'),
      body: NewShare,
      status: 201,
      answer: MadeShare,
      errors: ['content_rejected', 'consent_needed'],
    },
    async ({ actor, params, body }) => {
      const { row, secret } = await createShare(deps, actor, params.id, body);
      // Behind the #: it reaches no server's log.
      return { ...viewOf(row), path: `/shared#${secret}` };
    },
  );
  addRoute(
    app,
    {
      id: 'listShares',
      method: 'get',
      path,
      tag,
      summary: 'The links of a batch, newest first',
      scope: 'read',
      params: idParams('bat'),
      answer: ShareList,
    },
    async ({ actor: { teamId }, params: { id } }) => {
      const rows = await deps.db.asTeam(teamId, async (tx) => {
        foundOr(await selectBatch(tx, teamId, id), 'batch', id);
        return selectShares(tx, teamId, id);
      });
      return { items: rows.map(viewOf) };
    },
  );
  addRoute(
    app,
    {
      id: 'revokeShare',
      method: 'delete',
      path: '/api/v1/shares/{id}',
      tag,
      summary: 'Take a link back: it shows nothing any more, at once',
      scope: 'make',
      params: idParams('shr'),
      status: 204,
    },
    async ({ actor: { teamId }, params: { id } }) => {
      await deps.db.asTeam(teamId, async (tx) => foundOr(await revokeShareRow(tx, teamId, id), 'share', id));
      return undefined;
    },
  );
}

function viewOf({ id, name, mayComment, mayDecide, expiresAt, revokedAt, opens, openedAt }: ShareRow) {
  return {
    id,
    name,
    mayComment,
    mayDecide,
    expiresAt: expiresAt.toISOString(),
    revokedAt: revokedAt?.toISOString() ?? null,
    opens,
    openedAt: openedAt?.toISOString() ?? null,
  };
}
