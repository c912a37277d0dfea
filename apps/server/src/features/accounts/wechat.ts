import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';

type WechatSettings = Pick<
  Deps['settings'],
  'CLIPO_WECHAT_APP_ID' | 'CLIPO_WECHAT_SECRET' | 'CLIPO_WECHAT_PAGE_URL' | 'CLIPO_WECHAT_API_URL'
>;

const Failure = z.object({ errcode: z.number().int(), errmsg: z.string().optional() });
const Token = z.object({ access_token: z.string(), openid: z.string(), unionid: z.string().optional() });

/** What the person can mend by scanning again: the code is wrong, used or missing. */
const scanAgain = new Set([40029, 40163, 41008, 40003]);
/** What passes: the service is busy, or was asked too often. */
const passing = new Set([-1, 45011]);

/** Where a browser is sent to show the QR code (website applications, `snsapi_login`). */
export function wechatPage(settings: WechatSettings, returnTo: string, state: string): string {
  const query = new URLSearchParams({
    appid: settings.CLIPO_WECHAT_APP_ID ?? '',
    redirect_uri: returnTo,
    response_type: 'code',
    scope: 'snsapi_login',
    state,
  });
  return `${settings.CLIPO_WECHAT_PAGE_URL}/connect/qrconnect?${query}#wechat_redirect`;
}

/**
 * Whose code it is: the id of the person across the operator's apps where WeChat tells one, else that for this app. The
 * token is not kept: nothing more is asked of WeChat.
 * @throws ClipoError sign_in_failed where the person can scan again, unavailable where it passes, fetch_failed where the
 *   settings are wrong
 */
export async function readWechatPerson(settings: WechatSettings, code: string): Promise<string> {
  const query = new URLSearchParams({
    appid: settings.CLIPO_WECHAT_APP_ID ?? '',
    secret: settings.CLIPO_WECHAT_SECRET ?? '',
    code,
    grant_type: 'authorization_code',
  });
  const answer = await ask(`${settings.CLIPO_WECHAT_API_URL}/sns/oauth2/access_token?${query}`);
  const failure = Failure.safeParse(answer);
  if (failure.success && failure.data.errcode !== 0) {
    throw refusal(failure.data.errcode);
  }
  const token = Token.safeParse(answer);
  if (!token.success) {
    throw unreachable('answered something else');
  }
  return token.data.unionid ?? `${settings.CLIPO_WECHAT_APP_ID} ${token.data.openid}`;
}

async function ask(url: string): Promise<unknown> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(10_000), redirect: 'error' });
    return await answer.json();
  } catch (cause) {
    // The address holds the secret: it is not told.
    throw unreachable(cause instanceof Error ? cause.name : 'unknown');
  }
}

function refusal(errcode: number): ClipoError {
  if (scanAgain.has(errcode)) {
    return new ClipoError('sign_in_failed', `WeChat refused the code (${errcode})`);
  }
  if (passing.has(errcode)) {
    return unreachable(`is busy (${errcode})`);
  }
  const problem = `refused the app's id, secret or permission (${errcode})`;
  return new ClipoError('fetch_failed', problem, { details: { url: 'WeChat', problem } });
}

function unreachable(problem: string): ClipoError {
  return new ClipoError('unavailable', `WeChat ${problem}`, {
    details: { problem: `WeChat ${problem}` },
    isRetryable: true,
  });
}
