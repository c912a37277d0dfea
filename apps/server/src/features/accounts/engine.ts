import { createAuthEndpoint } from 'better-auth/api';
import { deleteSessionCookie, setSessionCookie } from 'better-auth/cookies';
import { betterAuth } from 'better-auth/minimal';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { Settings } from '../../env.ts';
import type { Secrets } from '../../guard/secrets.ts';
import { peopleStore } from './people-store.ts';

/** A session that was opened or read, and the cookies that the answer must carry. */
export interface SeenSession {
  id: string;
  userId: string;
  createdAt: Date;
  cookies: string[];
}

/** What better-auth does for the service: sessions with their cookies, and password hashes. */
export interface AccountEngine {
  openSession(
    headers: Headers,
    session: { userId: string; way: string; deviceId: string; address: string; needsFactor: boolean },
  ): Promise<SeenSession>;
  readSession(headers: Headers): Promise<SeenSession | undefined>;
  /** Ends the session of the cookie. @returns cookies that take it out of the browser */
  closeSession(headers: Headers): Promise<string[]>;
  hashPassword(password: string): Promise<string>;
  verifyPassword(hash: string, password: string): Promise<boolean>;
}

const day = 24 * 60 * 60;
/** A session ends when it was not used for a week; whatever is used, after a month. */
const sessionIdleSeconds = 7 * day;
export const sessionMostMs = 30 * day * 1000;

const kinds = { user: 'usr', session: 'ses', account: 'acc', verification: 'ver' } as const;

/** Whether browsers are to send the cookie over HTTPS only. */
export function isSecure({ CLIPO_URL, CLIPO_TLS_CERT }: Pick<Settings, 'CLIPO_URL' | 'CLIPO_TLS_CERT'>): boolean {
  return CLIPO_TLS_CERT !== undefined || CLIPO_URL?.startsWith('https:') === true;
}

/** Opens the engine. Nothing of better-auth has an address: the service's own routes call it. */
export function openAccountEngine(
  db: Pick<Database, 'asSystem'>,
  { secrets, settings }: { secrets: Secrets; settings: Settings },
): AccountEngine {
  const secure = isSecure(settings);
  const auth = betterAuth({
    appName: 'Clipo',
    baseURL: settings.CLIPO_URL ?? `http://127.0.0.1:${settings.PORT}`,
    secret: secrets.keyFor('sessions').toString('base64url'),
    database: peopleStore(db),
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: false },
    session: {
      expiresIn: sessionIdleSeconds,
      updateAge: day,
      additionalFields: {
        deviceId: { type: 'string', required: false, input: false },
        way: { type: 'string', required: false, input: false },
        needsFactor: { type: 'boolean', required: false, input: false },
      },
    },
    advanced: {
      // The name carries the prefix with which browsers refuse cookies of other hosts and of plain HTTP.
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: secure ? '__Host-clipo_session' : 'clipo_session',
          attributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
      ipAddress: { disableIpTracking: true },
      database: { generateId: ({ model }) => newId(kinds[model as keyof typeof kinds]) },
    },
    plugins: [sessionDoors()],
  });
  const context = () => auth.$context;
  return {
    async openSession(headers, session) {
      const { headers: out, response } = await auth.api.openSession({ headers, body: session, returnHeaders: true });
      return { ...response, userId: session.userId, createdAt: new Date(), cookies: out.getSetCookie() };
    },
    async readSession(headers) {
      const { headers: out, response } = await auth.api.getSession({ headers, returnHeaders: true });
      return response === null
        ? undefined
        : {
            id: response.session.id,
            userId: response.user.id,
            createdAt: response.session.createdAt,
            cookies: out.getSetCookie(),
          };
    },
    async closeSession(headers) {
      const { headers: out } = await auth.api.closeSession({ headers, returnHeaders: true });
      return out.getSetCookie();
    },
    hashPassword: async (password) => (await context()).password.hash(password),
    verifyPassword: async (hash, password) => (await context()).password.verify({ hash, password }),
  };
}

/** Endpoints without an address, for the service's own verbs: who may open a session was found out before. */
function sessionDoors() {
  return {
    id: 'session-doors',
    endpoints: {
      openSession: createAuthEndpoint.serverOnly(
        {
          method: 'POST',
          requireHeaders: true,
          body: z.object({
            userId: z.string(),
            way: z.string(),
            deviceId: z.string(),
            address: z.string(),
            needsFactor: z.boolean(),
          }),
        },
        async (ctx) => {
          const { userId, address, ...rest } = ctx.body;
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(userId);
          if (user === null) {
            throw new Error('no such person');
          }
          const session = await internalAdapter.createSession(userId, false, { ...rest, ipAddress: address });
          await setSessionCookie(ctx, { session, user });
          return { id: session.id };
        },
      ),
      closeSession: createAuthEndpoint.serverOnly({ method: 'POST', requireHeaders: true }, async (ctx) => {
        const { sessionToken } = ctx.context.authCookies;
        const token = await ctx.getSignedCookie(sessionToken.name, ctx.context.secret);
        if (typeof token === 'string') {
          await ctx.context.internalAdapter.deleteSession(token);
        }
        deleteSessionCookie(ctx);
        return {};
      }),
    },
  };
}
