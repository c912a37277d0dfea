import type { Http2Bindings, HttpBindings } from '@hono/node-server';
import type { Settings } from '../env.ts';

/** Node's own request behind each web request, noted when it arrives. */
const arrivals = new WeakMap<Request, HttpBindings | Http2Bindings>();

/** Notes from where a request came; the server calls this for each. */
export function noteArrival(request: Request, bindings: HttpBindings | Http2Bindings): void {
  arrivals.set(request, bindings);
}

/** A request that stands for another came from where that came from. */
export function followArrival(from: Request, to: Request): void {
  const bindings = arrivals.get(from);
  if (bindings !== undefined) {
    arrivals.set(to, bindings);
  }
}

/**
 * Tells a caller's address. Behind as many trusted proxies as the setting says, it is what the outermost of them saw; what
 * callers themselves write into `X-Forwarded-For` counts for nothing.
 */
export function clientAddressBy({ CLIPO_TRUSTED_PROXIES: proxies }: Pick<Settings, 'CLIPO_TRUSTED_PROXIES'>) {
  return (request: Request): string => {
    const direct = arrivals.get(request)?.incoming.socket.remoteAddress ?? 'unknown';
    const forwarded = (request.headers.get('x-forwarded-for') ?? '')
      .split(',')
      .map((address) => address.trim())
      .filter((address) => address !== '');
    return proxies === 0 ? direct : (forwarded.at(-proxies) ?? direct);
  };
}

/** Tells a caller's port. Behind proxies it is theirs, and says nothing: null. */
export function clientPortBy({ CLIPO_TRUSTED_PROXIES: proxies }: Pick<Settings, 'CLIPO_TRUSTED_PROXIES'>) {
  return (request: Request): number | null =>
    proxies === 0 ? (arrivals.get(request)?.incoming.socket.remotePort ?? null) : null;
}
