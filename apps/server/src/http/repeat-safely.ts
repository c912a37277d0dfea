import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Deps } from '../deps.ts';
import { beginRequest, endRequest, forgetRequest } from '../features/idempotency/queries.ts';
import type { ApiEnv } from './api-env.ts';
import { malformed, readJson } from './read-json.ts';

const mostJsonBytes = 2 * 1024 * 1024;
/** A request that takes longer than this has lost its process. */
const busyMs = 15 * 60_000;

/**
 * Makes POST safe to send again: a request with an `Idempotency-Key` is done once, and whoever sends the same again within
 * a day gets the first answer. Failures of ours are not kept, so that a retry tries.
 */
export function repeatSafely(deps: Pick<Deps, 'db' | 'secrets'>) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const given = c.req.header('idempotency-key');
    const actor = c.get('actor');
    if (c.req.method !== 'POST' || given === undefined || actor === undefined) {
      await next();
      return undefined;
    }
    if (!/^[\x21-\x7e]{1,255}$/.test(given)) {
      throw malformed('Idempotency-Key must be 1 to 255 printable characters without spaces');
    }
    // Each key and person has names of their own: the answer of one may hold what another may not see.
    const key = `${actor.keyId} ${given}`;
    const teamId = actor.teamId || actor.keyId;
    const request = await fingerprintOf(c.req.raw, (body) => c.set('body', body));
    const now = new Date();
    const busyUntil = new Date(now.getTime() + busyMs);
    const earlier = await deps.db.asTeam(teamId, (tx) => beginRequest(tx, { teamId, key, request, busyUntil }, now));
    if (earlier !== undefined) {
      return repeated(c, earlier, request, deps.secrets);
    }
    const forget = () => deps.db.asTeam(teamId, (tx) => forgetRequest(tx, key));
    try {
      await next();
    } catch (error) {
      await forget();
      throw error;
    }
    const { status } = c.res;
    const isKept = status < 500 && status !== 429 && (c.res.headers.get('content-type') ?? '').includes('json');
    if (isKept) {
      // Sealed: an answer may hold a secret that is told once.
      const answer = deps.secrets.seal(await c.res.clone().text());
      await deps.db.asTeam(teamId, (tx) => endRequest(tx, key, { status, answer }));
    } else {
      await forget();
    }
    return undefined;
  });
}

function repeated(
  c: Context<ApiEnv>,
  earlier: { request: string; status: number | null; answer: string | null },
  request: string,
  secrets: Deps['secrets'],
): Response {
  if (earlier.request !== request) {
    const problem = 'this Idempotency-Key was used for another request; take a new one';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  if (earlier.status === null || earlier.answer === null) {
    const problem = 'the first request with this Idempotency-Key is still at work';
    throw new ClipoError('conflict', problem, { details: { problem, seconds: 2 }, isRetryable: true });
  }
  const type = earlier.status >= 400 ? 'application/problem+json' : 'application/json';
  // By the context: what stands on every answer, such as the rates, stands on this one.
  const headers = { 'content-type': type, 'idempotency-replayed': 'true' };
  return c.body(secrets.unseal(earlier.answer), earlier.status as ContentfulStatusCode, headers);
}

/** What makes two requests the same: address and JSON body; of a body that is streamed, what its headers say of it. */
async function fingerprintOf(request: Request, keep: (body: unknown) => void): Promise<string> {
  const { pathname, search } = new URL(request.url);
  const hash = createHash('sha256').update(`${request.method} ${pathname}${search}\n`);
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    const body = await readJson(request, mostJsonBytes);
    keep(body);
    hash.update(JSON.stringify(body));
  } else {
    hash.update(`${type}\n${request.headers.get('content-length')}\n${request.headers.get('repr-digest')}`);
  }
  return hash.digest('hex');
}
