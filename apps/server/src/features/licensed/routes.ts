import { AiOrigin, Rights } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { OperatorReason, reason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { Material, MaterialKind, materialView } from '../materials/material-view.ts';
import { mediaLinkFor } from '../media/media-link-for.ts';
import { reviewerIdOf } from '../safety/decide-case.ts';
import { addLicensedItem } from './add-item.ts';
import {
  countTeams,
  type LicensedFilter,
  type LicensedRow,
  selectItemUses,
  selectLicensedFiles,
  selectLicensedItems,
  selectTaken,
} from './queries.ts';
import { takeLicensedItem } from './take-item.ts';
import { mostItemUses, readmitItem, withdrawItem } from './withdraw-item.ts';

const tag = 'Licensed library';
const plain = {
  id: z.string(),
  name: z.string(),
  kind: MaterialKind,
  mediaType: z.string(),
  sizeBytes: z.int(),
  rights: Rights.describe('Whose it is, under which licence, and where it may be used until when'),
  aiOrigin: AiOrigin.nullable(),
  tags: z.array(z.string()),
  description: z.string().nullable().describe('Words of a model about it'),
  durationMs: z.int().nullable(),
  thumbnail: z.string().nullable().describe('Path of a small picture, good for an hour without a key'),
  link: z.string().describe('Path of the file, good for an hour without a key'),
  createdAt: z.iso.datetime(),
};
const LicensedItem = named(
  'LicensedItem',
  z.strictObject({ ...plain, materialId: z.string().nullable().describe('The team’s copy, where it has one') }),
);
const KeptItem = named(
  'KeptLicensedItem',
  z.strictObject({
    ...plain,
    teams: z.int().describe('How many teams have a copy'),
    withdrawn: z.strictObject({ at: z.iso.datetime(), why: z.string() }).nullable(),
  }),
);
const LicensedItems = named('LicensedItemPage', pageOf(LicensedItem));
const KeptItems = named('KeptLicensedItemPage', pageOf(KeptItem));
const NewItem = named(
  'NewLicensedItem',
  z.strictObject({
    materialId: z.string().describe('A material of the operator’s own team, its rights filled in'),
    reason,
  }),
);
const Withdrawal = named('LicensedWithdrawal', z.strictObject({ why: z.string().trim().min(1).max(500) }));
const ItemUses = named(
  'LicensedItemUses',
  z.strictObject({
    items: z.array(
      z.strictObject({
        videoId: z.string(),
        name: z.string(),
        batchId: z.string(),
        product: z.string(),
        teamId: z.string(),
      }),
    ),
  }),
);
const Wanted = PageQuery.extend({
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe('Words that all stand in its name, rights, tags or description'),
  kind: MaterialKind.optional(),
});

type LicensedDeps = Pick<Deps, 'db' | 'media' | 'secrets' | 'settings' | 'envelope'>;

/** Adds the routes of the licensed library: teams pick from it, operators add to it and withdraw. */
export function addLicensedRoutes(app: Api, deps: LicensedDeps): void {
  const { db } = deps;
  addRoute(
    app,
    {
      id: 'listLicensedItems',
      method: 'get',
      path: '/api/v1/licensed-items',
      tag,
      summary: 'What the service lays out for every team, each with its licence',
      scope: 'read',
      query: Wanted,
      answer: LicensedItems,
    },
    async ({ actor: { teamId }, query }) => {
      const openOn = new Date().toISOString().slice(0, 10);
      const { rows, taken } = await db.asSystem(async (tx) => {
        const found = await selectLicensedItems(tx, { ...filterOf(query), openOn });
        const ids = found.map(({ id }) => id);
        return { rows: found, taken: await selectTaken(tx, teamId, ids) };
      });
      return cutPage(rows, query, (row) => ({
        ...plainView(deps, teamId, row),
        materialId: taken.get(row.id) ?? null,
      }));
    },
  );
  addRoute(
    app,
    {
      id: 'takeLicensedItem',
      method: 'post',
      path: '/api/v1/licensed-items/{id}/material',
      tag,
      summary: 'Put it among the team’s materials, with its licence',
      scope: 'write',
      params: idParams('lic'),
      status: 201,
      answer: Material,
      errors: ['conflict'],
    },
    async ({ actor, params: { id }, c }) => {
      const { material, isNew } = await takeLicensedItem(deps, actor, id);
      return c.json(materialView(deps, material), isNew ? 201 : 200);
    },
  );
  addOperatorRoutes(app, deps);
}

function addOperatorRoutes(app: Api, deps: LicensedDeps): void {
  const { db } = deps;
  const path = '/api/v1/operate/licensed-items';
  const one = { path: `${path}/{id}`, tag, scope: 'admin', params: idParams('lic') } as const;
  const kept = async (teamId: string, row: LicensedRow) => {
    const teams = await db.asSystem((tx) => countTeams(tx, [row.id]));
    return keptView(deps, teamId, row, teams);
  };
  addRoute(
    app,
    {
      id: 'listKeptLicensedItems',
      method: 'get',
      path,
      tag,
      summary: 'All of the library, also what is withdrawn (operators)',
      scope: 'admin',
      query: Wanted,
      answer: KeptItems,
    },
    async ({ actor, query }) => {
      reviewerIdOf(actor);
      const { rows, teams } = await db.asSystem(async (tx) => {
        const found = await selectLicensedItems(tx, filterOf(query));
        const ids = found.map(({ id }) => id);
        return { rows: found, teams: await countTeams(tx, ids) };
      });
      return cutPage(rows, query, (row) => keptView(deps, actor.teamId, row, teams));
    },
  );
  addRoute(
    app,
    {
      id: 'addLicensedItem',
      method: 'post',
      path,
      tag,
      summary: 'Lay a material of the operator’s own team out for every team (operators)',
      scope: 'admin',
      body: NewItem,
      status: 201,
      answer: KeptItem,
      errors: ['conflict', 'content_rejected'],
    },
    async ({ actor, body }) =>
      kept(actor.teamId, await addLicensedItem(deps, actor, reviewerIdOf(actor), body.materialId)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'withdrawLicensedItem',
      method: 'put',
      path: `${one.path}/withdrawal`,
      summary: 'Withdraw it: nothing new is made with it, and the teams that have it are told (operators)',
      body: Withdrawal,
      answer: KeptItem,
    },
    async ({ actor, params: { id }, body: { why } }) =>
      kept(actor.teamId, await withdrawItem(deps, { id, why, by: reviewerIdOf(actor) })),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'readmitLicensedItem',
      method: 'delete',
      path: `${one.path}/withdrawal`,
      summary: 'Take its withdrawal back (operators)',
      body: OperatorReason,
      answer: KeptItem,
      errors: ['conflict'],
    },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      return kept(actor.teamId, await readmitItem(deps, id));
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'listLicensedItemUses',
      method: 'get',
      path: `${one.path}/uses`,
      summary: 'Videos of all teams that show it, the newest first; 1,000 at most (operators)',
      answer: ItemUses,
    },
    async ({ actor, params: { id } }) => {
      reviewerIdOf(actor);
      return db.asSystem(async (tx) => ({
        items: await selectItemUses(tx, foundOr(await selectLicensedFiles(tx, id), 'licensed item', id), mostItemUses),
      }));
    },
  );
}

