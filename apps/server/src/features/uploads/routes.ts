import { ClipoError, Rights } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { assertStanding } from '../../guard/assert-standing.ts';
import { type Actor, mayUse } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { answerProblem } from '../../http/problem.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { Material, materialView } from '../materials/material-view.ts';
import { beginUpload } from './begin-upload.ts';
import { dropBytes, endUpload, openUploadOf } from './end-upload.ts';
import { type UploadRow, updateUpload } from './queries.ts';
import { openTusServer, tusPath } from './tus-server.ts';

const tag = 'Uploads';
const NewUpload = named(
  'NewUpload',
  z.strictObject({
    name: z.string().trim().min(1).max(200).describe('What the file is called'),
    sizeBytes: z.int().min(1),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 as 64 small hexadecimal digits')
      .optional()
      .describe('What the file is; checked when all of it is there'),
    rights: Rights.optional(),
  }),
);
const Part = z.strictObject({ number: z.int().min(1).max(10_000), url: z.string() });
const OpenUpload = named(
  'Upload',
  z.strictObject({
    id: z.string(),
    status: z.enum(['open', 'done', 'failed']),
    protocol: z
      .enum(['tus', 's3'])
      .describe('`tus`: send with any tus client to `url`; `s3`: PUT each part to its address'),
    url: z.string().nullable().describe('Where a tus client goes on; it asks there how much has arrived'),
    partBytes: z.int().nullable().describe('Bytes of each part but the last'),
    parts: z.array(Part).describe('Addresses of the parts, each good for a day'),
    materialId: z.string().nullable(),
    expiresAt: z.iso.datetime(),
  }),
);
const PartsWanted = named(
  'PartsWanted',
  z.strictObject({ numbers: z.array(z.int().min(1).max(10_000)).min(1).max(10_000) }),
);
const UploadEnd = named(
  'UploadEnd',
  z.strictObject({
    parts: z
      .array(z.strictObject({ number: z.int().min(1).max(10_000), tag: z.string().min(1).max(200) }))
      .max(10_000)
      .default([])
      .describe('For S3: each part with the ETag that it was answered with'),
  }),
);

type UploadDeps = Pick<Deps, 'db' | 'media' | 'settings' | 'secrets' | 'uploads' | 'log' | 'looker' | 'queue'>;

/** Adds the routes of uploads in pieces, and the tus protocol's own address. */
export function addUploadRoutes(app: Api, deps: UploadDeps): void {
  const tus = deps.uploads.protocol === 'tus' ? openTusServer(deps, deps.uploads.directory) : undefined;
  addRoute(
    app,
    {
      id: 'beginUpload',
      method: 'post',
      path: '/api/v1/uploads',
      tag,
      summary: 'Begin an upload in pieces, of up to 10 GiB',
      scope: 'write',
      body: NewUpload,
      status: 201,
      answer: OpenUpload,
      errors: ['quota_exceeded', 'content_rejected'],
    },
    async ({ actor, body }) => {
      const upload = await beginUpload(deps, actor, body);
      await tus?.prepare(upload);
      return view(upload);
    },
  );
  const one = { tag, params: idParams('upl'), scope: 'write' } as const;
  addRoute(
    app,
    {
      ...one,
      id: 'getUpload',
      method: 'get',
      path: '/api/v1/uploads/{id}',
      summary: 'How an upload stands',
      answer: OpenUpload,
    },
    async ({ actor, params }) => view(await openUploadOf(deps, actor, params.id)),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'signParts',
      method: 'post',
      path: '/api/v1/uploads/{id}/parts',
      summary: 'Fresh addresses for parts (S3)',
      body: PartsWanted,
      answer: OpenUpload,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => view(await openUploadOf(deps, actor, params.id), body.numbers),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'endUpload',
      method: 'post',
      path: '/api/v1/uploads/{id}/complete',
      summary: 'End an upload: the file becomes a material',
      body: UploadEnd,
      answer: Material,
      errors: [
        'conflict',
        'checksum_mismatch',
        'unreadable_material',
        'content_rejected',
        'quota_exceeded',
        'disk_full',
      ],
    },
    async ({ actor, params, body }) =>
      materialView(deps, await endUpload(deps, actor, { id: params.id, parts: body.parts })),
  );
  addRoute(
    app,
    {
      ...one,
      id: 'cancelUpload',
      method: 'delete',
      path: '/api/v1/uploads/{id}',
      summary: 'Give an upload up',
      status: 204,
    },
    async ({ actor, params }) => {
      const upload = await openUploadOf(deps, actor, params.id);
      if (upload.status === 'open') {
        await dropBytes(deps, upload);
        await deps.db.asTeam(actor.teamId, (tx) => updateUpload(tx, upload.id, { status: 'failed' }));
      }
      return undefined;
    },
  );
  if (tus !== undefined) {
    for (const path of [tusPath, `${tusPath}/*`]) {
      app.all(path, async (c) => {
        const tell = (error: unknown) => answerProblem(error, c);
        return tus.handle(c.req.raw, writerOf(c.get('actor')), tell);
      });
    }
  }

  async function view(row: UploadRow, numbers?: number[]): Promise<z.input<typeof OpenUpload>> {
    const { id, status, bytes, s3, materialId, expiresAt } = row;
    const common = { id, status, materialId, expiresAt: expiresAt.toISOString() };
    if (deps.uploads.protocol === 'tus' || s3 === null) {
      return { ...common, protocol: 'tus', url: `${tusPath}/${id}`, partBytes: null, parts: [] };
    }
    const parts = status === 'open' ? await deps.uploads.sign(s3, bytes, numbers) : [];
    return { ...common, protocol: 's3', url: null, partBytes: deps.uploads.partSizeFor(bytes), parts };
  }
}

function writerOf(actor: Actor | undefined) {
  if (actor === undefined) {
    throw new ClipoError('unauthenticated', 'no key was sent');
  }
  assertStanding(actor, { id: 'beginUpload', method: 'post' });
  if (!mayUse(actor, 'write')) {
    throw new ClipoError('forbidden', 'the key lacks write', { details: { need: 'write' } });
  }
  return actor;
}
