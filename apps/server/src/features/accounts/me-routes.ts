import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { ageGroups } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { type Actor, needs, type Person } from '../../http/actor.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectMember } from '../teams/queries.ts';
import { describeMe } from './describe-me.ts';
import { updateSession, updateUser } from './queries.ts';
import { Me } from './sign-in-schemas.ts';

const ChangeMe = named(
  'ChangeMe',
  z.strictObject({
    name: z.string().trim().max(50).optional(),
    language: z.enum(['zh-CN', 'en']).optional(),
    ageGroup: z.enum(ageGroups).optional().describe('`child`: below 14, `teen`: below 18'),
  }),
);
const ChooseTeam = named('ChooseTeam', z.strictObject({ teamId: z.string().max(60) }));

const tag = 'Account';

/** Who is signed in. @throws ClipoError unauthenticated */
export function personOf({ person }: Actor): Person {
  if (person === undefined) {
    throw new ClipoError('unauthenticated', 'nobody is signed in');
  }
  return person;
}

/** Adds the routes by which people see and change what is theirs. */
export function addMeRoutes(app: Api, deps: Pick<Deps, 'db' | 'envelope' | 'settings' | 'secrets'>): void {
  addRoute(
    app,
    {
      id: 'getMe',
      method: 'get',
      path: '/api/v1/me',
      tag,
      summary: 'Who is signed in, and what stands before them',
      person: true,
      despite: needs,
      answer: Me,
    },
    async ({ actor }) => describeMe(deps, personOf(actor), actor.teamId),
  );
  addRoute(
    app,
    {
      id: 'changeMe',
      method: 'patch',
      path: '/api/v1/me',
      tag,
      summary: 'Change name, language or age group',
      person: true,
      despite: ['agreements', 'age', 'phone'],
      body: ChangeMe,
      answer: Me,
    },
    async ({ actor, body }) => {
      const person = personOf(actor);
      await deps.db.asSystem((tx) => updateUser(tx, person.userId, body));
      const left = body.ageGroup === undefined ? person.needs : person.needs.filter((need) => need !== 'age');
      return describeMe(deps, { ...person, needs: left }, actor.teamId);
    },
  );
  addRoute(
    app,
    {
      id: 'chooseTeam',
      method: 'put',
      path: '/api/v1/me/team',
      tag,
      summary: 'Act for another of one’s teams',
      person: true,
      body: ChooseTeam,
      answer: Me,
    },
    async ({ actor, body }) => {
      const person = personOf(actor);
      await deps.db.asSystem(async (tx) => {
        if ((await selectMember(tx, body.teamId, person.userId)) === undefined) {
          throw new ClipoError('no_such_thing', 'not a team of theirs', { details: { kind: 'team', id: body.teamId } });
        }
        await updateSession(tx, person.sessionId, { teamId: body.teamId });
      });
      return describeMe(deps, person, body.teamId);
    },
  );
}
