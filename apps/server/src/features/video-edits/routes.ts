import { EditedShot, StoryboardEdits } from '@clipo/contract';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectVideo } from '../videos/queries.ts';
import { addUpdate } from './add-update.ts';
import { followEdits } from './follow-edits.ts';
import { selectVersions } from './queries.ts';
import { estimateScene, remakeScene, scenesOf } from './remake-scene.ts';
import { type EditedEstimate, estimateEdits, renderEdits } from './render-edit.ts';

const tag = 'Editing';
const count = z.int().min(0);
const path = '/api/v1/videos/{id}/edit';

const EditUpdate = named(
  'EditUpdate',
  z.strictObject({
    update: z.base64().min(1).max(1_500_000).describe('An update of the shared document (Yjs, version 1), in Base64'),
  }),
);
const AddedUpdate = named('AddedUpdate', z.strictObject({ id: count, version: count }));
const Targets = named(
  'EditTargets',
  z.strictObject({
    videos: z.array(z.string().min(1).max(100)).min(1).max(1000).describe('Ids of videos of the same batch'),
  }),
);
const RenderWish = named(
  'EditRenderWish',
  z.strictObject({ ...Targets.shape, credits: count.describe('What it costs, as the estimate said') }),
);
const Change = z.strictObject({
  kind: z.enum(['line', 'order', 'length', 'shot', 'crop', 'card', 'captions', 'music', 'presenter', 'voice']),
  part: z.string().optional(),
  from: z.string(),
  to: z.string(),
});
const Estimate = named(
  'EditEstimate',
  z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        changes: z.array(Change),
        pieces: z
          .strictObject({ total: count, cached: count })
          .describe('Of which the video is joined; cached ones are there'),
        frames: z.strictObject({ total: count, toDraw: count }),
        credits: count,
      }),
    ),
    credits: count.describe('For all of them'),
  }),
);
const Scenes = named(
  'VideoScenes',
  z.strictObject({
    items: z.array(
      z.strictObject({
        id: z.string(),
        startFrame: count,
        frames: count,
        hasOther: z.boolean().describe('Whether the materials of the batch hold something else that it could show'),
      }),
    ),
  }),
);
const SceneEstimate = named(
  'SceneEstimate',
  z.strictObject({ shot: EditedShot.describe('What it would show instead'), ...Estimate.shape }),
);
const SceneWish = named(
  'SceneWish',
  z.strictObject({ shot: EditedShot, credits: count.describe('What it costs, as the estimate said') }),
);
const sceneParams = idParams('vid').extend({ scene: z.string().min(1).max(80) });
const Versions = named(
  'VideoVersions',
  z.strictObject({
    items: z.array(
      z.strictObject({
        number: count,
        edits: StoryboardEdits,
        madeBy: z.string(),
        changedAt: z.iso.datetime(),
        renderedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
);

type EditDeps = Pick<Deps, 'db' | 'news' | 'queue' | 'speech' | 'settings'>;

/** Adds the routes by which a video is edited: what was changed, for all who have it open, and making it anew. */
export function addVideoEditRoutes(app: Api, deps: EditDeps): void {
  addRoute(
    app,
    {
      id: 'addVideoEditUpdate',
      method: 'post',
      path: `${path}/updates`,
      tag,
      summary: 'Add what was changed to the shared document of a video’s edits',
      scope: 'write',
      params: idParams('vid'),
      body: EditUpdate,
      answer: AddedUpdate,
      errors: ['conflict', 'too_large'],
    },
    async ({ actor, params, body }) =>
      addUpdate(deps, actor, { videoId: params.id, update: Buffer.from(body.update, 'base64') }),
  );
  addRoute(
    app,
    {
      id: 'followVideoEdits',
      method: 'get',
      path: `${path}/updates`,
      tag,
      summary: 'Follow what others change of a video',
      scope: 'read',
      params: idParams('vid'),
      query: z.strictObject({
        after: z.coerce.number().int().min(0).default(0).describe('Id of the last update known'),
      }),
      rawAnswer: {
        types: ['text/event-stream'],
        description: 'One update a message: its id, and as `data` its Base64',
      },
    },
    async ({ actor, params, query, c }) => {
      // Proxies must not collect what is to be seen as it happens.
      c.header('x-accel-buffering', 'no');
      return streamSSE(c, async (stream) => {
        const stop = new AbortController();
        stream.onAbort(() => stop.abort());
        const wish = { teamId: actor.teamId, videoId: params.id, afterId: query.after, signal: stop.signal };
        for await (const row of followEdits(deps, wish)) {
          if (row === undefined) {
            await stream.write(': alive\n\n');
            continue;
          }
          const data = JSON.stringify({ update: row.update.toString('base64'), madeBy: row.madeBy });
          await stream.writeSSE({ id: String(row.id), event: 'update', data, retry: 1000 });
        }
      });
    },
  );
  addRoute(
    app,
    {
      id: 'listVideoVersions',
      method: 'get',
      path: `${path}/versions`,
      tag,
      summary: 'Versions of a video’s edits, newest first',
      scope: 'read',
      params: idParams('vid'),
      answer: Versions,
    },
    async ({ actor: { teamId }, params: { id } }) => {
      const rows = await deps.db.asTeam(teamId, async (tx) => {
        foundOr(await selectVideo(tx, teamId, id), 'video', id);
        return selectVersions(tx, teamId, id);
      });
      return {
        items: rows.map(({ number, edits, madeBy, changedAt, renderedAt }) => ({
          number,
          edits,
          madeBy,
          changedAt: changedAt.toISOString(),
          renderedAt: renderedAt?.toISOString() ?? null,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'estimateVideoEdit',
      method: 'post',
      path: `${path}/estimate`,
      tag,
      summary: 'What the edits of a video change in it and in others of its batch, and what that costs',
      scope: 'read',
      params: idParams('vid'),
      body: Targets,
      answer: Estimate,
      errors: ['conflict', 'content_rejected', 'voice_failed'],
    },
    async ({ actor, params, body, c }) => {
      const wish = { videoId: params.id, targets: body.videos };
      return estimateView(await estimateEdits(deps, actor.teamId, wish, c.req.raw.signal));
    },
  );
  addRoute(
    app,
    {
      id: 'renderVideoEdit',
      method: 'post',
      path: `${path}/render`,
      tag,
      summary: 'Make videos anew with the edits of one of them; only what changed is drawn',
      scope: 'make',
      params: idParams('vid'),
      body: RenderWish,
      status: 202,
      answer: Estimate,
      errors: ['conflict', 'content_rejected', 'insufficient_credits', 'voice_failed'],
    },
    async ({ actor, params, body, c }) => {
      const wish = { videoId: params.id, targets: body.videos, credits: body.credits };
      return estimateView(await renderEdits(deps, actor, wish, c.req.raw.signal));
    },
  );
  addRoute(
    app,
    {
      id: 'listVideoScenes',
      method: 'get',
      path: `${path}/scenes`,
      tag,
      summary: 'The scenes of a video as it was made last',
      scope: 'read',
      params: idParams('vid'),
      answer: Scenes,
      errors: ['conflict'],
    },
    async ({ actor: { teamId }, params }) => {
      const items = await scenesOf(deps, teamId, params.id);
      return { items: items.map(({ other, ...scene }) => ({ ...scene, hasOther: other !== undefined })) };
    },
  );
  addRoute(
    app,
    {
      id: 'estimateVideoScene',
      method: 'post',
      path: `${path}/scenes/{scene}/estimate`,
      tag,
      summary: 'What one scene could show instead, and what making that costs',
      scope: 'read',
      params: sceneParams,
      answer: SceneEstimate,
      errors: ['conflict', 'content_rejected', 'voice_failed'],
    },
    async ({ actor, params: { id, scene }, c }) => {
      const wish = { videoId: id, sceneId: scene };
      const { shot, estimate } = await estimateScene(deps, actor.teamId, wish, c.req.raw.signal);
      return { shot, ...estimateView([estimate]) };
    },
  );
  addRoute(
    app,
    {
      id: 'remakeVideoScene',
      method: 'post',
      path: `${path}/scenes/{scene}/render`,
      tag,
      summary: 'Make one scene of a video anew with another shot; nothing else is drawn again',
      scope: 'make',
      params: sceneParams,
      body: SceneWish,
      status: 202,
      answer: Estimate,
      errors: ['conflict', 'content_rejected', 'insufficient_credits', 'voice_failed'],
    },
    async ({ actor, params: { id, scene }, body, c }) =>
      estimateView(await remakeScene(deps, actor, { videoId: id, sceneId: scene, ...body }, c.req.raw.signal)),
  );
}

function estimateView(items: readonly EditedEstimate[]): z.input<typeof Estimate> {
  return { items: [...items], credits: items.reduce((sum, { credits }) => sum + credits, 0) };
}
