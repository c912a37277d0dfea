import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { Settings } from '../env.ts';
import type { Client } from '../features/accounts/client.ts';
import { isSecure } from '../features/accounts/engine.ts';
import type { ApiEnv } from './api-env.ts';
import { clientAddressBy } from './client-address.ts';
import { placeOf } from './place-of.ts';

/** As long as browsers keep a cookie. */
const deviceSeconds = 400 * 24 * 60 * 60;

/** Tells from where a request comes. A browser gets a cookie by which it is known again; it opens nothing. */
export function clientOf(c: Context<ApiEnv>, settings: Settings): Client {
  const secure = isSecure(settings);
  const name = secure ? '__Host-clipo_device' : 'clipo_device';
  let device = getCookie(c, name);
  if (device === undefined || !/^[\w-]{32}$/.test(device)) {
    device = randomBytes(24).toString('base64url');
    setCookie(c, name, device, { secure, httpOnly: true, sameSite: 'Lax', path: '/', maxAge: deviceSeconds });
  }
  const address = clientAddressBy(settings)(c.req.raw);
  return {
    address,
    place: placeOf(settings, c.req.raw.headers, address),
    userAgent: (c.req.header('user-agent') ?? '').slice(0, 300),
    device: createHash('sha256').update(device).digest('base64url'),
    language: c.get('language'),
  };
}

/** Gives an answer the cookies of a session. */
export function giveCookies(c: Context<ApiEnv>, cookies: readonly string[]): void {
  for (const cookie of cookies) {
    c.header('set-cookie', cookie, { append: true });
  }
}
