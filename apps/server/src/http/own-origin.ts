import { ClipoError } from '@clipo/contract';
import { createMiddleware } from 'hono/factory';
import type { Settings } from '../env.ts';
import type { ApiEnv } from './api-env.ts';

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what other sites' pages make a browser send (cross-site request forgery). Browsers say from which page a request
 * comes; programs, which carry a key, are not asked.
 */
export function refuseForeignPages({ CLIPO_URL }: Pick<Settings, 'CLIPO_URL'>) {
  const own = CLIPO_URL === undefined ? undefined : new URL(CLIPO_URL).origin;
  return createMiddleware<ApiEnv>(async (c, next) => {
    const carriesKey = c.req.header('authorization') !== undefined || c.req.header('x-api-key') !== undefined;
    if (!harmless.has(c.req.method) && !carriesKey && !isOwn(c.req.raw, own)) {
      c.get('log').warn({ origin: c.req.header('origin') }, 'a request from a foreign page was refused');
      throw new ClipoError('forbidden', 'the request came from another site', { details: { need: 'same origin' } });
    }
    await next();
  });
}

function isOwn({ url, headers }: Request, own: string | undefined): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') {
    return false;
  }
  const origin = headers.get('origin');
  if (origin !== null) {
    return origin === own || (own === undefined && new URL(url).host === hostOf(origin));
  }
  // Neither header: no browser of today. With a cookie nobody can say whose page it was.
  return site !== null || headers.get('cookie') === null;
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
