import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { mostScanBytes, readScan, scanAnswer, scanTypes } from '../../http/read-scan.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { putProof, selectProof } from './queries.ts';
import { ownerOf } from './routes.ts';

const Kept = named('EnterpriseProof', z.strictObject({ sha256: z.string(), mediaType: z.string() }));
const Name = z.strictObject({ name: z.string().trim().min(1).max(200).describe('Of the file') });
const tag = 'Team';

/** Adds the routes of the file that shows which enterprise a team is. It is kept sealed, and operators alone open it. */
export function addProofRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope'>): void {
  addRoute(
    app,
    {
      id: 'putEnterpriseProof',
      method: 'post',
      path: '/api/v1/team/enterprise/proof',
      tag,
      summary: 'Keep a scan of the licence, sealed: PNG, JPEG or PDF of at most 5 MiB (owner)',
      person: true,
      query: Name,
      rawBody: { types: ['application/octet-stream'], description: 'The bytes of the file' },
      mostBytes: mostScanBytes,
      status: 201,
      answer: Kept,
      errors: ['forbidden', 'too_large', 'unsupported_type'],
    },
    async ({ actor, query, c }) => {
      const { teamId } = ownerOf(actor);
      const { file, mediaType, sha256 } = await readScan(c.req.raw, query.name);
      const sealed = await deps.envelope.seal(file.toString('base64'), 'enterprise_proofs');
      await deps.db.asTeam(teamId, (tx) => putProof(tx, { teamId, name: query.name, mediaType, sha256, sealed }));
      return { sha256, mediaType };
    },
  );
  addRoute(
    app,
    {
      id: 'getEnterpriseProof',
      method: 'get',
      path: '/api/v1/teams/{id}/enterprise/proof',
      tag,
      summary: 'The file that shows which enterprise a team is (operators)',
      scope: 'admin',
      params: idParams('team'),
      rawAnswer: { types: [...scanTypes], description: 'The file' },
      errors: ['no_such_thing'],
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      const row = await deps.db.asSystem((tx) => selectProof(tx, params.id));
      if (row === undefined) {
        throw new ClipoError('no_such_thing', 'no file was sent', { details: { kind: 'proof', id: params.id } });
      }
      const file = Buffer.from(await deps.envelope.unseal(row.sealed, 'enterprise_proofs'), 'base64');
      return scanAnswer({ file, mediaType: row.mediaType, name: row.name });
    },
  );
}