function filterOf(query: z.output<typeof Wanted>): LicensedFilter {
  const { limit, search, kind } = query;
  return { limit, after: afterOf(query), search, kind };
}

function plainView(deps: Pick<Deps, 'secrets'>, teamId: string, row: LicensedRow) {
  const link = (hash: string, type: string) =>
    mediaLinkFor(deps, { teamId, of: row.id, hash, type, name: row.name, use: 'inline' });
  const { id, name, mediaType, rights, seen, tags } = row;
  return {
    ...{ id, name, mediaType, rights, tags },
    kind: MaterialKind.catch('video').parse(mediaType.split('/')[0]),
    sizeBytes: row.bytes,
    aiOrigin: AiOrigin.nullable().catch(null).parse(row.aiOrigin),
    description: seen?.description?.text ?? null,
    durationMs: seen?.durationMs ?? null,
    thumbnail: seen?.thumbnail ? link(seen.thumbnail.sha256, 'image/webp') : null,
    link: link(row.sha256, mediaType),
    createdAt: row.createdAt.toISOString(),
  };
}

function keptView(
  deps: Pick<Deps, 'secrets'>,
  teamId: string,
  row: LicensedRow,
  teams: ReadonlyMap<string, number>,
): z.input<typeof KeptItem> {
  const { withdrawnAt, withdrawnWhy } = row;
  return {
    ...plainView(deps, teamId, row),
    teams: teams.get(row.id) ?? 0,
    withdrawn: withdrawnAt && { at: withdrawnAt.toISOString(), why: withdrawnWhy ?? '' },
  };
}
