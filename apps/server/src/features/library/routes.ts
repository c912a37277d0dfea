import { Brief, Channel, ClipoError, formats, languages } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { afterOf, cutPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { FileLinks, fileLinksOf } from '../videos/file-links.ts';
import { createFolder, deleteVideos, moveVideos, restoreVideos } from './arrange.ts';
import { lineageOf } from './lineage-of.ts';
import {
  deleteFolder,
  type LibraryRow,
  selectFolders,
  selectLibrary,
  selectLineage,
  selectStorage,
} from './queries.ts';

const tag = 'Library';
const id = z.string().min(1).max(100);
const count = z.int().min(0);
const LibraryVideo = named(
  'LibraryVideo',
  z.strictObject({
    id: z.string(),
    batchId: z.string(),
    name: z.string(),
    language: z.string(),
    format: z.string(),
    hook: z.string().nullable(),
    durationMs: count.nullable(),
    sizeBytes: count,
    outcome: z.enum(['approved', 'rejected']).nullable(),
    folderId: z.string().nullable(),
    files: FileLinks,
    endedAt: z.iso.datetime().nullable(),
    deletedAt: z.iso.datetime().nullable(),
  }),
);
const LibraryPage = named('LibraryPage', pageOf(LibraryVideo));
const Query = PageQuery.extend({
  search: z.string().max(100).optional().describe('In names and in what is said; all words must occur'),
  language: z.enum(languages).optional(),
  format: z.enum(formats).optional(),
  folder: id.optional(),
  review: z.enum(['approved', 'rejected', 'undecided']).optional(),
  bin: z.enum(['true', 'false']).default('false').describe('What was deleted, and can still be taken back'),
});
const Folder = named('VideoFolder', z.strictObject({ id: z.string(), name: z.string(), videos: count }));
const FolderList = named('VideoFolderList', z.strictObject({ items: z.array(Folder) }));
const NewFolder = named('NewVideoFolder', z.strictObject({ name: z.string().trim().min(1).max(60) }));
const videos = z.array(id).min(1).max(1000);
const Move = named(
  'MoveVideos',
  z.strictObject({ videos, folder: id.nullable().describe('null: out of all folders') }),
);
const Some = named('SomeVideos', z.strictObject({ videos }));
const Storage = named(
  'Storage',
  z.strictObject({
    totalBytes: count,
    parts: z.array(z.strictObject({ kind: z.string(), files: count, bytes: count })),
  }),
);
const Lineage = named(
  'Lineage',
  z.strictObject({
    batchId: z.string(),
    batchCreatedAt: z.iso.datetime(),
    template: z.string(),
    writtenBy: z.string().nullable().describe('The language model; null: the built-in planner'),
    voice: z.string().nullable(),
    presenter: z.string().nullable(),
    produceId: z.string().nullable().describe("As in the file's label"),
    pieces: z.array(z.string()).describe('Hashes of the pieces that it is joined of'),
    materials: z.array(
      z.strictObject({
        id: z.string().nullable(),
        name: z.string(),
        sha256: z.string(),
        licence: z.string().nullable(),
        holder: z.string().nullable(),
      }),
    ),
    deliveries: z.array(z.strictObject({ id: z.string(), createdAt: z.iso.datetime(), channels: z.array(Channel) })),
  }),
);
const Source = named(
  'VideoSource',
  z.strictObject({
    brief: Brief,
    files: z.record(z.string(), z.string()).describe('File of the brief → id of a material'),
  }),
);

type LibraryDeps = Pick<Deps, 'db' | 'secrets'>;

/** Adds the routes of the library: all finished videos of a team, found, put into folders, deleted and taken back. */
export function addLibraryRoutes(app: Api, deps: LibraryDeps): void {
  addRoute(
    app,
    {
      id: 'listLibrary',
      method: 'get',
      path: '/api/v1/library',
      tag,
      summary: 'Finished videos of all batches, newest first',
      scope: 'read',
      query: Query,
      answer: LibraryPage,
    },
    async ({ actor: { teamId }, query }) => {
      const { search, language, format, folder, review, bin, limit } = query;
      const filter = { search, language, format, folder, review, isDeleted: bin === 'true' };
      const page = { ...filter, before: afterOf(query), limit: limit + 1 };
      const rows = await deps.db.asTeam(teamId, (tx) => selectLibrary(tx, teamId, page));
      return cutPage(rows, query, (row) => viewOf(deps, row));
    },
  );
  addFolderRoutes(app, deps);
  const acts = [
    ['deleteVideos', 'delete', 'Put videos into the bin; their files go after 30 days, their label records stay'],
    ['restoreVideos', 'restore', 'Take videos out of the bin'],
  ] as const;
  for (const [operation, verb, summary] of acts) {
    addRoute(
      app,
      {
        id: operation,
        method: 'post',
        path: `/api/v1/library/${verb}`,
        tag,
        summary,
        scope: 'make',
        body: Some,
        status: 204,
        errors: ['no_such_thing'],
      },
      async ({ actor, body }) => {
        const ids = [...new Set(body.videos)];
        await (operation === 'deleteVideos' ? deleteVideos(deps, actor, ids) : restoreVideos(deps, actor.teamId, ids));
        return undefined;
      },
    );
  }
  addRoute(
    app,
    {
      id: 'getStorage',
      method: 'get',
      path: '/api/v1/storage',
      tag,
      summary: "What the team's files take",
      scope: 'read',
      answer: Storage,
    },
    async ({ actor: { teamId } }) => {
      const parts = await deps.db.asTeam(teamId, (tx) => selectStorage(tx, teamId));
      return { totalBytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts };
    },
  );
  addRoute(
    app,
    {
      id: 'getLineage',
      method: 'get',
      path: '/api/v1/videos/{id}/lineage',
      tag,
      summary: 'Where a video comes from, and where it went',
      scope: 'read',
      params: idParams('vid'),
      answer: Lineage,
    },
    async ({ actor, params }) => lineageOf(deps, actor.teamId, params.id),
  );
  addRoute(
    app,
    {
      id: 'getVideoSource',
      method: 'get',
      path: '/api/v1/videos/{id}/source',
      tag,
      summary: 'The brief of a video with what was chosen for it: what a batch like it begins with',
      scope: 'read',
      params: idParams('vid'),
      answer: Source,
    },
    async ({ actor: { teamId }, params }) => {
      const row = await deps.db.asTeam(teamId, (tx) => selectLineage(tx, teamId, params.id));
      const { brief, products, files, record } = foundOr(row, 'video', params.id);
      const { presenter } = record ?? {};
      const own = products.find((entry) => entry.product.id === record?.product);
      return {
        brief: {
          ...brief,
          ...(own === undefined ? {} : { product: own.product, materials: own.materials }),
          count: 1,
          ...(record === null ? {} : { languages: [record.language], formats: [record.format] }),
          ...(presenter === undefined ? {} : { voice: presenter.voice }),
        },
        files,
      };
    },
  );
}

function addFolderRoutes(app: Api, deps: LibraryDeps): void {
  const path = '/api/v1/video-folders';
  addRoute(
    app,
    {
      id: 'listVideoFolders',
      method: 'get',
      path,
      tag,
      summary: 'The folders of the library by name',
      scope: 'read',
      answer: FolderList,
    },
    async ({ actor: { teamId } }) => ({ items: await deps.db.asTeam(teamId, (tx) => selectFolders(tx, teamId)) }),
  );
  addRoute(
    app,
    {
      id: 'createVideoFolder',
      method: 'post',
      path,
      tag,
      summary: 'Make a folder',
      scope: 'write',
      body: NewFolder,
      status: 201,
      answer: Folder,
      errors: ['content_rejected', 'conflict'],
    },
    async ({ actor, body }) => {
      const folder = await createFolder(deps, actor.teamId, body.name);
      return { id: folder.id, name: folder.name, videos: 0 };
    },
  );
  addRoute(
    app,
    {
      id: 'deleteVideoFolder',
      method: 'delete',
      path: `${path}/{id}`,
      tag,
      summary: 'Delete a folder; its videos stay, in none',
      scope: 'write',
      params: idParams('fld'),
      status: 204,
    },
    async ({ actor: { teamId }, params }) => {
      if (!(await deps.db.asTeam(teamId, (tx) => deleteFolder(tx, teamId, params.id)))) {
        throw new ClipoError('no_such_thing', `no folder ${params.id}`, { details: { kind: 'folder', id: params.id } });
      }
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'moveVideos',
      method: 'post',
      path: '/api/v1/library/move',
      tag,
      summary: 'Put videos into a folder, or out of all',
      scope: 'write',
      body: Move,
      status: 204,
      errors: ['no_such_thing'],
    },
    async ({ actor: { teamId }, body }) => {
      await moveVideos(deps, teamId, [...new Set(body.videos)], body.folder);
      return undefined;
    },
  );
}

function viewOf(deps: LibraryDeps, row: LibraryRow): z.input<typeof LibraryVideo> {
  const { outcome, bytes: sizeBytes, endedAt, deletedAt } = row;
  return {
    id: row.id,
    batchId: row.batchId,
    name: row.name,
    language: row.language,
    format: row.format,
    hook: row.hook,
    durationMs: row.durationMs,
    sizeBytes,
    outcome: outcome === 'approved' || outcome === 'rejected' ? outcome : null,
    folderId: row.folderId,
    files: fileLinksOf(deps, row),
    endedAt: endedAt?.toISOString() ?? null,
    deletedAt: deletedAt?.toISOString() ?? null,
  };
}
