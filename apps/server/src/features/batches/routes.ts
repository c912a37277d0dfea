import { Brief, Manifest, Material, Product, Template } from '@clipo/contract';
import { z } from 'zod';
import { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { batchStatuses } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { Cost, Failure, failureOf, foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectCosts } from '../credits/queries-batches.ts';
import { spenderOf } from '../credits/spender-of.ts';
import { AheadPlan } from './ahead-plan.ts';
import { createBatch } from './create-batch.ts';
import { manifestOf } from './manifest-of.ts';
import { planAhead } from './plan-ahead.ts';
import { previewLook } from './preview-look.ts';
import { type BatchSummary, selectBatch, selectBatches, selectBatchSummary } from './queries.ts';
import { cancelBatch, pauseBatch, rescheduleBatch, resumeBatch, retryBatch } from './steer-batch.ts';

const tag = 'Batches';
const count = z.int().min(0);

const batchBody = z.strictObject({
  brief: Brief,
  products: z
    .array(z.strictObject({ product: Product, materials: z.array(Material).max(500) }))
    .min(1)
    .max(1000)
    .optional()
    .describe("Left out, the brief's own product with all its materials"),
  files: z
    .record(z.string().min(1).max(1000), z.string().min(1).max(100))
    .describe('The material behind each file that the brief names: file → id of a material'),
  template: Template.optional().describe(
    'A template of your own for this batch. One that is kept may be named by its id in brief.template instead',
  ),
  isDraft: z.boolean().default(false).describe('Half size and the fastest preset'),
});
const startsAt = z.iso.datetime().describe('When it begins, within 60 days; credits are held from now on');
const NewBatch = named('NewBatch', batchBody.extend({ startsAt: startsAt.optional() }));
const BatchToPlan = named('BatchToPlan', batchBody);
const BatchLook = named(
  'BatchLook',
  z.strictObject({
    scenes: z.array(
      z.strictObject({
        role: z.string(),
        picture: z.string().describe('JPEG as a data address, with the labels that the video will have'),
      }),
    ),
  }),
);
const BatchStart = named('BatchStart', z.strictObject({ startsAt: startsAt.nullable().describe('null for now') }));
/** What a batch was started with. */
const Source = named(
  'BatchSource',
  z.strictObject({ brief: Brief, files: z.record(z.string(), z.string()), isDraft: z.boolean() }),
);
const Batch = named(
  'Batch',
  z.strictObject({
    id: z.string(),
    title: z.string().describe('Name of its product, or of the first of several'),
    status: z.enum(batchStatuses),
    isPaused: z.boolean(),
    isDraft: z.boolean(),
    progress: z.strictObject({
      videos: z.strictObject({ total: count, ended: count, failed: count }),
      pieces: z.strictObject({ total: count, done: count }),
    }),
    ...Failure.shape,
    cost: Cost,
    warnings: z.array(z.string()),
    verdict: Verdict.nullable(),
    createdAt: z.iso.datetime(),
    startsAt: z.iso.datetime().nullable().describe('When it begins, where it was scheduled'),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  }),
);
const BatchPage = named('BatchPage', pageOf(Batch));

named('Manifest', Manifest);

type BatchDeps = Pick<Deps, 'db' | 'queue' | 'settings' | 'media' | 'previews'>;

/** Adds the routes of batches: they are made by workers, and followed by their events. */
export function addBatchRoutes(app: Api, deps: BatchDeps): void {
  const path = '/api/v1/batches';
  addRoute(
    app,
    {
      id: 'createBatch',
      method: 'post',
      path,
      tag,
      summary: 'Start a batch',
      scope: 'make',
      body: NewBatch,
      mostBytes: 16 * 1024 * 1024,
      status: 202,
      answer: Batch,
      errors: ['content_rejected', 'consent_needed', 'not_found'],
    },
    async ({ actor, body }) => viewOf(deps, await createBatch(deps, actor.teamId, body, spenderOf(actor))),
  );
  addRoute(
    app,
    {
      id: 'listBatches',
      method: 'get',
      path,
      tag,
      summary: 'List batches, newest first',
      scope: 'read',
      query: PageQuery,
      answer: BatchPage,
    },
    async ({ actor: { teamId }, query }) => {
      const page = { before: afterOf(query), limit: query.limit + 1 };
      return deps.db.asTeam(teamId, async (tx) => {
        const rows = await selectBatches(tx, teamId, page);
        const costs = await costsOf(tx, teamId, rows);
        return cutPage(rows, query, (row) => view(row, costs));
      });
    },
  );
  addRoute(
    app,
    {
      id: 'getBatch',
      method: 'get',
      path: `${path}/{id}`,
      tag,
      summary: 'How a batch stands',
      scope: 'read',
      params: idParams('bat'),
      answer: Batch,
    },
    async ({ actor: { teamId }, params: { id } }) =>
      deps.db.asTeam(teamId, async (tx) => {
        const row = foundOr(await selectBatchSummary(tx, teamId, id), 'batch', id);
        return view(row, await costsOf(tx, teamId, [row]));
      }),
  );
  addRoute(
    app,
    {
      id: 'getManifest',
      method: 'get',
      path: `${path}/{id}/manifest`,
      tag,
      summary: "What a batch made, as `make` writes manifest.json; paths are relative to the batch's own folder",
      scope: 'read',
      params: idParams('bat'),
      answer: Manifest,
      errors: ['conflict'],
    },
    async ({ actor, params }) => manifestOf(deps, actor.teamId, params.id),
  );
  addRoute(
    app,
    {
      id: 'getBatchSource',
      method: 'get',
      path: `${path}/{id}/source`,
      tag,
      summary: 'What a batch was started with: what one like it begins with',
      scope: 'read',
      params: idParams('bat'),
      answer: Source,
    },
    async ({ actor: { teamId }, params: { id } }) => {
      const row = foundOr(await deps.db.asTeam(teamId, (tx) => selectBatch(tx, teamId, id)), 'batch', id);
      const { brief, products, files, isDraft } = row;
      const [only] = products;
      return { brief: { ...brief, ...(products.length === 1 && { product: only?.product }) }, files, isDraft };
    },
  );
  addRoute(
    app,
    {
      id: 'planBatchAhead',
      method: 'post',
      path: '/api/v1/batch-plans',
      tag,
      summary: 'What a batch would make: its matrix with all lines, how different, for how much and how long',
      scope: 'make',
      body: BatchToPlan,
      mostBytes: 16 * 1024 * 1024,
      answer: AheadPlan,
      errors: ['content_rejected', 'consent_needed', 'not_found'],
    },
    async ({ actor, body, c }) => {
      const createdBy = spenderOf(actor)?.userId ?? null;
      return planAhead(deps, actor.teamId, { ...body, createdBy }, c.req.raw.signal);
    },
  );
  addRoute(
    app,
    {
      id: 'previewBatchLook',
      method: 'post',
      path: '/api/v1/batch-looks',
      tag,
      summary: 'Scenes of the first video that a batch would make, as pictures: a template seen with your own brand',
      scope: 'make',
      body: BatchToPlan,
      mostBytes: 16 * 1024 * 1024,
      answer: BatchLook,
      errors: ['content_rejected', 'consent_needed', 'not_found'],
    },
    async ({ actor, body, c }) => {
      const createdBy = spenderOf(actor)?.userId ?? null;
      const looks = await previewLook(deps, actor.teamId, { ...body, createdBy }, c.req.raw.signal);
      return {
        scenes: looks.map(({ role, jpeg }) => ({ role, picture: `data:image/jpeg;base64,${jpeg.toString('base64')}` })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'rescheduleBatch',
      method: 'put',
      path: `${path}/{id}/start`,
      tag,
      summary: 'Let a batch that has not begun start at another time',
      scope: 'make',
      params: idParams('bat'),
      body: BatchStart,
      answer: Batch,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) =>
      viewOf(deps, await rescheduleBatch(deps, actor.teamId, params.id, body.startsAt)),
  );
  const steering = [
    ['pause', pauseBatch, 'Start nothing new of a batch'],
    ['resume', resumeBatch, 'Go on with a paused batch'],
    ['cancel', cancelBatch, 'End a batch for good; finished videos stay'],
    ['retry', retryBatch, 'Make what failed or was cancelled once more'],
  ] as const;
  for (const [verb, steer, summary] of steering) {
    addRoute(
      app,
      {
        id: `${verb}Batch`,
        method: 'post',
        path: `${path}/{id}/${verb}`,
        tag,
        summary,
        scope: 'make',
        params: idParams('bat'),
        status: 202,
        answer: Batch,
        errors: ['conflict', 'not_found'],
      },
      async ({ actor, params }) => viewOf(deps, await steer(deps, actor.teamId, params.id, spenderOf(actor))),
    );
  }
}

type Costs = Awaited<ReturnType<typeof selectCosts>>;

/** What batches that have a price hold and have spent; where credits are off, the ledger is not asked. */
function costsOf(tx: Transaction, teamId: string, rows: readonly BatchSummary[]): Promise<Costs> {
  const priced = rows.filter(({ priceTotal }) => priceTotal > 0);
  return selectCosts(
    tx,
    teamId,
    priced.map(({ id }) => id),
  );
}

async function viewOf({ db }: Pick<Deps, 'db'>, row: BatchSummary): Promise<z.input<typeof Batch>> {
  return view(row, await db.asTeam(row.teamId, (tx) => costsOf(tx, row.teamId, [row])));
}

function view(row: BatchSummary, costs: Costs): z.input<typeof Batch> {
  const { held = 0, settled = 0 } = costs.get(row.id) ?? {};
  const { id, title, status, isPaused, isDraft, videosTotal, videosLeft, videosFailed, piecesTotal, piecesDone } = row;
  return {
    id,
    title,
    status,
    isPaused,
    isDraft,
    progress: {
      videos: { total: videosTotal, ended: videosTotal - videosLeft, failed: videosFailed },
      pieces: { total: piecesTotal, done: piecesDone },
    },
    ...failureOf(row.error, videosTotal === 0 ? 'plan' : 'make'),
    cost: { quoted: row.priceTotal, held, settled },
    warnings: row.warnings,
    verdict: Verdict.nullable().catch(null).parse(row.verdict),
    createdAt: row.createdAt.toISOString(),
    startsAt: row.startsAt?.toISOString() ?? null,
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
