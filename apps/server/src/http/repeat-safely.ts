import { createHash } from 'node:crypto';
import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Deps } from '../deps.ts';
import { beginRequest, endRequest, forgetRequest } from '../features/idempotency/queries.ts';
import type { ApiEnv } from './api-env.ts';
import { clientAddressBy, followArrival } from './client-address.ts';
import { malformed, readJson } from './read-json.ts';

const mostJsonBytes = 2 * 1024 * 1024;
/** A request that takes longer than this has lost its process. */
const busyMs = 15 * 60_000;
/** Stands where a team stands in the rows of those who sent no key: no team is called so. */
const nobodysTeam = 'nobody';

/**
 * Makes POST safe to send again: a request with an `Idempotency-Key` is done once, and whoever sends the same again within
 * a day gets the first answer; of a file, the same is the same content. A request that failed has done nothing: its key is free again, for the same and for a
 * mended one. So are requests of those who are nobody, but an answer that signs them in is not kept: its cookie is told
 * once.
 */
export function repeatSafely(deps: Pick<Deps, 'db' | 'secrets' | 'settings'>) {
  const addressOf = clientAddressBy(deps.settings);
  return createMiddleware<ApiEnv>(async (c, next) => {
    const given = c.req.header('idempotency-key');
    const actor = c.get('actor');
    if (c.req.method !== 'POST' || given === undefined) {
      await next();
      return undefined;
    }
    if (!/^[\x21-\x7e]{1,255}$/.test(given)) {
      throw malformed('Idempotency-Key must be 1 to 255 printable characters without spaces');
    }
    // Each key, person and address has names of its own: the answer of one may hold what another may not see.
    const who = actor?.keyId ?? nobodyAt(addressOf(c.req.raw), c.req.raw.headers);
    const key = `${who} ${given}`;
    const teamId = actor === undefined ? nobodysTeam : actor.teamId || actor.keyId;
    const sent = await readSent(c);
    const now = new Date();
    const busyUntil = new Date(now.getTime() + busyMs);
    const earlier = await deps.db.asTeam(teamId, (tx) =>
      beginRequest(tx, { teamId, key, request: sent.head, busyUntil }, now),
    );
    if (earlier !== undefined) {
      return repeated(c, earlier, sent, deps.secrets);
    }
    const request = sent.watch();
    const forget = () => deps.db.asTeam(teamId, (tx) => forgetRequest(tx, key));
    try {
      await next();
    } catch (error) {
      await forget();
      throw error;
    }
    const { status, body } = c.res;
    const type = c.res.headers.get('content-type') ?? '';
    // Sealed: an answer may hold a secret that is told once.
    const keep = (text: string) =>
      deps.db.asTeam(teamId, (tx) =>
        endRequest(tx, key, { status, answer: deps.secrets.seal(`${type}\n${text}`), request: request() }),
      );
    const isSigningIn =
      actor === undefined && c.res.headers.getSetCookie().some((cookie) => cookie.includes('clipo_session='));
    if (isSigningIn) {
      await forget();
    } else if (status < 400 && (status === 204 || type.includes('json'))) {
      await keep(await c.res.clone().text());
    } else if (status < 400 && type.startsWith('text/event-stream') && body !== null) {
      c.res = new Response(noted(body, keep), c.res);
    } else {
      await forget();
    }
    return undefined;
  });
}

/** Tells apart those who are nobody: by their address, and by the secret of a case or link where they hold one. */
function nobodyAt(address: string, headers: Headers): string {
  const held = ['x-clipo-case', 'x-clipo-share'].map((name) => headers.get(name) ?? '');
  return `nobody-${createHash('sha256')
    .update([address, ...held].join('\n'))
    .digest('hex')}`;
}

