import type { Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { clientOf, giveCookies } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { textsTicked } from '../agreements/accept-texts.ts';
import { openSession } from '../sessions/open-session.ts';
import { captchaActions } from './captcha.ts';
import { readContact } from './contact.ts';
import { findOrCreatePerson } from './find-or-create-person.ts';
import { refuseWeakPassword } from './refuse-weak-password.ts';
import { codeSeconds, resendSeconds, sendCode } from './send-code.ts';
import { takeSignInCode } from './sign-in-by-code.ts';
import { checkPassword } from './sign-in-by-password.ts';
import { Accepted, code, contact, NewCode, newPassword, SentCode, SignedIn } from './sign-in-schemas.ts';

const Captcha = named('Captcha', z.strictObject({ id: z.string(), svg: z.string().describe('A picture of letters') }));
const CaptchaQuery = z.object({ for: z.enum(captchaActions).default('sign-in').describe('For which code it is') });
const CodeSignIn = named('CodeSignIn', z.strictObject({ contact, code, accepted: Accepted }));
const SignUp = named('PasswordSignUp', CodeSignIn.extend({ password: newPassword }));
const PasswordSignIn = named('PasswordSignIn', z.strictObject({ contact, password: z.string().min(1).max(128) }));
const Ways = named(
  'SignInWays',
  z.strictObject({ captcha: z.enum(['picture', 'off']), email: z.boolean(), sms: z.boolean(), wechat: z.boolean() }),
);

const tag = 'Sign-in';

/** Adds the routes by which people sign up, in and out. */
export function addSignInRoutes(app: Api, deps: Deps): void {
  const { settings } = deps;
  const signIn = async (c: Context<ApiEnv>, way: string, userId: string) => {
    const { cookies, needsFactor } = await openSession(deps, {
      userId,
      way,
      client: clientOf(c, settings),
      headers: c.req.raw.headers,
    });
    c.header('cache-control', 'no-store');
    giveCookies(c, cookies);
    return needsFactor;
  };
  addRoute(
    app,
    {
      id: 'listSignInWays',
      method: 'get',
      path: '/api/v1/sign-in/ways',
      tag,
      summary: 'How one can sign in here',
      answer: Ways,
    },
    async () => ({
      captcha: settings.CLIPO_CAPTCHA,
      email: true,
      sms: true,
      wechat: settings.CLIPO_WECHAT_APP_ID !== undefined && settings.CLIPO_URL !== undefined,
    }),
  );
  addRoute(
    app,
    {
      id: 'makeCaptcha',
      method: 'post',
      path: '/api/v1/captchas',
      tag,
      summary: 'A picture of letters, good for one answer, for one kind of code',
      query: CaptchaQuery,
      status: 201,
      answer: Captcha,
    },
    async ({ query, c }) => deps.captcha.make(query.for, clientOf(c, settings).address),
  );
  addRoute(
    app,
    {
      id: 'sendSignInCode',
      method: 'post',
      path: '/api/v1/sign-in/codes',
      tag,
      summary: 'Send a code to an e-mail address or a mobile number; the answer is the same whether or not it is known',
      body: NewCode,
      status: 202,
      answer: SentCode,
    },
    async ({ body, c }) => {
      const client = clientOf(c, settings);
      const to = readContact(body.contact);
      await deps.captcha.check('sign-in', body.captcha, client.address);
      await sendCode(deps, { contact: to, purpose: 'sign-in', client });
      return { goodForSeconds: codeSeconds, againAfterSeconds: resendSeconds };
    },
  );
  addRoute(
    app,
    {
      id: 'signInWithCode',
      method: 'post',
      path: '/api/v1/sign-in/code',
      tag,
      summary: 'Sign in with a code; who is not known yet gets an account and a team of their own',
      body: CodeSignIn,
      answer: SignedIn,
      errors: ['sign_in_failed'],
    },
    async ({ body, c }) => {
      const client = clientOf(c, settings);
      const from = readContact(body.contact);
      const texts = textsTicked(settings, body.accepted, client.language, new Date());
      await takeSignInCode(deps, { contact: from, code: body.code, client });
      const { userId, isNew } = await findOrCreatePerson(deps, { contact: from, texts, client });
      return { isNew, needsFactor: await signIn(c, `${from.channel}-code`, userId) };
    },
  );
  addRoute(
    app,
    {
      id: 'signUpWithPassword',
      method: 'post',
      path: '/api/v1/sign-up/password',
      tag,
      summary: 'Make an account with a password, for a contact that a code proves',
      body: SignUp,
      answer: SignedIn,
      errors: ['sign_in_failed', 'conflict'],
    },
    async ({ body, c }) => {
      const client = clientOf(c, settings);
      const from = readContact(body.contact);
      const texts = textsTicked(settings, body.accepted, client.language, new Date());
      refuseWeakPassword(body.password, [from.value]);
      await takeSignInCode(deps, { contact: from, code: body.code, client });
      const passwordHash = await deps.accounts.hashPassword(body.password);
      const { userId, isNew } = await findOrCreatePerson(deps, { contact: from, texts, client, passwordHash });
      return { isNew, needsFactor: await signIn(c, 'password', userId) };
    },
  );
  addRoute(
    app,
    {
      id: 'signInWithPassword',
      method: 'post',
      path: '/api/v1/sign-in/password',
      tag,
      summary: 'Sign in with a password',
      body: PasswordSignIn,
      answer: SignedIn,
      errors: ['sign_in_failed'],
    },
    async ({ body, c }) => {
      const client = clientOf(c, settings);
      const from = readContact(body.contact);
      const userId = await checkPassword(deps, { contact: from, password: body.password, client });
      return { isNew: false, needsFactor: await signIn(c, 'password', userId) };
    },
  );
  addRoute(
    app,
    {
      id: 'signOut',
      method: 'post',
      path: '/api/v1/sign-out',
      tag,
      summary: 'End the session of this browser',
      status: 204,
    },
    async ({ c }) => {
      giveCookies(c, await deps.accounts.closeSession(c.req.raw.headers));
      return undefined;
    },
  );
}
