import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertRights } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { mostScanBytes, readScan, scanAnswer, scanTypes } from '../../http/read-scan.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectMaterial } from './queries.ts';
import {
  deleteMaterialProof,
  insertMaterialProof,
  type MaterialProofRow,
  selectMaterialProofFile,
  selectMaterialProofs,
} from './queries-seen.ts';

const tag = 'Material proofs';
const MaterialProof = named(
  'MaterialProof',
  z.strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    materialId: z.string(),
    name: z.string().describe('Of the file'),
    mediaType: z.enum(scanTypes),
    sha256: z.string(),
  }),
);
const MaterialProofs = named('MaterialProofs', z.strictObject({ items: z.array(MaterialProof) }));
/** More scans than this belong into one file. */
const mostProofs = 20;

/** Adds the routes of scans that prove whose a material is: kept sealed, beside its rights. */
export function addMaterialProofRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope'>): void {
  addRoute(
    app,
    {
      id: 'addMaterialProof',
      method: 'post',
      path: '/api/v1/materials/{id}/proofs',
      tag,
      summary: 'Keep a scan that proves its rights, sealed; 20 at most',
      scope: 'write',
      params: idParams('mat'),
      query: z.strictObject({ name: z.string().trim().min(1).max(200).describe('Of the file') }),
      rawBody: { types: ['application/octet-stream'], description: 'A scan: PNG, JPEG or PDF of at most 5 MiB' },
      mostBytes: mostScanBytes,
      status: 201,
      answer: MaterialProof,
      errors: ['too_large', 'unsupported_type', 'content_rejected', 'conflict'],
    },
    async ({ actor: { teamId }, params: { id }, query: { name }, c }) => {
      assertRights({ name });
      const { file, mediaType, sha256 } = await readScan(c.req.raw, name);
      const sealed = await deps.envelope.seal(file.toString('base64'), 'material_proofs');
      return view(
        await deps.db.asTeam(teamId, async (tx) => {
          foundOr(await selectMaterial(tx, id), 'material', id);
          if ((await selectMaterialProofs(tx, id)).length >= mostProofs) {
            const problem = `it has ${mostProofs} proofs already; delete one first`;
            throw new ClipoError('conflict', problem, { details: { problem } });
          }
          return insertMaterialProof(tx, { id: newId('mpf'), teamId, materialId: id, name, mediaType, sha256, sealed });
        }),
      );
    },
  );
  addRoute(
    app,
    {
      id: 'listMaterialProofs',
      method: 'get',
      path: '/api/v1/materials/{id}/proofs',
      tag,
      summary: 'The scans that prove its rights',
      scope: 'read',
      params: idParams('mat'),
      answer: MaterialProofs,
    },
    async ({ actor: { teamId }, params: { id } }) => ({
      items: (
        await deps.db.asTeam(teamId, async (tx) =>
          selectMaterialProofs(tx, foundOr(await selectMaterial(tx, id), 'material', id).id),
        )
      ).map(view),
    }),
  );
  const one = { tag, params: idParams('mpf') } as const;
  addRoute(
    app,
    {
      ...one,
      id: 'getMaterialProofFile',
      method: 'get',
      path: '/api/v1/material-proofs/{id}/file',
      summary: 'The file of such a scan',
      scope: 'read',
      rawAnswer: { types: [...scanTypes], description: 'The file' },
      errors: ['no_such_thing'],
    },
    async ({ actor, params: { id } }) => {
      const row = foundOr(await deps.db.asTeam(actor.teamId, (tx) => selectMaterialProofFile(tx, id)), 'proof', id);
      const file = Buffer.from(await deps.envelope.unseal(row.sealed, 'material_proofs'), 'base64');
      return scanAnswer({ file, mediaType: row.mediaType, name: row.name });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'deleteMaterialProof',
      method: 'delete',
      path: '/api/v1/material-proofs/{id}',
      summary: 'Delete such a scan',
      scope: 'write',
      status: 204,
    },
    async ({ actor, params: { id } }) => {
      const isGone = await deps.db.asTeam(actor.teamId, (tx) => deleteMaterialProof(tx, id));
      foundOr(isGone || undefined, 'proof', id);
      return undefined;
    },
  );
}

function view(row: MaterialProofRow): z.input<typeof MaterialProof> {
  return { ...row, createdAt: row.createdAt.toISOString(), mediaType: z.enum(scanTypes).parse(row.mediaType) };
}
