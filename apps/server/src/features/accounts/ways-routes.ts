import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { clientOf } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { mustBeFresh } from '../../http/must-be-fresh.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { selectOpenRemoval } from '../people/queries.ts';
import { bindContact, cancelContactChange, hasContact, isRemoval, masked } from './change-contact.ts';
import { readContact } from './contact.ts';
import { personOf } from './me-routes.ts';
import { provePassword } from './prove-password.ts';
import { selectUser } from './queries.ts';
import { countRecoveryCodes, deleteSessions, hasTotp, selectContactChanges } from './queries-security.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';
import { beginTotp, confirmTotp, dropTotp, noteFactor, provenContact } from './second-factor.ts';
import { codeSeconds, resendSeconds, sendCode } from './send-code.ts';
import { code, contact, NewCode, newPassword, SentCode } from './sign-in-schemas.ts';
import { listWays, removableWays, removePasskey, removeWay, setPassword } from './sign-in-ways.ts';

const time = z.iso.datetime();
const Passkey = z.strictObject({ id: z.string(), name: z.string(), createdAt: time, lastUsedAt: time.nullable() });
const MyWays = named(
  'MySignInWays',
  z.strictObject({
    email: z.boolean(),
    phone: z.boolean(),
    password: z.boolean(),
    wechat: z.boolean(),
    totp: z.boolean(),
    recoveryCodesLeft: z.int(),
    passkeys: z.array(Passkey),
    waiting: z
      .array(
        z.strictObject({
          channel: z.enum(['email', 'sms']),
          contact: z.string().nullable().describe('Masked; null where the present one goes and none comes'),
          from: time,
        }),
      )
      .describe('Changes of contact that do not count yet'),
    factorGoesAt: time
      .nullable()
      .describe(
        'When an operator takes the second factor away, as somebody said that it is lost: object, if it is not',
      ),
  }),
);
const BindContact = named('BindContact', z.strictObject({ contact, code }));
const Bound = named(
  'BoundContact',
  z.strictObject({ from: time.describe('When it counts: now, or after a day in which the old contact may object') }),
);
const Gone = named('RemovedWay', z.strictObject({ from: time.describe('When it is gone: now, or in a day') }));
const SetPassword = named(
  'SetPassword',
  z.strictObject({
    password: newPassword,
    current: z.string().min(1).max(128).optional().describe('The present password, where there is one'),
    code: code
      .optional()
      .describe('In place of it, for who forgot it: what `POST /api/v1/me/proof/codes` sent to the verified contact'),
  }),
);
const TotpStart = named(
  'TotpStart',
  z.strictObject({ secret: z.string(), address: z.string().describe('For a QR code') }),
);
const TotpConfirm = named('TotpConfirm', z.strictObject({ code }));
const RecoveryCodes = named(
  'RecoveryCodes',
  z.strictObject({ codes: z.array(z.string()).describe('Told now and never again') }),
);
const wayParams = z.object({ way: z.enum(removableWays) });
const channelParams = z.object({ channel: z.enum(['email', 'sms']) });

const tag = 'Account';

