import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { notify } from '../notices/notify.ts';
import {
  insertUsageGrant,
  putAccess,
  selectAccess,
  selectMembers,
  selectProof,
  selectTeam,
  selectUsageGrants,
  updateTeam,
  withdrawUsageGrant,
} from './queries.ts';
import { ownerOf } from './routes.ts';

const time = z.iso.datetime();
const statuses = ['none', 'applied', 'approved', 'declined', 'revoked'] as const;
const Access = named(
  'ApiAccess',
  z.strictObject({ status: z.enum(statuses), purpose: z.string(), reason: z.string(), endsAt: time.nullable() }),
);
const Apply = named('ApplyForApi', z.strictObject({ purpose: z.string().trim().min(10).max(500) }));
const Decide = named(
  'DecideApi',
  z.strictObject({
    status: z.enum(['approved', 'declined', 'revoked']),
    reason: z.string().trim().max(500).default(''),
    endsAt: time.optional(),
  }),
);
const Grant = named(
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
const NewGrant = named(
  'NewUsageGrant',
  z.strictObject({
    purpose: z.string().trim().min(1).max(500),
    document: z.string().trim().min(1).max(500).describe('By which document, such as a contract’s number'),
    startsAt: time,
    endsAt: time.optional(),
  }),
);
const MadeGrant = named('MadeUsageGrant', z.strictObject({ id: z.string() }));
const Enterprise = named(
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
const Verification = named(
  'TeamVerification',
  z.strictObject({ isVerified: z.boolean(), seats: z.int().min(1).max(10_000).optional() }),
);
const teamParams = idParams('team');
const grantParams = z.object({ id: z.string().min(1).max(60), grantId: z.string().min(1).max(60) });

const tag = 'Team';

/** Adds the routes of what a team is allowed: API access, commercial use, its verified name. */
export function addTeamPaperRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
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
      errors: ['forbidden', 'conflict'],
    },
    async ({ actor, body }) => {
      const { teamId } = ownerOf(actor);
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
      id: 'decideApi',
      method: 'put',
      path: '/api/v1/teams/{id}/api-access',
      tag,
      summary: 'Approve, decline or revoke API access; keys follow within five seconds (operators)',
      scope: 'admin',
      params: teamParams,
      body: Decide,
      status: 204,
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      await deps.db.asSystem(async (tx) => {
        const team = await selectTeam(tx, params.id);
        const access = await selectAccess(tx, params.id);
        if (team === undefined || access === undefined) {
          throw new ClipoError('no_such_thing', 'no application', { details: { kind: 'application', id: params.id } });
        }
        const { status, reason } = body;
        await putAccess(tx, {
          ...access,
          status,
          reason,
          endsAt: body.endsAt === undefined ? null : new Date(body.endsAt),
          decidedAt: new Date(),
        });
        for (const { member } of (await selectMembers(tx, params.id)).filter(
          ({ member: { role } }) => role === 'owner',
        )) {
          await notify(tx, deps, {
            userId: member.userId,
            template: 'api-access',
            urgency: 'may-wait',
            values: { team: team.name, status, reason },
          });
        }
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
      id: 'grantUsage',
      method: 'post',
      path: '/api/v1/teams/{id}/usage-grants',
      tag,
      summary: 'Grant commercial use (operators)',
      scope: 'admin',
      params: teamParams,
      body: NewGrant,
      status: 201,
      answer: MadeGrant,
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      const id = newId('ugr');
      await deps.db.asSystem((tx) =>
        insertUsageGrant(tx, {
          id,
          teamId: params.id,
          purpose: body.purpose,
          document: body.document,
          startsAt: new Date(body.startsAt),
          endsAt: body.endsAt === undefined ? null : new Date(body.endsAt),
        }),
      );
      return { id };
    },
  );
  addRoute(
    app,
    {
      id: 'withdrawUsage',
      method: 'delete',
      path: '/api/v1/teams/{id}/usage-grants/{grantId}',
      tag,
      summary: 'Withdraw a grant (operators)',
      scope: 'admin',
      params: grantParams,
      status: 204,
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      if (!(await deps.db.asTeam(params.id, (tx) => withdrawUsageGrant(tx, params.grantId, new Date())))) {
        throw new ClipoError('no_such_thing', 'no such grant', { details: { kind: 'grant', id: params.grantId } });
      }
      return undefined;
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
        updateTeam(tx, teamId, { enterpriseSealed, verifiedAt: null, kind: 'person' }),
      );
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'getEnterprise',
      method: 'get',
      path: '/api/v1/teams/{id}/enterprise',
      tag,
      summary: 'What a team says of its enterprise (operators)',
      scope: 'admin',
      params: teamParams,
      answer: Enterprise,
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      const team = await deps.db.asSystem((tx) => selectTeam(tx, params.id));
      if (team?.enterpriseSealed == null) {
        throw new ClipoError('no_such_thing', 'nothing was said', { details: { kind: 'enterprise', id: params.id } });
      }
      return Enterprise.parse(JSON.parse(await deps.envelope.unseal(team.enterpriseSealed, 'teams.enterprise')));
    },
  );
  addRoute(
    app,
    {
      id: 'verifyTeam',
      method: 'put',
      path: '/api/v1/teams/{id}/verification',
      tag,
      summary: 'Verify an enterprise, or set its seats (operators)',
      scope: 'admin',
      params: teamParams,
      body: Verification,
      status: 204,
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      const { isVerified, seats } = body;
      const change = {
        kind: isVerified ? ('enterprise' as const) : ('person' as const),
        verifiedAt: isVerified ? new Date() : null,
      };
      if (
        !(await deps.db.asSystem((tx) =>
          updateTeam(tx, params.id, seats === undefined ? change : { ...change, seats }),
        ))
      ) {
        throw new ClipoError('no_such_thing', 'no such team', { details: { kind: 'team', id: params.id } });
      }
      return undefined;
    },
  );
}
