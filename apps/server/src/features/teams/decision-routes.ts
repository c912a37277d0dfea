import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { OperatorReason, reason as operatorReason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { decideApi, grantUsage, verifyTeam, withdrawUsage } from './decide-papers.ts';
import { enterpriseState, enterpriseStates } from './enterprise-state.ts';
import { Enterprise, Grant } from './paper-routes.ts';
import { selectAccess, selectOwnerOf, selectPapers, selectTeam, selectUsageGrants } from './queries.ts';

const time = z.iso.datetime();
const reason = z.string().trim().max(500).default('').describe('Which the owner is told');
const Decide = named(
  'DecideApi',
  z
    .strictObject({ status: z.enum(['approved', 'declined', 'revoked']), reason, endsAt: time.optional() })
    .refine(({ status, reason: why }) => status === 'approved' || why !== '', {
      path: ['reason'],
      message: 'must say why it is declined or revoked',
    }),
);
const NewGrant = named(
  'NewUsageGrant',
  z
    .strictObject({
      purpose: z.string().trim().min(1).max(500),
      document: z.string().trim().min(1).max(500).describe('By which document, such as a contract’s number'),
      startsAt: time,
      endsAt: time.optional(),
    })
    .refine(({ startsAt, endsAt }) => endsAt === undefined || Date.parse(endsAt) > Date.parse(startsAt), {
      path: ['endsAt'],
      message: 'must be after startsAt',
    }),
);
const MadeGrant = named('MadeUsageGrant', z.strictObject({ id: z.string() }));
const Verification = named(
  'TeamVerification',
  z.strictObject({
    isVerified: z.boolean().optional().describe('Left out, it stays as it was decided: seats alone are set'),
    seats: z.int().min(1).max(10_000).optional(),
    reason: operatorReason,
  }),
);
const papers = ['enterprise', 'api-access'] as const;
const Waiting = named(
  'TeamThatWaits',
  z.strictObject({
    teamId: z.string(),
    teamName: z.string(),
    owner: z.string().describe('Name, or masked contact'),
    papers: z.array(z.enum(papers)),
  }),
);
const WaitingList = named('TeamsThatWait', z.strictObject({ items: z.array(Waiting) }));
const Papers = named(
  'TeamPapers',
  z.strictObject({
    teamId: z.string(),
    teamName: z.string(),
    owner: z.string(),
    kind: z.enum(['person', 'enterprise']),
    seats: z.int(),
    enterprise: Enterprise.extend({
      state: z.enum(enterpriseStates),
      reason: z.string(),
      decidedAt: time.nullable(),
    }).nullable(),
    apiAccess: z
      .strictObject({
        status: z.enum(['applied', 'approved', 'declined', 'revoked']),
        purpose: z.string(),
        reason: z.string(),
        endsAt: time.nullable(),
        decidedAt: time.nullable(),
      })
      .nullable(),
    usageGrants: z.array(Grant),
  }),
);
const PapersQuery = z.object({
  state: z.enum(['waiting', 'decided']).default('waiting').describe('What waits for an operator, or was decided last'),
});
const teamParams = idParams('team');
const grantParams = z.object({ id: z.string().min(1).max(60), grantId: z.string().min(1).max(60) });

const tag = 'Team';
const mostListed = 100;

/** Adds the routes by which operators decide what teams are allowed. */
export function addDecisionRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const ownerOfTeam = async (teamId: string) => {
    const owner = await deps.db.asSystem((tx) => selectOwnerOf(tx, teamId));
    const shown = owner === undefined ? undefined : await shownAs(deps, owner);
    return shown?.name || shown?.contact || '';
  };
  const enterpriseOf = async (sealed: string) =>
    Enterprise.parse(JSON.parse(await deps.envelope.unseal(sealed, 'teams.enterprise')));
  addRoute(
    app,
    {
      id: 'listTeamPapers',
      method: 'get',
      path: '/api/v1/teams/papers',
      tag,
      summary: 'Teams whose enterprise or API access waits for a decision, or was decided last (operators)',
      scope: 'admin',
      query: PapersQuery,
      answer: WaitingList,
    },
    async ({ actor, query: { state } }) => {
      mustOperate(actor);
      const rows = await deps.db.asSystem((tx) => selectPapers(tx, state, mostListed));
      const items = rows.map(async ({ id, name, hasEnterprise, hasAccess }) => ({
        teamId: id,
        teamName: name,
        owner: await ownerOfTeam(id),
        papers: papers.filter((paper) => (paper === 'enterprise' ? hasEnterprise : hasAccess)),
      }));
      return { items: await Promise.all(items) };
    },
  );
  addRoute(
    app,
    {
      id: 'getTeamPapers',
      method: 'get',
      path: '/api/v1/teams/{id}/papers',
      tag,
      summary: 'What a team says it is, asks for, and is allowed (operators)',
      scope: 'admin',
      params: teamParams,
      answer: Papers,
    },
    async ({ actor, params: { id } }) => {
      mustOperate(actor);
      const { team, access, grants } = await deps.db.asSystem(async (tx) => ({
        team: await selectTeam(tx, id),
        access: await selectAccess(tx, id),
        grants: await selectUsageGrants(tx, id, new Date()),
      }));
      if (team === undefined) {
        throw new ClipoError('no_such_thing', 'no such team', { details: { kind: 'team', id } });
      }
      const { enterpriseSealed, verifiedAt, enterpriseDecidedAt, enterpriseReason } = team;
      const decidedAt = verifiedAt ?? enterpriseDecidedAt;
      return {
        teamId: id,
        teamName: team.name,
        owner: await ownerOfTeam(id),
        kind: team.kind,
        seats: team.seats,
        enterprise:
          enterpriseSealed === null
            ? null
            : {
                ...(await enterpriseOf(enterpriseSealed)),
                state: enterpriseState(team),
                reason: enterpriseReason,
                decidedAt: decidedAt?.toISOString() ?? null,
              },
        apiAccess:
          access === undefined
            ? null
            : {
                status: access.status,
                purpose: access.purpose,
                reason: access.reason,
                endsAt: access.endsAt?.toISOString() ?? null,
                decidedAt: access.decidedAt?.toISOString() ?? null,
              },
        usageGrants: grants.map(({ id: grantId, purpose, document, startsAt, endsAt }) => ({
          id: grantId,
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
      id: 'decideApi',
      method: 'put',
      path: '/api/v1/teams/{id}/api-access',
      tag,
      summary: 'Approve, decline or revoke API access; keys follow at once, and the owner is told (operators)',
      scope: 'admin',
      params: teamParams,
      body: Decide,
      status: 204,
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      const endsAt = body.endsAt === undefined ? null : new Date(body.endsAt);
      await decideApi(deps, params.id, { status: body.status, reason: body.reason, endsAt });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'grantUsage',
      method: 'post',
      path: '/api/v1/teams/{id}/usage-grants',
      tag,
      summary: 'Grant commercial use; the owner is told (operators)',
      scope: 'admin',
      params: teamParams,
      body: NewGrant,
      status: 201,
      answer: MadeGrant,
    },
    async ({ actor, params, body: { purpose, document, startsAt, endsAt } }) => {
      mustOperate(actor);
      const term = { startsAt: new Date(startsAt), endsAt: endsAt === undefined ? null : new Date(endsAt) };
      return { id: await grantUsage(deps, params.id, { purpose, document, ...term }) };
    },
  );
  addRoute(
    app,
    {
      id: 'withdrawUsage',
      method: 'delete',
      path: '/api/v1/teams/{id}/usage-grants/{grantId}',
      tag,
      summary: 'Withdraw a grant; the owner is told (operators)',
      scope: 'admin',
      params: grantParams,
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params }) => {
      mustOperate(actor);
      await withdrawUsage(deps, params.id, params.grantId);
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
      return enterpriseOf(team.enterpriseSealed);
    },
  );
  addRoute(
    app,
    {
      id: 'verifyTeam',
      method: 'put',
      path: '/api/v1/teams/{id}/verification',
      tag,
      summary: 'Verify an enterprise or decline it, which its owner is told, or set its seats (operators)',
      scope: 'admin',
      params: teamParams,
      body: Verification,
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      await verifyTeam(deps, params.id, body);
      return undefined;
    },
  );
}
