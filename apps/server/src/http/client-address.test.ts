import type { HttpBindings } from '@hono/node-server';
import { expect, it } from 'vitest';
import { clientAddressBy, noteArrival } from './client-address.ts';

/** A request from 10.0.0.9, with what stands in its `X-Forwarded-For`. */
function arrived(forwarded?: string): Request {
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const request = new Request('http://localhost/', { headers });
  noteArrival(request, { incoming: { socket: { remoteAddress: '10.0.0.9' } } } as unknown as HttpBindings);
  return request;
}

it.each([
  { proxies: 0, forwarded: '1.1.1.1', address: '10.0.0.9' },
  { proxies: 1, forwarded: undefined, address: '10.0.0.9' },
  { proxies: 1, forwarded: '1.1.1.1', address: '1.1.1.1' },
  { proxies: 1, forwarded: 'written by the caller, 1.1.1.1', address: '1.1.1.1' },
  { proxies: 2, forwarded: 'written by the caller, 1.1.1.1, 10.0.0.8', address: '1.1.1.1' },
  { proxies: 2, forwarded: '1.1.1.1', address: '10.0.0.9' },
])('behind $proxies trusted proxies, "$forwarded" is from $address (O5)', ({ proxies, forwarded, address }) => {
  expect(clientAddressBy({ CLIPO_TRUSTED_PROXIES: proxies })(arrived(forwarded))).toBe(address);
});
