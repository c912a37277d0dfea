import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { claimProofKinds } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { foundOr } from '../../http/job-shape.ts';
import { mostScanBytes, readScan, scanAnswer, scanTypes } from '../../http/read-scan.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { keepClaimProof } from './keep-claim-proof.ts';
import { type ClaimProofRow, selectClaimProofFile, selectClaimProofs, withdrawClaimProof } from './queries.ts';

const tag = 'Claim proofs';
const sku = z.string().trim().min(1).max(64);
const ClaimProof = named(
  'ClaimProof',
  z.strictObject({
    id: z.string(),
    createdAt: z.iso.datetime(),
    sku: z.string().describe('The product whose claim it is, by its own id'),
    rule: z.string(),
    term: z.string().describe('The wording that it lifts'),
    kind: z.enum(claimProofKinds),
    source: z.string().describe('Who issued it, and its number'),
    endsAt: z.iso.datetime().nullable().describe('From then on it lifts nothing; null: it has no end'),
    name: z.string().describe('Of the file'),
    mediaType: z.enum(scanTypes),
    sha256: z.string(),
    withdrawnAt: z.iso.datetime().nullable(),
  }),
);
const ClaimProofs = named('ClaimProofs', z.strictObject({ items: z.array(ClaimProof) }));
const NewProof = z.strictObject({
  sku,
  rule: z.string().min(1).max(60).describe('The rule of the finding that it answers'),
  term: z.string().trim().min(1).max(200).describe('The wording, as the finding has it'),
  kind: z.enum(claimProofKinds),
  source: z.string().trim().min(2).max(200).describe('Who issued it, and its number'),
  endsAt: z.iso.datetime().optional(),
  name: z.string().trim().min(1).max(200).describe('Of the file'),
});
const Wanted = z.strictObject({ sku: sku.optional(), limit: z.coerce.number().int().min(1).max(500).default(200) });

/** Adds the routes of proofs: what shows that a wording of an advertisement is true of its product. */
export function addClaimProofRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope'>): void {
  addRoute(
    app,
    {
      id: 'addClaimProof',
      method: 'post',
      path: '/api/v1/claim-proofs',
      tag,
      summary: 'Keep the proof of a claim, sealed: it lifts just that finding for just that product',
      scope: 'write',
      query: NewProof,
      rawBody: { types: ['application/octet-stream'], description: 'A scan: PNG, JPEG or PDF of at most 5 MiB' },
      mostBytes: mostScanBytes,
      status: 201,
      answer: ClaimProof,
      errors: ['invalid_input', 'too_large', 'unsupported_type', 'content_rejected'],
    },
    async ({ actor, query: { endsAt, ...about }, c }) => {
      const scan = await readScan(c.req.raw, about.name);
      const ends = endsAt === undefined ? null : new Date(endsAt);
      return view(await keepClaimProof(deps, actor, { ...about, endsAt: ends }, scan));
    },
  );
  addRoute(
    app,
    {
      id: 'listClaimProofs',
      method: 'get',
      path: '/api/v1/claim-proofs',
      tag,
      summary: 'The team’s proofs, of one product or all, newest first',
      scope: 'read',
      query: Wanted,
      answer: ClaimProofs,
    },
    async ({ actor: { teamId }, query }) => ({
      items: (await deps.db.asTeam(teamId, (tx) => selectClaimProofs(tx, teamId, query))).map(view),
    }),
  );
  const one = { tag, params: idParams('clp') } as const;
  addRoute(
    app,
    {
      ...one,
      id: 'getClaimProofFile',
      method: 'get',
      path: '/api/v1/claim-proofs/{id}/file',
      summary: 'The file of a proof',
      scope: 'read',
      rawAnswer: { types: [...scanTypes], description: 'The file' },
      errors: ['no_such_thing'],
    },
    async ({ actor, params: { id } }) => {
      const row = foundOr(await deps.db.asTeam(actor.teamId, (tx) => selectClaimProofFile(tx, id)), 'proof', id);
      const file = Buffer.from(await deps.envelope.unseal(row.sealed, 'claim_proofs'), 'base64');
      return scanAnswer({ file, mediaType: row.mediaType, name: row.name });
    },
  );
  addRoute(
    app,
    {
      ...one,
      id: 'withdrawClaimProof',
      method: 'delete',
      path: '/api/v1/claim-proofs/{id}',
      summary: 'Withdraw a proof: it lifts nothing any more; it is kept for what was made with it',
      scope: 'write',
      status: 204,
    },
    async ({ actor, params: { id } }) => {
      if (!(await deps.db.asTeam(actor.teamId, (tx) => withdrawClaimProof(tx, id)))) {
        throw new ClipoError('no_such_thing', `no proof ${id}`, { details: { kind: 'proof', id } });
      }
      return undefined;
    },
  );
}

function view(row: ClaimProofRow): z.input<typeof ClaimProof> {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    endsAt: row.endsAt?.toISOString() ?? null,
    mediaType: z.enum(scanTypes).parse(row.mediaType),
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
  };
}
