import { randomBytes } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { clientOf, giveCookies } from '../../http/client-of.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { textsTicked } from '../agreements/accept-texts.ts';
import { openSession } from '../sessions/open-session.ts';
import { findOrCreateLinked, linkAccount } from './find-or-create-linked.ts';
import { personOf } from './me-routes.ts';
import { insertVerification, takeVerification } from './queries.ts';
import { Accepted } from './sign-in-schemas.ts';
import { readWechatPerson, wechatPage } from './wechat.ts';

const Begin = named('BeginWechat', z.strictObject({ accepted: Accepted }));
const Page = named('WechatPage', z.strictObject({ url: z.string().describe('Where to send the browser') }));
const stateMs = 10 * 60_000;
const callbackPath = '/api/v1/sign-in/wechat/callback';

/** What a state stands for: who began, on which browser, and whether to link or to sign in. */
const State = z.strictObject({ device: z.string(), linkTo: z.string().nullable(), accepted: Accepted.nullable() });

/** Adds the routes of WeChat: a page with its QR code, and where that sends the browser back to. */
export function addWechatRoutes(app: Api, deps: Deps): void {
  const { settings } = deps;
  const begin = async (state: z.infer<typeof State>): Promise<{ url: string }> => {
    if (settings.CLIPO_WECHAT_APP_ID === undefined || settings.CLIPO_URL === undefined) {
      const problem = 'WeChat is not set up here';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    const id = randomBytes(16).toString('base64url');
    await deps.db.asSystem((tx) =>
      insertVerification(tx, {
        id: newId('ver'),
        identifier: `wechat ${id}`,
        value: JSON.stringify(state),
        expiresAt: new Date(Date.now() + stateMs),
      }),
    );
    return { url: wechatPage(settings, `${settings.CLIPO_URL}${callbackPath}`, id) };
  };
  addRoute(
    app,
    {
      id: 'beginWechatSignIn',
      method: 'post',
      path: '/api/v1/sign-in/wechat',
      tag: 'Sign-in',
      summary: 'Begin to sign in with WeChat',
      body: Begin,
      answer: Page,
      errors: ['conflict'],
    },
    async ({ body, c }) => {
      const client = clientOf(c, settings);
      textsTicked(settings, body.accepted, client.language, new Date());
      return begin({ device: client.device, linkTo: null, accepted: body.accepted });
    },
  );
  addRoute(
    app,
    {
      id: 'beginWechatLink',
      method: 'post',
      path: '/api/v1/me/wechat',
      tag: 'Account',
      summary: 'Begin to link WeChat to the account',
      person: true,
      fresh: true,
      answer: Page,
      errors: ['conflict'],
    },
    async ({ actor, c }) =>
      begin({ device: clientOf(c, settings).device, linkTo: personOf(actor).userId, accepted: null }),
  );
  app.get(callbackPath, async (c) => {
    const client = clientOf(c, settings);
    const code = c.req.query('code') ?? '';
    const id = c.req.query('state') ?? '';
    const kept = await deps.db.asSystem((tx) => takeVerification(tx, `wechat ${id.slice(0, 100)}`, new Date()));
    const state = kept === undefined ? undefined : State.parse(JSON.parse(kept));
    // The state is bound to the browser that began: a link with somebody else's code and state signs nobody in.
    if (state === undefined || state.device !== client.device || code === '') {
      return c.redirect('/sign-in?problem=wechat', 303);
    }
    try {
      const accountId = await readWechatPerson(settings, code.slice(0, 500));
      if (state.linkTo !== null) {
        await linkAccount(deps, state.linkTo, accountId);
        return c.redirect('/security', 303);
      }
      const accepted = state.accepted ?? { agreement: '', privacy: '' };
      const texts = textsTicked(settings, accepted, client.language, new Date());
      const userId = await findOrCreateLinked(deps, { accountId, texts, client });
      const { cookies } = await openSession(deps, { userId, way: 'wechat', client, headers: c.req.raw.headers });
      giveCookies(c, cookies);
      return c.redirect('/', 303);
    } catch (error) {
      const problem = error instanceof ClipoError ? error.code : 'internal';
      c.get('log').warn(
        { code: problem, message: error instanceof Error ? error.message : '' },
        'signing in with WeChat failed',
      );
      const page = state.linkTo === null ? '/sign-in' : '/security';
      return c.redirect(`${page}?problem=${problem}`, 303);
    }
  });
}
