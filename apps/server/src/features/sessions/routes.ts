import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { needs } from '../../http/actor.ts';
import { clientOf, giveCookies } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { personOf } from '../accounts/me-routes.ts';
import { deleteSession, deleteSessions, selectAttempts, selectSessions } from '../accounts/queries-security.ts';
import { checkFactor, type Factor, provenContact } from '../accounts/second-factor.ts';
import { codeSeconds, resendSeconds, sendCode } from '../accounts/send-code.ts';
import { code, SentCode, SignedIn } from '../accounts/sign-in-schemas.ts';
import { lockAccount, personOfLink } from './not-me.ts';
import { openSession } from './open-session.ts';

const time = z.iso.datetime();
const Session = named(
  'Session',
  z.strictObject({
    id: z.string(),
    isThis: z.boolean(),
    createdAt: time,
    lastUsedAt: time,
    way: z.string(),
    device: z.string(),
    address: z.string(),
    needsFactor: z.boolean(),
  }),
);
const SessionList = named('SessionList', z.strictObject({ items: z.array(Session) }));
const Attempt = z.strictObject({
  at: time,
  way: z.string(),
  isGood: z.boolean(),
  address: z.string(),
  device: z.string(),
});
const AttemptList = named('SignInList', z.strictObject({ items: z.array(Attempt) }));
const FactorBody = named(
  'SecondFactor',
  z
    .strictObject({
      totp: code.optional(),
      recoveryCode: z.string().max(40).optional(),
      contactCode: code
        .optional()
        .describe('For who has no one-time passwords: `POST /api/v1/me/proof/codes` sends it'),
      trustDevice: z.boolean().default(false).describe('Not to be asked on this device again'),
    })
    .refine(
      ({ totp, recoveryCode, contactCode }) =>
        [totp, recoveryCode, contactCode].filter((each) => each !== undefined).length === 1,
      'give exactly one proof',
    ),
);
const NotMe = named(
  'NotMe',
  z.strictObject({ token: z.string().max(300).describe('What stands after # in the link') }),
);

const tag = 'Security';

/** Adds the routes of sessions, devices and of proving oneself once more. */
export function addSessionRoutes(app: Api, deps: Deps): void {
  const { settings } = deps;
  addRoute(
    app,
    {
      id: 'listSessions',
      method: 'get',
      path: '/api/v1/me/sessions',
      tag,
      summary: 'Where the person is signed in',
      person: true,
      despite: ['agreements', 'age', 'guardian', 'phone'],
      answer: SessionList,
    },
    async ({ actor }) => {
      const person = personOf(actor);
      const rows = await deps.db.asSystem((tx) => selectSessions(tx, person.userId));
      return {
        items: rows.map((row) => ({
          id: row.id,
          isThis: row.id === person.sessionId,
          createdAt: row.createdAt.toISOString(),
          lastUsedAt: row.updatedAt.toISOString(),
          way: row.way,
          device: row.userAgent ?? '',
          address: row.ipAddress ?? '',
          needsFactor: row.needsFactor,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'listSignIns',
      method: 'get',
      path: '/api/v1/me/sign-ins',
      tag,
      summary: 'The last 50 times that signing in was tried',
      person: true,
      answer: AttemptList,
    },
    async ({ actor }) => {
      const rows = await deps.db.asSystem((tx) => selectAttempts(tx, personOf(actor).userId, 50));
      return {
        items: rows.map(({ createdAt, way, isGood, address, userAgent }) => ({
          at: createdAt.toISOString(),
          way,
          isGood,
          address,
          device: userAgent,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'endSession',
      method: 'delete',
      path: '/api/v1/me/sessions/{id}',
      tag,
      summary: 'End one session',
      person: true,
      despite: ['agreements', 'age', 'guardian', 'phone'],
      params: idParams('ses'),
      status: 204,
    },
    async ({ actor, params }) => {
      if (!(await deps.db.asSystem((tx) => deleteSession(tx, personOf(actor).userId, params.id)))) {
        throw new ClipoError('no_such_thing', 'no such session', { details: { kind: 'session', id: params.id } });
      }
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'endOtherSessions',
      method: 'post',
      path: '/api/v1/me/sessions/end-others',
      tag,
      summary: 'End all sessions but this one',
      person: true,
      despite: ['agreements', 'age', 'guardian', 'phone'],
      status: 204,
    },
    async ({ actor }) => {
      const { userId, sessionId } = personOf(actor);
      await deps.db.asSystem((tx) => deleteSessions(tx, userId, sessionId));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'thisWasNotMe',
      method: 'post',
      path: '/api/v1/security/not-me',
      tag,
      summary: 'End all sessions and lock signing in, by the link of a notice',
      body: NotMe,
      status: 204,
      errors: ['link_expired'],
    },
    async ({ body }) => {
      await lockAccount(deps, personOfLink(deps, body.token));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'lockMyAccount',
      method: 'post',
      path: '/api/v1/me/not-me',
      tag,
      summary: 'End all sessions and lock signing in until a code to the verified contact',
      person: true,
      despite: needs,
      status: 204,
    },
    async ({ actor }) => {
      await lockAccount(deps, personOf(actor).userId);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'sendProofCode',
      method: 'post',
      path: '/api/v1/me/proof/codes',
      tag,
      summary: 'Send a code to the verified contact, to prove oneself once more',
      person: true,
      despite: needs,
      status: 202,
      answer: SentCode,
      errors: ['conflict'],
    },
    async ({ actor, c }) => {
      const contact = await provenContact(deps, personOf(actor).userId);
      if (contact === undefined) {
        const problem = 'there is no verified contact: use a passkey or a one-time password';
        throw new ClipoError('conflict', problem, { details: { problem } });
      }
      await sendCode(deps, { contact, purpose: 'confirm', client: clientOf(c, settings) });
      return { goodForSeconds: codeSeconds, againAfterSeconds: resendSeconds };
    },
  );
  addRoute(
    app,
    {
      id: 'proveYourself',
      method: 'post',
      path: '/api/v1/me/proof',
      tag,
      summary: 'Give a second factor, or prove oneself once more before a sensitive act; the session is renewed',
      person: true,
      despite: needs,
      body: FactorBody,
      answer: SignedIn,
      errors: ['sign_in_failed'],
    },
    async ({ actor, body, c }) => {
      const { userId, sessionId } = personOf(actor);
      const client = clientOf(c, settings);
      await checkFactor(deps, userId, factorOf(body), client);
      const { headers } = c.req.raw;
      const opened = await openSession(deps, {
        userId,
        // A code to the contact is one factor more than nothing, but not what operators need.
        way: body.contactCode === undefined ? 'second-factor' : 'contact-code',
        client,
        headers,
        isStrong: true,
        trustsDevice: body.trustDevice,
        teamId: actor.teamId,
      });
      await deps.db.asSystem((tx) => deleteSession(tx, userId, sessionId));
      giveCookies(c, opened.cookies);
      return { isNew: false, needsFactor: false };
    },
  );
}

function factorOf({
  totp,
  recoveryCode,
  contactCode,
}: {
  totp?: string | undefined;
  recoveryCode?: string | undefined;
  contactCode?: string | undefined;
}): Factor {
  if (totp !== undefined) {
    return { totp };
  }
  return recoveryCode === undefined ? { contactCode: contactCode ?? '' } : { recoveryCode };
}