/** Adds the routes by which people manage how they sign in. */
export function addWayRoutes(app: Api, deps: Deps): void {
  addRoute(
    app,
    {
      id: 'listMyWays',
      method: 'get',
      path: '/api/v1/me/ways',
      tag,
      summary: 'How the person can sign in',
      person: true,
      answer: MyWays,
    },
    async ({ actor }) => {
      const { userId } = personOf(actor);
      const ways = await listWays(deps, userId);
      const { totp, left, changes, removal } = await deps.db.asSystem(async (tx) => ({
        totp: await hasTotp(tx, userId),
        left: await countRecoveryCodes(tx, userId),
        changes: await selectContactChanges(tx, userId),
        removal: await selectOpenRemoval(tx, userId),
      }));
      const waiting = await Promise.all(
        changes.map(async (change) => {
          const { channel, sealed, dueAt } = change;
          const from = dueAt.toISOString();
          if (isRemoval(change)) {
            return { channel, contact: null, from };
          }
          const value = await deps.envelope.unseal(sealed, channel === 'email' ? 'users.email' : 'users.phone');
          return { channel, contact: masked({ channel, value }), from };
        }),
      );
      return {
        ...ways,
        totp,
        recoveryCodesLeft: left,
        waiting,
        factorGoesAt: removal?.dueAt.toISOString() ?? null,
        passkeys: ways.passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
          id,
          name,
          createdAt: createdAt.toISOString(),
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'sendBindCode',
      method: 'post',
      path: '/api/v1/me/contacts/codes',
      tag,
      summary: 'Send a code to a contact that is to be bound',
      person: true,
      body: NewCode,
      status: 202,
      answer: SentCode,
    },
    async ({ body, c }) => {
      const client = clientOf(c, deps.settings);
      const to = readContact(body.contact);
      await deps.captcha.check('contact', body.captcha, client.address);
      await sendCode(deps, { contact: to, purpose: 'bind', client });
      return { goodForSeconds: codeSeconds, againAfterSeconds: resendSeconds };
    },
  );
  addRoute(
    app,
    {
      id: 'bindContact',
      method: 'put',
      path: '/api/v1/me/contacts',
      tag,
      summary: 'Bind an e-mail address or a mobile number; where one is bound, it is told and the new one waits a day',
      person: true,
      body: BindContact,
      answer: Bound,
      errors: ['sign_in_failed', 'conflict'],
    },
    async ({ actor, body }) => {
      const { userId, provenAt } = personOf(actor);
      const given = readContact(body.contact);
      const user = await deps.db.asSystem((tx) => selectUser(tx, userId));
      // Who has no contact yet has nothing to prove themselves with.
      if (user !== undefined && (hasContact(user, 'email') || hasContact(user, 'sms'))) {
        mustBeFresh(provenAt);
      }
      return { from: (await bindContact(deps, { userId, contact: given, code: body.code })).toISOString() };
    },
  );
  addRoute(
    app,
    {
      id: 'cancelContactChange',
      method: 'delete',
      path: '/api/v1/me/contacts/{channel}/change',
      tag,
      summary: 'Take back a new contact that waits',
      person: true,
      params: channelParams,
      status: 204,
    },
    async ({ actor, params }) => {
      await cancelContactChange(deps, personOf(actor).userId, params.channel);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'setPassword',
      method: 'put',
      path: '/api/v1/me/password',
      tag,
      summary: 'Set or replace the password; all other sessions end. One that is set is given, or a code in its place',
      person: true,
      fresh: true,
      body: SetPassword,
      status: 204,
      errors: ['sign_in_failed'],
    },
    async ({ actor, body, c }) => {
      const { userId, sessionId } = personOf(actor);
      refuseWeakPassword(body.password, await namesOf(deps, userId));
      await provePassword(deps, userId, body, clientOf(c, deps.settings));
      await setPassword(deps, userId, body.password);
      await deps.db.asSystem((tx) => deleteSessions(tx, userId, sessionId));
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'beginTotp',
      method: 'post',
      path: '/api/v1/me/totp',
      tag,
      summary: 'Begin to set up one-time passwords',
      person: true,
      fresh: true,
      status: 201,
      answer: TotpStart,
      errors: ['conflict'],
    },
    async ({ actor }) => {
      const { userId } = personOf(actor);
      const known = await provenContact(deps, userId);
      return beginTotp(deps, userId, known === undefined ? userId : masked(known));
    },
  );
  addRoute(
    app,
    {
      id: 'confirmTotp',
      method: 'post',
      path: '/api/v1/me/totp/confirm',
      tag,
      summary: 'End setting up with a first code; gives recovery codes',
      person: true,
      fresh: true,
      body: TotpConfirm,
      answer: RecoveryCodes,
      errors: ['sign_in_failed'],
    },
    async ({ actor, body }) => {
      const { userId, sessionId } = personOf(actor);
      const codes = await confirmTotp(deps, userId, body.code);
      await noteFactor(deps, sessionId);
      return { codes };
    },
  );
  addRoute(
    app,
    {
      id: 'dropTotp',
      method: 'delete',
      path: '/api/v1/me/totp',
      tag,
      summary: 'Turn one-time passwords off',
      person: true,
      fresh: true,
      status: 204,
    },
    async ({ actor }) => {
      await dropTotp(deps, personOf(actor).userId);
      return undefined;
    },
  );
  addRoute(
    app,
    {
      id: 'removeWay',
      method: 'delete',
      path: '/api/v1/me/ways/{way}',
      tag,
      summary: 'Take a way to sign in away; never the last. A contact is told, and goes in a day',
      person: true,
      fresh: true,
      params: wayParams,
      answer: Gone,
      errors: ['conflict'],
    },
    async ({ actor, params }) => ({
      from: (await removeWay(deps, personOf(actor).userId, params.way)).toISOString(),
    }),
  );
  addRoute(
    app,
    {
      id: 'removePasskey',
      method: 'delete',
      path: '/api/v1/me/passkeys/{id}',
      tag,
      summary: 'Take a passkey away; never the last way',
      person: true,
      fresh: true,
      params: idParams('psk'),
      status: 204,
      errors: ['conflict'],
    },
    async ({ actor, params }) => {
      await removePasskey(deps, personOf(actor).userId, params.id);
      return undefined;
    },
  );
}

/** What a person is called by: their name and contacts. */
async function namesOf({ db, envelope }: Pick<Deps, 'db' | 'envelope'>, userId: string): Promise<string[]> {
  const user = await db.asSystem((tx) => selectUser(tx, userId));
  if (user === undefined) {
    return [];
  }
  const phone = user.phoneSealed === null ? '' : await envelope.unseal(user.phoneSealed, 'users.phone');
  return [user.name, phone, user.emailVerified ? await envelope.unseal(user.emailSealed, 'users.email') : ''];
}
