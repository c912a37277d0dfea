import { isIP, type LookupFunction } from 'node:net';
import { ClipoError } from '@clipo/contract/errors';
import { Agent, fetch as undiciFetch } from 'undici';
import { type AddressGuard, checkUrl, portOf, publicOnly, resolveHost, shownUrl } from './address-guard.ts';

/** What to fetch and what it may cost. */
export interface GuardedRequest {
  method?: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Most bytes of the answer, after decompression. */
  mostBytes: number;
  /** For everything together: names, redirects, the whole body. */
  timeoutMs: number;
  /** Beginnings of allowed content types, such as `image/` or `text/html`; left out, any. */
  types?: readonly string[];
  /** Redirects that are followed, each checked like the first address; 5 unless told. A POST or DELETE follows none. */
  mostRedirects?: number;
  signal?: AbortSignal;
  guard?: AddressGuard;
}

/** What came back. The body is read once, by `bytes` or `stream`; either stops at the limits. */
export interface GuardedAnswer {
  /** The address that answered in the end. */
  url: string;
  status: number;
  /** Content type in lower case, without parameters; empty where the server says none. */
  type: string;
  headers: Headers;
  /** @throws ClipoError `fetch_failed` */
  bytes(): Promise<Buffer>;
  /** @throws ClipoError `fetch_failed` while it is read */
  stream(): AsyncIterable<Uint8Array>;
}

/**
 * Fetches an address that a user or a model gave. The scheme, the port, every address that the host name has and every
 * redirect are checked; the connection goes to the very addresses that were checked, so that a name that changes its
 * answer in between gains nothing. An answer of any status is given back; the caller judges it.
 * @throws ClipoError `url_refused` (not allowed), `fetch_failed` (allowed, but it did not work), `cancelled`
 */
export async function guardedFetch(address: string | URL, request: GuardedRequest): Promise<GuardedAnswer> {
  const { guard = publicOnly, mostBytes, types, signal, method = 'GET' } = request;
  const timeout = AbortSignal.timeout(request.timeoutMs);
  const stop = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
  const mayChange = method === 'POST' || method === 'DELETE';
  const mostRedirects = mayChange ? 0 : (request.mostRedirects ?? 5);
  const agent = new Agent({
    connect: { lookup: checkedLookup(guard, () => portOf(url)), timeout: request.timeoutMs },
    // One request each: nothing is kept open that a later, unchecked name could ride on.
    pipelining: 0,
    headersTimeout: request.timeoutMs,
    bodyTimeout: request.timeoutMs,
    maxHeaderSize: 32 * 1024,
  });
  let url = checkUrl(address, guard);
  let headers = { 'user-agent': 'Clipo', ...request.headers };
  try {
    for (let redirects = 0; ; redirects += 1) {
      const answer = await undiciFetch(url, {
        method,
        headers,
        redirect: 'manual',
        signal: stop,
        dispatcher: agent,
        ...(request.body === undefined ? {} : { body: request.body }),
      });
      const location = [301, 302, 303, 307, 308].includes(answer.status) ? answer.headers.get('location') : null;
      if (location === null || mayChange) {
        return checkedAnswer(answer, url, { mostBytes, types, agent, stop: { timeout, signal } });
      }
      await answer.body?.cancel();
      if (redirects >= mostRedirects) {
        throw failed(url, 'redirects too often');
      }
      const next = checkUrl(URL.canParse(location, url) ? new URL(location, url) : location, guard);
      if (next.origin !== url.origin) {
        // What was meant for one host is not told to another.
        headers = { 'user-agent': headers['user-agent'] };
      }
      url = next;
    }
  } catch (error) {
    void agent.destroy();
    throw knownFailure(error, url, { timeout, signal });
  }
}

/** Node asks this for the addresses to connect to, so the check and the use are one. */
function checkedLookup(guard: AddressGuard, port: () => number): LookupFunction {
  return (host, options, done) => {
    resolveHost(host, port(), guard).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (options.all === true) {
          done(null, found);
        } else {
          done(null, first?.address ?? '', first?.family ?? 0);
        }
      },
      (error: Error) => done(error, '', 0),
    );
  };
}

interface Stops {
  timeout: AbortSignal;
  signal: AbortSignal | undefined;
}

interface Limits {
  mostBytes: number;
  types: readonly string[] | undefined;
  agent: Agent;
  stop: Stops;
}

type UndiciAnswer = Awaited<ReturnType<typeof undiciFetch>>;

function checkedAnswer(answer: UndiciAnswer, url: URL, limits: Limits): GuardedAnswer {
  const { mostBytes, types, agent, stop } = limits;
  const type = (answer.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (isSuccess && types !== undefined && !types.some((allowed) => type.startsWith(allowed))) {
    throw failed(url, `is ${type === '' ? 'of no known kind' : type}, and ${types.join(', ')} is wanted`);
  }
  // A server may lie about its length: this only spares the download of what is openly too large.
  if (Number(answer.headers.get('content-length') ?? 0) > mostBytes) {
    throw failed(url, `is larger than ${mostBytes} bytes`);
  }
  async function* stream(): AsyncIterable<Uint8Array> {
    let seen = 0;
    try {
      for await (const chunk of answer.body ?? []) {
        seen += chunk.byteLength;
        if (seen > mostBytes) {
          throw failed(url, `is larger than ${mostBytes} bytes`);
        }
        yield chunk;
      }
    } catch (error) {
      throw knownFailure(error, url, stop);
    } finally {
      void agent.destroy();
    }
  }
  return {
    url: url.href,
    status: answer.status,
    type,
    headers: new Headers([...answer.headers]),
    stream,
    bytes: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stream()) {
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    },
  };
}

function knownFailure(error: unknown, url: URL, { timeout, signal }: Stops): ClipoError {
  if (signal?.aborted === true) {
    return new ClipoError('cancelled', 'cancelled', { cause: error });
  }
  // fetch wraps what the look-up threw.
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof ClipoError) {
      return cause;
    }
  }
  if (timeout.aborted) {
    return failed(url, 'did not answer in time', error, true);
  }
  const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = (reason as { code?: unknown } | undefined)?.code;
  return failed(url, `did not answer (${typeof code === 'string' ? code : 'the connection broke'})`, error, true);
}

function failed(url: URL, problem: string, cause?: unknown, isRetryable = false): ClipoError {
  const shown = shownUrl(url.href);
  return new ClipoError('fetch_failed', `${shown} ${problem}`, {
    details: { url: shown, problem },
    isRetryable,
    cause,
  });
}
