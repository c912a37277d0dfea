import type { OutsideMeans } from '@clipo/batch';
import { ClipoError } from '@clipo/contract';
import { type AddressGuard, type GuardedRequest, guardedFetch, publicOnly } from '@clipo/guarded-fetch';

const mostAnswerBytes = 8 * 1024 * 1024;
const longestMs = 120_000;

/**
 * How engines of teams are reached: at public addresses, and at the hosts that the operator has named (with their port, where
 * it is not the usual one). No redirect of an engine is followed.
 */
export function reachEngines(hosts: readonly string[]): Pick<OutsideMeans, 'fetch' | 'fetchUrl'> {
  const guardOf = (url: string | URL): AddressGuard =>
    hosts.includes(hostOf(url)) ? { ...publicOnly, isAllowed: () => true } : publicOnly;
  return {
    fetch: async (input, init = {}) => {
      const url = input instanceof Request ? input.url : input;
      const answer = await guardedFetch(url, {
        ...(await sent(init)),
        mostBytes: mostAnswerBytes,
        timeoutMs: longestMs,
        mostRedirects: 0,
        guard: guardOf(url),
        ...(init.signal != null && { signal: init.signal }),
      });
      // A status such as 204 has no body, and a Response would not take one.
      const bytes = [204, 205, 304].includes(answer.status) ? null : await answer.bytes();
      return new Response(bytes === null ? null : new Uint8Array(bytes), {
        status: answer.status,
        headers: answer.headers,
      });
    },
    // Where a result lies is told by the engine: the caller's own rules for it are put aside.
    fetchUrl: (url, request) => {
      const isNamed = hosts.includes(hostOf(url));
      return guardedFetch(url, { ...request, guard: guardOf(url), ...(isNamed && { mostRedirects: 0 }) });
    },
  };
}

/** The hosts of the setting. */
export function namedHosts(setting: string | undefined): string[] {
  return (setting ?? '').split(',').flatMap((host) => (host.trim() === '' ? [] : [host.trim().toLowerCase()]));
}

function hostOf(url: string | URL): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

async function sent({
  method: given,
  headers,
  body,
}: RequestInit): Promise<Pick<GuardedRequest, 'method' | 'headers' | 'body'>> {
  const method = (['GET', 'POST', 'DELETE'] as const).find((known) => known === (given ?? 'GET'));
  if (method === undefined) {
    throw new ClipoError('internal', `engines are not asked by ${given}`);
  }
  const told = Object.fromEntries(new Headers(headers));
  if (body === undefined || body === null) {
    return { method, headers: told };
  }
  if (typeof body === 'string') {
    return { method, headers: told, body };
  }
  // A form becomes the bytes that it is sent as, with their boundary.
  const form = new Response(body);
  const type = form.headers.get('content-type');
  return { method, headers: { ...told, ...(type !== null && { 'content-type': type }) }, body: await form.bytes() };
}
