import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { roles } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { mustBeFresh } from '../../http/must-be-fresh.ts';
import { afterNumberOf, cutNumberPage, PageQuery, pageOf } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { masked } from '../accounts/change-contact.ts';
import { readContact } from '../accounts/contact.ts';
import { personOf } from '../accounts/me-routes.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { contact } from '../accounts/sign-in-schemas.ts';
import { changeMember, giveTeam, leaveTeam, removeMember } from './change-members.ts';
import { acceptInvitation, invite } from './invite.ts';
import { namesOfActors } from './names-of-actors.ts';
import { endInvitation, selectAudit, selectInvitations, selectMembers, selectTeam, updateTeam } from './queries.ts';
import { ChangeTeam, limit, Team, viewTeam } from './team-shape.ts';

const time = z.iso.datetime();
const invitedRoles = ['editor', 'approver', 'viewer'] as const;
const Member = named(
  'Member',
  z.strictObject({
    userId: z.string(),
    name: z.string(),
    contact: z.string().describe('Masked, for those who say no name'),
    role: z.enum(roles),
    monthlyLimit: z.int().nullable(),
    since: time,
  }),
);
const Members = named('Members', z.strictObject({ items: z.array(Member) }));
const ChangeMember = named(
  'ChangeMember',
  z.strictObject({
    role: z.enum(invitedRoles).optional(),
    monthlyLimit: limit
      .nullable()
      .optional()
      .describe('Most credits that the member’s work may spend in a month; null: no limit'),
  }),
);
const NewInvitation = named('NewInvitation', z.strictObject({ contact, role: z.enum(invitedRoles) }));
const Invitation = named(
  'Invitation',
  z.strictObject({ id: z.string(), contact: z.string(), role: z.enum(roles), expiresAt: time }),
);
const Invitations = named('Invitations', z.strictObject({ items: z.array(Invitation) }));
const MadeInvitation = named('MadeInvitation', z.strictObject({ id: z.string() }));
const Acceptance = named(
  'InvitationAcceptance',
  z.strictObject({ secret: z.string().min(1).max(100).describe('What stands after # in the link') }),
);
const Joined = named('JoinedTeam', z.strictObject({ teamId: z.string() }));
const Heir = named('NewOwner', z.strictObject({ userId: z.string().max(60) }));
const Act = named(
  'TeamAct',
  z.strictObject({
    id: z.int(),
    at: time,
    actorId: z.string(),
    userId: z.string().nullable(),
    actorName: z.string().describe('The name of the person or key, or a masked contact'),
    action: z.string(),
    objectId: z.string().nullable(),
    status: z.int(),
    address: z.string(),
    device: z.string(),
    hash: z.string(),
  }),
);
const ActPage = named('TeamActPage', pageOf(Act));
const memberParams = z.object({ userId: z.string().min(1).max(60) });

const tag = 'Team';

/** The owner alone goes on, and no key. @throws ClipoError forbidden */
export function ownerOf(actor: Actor): { userId: string; teamId: string } {
  const { userId, role } = personOf(actor);
  if (role !== 'owner') {
    throw new ClipoError('forbidden', 'only the owner', { details: { need: 'owner' } });
  }
  return { userId, teamId: actor.teamId };
}

