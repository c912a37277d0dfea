import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { ageGroups, identityChecks, operatorRoles, roles } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { afterNumberOf, cutNumberPage, PageQuery, pageOf } from '../../http/page.ts';
import { OperatorReason, reason } from '../../http/reason.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { readContact } from '../accounts/contact.ts';
import { selectUser, selectUserByContact, type UserRow } from '../accounts/queries.ts';
import {
  deleteSession,
  deleteSessions,
  hasTotp,
  selectAttempts,
  selectPasskeys,
  selectSessions,
} from '../accounts/queries-security.ts';
import { shownAs } from '../accounts/shown-as.ts';
import { notify } from '../notices/notify.ts';
import { lockAccount } from '../sessions/not-me.ts';
import { riskReasons } from '../sessions/score-risk.ts';
import { selectTeamsOf } from '../teams/queries.ts';
import { makeOperator } from './make-operator.ts';
import { type RemovalRow, selectOpenRemoval, selectOperators, selectRisky } from './queries.ts';
import { operatorOf } from './remove-factor.ts';

const time = z.iso.datetime();
const Weighed = {
  at: time,
  way: z.string(),
  address: z.string(),
  device: z.string(),
  riskScore: z.int().describe('0 to 100: how likely it was somebody else'),
  riskReasons: z.array(z.enum(riskReasons)),
};
const Named = { userId: z.string(), name: z.string(), contact: z.string().describe('Masked') };
const Risky = named('RiskySignIn', z.strictObject({ id: z.int(), ...Named, ...Weighed }));
const RiskyPage = named('RiskySignInPage', pageOf(Risky));
const RiskQuery = PageQuery.extend({
  least: z.coerce.number().int().min(1).max(100).default(1).describe('Least score'),
});
const Operator = z.strictObject({ ...Named, roles: z.array(z.enum(operatorRoles)), lastSignInAt: time.nullable() });
const Operators = named('OperatorList', z.strictObject({ items: z.array(Operator) }));
const PersonView = named(
  'PersonForOperators',
  z.strictObject({
    ...Named,
    createdAt: time,
    lastSignInAt: time.nullable(),
    ageGroup: z.enum(ageGroups).nullable(),
    isOperator: z.boolean(),
    operatorRoles: z.array(z.enum(operatorRoles)),
    isLocked: z.boolean(),
    hasSecondFactor: z.boolean(),
    factorRemoval: z
      .strictObject({
        dueAt: time,
        askedAt: time,
        identityCheck: z.enum(identityChecks),
        note: z.string(),
        isMine: z.boolean().describe('Who asks for this asked for it: somebody else confirms it'),
        isConfirmed: z.boolean(),
      })
      .nullable()
      .describe('Of a second factor that was lost'),
    teams: z.array(z.strictObject({ id: z.string(), name: z.string(), role: z.enum(roles) })),
    sessions: z.array(
      z.strictObject({
        id: z.string(),
        createdAt: time,
        lastUsedAt: time,
        ...Weighed,
      }),
    ),
    signIns: z.array(z.strictObject({ ...Weighed, isGood: z.boolean() })),
  }),
);
const Whom = named(
  'FindPerson',
  z.strictObject({
    who: z.string().trim().min(3).max(254).describe('An account’s id, or the whole e-mail address or mobile number'),
  }),
);
const SetOperator = named(
  'SetOperator',
  z.strictObject({
    roles: z
      .array(z.enum(operatorRoles))
      .max(operatorRoles.length)
      .describe(
        'Duties: `system` runs the service, `security` decides about people and content, `audit` reads the record, and alone; none: no operator',
      ),
    reason,
  }),
);
const personParams = z.object({ userId: z.string().min(1).max(60) });
const sessionParams = z.object({ userId: z.string().min(1).max(60), id: z.string().min(1).max(60) });

const tag = 'People';
const shownSignIns = 50;