async function repeated(
  c: Context<ApiEnv>,
  earlier: { request: string; status: number | null; answer: string | null },
  sent: Sent,
  secrets: Deps['secrets'],
): Promise<Response> {
  if (!(await sent.isSameAs(earlier.request))) {
    const problem = 'this Idempotency-Key was used for another request; take a new one';
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  if (earlier.status === null || earlier.answer === null) {
    const problem = 'the first request with this Idempotency-Key is still at work';
    throw new ClipoError('conflict', problem, { details: { problem, seconds: 2 }, isRetryable: true });
  }
  // By the context: what stands on every answer, such as the rates, stands on this one.
  c.header('idempotency-replayed', 'true');
  if (earlier.status === 204) {
    return c.body(null, 204);
  }
  const kept = secrets.unseal(earlier.answer);
  const end = kept.indexOf('\n');
  return c.body(kept.slice(end + 1), earlier.status as ContentfulStatusCode, { 'content-type': kept.slice(0, end) });
}

/** A stream that is noted while it is sent. Who goes away stops it: then what was told until there is its answer. */
function noted(body: ReadableStream<Uint8Array>, keep: (text: string) => Promise<unknown>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await reader.read();
      if (done) {
        await keep(text);
        controller.close();
      } else {
        text += decoder.decode(value, { stream: true });
        controller.enqueue(value);
      }
    },
    async cancel(reason) {
      await reader.cancel(reason);
      await keep(text);
    },
  });
}

/** A request as it came: what makes it the same as another. */
interface Sent {
  /** Known before anything is done: method, address and JSON body; of a body that is streamed, what its headers say. */
  head: string;
  /** Has the body of a stream hashed while the route reads it. @returns what the request was, once the route is done */
  watch(): () => string;
  /** Whether an earlier request was this one; of a stream, its content decides. */
  isSameAs(earlier: string): Promise<boolean>;
}

async function readSent(c: Context<ApiEnv>): Promise<Sent> {
  const request = c.req.raw;
  const { pathname, search } = new URL(request.url);
  const hash = createHash('sha256').update(`${request.method} ${pathname}${search}\n`);
  const type = request.headers.get('content-type') ?? '';
  if (type.includes('json')) {
    const body = await readJson(request, mostJsonBytes);
    c.set('body', body);
    const head = hash.update(JSON.stringify(body)).digest('hex');
    return { head, watch: () => () => head, isSameAs: (earlier) => Promise.resolve(earlier === head) };
  }
  const head = hash.update(`${type}\n${request.headers.get('content-length')}`).digest('hex');
  return {
    head,
    watch() {
      const content = hashed(request);
      c.req.raw = content.request;
      return () => [head, ...content.end()].join(' ');
    },
    async isSameAs(earlier) {
      const [before, bytes, digest] = earlier.split(' ');
      if (before !== head || digest === undefined) {
        return before === head;
      }
      return (await digestOf(request, Number(bytes))) === digest;
    },
  };
}

/** A request whose body is hashed as it is read. `end` tells its bytes and digest; nothing where not all of it was read. */
function hashed(request: Request): { request: Request; end: () => string[] } {
  const { body } = request;
  if (body === null) {
    return { request, end: () => [] };
  }
  const hash = createHash('sha256');
  let bytes = 0;
  let found: string[] = [];
  const watched = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength;
      hash.update(chunk);
      controller.enqueue(chunk);
    },
    flush() {
      found = [String(bytes), hash.digest('hex')];
    },
  });
  // The types of browsers lack what Node asks of a body that is a stream.
  const streamed: RequestInit & { duplex: 'half' } = { body: body.pipeThrough(watched), duplex: 'half' };
  const same = new Request(request, streamed);
  followArrival(request, same);
  return { request: same, end: () => found };
}

/** The digest of a body; undefined as soon as it is longer than the one that it would have to be. */
async function digestOf({ body }: Request, mostBytes: number): Promise<string | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) {
      return undefined;
    }
    hash.update(chunk);
  }
  return hash.digest('hex');
}
