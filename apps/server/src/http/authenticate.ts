import { ClipoError } from '@clipo/contract';
import { createMiddleware } from 'hono/factory';
import type { Deps } from '../deps.ts';
import { keysChanged } from '../features/events/queries.ts';
import { findActor } from '../features/keys/find-actor.ts';
import { findPerson } from '../features/sessions/find-person.ts';
import type { Actor } from './actor.ts';
import type { ApiEnv } from './api-env.ts';
import { giveCookies } from './client-of.ts';

/** A key that was good a moment ago is good now, unless it is told otherwise; should that be lost, for this time. */
const trustMs = 5000;
const mostTrusted = 10_000;

/**
 * Finds out whose key a request carries (`Authorization: Bearer …`, or `x-api-key`), or who is signed in by its cookie. With
 * neither it goes on as nobody; routes that need a scope refuse that.
 */
export function authenticate(deps: Pick<Deps, 'db' | 'accounts' | 'settings' | 'news'>) {
  const trusted = new Map<string, { actor: Actor; until: number }>();
  /** How often that was told. */
  let told = 0;
  let isListening = false;
  const listen = () => {
    isListening = true;
    deps.news.follow(keysChanged, () => {
      trusted.clear();
      told += 1;
    });
  };
  return createMiddleware<ApiEnv>(async (c, next) => {
    const secret = secretOf(c.req.header('authorization'), c.req.header('x-api-key'));
    if (secret !== undefined) {
      if (!isListening) {
        listen();
      }
      const now = Date.now();
      const known = trusted.get(secret);
      let actor = known !== undefined && known.until > now ? known.actor : undefined;
      if (actor === undefined) {
        trusted.delete(secret);
        const before = told;
        actor = await findActor(deps, secret);
        if (trusted.size >= mostTrusted) {
          trusted.clear();
        }
        // What was looked up before it was told is good for this request alone.
        if (told === before) {
          trusted.set(secret, { actor, until: now + trustMs });
        }
      }
      c.set('actor', actor);
    } else if (c.req.header('cookie')?.includes('clipo_session=')) {
      const found = await findPerson(deps, c.req.raw.headers);
      if (found !== undefined) {
        c.set('actor', found.actor);
        giveCookies(c, found.cookies);
      }
    }
    await next();
  });
}

function secretOf(authorization: string | undefined, apiKey: string | undefined): string | undefined {
  if (authorization !== undefined) {
    const match = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(authorization);
    if (match === null) {
      throw new ClipoError('unauthenticated', 'the authorization header holds no bearer key');
    }
    return match[1];
  }
  return apiKey;
}
