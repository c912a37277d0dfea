import { ClipoError, Rights } from '@clipo/contract';
import { z } from 'zod';
import { checkAgain } from '../../check/check-again.ts';
import { Verdict } from '../../check/verdict.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed, assertRights } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { deleteFacePoints } from '../person-consents/queries-points.ts';
import { addMaterial, roomFor } from './add-material.ts';
import { materialContent } from './check-material.ts';
import { describeMaterial } from './describe-material.ts';
import { importMaterial } from './import-material.ts';
import { Looks, lookThrough } from './look-through.ts';
import { Material, MaterialKind, materialView } from './material-view.ts';
import { addMaterialProofRoutes } from './proof-routes.ts';
import {
  type MaterialRow,
  restoreMaterial,
  selectMaterial,
  selectMaterials,
  selectUses,
  updateMaterial,
} from './queries.ts';
import { selectTags } from './queries-seen.ts';

const tag = 'Materials';
const mostFileBytes = 10 * 1024 ** 3;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case');
const name = z.string().trim().min(1).max(200);
const tagWord = z.string().trim().min(1).max(40);

const MaterialPage = named('MaterialPage', pageOf(Material));
const MaterialChange = named(
  'MaterialChange',
  z.strictObject({
    name: name.optional(),
    rights: Rights.nullable().optional(),
    tags: z.array(tagWord).max(30).optional().describe('All of them: those left out are taken away'),
  }),
);
const MaterialImport = named(
  'MaterialImport',
  z.strictObject({ url: z.string().min(1).max(2000), name: name.optional(), rights: Rights.optional() }),
);

const mostTags = 200;
const MaterialTags = named(
  'MaterialTags',
  z.strictObject({ items: z.array(z.strictObject({ tag: z.string(), count: z.int() })) }),
);
const mostUses = 200;
const MaterialUses = named(
  'MaterialUses',
  z.strictObject({
    items: z.array(z.strictObject({ videoId: z.string(), name: z.string(), batchId: z.string(), product: z.string() })),
  }),
);

type MaterialDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'secrets' | 'addresses' | 'looker' | 'queue' | 'envelope'>;

