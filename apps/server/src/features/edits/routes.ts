import { z } from 'zod';
import { maySee, Verdict } from '../../check/verdict.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { createRender } from '../renders/create-render.ts';
import { type RenderRow, selectRender } from '../renders/queries.ts';
import { renderLink } from '../renders/routes.ts';
import { checkSources } from './check-sources.ts';
import { readEdit } from './read-edit.ts';

const tag = 'Compatible doors';
/** Whole edits are read by `readEdit`, which says of each part whether it is made here. */
const ShotstackEdit = named(
  'ShotstackEdit',
  z.unknown().describe("An edit as Shotstack's Edit API takes it: timeline, output, merge, callback"),
);
const Queued = named(
  'ShotstackQueued',
  z.strictObject({
    success: z.literal(true),
    message: z.literal('Created'),
    response: z.strictObject({ message: z.string(), id: z.string() }),
  }),
);
const statuses = ['queued', 'fetching', 'rendering', 'saving', 'done', 'failed'] as const;
const ShotstackRender = named(
  'ShotstackRender',
  z.strictObject({
    success: z.literal(true),
    message: z.literal('OK'),
    response: z.strictObject({
      id: z.string(),
      owner: z.string(),
      status: z.enum(statuses),
      error: z.string().optional(),
      duration: z.number().optional().describe('Seconds of the video'),
      renderTime: z.number().optional().describe('Milliseconds that it took'),
      url: z.string().optional().describe('Good for an hour; ask again for a new one'),
      poster: z.null(),
      thumbnail: z.null(),
      data: z.record(z.string(), z.unknown()),
      created: z.iso.datetime(),
      updated: z.iso.datetime(),
    }),
  }),
);

/** Adds the door that takes Shotstack's edits, and answers as Shotstack does. */
export function addEditRoutes(app: Api, deps: Pick<Deps, 'db' | 'queue' | 'secrets' | 'addresses' | 'settings'>): void {
  addRoute(
    app,
    {
      id: 'renderEdit',
      method: 'post',
      path: '/edit/v1/render',
      tag,
      summary: "Render a timeline, asked as Shotstack's Edit API is",
      scope: 'make',
      body: ShotstackEdit,
      status: 201,
      answer: Queued,
      errors: ['invalid_input', 'content_rejected', 'url_refused', 'fetch_failed'],
    },
    async ({ actor, body }) => {
      const edit = readEdit(body);
      await checkSources(edit, deps.addresses);
      const { id } = await createRender(deps, actor, { kind: 'edit', wish: { ...edit } });
      return { success: true, message: 'Created', response: { message: 'Render Successfully Queued', id } } as const;
    },
  );
  addRoute(
    app,
    {
      id: 'getEditRender',
      method: 'get',
      path: '/edit/v1/render/{id}',
      tag,
      summary: 'How a render stands, told as Shotstack does',
      scope: 'read',
      params: idParams('rnd'),
      answer: ShotstackRender,
    },
    async ({ actor, params: { id }, c }) => {
      const row = foundOr(await deps.db.asTeam(actor.teamId, (tx) => selectRender(tx, id)), 'render', id);
      return shotstackView(deps, row, new URL(c.req.url).origin);
    },
  );
}

/** Shotstack knows no cancelled render: it has failed. Nor one that waits for a reviewer: who asks again goes on asking. */
function statusOf({ status, verdict }: RenderRow): (typeof statuses)[number] {
  if (status === 'done' && !maySee(verdict)) {
    return Verdict.safeParse(verdict).data?.outcome === 'held' ? 'saving' : 'failed';
  }
  return status === 'cancelled' ? 'failed' : status;
}

function shotstackView(deps: Pick<Deps, 'secrets'>, row: RenderRow, origin: string): z.input<typeof ShotstackRender> {
  const link = renderLink(deps, row);
  const durationMs = row.result?.durationMs;
  const error = row.status === 'cancelled' ? 'the render was cancelled' : row.error?.message;
  return {
    success: true,
    message: 'OK',
    response: {
      id: row.id,
      owner: row.teamId,
      status: statusOf(row),
      ...(error === undefined ? {} : { error }),
      ...(typeof durationMs === 'number' ? { duration: durationMs / 1000 } : {}),
      ...(row.endedAt !== null && row.startedAt !== null
        ? { renderTime: row.endedAt.getTime() - row.startedAt.getTime() }
        : {}),
      ...(link === undefined ? {} : { url: new URL(link, origin).href }),
      poster: null,
      thumbnail: null,
      data: row.wish,
      created: row.createdAt.toISOString(),
      updated: row.updatedAt.toISOString(),
    },
  };
}