/** Adds the routes by which operators see risk and end sessions, and by which there are operators. */
export function addPeopleRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings'>): void {
  const { envelope } = deps;
  const nameOf = async (user: UserRow) => ({ userId: user.id, ...(await shownAs(deps, user)) });
  const removalView = async ({ dueAt, createdAt, identityCheck, ...row }: RemovalRow, by: string) => ({
    dueAt: dueAt.toISOString(),
    askedAt: createdAt.toISOString(),
    identityCheck,
    note: await envelope.unseal(row.noteSealed, 'factor_removals.note'),
    isMine: row.askedBy === by,
    isConfirmed: row.confirmedBy !== null,
  });
  const find = async (who: string): Promise<UserRow> => {
    const isId = /^usr_\w+$/.test(who);
    const contact = isId ? undefined : readContact(who, 'who');
    const index = contact && (await envelope.indexOf(contact.value, contact.channel));
    const user = await deps.db.asSystem((tx) =>
      contact === undefined || index === undefined
        ? selectUser(tx, who)
        : selectUserByContact(tx, contact.channel, index),
    );
    if (user === undefined) {
      throw new ClipoError('no_such_thing', 'no such person', { details: { kind: 'person', id: who } });
    }
    return user;
  };
  addRoute(
    app,
    {
      id: 'listRiskySignIns',
      method: 'get',
      path: '/api/v1/people/risks',
      tag,
      summary: 'Sign-ins that may have been somebody else’s, newest first, with the reasons (operators)',
      scope: 'admin',
      query: RiskQuery,
      answer: RiskyPage,
    },
    async ({ actor, query }) => {
      mustOperate(actor);
      const wanted = { limit: query.limit, after: afterNumberOf(query), least: query.least };
      const rows = await deps.db.asSystem((tx) => selectRisky(tx, wanted));
      const items = rows.map(async ({ attempt, user }) => ({
        id: attempt.id,
        ...(await nameOf(user)),
        ...weighed(attempt),
      }));
      return cutNumberPage(await Promise.all(items), query, (item) => item);
    },
  );
  addRoute(
    app,
    {
      id: 'listOperators',
      method: 'get',
      path: '/api/v1/people/operators',
      tag,
      summary: 'Who may run the service (operators)',
      scope: 'admin',
      answer: Operators,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const rows = await deps.db.asSystem((tx) => selectOperators(tx));
      const items = rows.map(async (user) => ({
        ...(await nameOf(user)),
        roles: user.operatorRoles,
        lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
      }));
      return { items: await Promise.all(items) };
    },
  );
  addRoute(
    app,
    {
      id: 'findPerson',
      method: 'post',
      // A body, as no contact is to stand in anybody's log of addresses.
      path: '/api/v1/people/find',
      tag,
      summary: 'A person by id or contact: sessions, sign-ins and their risk (operators)',
      scope: 'admin',
      body: Whom,
      answer: PersonView,
      errors: ['no_such_thing'],
    },
    async ({ actor, body }) => {
      mustOperate(actor);
      const user = await find(body.who);
      const found = await deps.db.asSystem(async (tx) => ({
        teams: await selectTeamsOf(tx, user.id),
        sessions: await selectSessions(tx, user.id),
        signIns: await selectAttempts(tx, user.id, shownSignIns),
        removal: await selectOpenRemoval(tx, user.id),
        hasSecondFactor: (await hasTotp(tx, user.id)) || (await selectPasskeys(tx, user.id)).length > 0,
      }));
      return {
        ...(await nameOf(user)),
        createdAt: user.createdAt.toISOString(),
        lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
        ageGroup: user.ageGroup,
        isOperator: user.isOperator,
        operatorRoles: user.operatorRoles,
        isLocked: user.lockedAt !== null,
        hasSecondFactor: found.hasSecondFactor,
        factorRemoval: found.removal === undefined ? null : await removalView(found.removal, operatorOf(actor)),
        teams: found.teams,
        sessions: found.sessions.map((row) => ({
          id: row.id,
          lastUsedAt: row.updatedAt.toISOString(),
          ...weighed({ ...row, address: row.ipAddress ?? '', userAgent: row.userAgent ?? '' }),
          createdAt: row.createdAt.toISOString(),
        })),
        signIns: found.signIns.map((row) => ({ ...weighed(row), isGood: row.isGood })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'endSessionOf',
      method: 'delete',
      path: '/api/v1/people/{userId}/sessions/{id}',
      tag,
      summary: 'End one session of a person, who is told (operators)',
      scope: 'admin',
      params: sessionParams,
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params: { userId, id } }) => {
      mustOperate(actor);
      await deps.db.asSystem(async (tx) => {
        if (!(await deleteSession(tx, userId, id))) {
          throw new ClipoError('no_such_thing', 'no such session', { details: { kind: 'session', id } });
        }
        await notify(tx, deps, { userId, template: 'sessions-ended', values: {}, isPopup: true });
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'endSessionsOf',
      method: 'delete',
      path: '/api/v1/people/{userId}/sessions',
      tag,
      summary: 'End all sessions of a person, who is told (operators)',
      scope: 'admin',
      params: personParams,
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params: { userId } }) => {
      mustOperate(actor);
      await find(userId);
      await deps.db.asSystem(async (tx) => {
        await deleteSessions(tx, userId);
        await notify(tx, deps, { userId, template: 'sessions-ended', values: {}, isPopup: true });
      });
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'lockPerson',
      method: 'post',
      path: '/api/v1/people/{userId}/lock',
      tag,
      summary: 'End all sessions and lock signing in until a code to the verified contact (operators)',
      scope: 'admin',
      params: personParams,
      body: OperatorReason,
      status: 204,
    },
    async ({ actor, params: { userId } }) => {
      mustOperate(actor);
      await find(userId);
      await lockAccount(deps, userId);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'setOperator',
      method: 'put',
      path: '/api/v1/people/{userId}/operator',
      tag,
      summary:
        'Give a person with a second factor the duties of an operator, or take them away (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      params: personParams,
      body: SetOperator,
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor, params: { userId }, body }) => {
      mustOperate(actor);
      await makeOperator(deps, { userId, roles: body.roles, by: operatorOf(actor) });
      return undefined;
    },
  );
}

function weighed(row: {
  createdAt: Date;
  way: string;
  address: string;
  userAgent: string;
  riskScore: number;
  riskReasons: string[];
}) {
  return {
    at: row.createdAt.toISOString(),
    way: row.way,
    address: row.address,
    device: row.userAgent,
    riskScore: row.riskScore,
    riskReasons: riskReasons.filter((reason) => row.riskReasons.includes(reason)),
  };
}
