import { lookup as lookUp } from 'node:dns/promises';
import { isIP } from 'node:net';
import { ClipoError } from '@clipo/contract/errors';
import ipaddr from 'ipaddr.js';

/** What may be reached. `publicOnly` is the rule; only an operator's own setting or a test widens it. */
export interface AddressGuard {
  /** Whether a connection to this address and port may be made. `address` is an IP address as text. */
  isAllowed(address: string, port: number): boolean;
  /** All addresses of a host name. Asked once for each connection: what was checked is what is connected to. */
  resolve(host: string): Promise<readonly string[]>;
}

/** Ports on which the web is served. Anything else is a probe of somebody's other services. */
const webPorts: ReadonlySet<number> = new Set([80, 443, 8080, 8443]);

/** The rule for everything that a user or a model gives: public addresses on web ports. */
export const publicOnly: AddressGuard = {
  isAllowed: (address, port) => webPorts.has(port) && isPublicAddress(address),
  resolve: async (host) => (await lookUp(host, { all: true, verbatim: true })).map(({ address }) => address),
};

/** All of IPv6 that is given out. Outside of it `::127.0.0.1`, an old way to write an IPv4 address, counts as unicast. */
const globalUnicast = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address belongs to the public internet: no loopback, private, link-local (cloud metadata), shared, reserved,
 * multicast or documentation range, and no IPv6 form that carries an IPv4 address (mapped, 6to4, Teredo, NAT64), since
 * what such a form reaches depends on the network.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare) || isIP(bare) === 0) {
    return false;
  }
  const parsed = ipaddr.parse(bare);
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast));
}

/**
 * Checks an address's text: http or https, no user name or password in it, a host, an allowed port; a host that is written
 * as a number is checked at once (`0x7f.1`, `2130706433` and the like are 127.0.0.1 to the URL parser).
 * @throws ClipoError `url_refused`
 */
export function checkUrl(text: string | URL, guard: AddressGuard = publicOnly): URL {
  const shown = shownUrl(String(text));
  let url: URL;
  try {
    url = new URL(text);
  } catch (cause) {
    throw refused(shown, 'is no address such as https://example.com/picture.jpg', cause);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw refused(shown, 'must begin with https:// or http://');
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(shown, 'must not carry a user name or password');
  }
  const host = bareHost(url);
  if (isIP(host) !== 0 && !guard.isAllowed(host, portOf(url))) {
    throw refused(shown, 'leads to an address or port that is not public');
  }
  return url;
}

/** The addresses that a checked URL's host has, each allowed. @throws ClipoError `url_refused`, `fetch_failed` */
export async function resolveHost(host: string, port: number, guard: AddressGuard): Promise<string[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  const addresses =
    isIP(bare) !== 0
      ? [bare]
      : await guard.resolve(bare).catch((cause: unknown) => {
          throw new ClipoError('fetch_failed', `${bare} has no address`, {
            details: { url: bare, problem: 'the host name has no address' },
            isRetryable: true,
            cause,
          });
        });
  // One private address among public ones is how a rebinding attack looks: the whole host is refused.
  if (addresses.length === 0 || !addresses.every((address) => guard.isAllowed(address, port))) {
    throw refused(bare, 'leads to an address or port that is not public');
  }
  return [...addresses];
}

/** As `checkUrl`, and every address that the host name has now. @throws ClipoError `url_refused`, `fetch_failed` */
export async function checkAddress(text: string, guard: AddressGuard = publicOnly): Promise<URL> {
  const url = checkUrl(text, guard);
  await resolveHost(url.hostname, portOf(url), guard);
  return url;
}

export function portOf(url: URL): number {
  return url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
}

function bareHost(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** What may be told of an address: its query may hold secrets, and it may be endless. */
export function shownUrl(text: string): string {
  const bare = text.replace(/[?#].*$/s, '').replace(/\/\/[^/@]*@/, '//');
  return bare.length > 200 ? `${bare.slice(0, 200)}…` : bare;
}

function refused(url: string, problem: string, cause?: unknown): ClipoError {
  return new ClipoError('url_refused', `${url} ${problem}`, { details: { url, problem }, cause });
}