/** Adds the routes of materials: pictures, clips, sounds and fonts. */
export function addMaterialRoutes(app: Api, deps: MaterialDeps): void {
  const view = (row: MaterialRow) => materialView(deps, row);
  addRoute(
    app,
    {
      id: 'uploadMaterial',
      method: 'post',
      path: '/api/v1/materials',
      tag,
      summary: 'Upload a file in one request; large ones and bad lines are better served by an upload',
      scope: 'write',
      query: z.strictObject({ name: name.describe('What the file is called'), sha256: sha256.optional() }),
      rawBody: { types: ['application/octet-stream'], description: 'The bytes of the file' },
      status: 201,
      answer: Material,
      errors: [
        'unreadable_material',
        'checksum_mismatch',
        'content_rejected',
        'too_large',
        'quota_exceeded',
        'disk_full',
      ],
    },
    async ({ actor, query, c }) => {
      const length = Number(c.req.header('content-length') ?? 0);
      await roomFor(deps, actor.teamId, length);
      const source = c.req.raw.body ?? new Blob([]).stream();
      const limits = { mostBytes: mostFileBytes, expected: query.sha256, signal: c.req.raw.signal };
      const stored = await deps.media.put(source, limits);
      const { material, isNew } = await addMaterial(deps, actor, { stored, words: { name: query.name } });
      return c.json(view(material), isNew ? 201 : 200);
    },
  );
  addRoute(
    app,
    {
      id: 'importMaterial',
      method: 'post',
      path: '/api/v1/materials/import',
      tag,
      summary: 'Fetch a file from a public address',
      scope: 'write',
      body: MaterialImport,
      status: 201,
      answer: Material,
      errors: ['url_refused', 'fetch_failed', 'unreadable_material', 'content_rejected', 'quota_exceeded', 'disk_full'],
    },
    async ({ actor, body: { url, ...words }, c }) => {
      assertRights(words.rights);
      const { material } = await importMaterial(deps, actor, { url, words, signal: c.req.raw.signal });
      return view(material);
    },
  );
  addRoute(
    app,
    {
      id: 'listMaterials',
      method: 'get',
      path: '/api/v1/materials',
      tag,
      summary: 'List materials, newest first',
      scope: 'read',
      query: PageQuery.extend({
        sha256: sha256.optional().describe('Only the one with this content'),
        search: z
          .string()
          .trim()
          .max(200)
          .optional()
          .describe('Words that all stand in its name, rights, tags, in what is read in its pictures or said of them'),
        kind: MaterialKind.optional(),
        rights: z
          .enum(['missing', 'ending', 'ended', 'withdrawn'])
          .optional()
          .describe('`ending`: their term ends in 30 days; `withdrawn`: from the licensed library'),
        tag: tagWord.optional(),
        alike: z.enum(['yes']).optional().describe('Only those that look like another'),
      }),
      answer: MaterialPage,
    },
    async ({ actor, query }) => {
      const now = Date.now();
      const { limit, sha256: hash, search, kind, rights, tag: filedUnder, alike } = query;
      const days = { today: dayOf(now), soon: dayOf(now + soonMs) };
      const said = { sha256: hash, search, kind, rights, tag: filedUnder, isAlike: alike === 'yes' };
      const wanted = { limit, after: afterOf(query), ...said, ...days };
      return cutPage(await deps.db.asTeam(actor.teamId, (tx) => selectMaterials(tx, wanted)), query, view);
    },
  );
  addRoute(
    app,
    {
      id: 'listMaterialTags',
      method: 'get',
      path: '/api/v1/material-tags',
      tag,
      summary: 'The team’s tags, those of most materials first; 200 at most',
      scope: 'read',
      answer: MaterialTags,
    },
    async ({ actor }) => ({ items: await deps.db.asTeam(actor.teamId, (tx) => selectTags(tx, mostTags)) }),
  );
  addMaterialProofRoutes(app, deps);
  addRoute(
    app,
    {
      id: 'lookThroughMaterials',
      method: 'post',
      path: '/api/v1/material-looks',
      tag,
      summary: 'Have materials looked through: those that nobody has yet, or all again, as after words can be read',
      scope: 'write',
      status: 202,
      ...Looks,
    },
    async ({ actor: { teamId }, body: { which } }) => ({ queued: await lookThrough(deps, teamId, which) }),
  );
  const one = { path: '/api/v1/materials/{id}', tag, params: idParams('mat') } as const;
  addRoute(
    app,
    { ...one, id: 'getMaterial', method: 'get', summary: 'One material', scope: 'read', answer: Material },
    async ({ actor, params }) =>
      view(found(await deps.db.asTeam(actor.teamId, (tx) => selectMaterial(tx, params.id)), params.id)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'changeMaterial',
      method: 'patch',
      summary: 'Change its name, rights or tags',
      scope: 'write',
      body: MaterialChange,
      answer: Material,
      errors: ['content_rejected', 'conflict'],
    },
    async ({ actor, params, body }) =>
      deps.db.asTeam(actor.teamId, async (tx) => {
        assertRights(body.rights);
        assertRights(body.tags);
        const row = found(await selectMaterial(tx, params.id), params.id);
        if (body.rights !== undefined && row.fromLibrary !== null) {
          const problem = 'its rights are those of the licensed library';
          throw new ClipoError('conflict', problem, { details: { problem } });
        }
        const content = materialContent({ sha256: row.sha256, name: body.name ?? row.name });
        const verdict = checkAgain(content, Verdict.safeParse(row.verdict).data);
        if (verdict.outcome !== 'held') {
          assertAllowed(content, verdict);
        }
        const change = {
          ...(body.name === undefined ? {} : { name: body.name, verdict }),
          ...(body.rights === undefined ? {} : { rights: body.rights }),
          ...(body.tags === undefined ? {} : { tags: [...new Set(body.tags)] }),
        };
        const isEmpty = Object.keys(change).length === 0;
        return view(isEmpty ? row : found(await updateMaterial(tx, params.id, change), params.id));
      }),
  );
  addRoute(
    app,
    {
      ...one,
      path: `${one.path}/description`,
      id: 'describeMaterial',
      method: 'post',
      summary:
        'Have the model that leads conversations describe it: its pictures are sent to the provider, which may cost',
      scope: 'write',
      answer: Material,
      errors: ['conflict', 'content_rejected', 'model_failed'],
    },
    async ({ actor, params: { id }, c }) => view(await describeMaterial(deps, actor, id, c.req.raw.signal)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'deleteMaterial',
      method: 'delete',
      summary: 'Delete it; new batches can no longer use it',
      scope: 'write',
      status: 204,
    },
    async ({ actor, params }) => {
      const change = { deletedAt: new Date() };
      const gone = await deps.db.asTeam(actor.teamId, async (tx) => {
        await deleteFacePoints(tx, actor.teamId, params.id);
        return updateMaterial(tx, params.id, change);
      });
      found(gone, params.id);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      ...one,
      path: `${one.path}/restore`,
      id: 'restoreMaterial',
      method: 'post',
      summary: 'Take a deletion back, as long as its file is kept',
      scope: 'write',
      answer: Material,
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => {
      const row = found(await deps.db.asTeam(actor.teamId, (tx) => restoreMaterial(tx, id)), id);
      if ((await deps.media.sizeOf(row.sha256)) === undefined) {
        await deps.db.asTeam(actor.teamId, (tx) => updateMaterial(tx, id, { deletedAt: new Date() }));
        const problem = 'its file has been collected since; send it again';
        throw new ClipoError('conflict', problem, { details: { problem } });
      }
      return view(row);
    },
  );
  addRoute(
    app,
    {
      ...one,
      path: `${one.path}/uses`,
      id: 'listMaterialUses',
      method: 'get',
      summary: 'Videos that show it, the newest first; 200 at most',
      scope: 'read',
      answer: MaterialUses,
    },
    async ({ actor, params: { id } }) => ({
      items: await deps.db.asTeam(actor.teamId, async (tx) =>
        selectUses(tx, found(await selectMaterial(tx, id), id), mostUses),
      ),
    }),
  );
}

/** A term that ends within this time is told beforehand. */
const soonMs = 30 * 24 * 3600_000;

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function found(row: MaterialRow | undefined, id: string): MaterialRow {
  if (row === undefined) {
    throw new ClipoError('no_such_thing', `no material ${id}`, { details: { kind: 'material', id } });
  }
  return row;
}
