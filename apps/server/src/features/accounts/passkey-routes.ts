import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { clientOf, giveCookies } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { guardAttempts } from '../sessions/guard-attempts.ts';
import { openSession } from '../sessions/open-session.ts';
import { personOf } from './me-routes.ts';
import { addPasskey, beginPasskey, beginPasskeySignIn, checkPasskey, type Site } from './passkeys.ts';
import { noteFactor } from './second-factor.ts';
import { SignedIn } from './sign-in-schemas.ts';

const text = z.string().max(20_000);
const Options = named(
  'WebAuthnOptions',
  z.looseObject({ challenge: z.string() }).describe('For `navigator.credentials`, as JSON (WebAuthn level 3)'),
);
const base = {
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
  authenticatorAttachment: z.string().max(50).optional(),
};
const Made = named(
  'NewPasskey',
  z.strictObject({
    name: z.string().trim().min(1).max(50),
    response: z.strictObject({
      ...base,
      response: z.looseObject({
        clientDataJSON: text,
        attestationObject: text,
        transports: z.array(z.string().max(20)).max(10).optional(),
      }),
    }),
  }),
);
const Signed = named(
  'PasskeySignIn',
  z.strictObject({
    response: z.strictObject({
      ...base,
      response: z.looseObject({
        clientDataJSON: text,
        authenticatorData: text,
        signature: text,
        userHandle: text.nullish(),
      }),
    }),
  }),
);
const Added = named('AddedPasskey', z.strictObject({ id: z.string() }));

/** The service as the asking browser knows it. */
function siteOf(c: Context<ApiEnv>, { CLIPO_URL }: Deps['settings']): Site {
  const url = new URL(CLIPO_URL ?? c.req.header('origin') ?? c.req.url);
  return { host: url.hostname, origin: url.origin };
}

/** Adds the routes of passkeys. */
export function addPasskeyRoutes(app: Api, deps: Deps): void {
  const { settings } = deps;
  addRoute(
    app,
    {
      id: 'beginPasskey',
      method: 'post',
      path: '/api/v1/me/passkeys/options',
      tag: 'Account',
      summary: 'What a browser needs to make a passkey',
      person: true,
      fresh: true,
      answer: Options,
    },
    async ({ actor, c }) => {
      const { userId } = personOf(actor);
      return { ...(await beginPasskey(deps, siteOf(c, settings), { userId, account: userId })) };
    },
  );
  addRoute(
    app,
    {
      id: 'addPasskey',
      method: 'post',
      path: '/api/v1/me/passkeys',
      tag: 'Account',
      summary: 'Add the passkey that the browser made',
      person: true,
      fresh: true,
      body: Made,
      status: 201,
      answer: Added,
      errors: ['sign_in_failed'],
    },
    async ({ actor, body, c }) => {
      const response = body.response as unknown as RegistrationResponseJSON;
      const { userId, sessionId } = personOf(actor);
      const id = await addPasskey(deps, siteOf(c, settings), { userId, name: body.name, response });
      await noteFactor(deps, sessionId);
      return { id };
    },
  );
  addRoute(
    app,
    {
      id: 'beginPasskeySignIn',
      method: 'post',
      path: '/api/v1/sign-in/passkey/options',
      tag: 'Sign-in',
      summary: 'What a browser needs to sign in with a passkey',
      answer: Options,
    },
    async ({ c }) => ({ ...(await beginPasskeySignIn(deps, siteOf(c, settings))) }),
  );
  addRoute(
    app,
    {
      id: 'signInWithPasskey',
      method: 'post',
      path: '/api/v1/sign-in/passkey',
      tag: 'Sign-in',
      summary: 'Sign in with a passkey; it counts as two factors',
      body: Signed,
      answer: SignedIn,
      errors: ['sign_in_failed'],
    },
    async ({ body, c }) => {
      const client = clientOf(c, settings);
      const response = body.response as unknown as AuthenticationResponseJSON;
      const userId = await guardAttempts(deps, { target: response.id, way: 'passkey', client }, () =>
        checkPasskey(deps, siteOf(c, settings), response),
      );
      const { cookies } = await openSession(deps, {
        userId,
        way: 'passkey',
        client,
        headers: c.req.raw.headers,
        isStrong: true,
      });
      giveCookies(c, cookies);
      return { isNew: false, needsFactor: false };
    },
  );
}
