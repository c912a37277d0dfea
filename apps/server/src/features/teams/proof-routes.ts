import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { readBytes } from '../../http/read-json.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { putProof, selectProof } from './queries.ts';
import { ownerOf } from './routes.ts';

const Kept = named('EnterpriseProof', z.strictObject({ sha256: z.string(), mediaType: z.string() }));
const Name = z.strictObject({ name: z.string().trim().min(1).max(200).describe('Of the file') });
const mostBytes = 5 * 1024 * 1024;

/** How files of each kind begin. */
const beginnings = [
  { mediaType: 'image/png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { mediaType: 'image/jpeg', bytes: [0xff, 0xd8, 0xff] },
  { mediaType: 'application/pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
] as const;

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
      mostBytes,
      status: 201,
      answer: Kept,
      errors: ['forbidden', 'too_large', 'unsupported_type'],
    },
    async ({ actor, query, c }) => {
      const { teamId } = ownerOf(actor);
      const file = await readBytes(c.req.raw, mostBytes);
      const mediaType = beginnings.find(({ bytes }) => bytes.every((byte, index) => file[index] === byte))?.mediaType;
      if (mediaType === undefined) {
        throw new ClipoError('unsupported_type', 'neither PNG, JPEG nor PDF', {
          details: { type: query.name, allowed: 'PNG, JPEG, PDF' },
        });
      }
      const sha256 = createHash('sha256').update(file).digest('hex');
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
      rawAnswer: { types: ['image/png', 'image/jpeg', 'application/pdf'], description: 'The file' },
      errors: ['no_such_thing'],
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      const row = await deps.db.asSystem((tx) => selectProof(tx, params.id));
      if (row === undefined) {
        throw new ClipoError('no_such_thing', 'no file was sent', { details: { kind: 'proof', id: params.id } });
      }
      const file = Buffer.from(await deps.envelope.unseal(row.sealed, 'enterprise_proofs'), 'base64');
      // As a download: a PDF of a stranger's is not opened under the service's own name.
      const headers = {
        'content-type': row.mediaType,
        'content-disposition': `attachment; filename="proof"; filename*=UTF-8''${encodeURIComponent(row.name)}`,
        'cache-control': 'no-store',
      };
      return new Response(new Uint8Array(file), { headers });
    },
  );
}
