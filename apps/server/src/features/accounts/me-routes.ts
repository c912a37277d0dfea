import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { type AgeGroup, ageGroups } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertWords } from '../../guard/assert-allowed.ts';
import { type Actor, type Need, needs, type Person } from '../../http/actor.ts';
import { clientOf } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { findPerson } from '../sessions/find-person.ts';
import { selectMember } from '../teams/queries.ts';
import { readContact } from './contact.ts';
import { describeMe } from './describe-me.ts';
import { guardianTexts, recordGuardian, stateAge } from './guardian.ts';
import { updateSession, updateUser } from './queries.ts';
import { codeSeconds, resendSeconds, sendCode } from './send-code.ts';
import { code, contact, Me, NewCode, SentCode } from './sign-in-schemas.ts';

const ChangeMe = named(
  'ChangeMe',
  z.strictObject({
    name: z.string().trim().max(50).optional(),
    language: z.enum(['zh-CN', 'en']).optional(),
    ageGroup: z.enum(ageGroups).optional().describe('`child`: below 14, `teen`: below 18'),
  }),
);
const GuardianText = named('GuardianText', z.strictObject({ text: z.string() }));
const GuardianConsent = named(
  'GuardianConsent',
  z
    .strictObject({ name: z.string().trim().min(1).max(50), contact, code })
    .describe("The guardian's name and contact, and the code that was sent there"),
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

/** Whose age is stated may still need a guardian. */
function needsAfterAge(open: readonly Need[], ageGroup: AgeGroup): Need[] {
  const left: Need[] = open.filter((need) => need !== 'age');
  const isNew = open.includes('age') && ageGroup === 'child';
  return needs.filter((need) => left.includes(need) || (isNew && need === 'guardian'));
}

/** Adds the routes by which people see and change what is theirs. */
export function addMeRoutes(
  app: Api,
  deps: Pick<Deps, 'db' | 'envelope' | 'settings' | 'secrets' | 'captcha' | 'accounts'>,
): void {
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
    async ({ actor }) => describeMe(deps, personOf(actor), actor),
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
      despite: ['agreements', 'age', 'guardian', 'phone'],
      body: ChangeMe,
      answer: Me,
      errors: ['content_rejected'],
    },
    async ({ actor, body }) => {
      const person = personOf(actor);
      const { ageGroup, ...change } = body;
      assertWords({ name: change.name });
      if (ageGroup !== undefined) {
        await stateAge(deps, person.userId, ageGroup);
      }
      if (Object.keys(change).length > 0) {
        await deps.db.asSystem((tx) => updateUser(tx, person.userId, change));
      }
      const left = ageGroup === undefined ? person.needs : needsAfterAge(person.needs, ageGroup);
      return describeMe(deps, { ...person, needs: left }, actor);
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
    async ({ actor, body, c }) => {
      const person = personOf(actor);
      await deps.db.asSystem(async (tx) => {
        if ((await selectMember(tx, body.teamId, person.userId)) === undefined) {
          throw new ClipoError('no_such_thing', 'not a team of theirs', { details: { kind: 'team', id: body.teamId } });
        }
        await updateSession(tx, person.sessionId, { teamId: body.teamId });
      });
      // Another team may ask for more, or for less.
      const now = await findPerson(deps, c.req.raw.headers);
      return describeMe(deps, now?.actor.person ?? person, { teamId: body.teamId });
    },
  );
  const minors = ['agreements', 'age', 'guardian', 'phone'] as const;
  addRoute(
    app,
    {
      id: 'getGuardianText',
      method: 'get',
      path: '/api/v1/me/guardian',
      tag,
      summary: 'What a guardian agrees to',
      person: true,
      despite: minors,
      answer: GuardianText,
    },
    async ({ c }) => ({ text: guardianTexts[c.get('language')] }),
  );
  addRoute(
    app,
    {
      id: 'sendGuardianCode',
      method: 'post',
      path: '/api/v1/me/guardian/codes',
      tag,
      summary: 'Send a code to the guardian',
      person: true,
      despite: minors,
      body: NewCode,
      status: 202,
      answer: SentCode,
    },
    async ({ body, c }) => {
      const client = clientOf(c, deps.settings);
      const to = readContact(body.contact);
      await deps.captcha.check('guardian', body.captcha, client.address);
      await sendCode(deps, { contact: to, purpose: 'guardian', client });
      return { goodForSeconds: codeSeconds, againAfterSeconds: resendSeconds };
    },
  );
  addRoute(
    app,
    {
      id: 'recordGuardian',
      method: 'post',
      path: '/api/v1/me/guardian',
      tag,
      summary: 'Record the consent of a guardian, proven by the code sent to them',
      person: true,
      despite: minors,
      body: GuardianConsent,
      status: 204,
      errors: ['sign_in_failed', 'conflict'],
    },
    async ({ actor, body, c }) => {
      const given = {
        ...body,
        contact: readContact(body.contact),
        userId: personOf(actor).userId,
        client: clientOf(c, deps.settings),
      };
      await recordGuardian(deps, given);
      return undefined;
    },
  );
}
