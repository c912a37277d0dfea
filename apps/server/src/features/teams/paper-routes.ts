import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { putAccess, selectAccess, selectProof, selectUsageGrants, updateTeam } from './queries.ts';
import { ownerOf } from './routes.ts';

const time = z.iso.datetime();
const statuses = ['none', 'applied', 'approved', 'declined', 'revoked'] as const;
const Access = named(
  'ApiAccess',
  z.strictObject({ status: z.enum(statuses), purpose: z.string(), reason: z.string(), endsAt: time.nullable() }),
);
const Apply = named('ApplyForApi', z.strictObject({ purpose: z.string().trim().min(10).max(500) }));
/** Commercial use that was granted. */
export const Grant = named(
  'UsageGrant',
  z.strictObject({
    id: z.string(),
    purpose: z.string(),
    document: z.string(),
    startsAt: time,
    endsAt: time.nullable(),
  }),
);
const Grants = named('UsageGrants', z.strictObject({ items: z.array(Grant) }));
/** What a team says of its enterprise. */
export const Enterprise = named(
  'Enterprise',
  z.strictObject({
    name: z.string().trim().min(2).max(100),
    businessScope: z.string().trim().max(2000),
    licenceNumbers: z.array(z.string().trim().max(50)).max(20),
    proofSha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 as 64 small hexadecimal digits')
      .describe('Of the file that `POST /api/v1/team/enterprise/proof` kept'),
  }),
);

const tag = 'Team';

/** Adds the routes at which a team sees what it is allowed, and asks for it: API access, commercial use, a verified name. */
export function addTeamPaperRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope'>): void {
  addRoute(
    app,
    {
      id: 'getApiAccess',
      method: 'get',
      path: '/api/v1/team/api-access',
      tag,
      summary: 'Whether the team may have API keys',
      scope: 'read',
      answer: Access,
    },
    async ({ actor }) => {
      const row = await deps.db.asTeam(actor.teamId, (tx) => selectAccess(tx, actor.teamId));
      return {
        status: row?.status ?? ('none' as const),
        purpose: row?.purpose ?? '',
        reason: row?.reason ?? '',
        endsAt: row?.endsAt?.toISOString() ?? null,
      };
    },
  );
  addRoute(
    app,
    {
      id: 'applyForApi',
      method: 'post',
      path: '/api/v1/team/api-access',
      tag,
      summary: 'Apply for API access (owner)',
      person: true,
      body: Apply,
      status: 204,
      errors: ['forbidden', 'conflict', 'content_rejected'],
    },
    async ({ actor, body }) => {
      const { teamId } = ownerOf(actor);
      assertWords({ purpose: body.purpose });
      await deps.db.asTeam(teamId, async (tx) => {
        if ((await selectAccess(tx, teamId))?.status === 'approved') {
          const problem = 'the team has API access';
          throw new ClipoError('conflict', problem, { details: { problem } });
        }
        await putAccess(tx, {
          teamId,
          status: 'applied',
          purpose: body.purpose,
          reason: '',
          endsAt: null,
          decidedAt: null,
        });
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'listUsageGrants',
      method: 'get',
      path: '/api/v1/team/usage-grants',
      tag,
      summary: 'For what the team may use its videos commercially',
      scope: 'read',
      answer: Grants,
    },
    async ({ actor }) => {
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectUsageGrants(tx, actor.teamId, new Date()));
      return {
        items: rows.map(({ id, purpose, document, startsAt, endsAt }) => ({
          id,
          purpose,
          document,
          startsAt: startsAt.toISOString(),
          endsAt: endsAt?.toISOString() ?? null,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'describeEnterprise',
      method: 'put',
      path: '/api/v1/team/enterprise',
      tag,
      summary: 'Say which enterprise the team is; an operator verifies it (owner)',
      person: true,
      body: Enterprise,
      status: 204,
      errors: ['forbidden'],
    },
    async ({ actor, body }) => {
      const { teamId } = ownerOf(actor);
      const proof = await deps.db.asTeam(teamId, (tx) => selectProof(tx, teamId));
      if (proof?.sha256 !== body.proofSha256) {
        const problem = 'is not of the file that was sent last: send it first';
        throw new ClipoError('invalid_input', `proofSha256: ${problem}`, {
          details: { field: 'proofSha256', problem },
        });
      }
      const enterpriseSealed = await deps.envelope.seal(JSON.stringify(body), 'teams.enterprise');
      await deps.db.asTeam(teamId, (tx) =>
        updateTeam(tx, teamId, {
          enterpriseSealed,
          kind: 'person',
          verifiedAt: null,
          enterpriseDecidedAt: null,
          enterpriseReason: '',
        }),
      );
      return undefined;
    },
  );
}