/** Adds the routes of a team's people. */
export function addTeamRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const view = async (teamId: string): Promise<z.infer<typeof Team>> => {
    const team = await deps.db.asTeam(teamId, (tx) => selectTeam(tx, teamId));
    if (team === undefined) {
      throw new ClipoError('no_such_thing', 'no such team', { details: { kind: 'team', id: teamId } });
    }
    return viewTeam(team, deps.settings);
  };
  addRoute(
    app,
    {
      id: 'getTeam',
      method: 'get',
      path: '/api/v1/team',
      tag,
      summary: 'The team for which one acts',
      scope: 'read',
      answer: Team,
    },
    async ({ actor }) => view(actor.teamId),
  );
  addRoute(
    app,
    {
      id: 'changeTeam',
      method: 'patch',
      path: '/api/v1/team',
      tag,
      summary:
        'Change the name, the monthly limit or who gives a second factor, or allow training and showcase (owner)',
      person: true,
      body: ChangeTeam,
      answer: Team,
      errors: ['content_rejected'],
    },
    async ({ actor, body }) => {
      const { teamId } = ownerOf(actor);
      assertWords({ name: body.name });
      if (body.factorFor !== undefined) {
        mustBeFresh(personOf(actor).provenAt);
      }
      if (Object.keys(body).length > 0) {
        await deps.db.asTeam(teamId, (tx) => updateTeam(tx, teamId, body));
      }
      return view(teamId);
    },
  );
  addRoute(
    app,
    {
      id: 'listMembers',
      method: 'get',
      path: '/api/v1/team/members',
      tag,
      summary: 'Members and their roles',
      scope: 'read',
      answer: Members,
    },
    async ({ actor }) => {
      const rows = await deps.db.asSystem((tx) => selectMembers(tx, actor.teamId));
      const items = rows.map(async ({ member, user }) => ({
        userId: member.userId,
        ...(await shownAs(deps, user)),
        role: member.role,
        monthlyLimit: member.monthlyLimit,
        since: member.createdAt.toISOString(),
      }));
      return { items: await Promise.all(items) };
    },
  );
  addRoute(
    app,
    {
      id: 'changeMember',
      method: 'patch',
      path: '/api/v1/team/members/{userId}',
      tag,
      summary: 'Change role or spending limit (owner)',
      person: true,
      params: memberParams,
      body: ChangeMember,
      status: 204,
      errors: ['forbidden', 'conflict'],
    },
    async ({ actor, params, body }) => {
      await changeMember(deps, {
        teamId: ownerOf(actor).teamId,
        userId: params.userId,
        ...(body.role === undefined ? {} : { role: body.role }),
        ...(body.monthlyLimit === undefined ? {} : { monthlyLimit: body.monthlyLimit }),
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'removeMember',
      method: 'delete',
      path: '/api/v1/team/members/{userId}',
      tag,
      summary: 'Take a member out, at once (owner)',
      person: true,
      params: memberParams,
      status: 204,
      errors: ['forbidden', 'conflict'],
    },
    async ({ actor, params }) => {
      await removeMember(deps, ownerOf(actor).teamId, params.userId);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'leaveTeam',
      method: 'post',
      path: '/api/v1/team/leave',
      tag,
      summary: 'Leave the team; an owner gives it away first',
      person: true,
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor }) => {
      await leaveTeam(deps, actor.teamId, personOf(actor).userId);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'giveTeam',
      method: 'put',
      path: '/api/v1/team/owner',
      tag,
      summary: 'Give the team to another member (owner, freshly proven)',
      person: true,
      fresh: true,
      body: Heir,
      status: 204,
      errors: ['forbidden'],
    },
    async ({ actor, body }) => {
      const { teamId, userId } = ownerOf(actor);
      await giveTeam(deps, teamId, userId, body.userId);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'invite',
      method: 'post',
      path: '/api/v1/team/invitations',
      tag,
      summary: 'Invite somebody by e-mail or SMS (owner)',
      person: true,
      body: NewInvitation,
      status: 201,
      answer: MadeInvitation,
      errors: ['forbidden', 'conflict'],
    },
    async ({ actor, body, c }) => {
      const { teamId, userId } = ownerOf(actor);
      return invite(deps, {
        teamId,
        invitedBy: userId,
        contact: readContact(body.contact),
        role: body.role,
        language: c.get('language'),
      });
    },
  );
  addRoute(
    app,
    {
      id: 'listInvitations',
      method: 'get',
      path: '/api/v1/team/invitations',
      tag,
      summary: 'Open invitations (owner)',
      person: true,
      answer: Invitations,
      errors: ['forbidden'],
    },
    async ({ actor }) => {
      const { teamId } = ownerOf(actor);
      const rows = await deps.db.asTeam(teamId, (tx) => selectInvitations(tx, teamId, new Date()));
      const items = rows.map(async ({ id, toSealed, role, expiresAt }) => ({
        id,
        contact: masked(readContact(await deps.envelope.unseal(toSealed, 'invitations.to'))),
        role,
        expiresAt: expiresAt.toISOString(),
      }));
      return { items: await Promise.all(items) };
    },
  );
  addRoute(
    app,
    {
      id: 'cancelInvitation',
      method: 'delete',
      path: '/api/v1/team/invitations/{id}',
      tag,
      summary: 'Take an invitation back (owner)',
      person: true,
      params: idParams('inv'),
      status: 204,
      errors: ['forbidden'],
    },
    async ({ actor, params }) => {
      const { teamId } = ownerOf(actor);
      if (!(await deps.db.asTeam(teamId, (tx) => endInvitation(tx, params.id, new Date())))) {
        throw new ClipoError('no_such_thing', 'no such invitation', { details: { kind: 'invitation', id: params.id } });
      }
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'acceptInvitation',
      method: 'post',
      path: '/api/v1/me/invitations',
      tag,
      summary: 'Join a team by the link of an invitation',
      person: true,
      body: Acceptance,
      answer: Joined,
      errors: ['link_expired', 'forbidden', 'conflict'],
    },
    async ({ actor, body }) => ({ teamId: await acceptInvitation(deps, personOf(actor).userId, body.secret) }),
  );
  addRoute(
    app,
    {
      id: 'listTeamActs',
      method: 'get',
      path: '/api/v1/team/audit',
      tag,
      summary: 'What members and keys did, newest first',
      scope: 'admin',
      query: PageQuery,
      answer: ActPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterNumberOf(query) };
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectAudit(tx, actor.teamId, wanted));
      const names = await namesOfActors(deps, rows);
      return cutNumberPage(rows, query, (row) => ({
        id: row.id,
        at: row.createdAt.toISOString(),
        actorId: row.actorId,
        userId: row.userId,
        actorName: names.get(row.userId ?? row.actorId) ?? '',
        action: row.action,
        objectId: row.objectId,
        status: row.status,
        address: row.address,
        device: row.userAgent,
        hash: row.hash,
      }));
    },
  );
}
