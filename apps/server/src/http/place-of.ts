import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { ClipoError } from '@clipo/contract';
import type { Settings } from '../env.ts';

/** Roughly where somebody is, in whole degrees: enough to tell a journey, too little to tell a street. */
export interface Place {
  latitude: number;
  longitude: number;
}

type PlaceSettings = Pick<Settings, 'CLIPO_PLACES' | 'CLIPO_PLACE_HEADERS' | 'CLIPO_TRUSTED_PROXIES'>;

/** A line of the table: where the addresses from `first` to `last` are. Addresses are 32 hexadecimal digits. */
interface Range extends Place {
  first: string;
  last: string;
}

const tables = new WeakMap<PlaceSettings, Range[]>();
/** A network within others is found behind them: so many lines are looked back over. */
const mostNested = 16;

/**
 * Where a request comes from, as far as the service is told: by the headers that a proxy of the operator's writes, or by
 * the operator's table of networks.
 */
export function placeOf(settings: PlaceSettings, headers: Headers, address: string): Place | undefined {
  return placeOfHeaders(settings, headers) ?? placeOfAddress(settings, address);
}

/** Headers count where a proxy stands before the service, which must overwrite what callers write there themselves. */
function placeOfHeaders(
  { CLIPO_PLACE_HEADERS, CLIPO_TRUSTED_PROXIES }: PlaceSettings,
  headers: Headers,
): Place | undefined {
  if (CLIPO_PLACE_HEADERS === undefined || CLIPO_TRUSTED_PROXIES === 0) {
    return undefined;
  }
  const [latitude, longitude] = CLIPO_PLACE_HEADERS.split(',').map((name) => headers.get(name.trim()) ?? '');
  return readPlace(latitude, longitude);
}

function placeOfAddress(settings: PlaceSettings, address: string): Place | undefined {
  const table = tableOf(settings);
  const wanted = hexOf(address);
  if (wanted === undefined) {
    return undefined;
  }
  let low = 0;
  let high = table.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((table[middle]?.first ?? '') <= wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const found = table.slice(Math.max(0, low - mostNested), low).findLast(({ last }) => last >= wanted);
  return found && { latitude: found.latitude, longitude: found.longitude };
}

/**
 * The operator's table of networks, read once; the start reads it, so that a wrong one is told then.
 * @throws ClipoError invalid_input
 */
export function tableOf(settings: PlaceSettings): readonly Range[] {
  const known = tables.get(settings);
  if (known !== undefined || settings.CLIPO_PLACES === undefined) {
    return known ?? [];
  }
  let table: Range[] = [];
  try {
    table = readPlaces(readFileSync(settings.CLIPO_PLACES, 'utf8'));
  } catch {
    // A file that is not there holds no place.
  }
  if (table.length === 0) {
    const problem = 'is no file with the columns network, latitude and longitude';
    throw new ClipoError('invalid_input', `CLIPO_PLACES: ${problem}`, { details: { field: 'CLIPO_PLACES', problem } });
  }
  tables.set(settings, table);
  return table;
}

/**
 * Reads a table of networks: CSV whose first line names `network` (CIDR), `latitude` and `longitude` among its columns, as
 * the free and the paid databases of several makers do. Lines that name no place are left out.
 */
export function readPlaces(csv: string): Range[] {
  const [head = '', ...lines] = csv.split(/\r?\n/);
  const columns = head.split(',').map((name) => name.trim().toLowerCase());
  const at = ['network', 'latitude', 'longitude'].map((name) => columns.indexOf(name));
  const ranges = lines.flatMap((line) => {
    const cells = line.split(',');
    const [network = '', latitude = '', longitude = ''] = at.map((index) => cells[index]?.trim());
    const place = readPlace(latitude, longitude);
    const range = rangeOf(network);
    return place === undefined || range === undefined ? [] : [{ ...range, ...place }];
  });
  return ranges.sort((one, other) => (one.first < other.first ? -1 : one.first > other.first ? 1 : 0));
}

function readPlace(latitude: string | undefined, longitude: string | undefined): Place | undefined {
  const [north, east] = [Number(latitude || Number.NaN), Number(longitude || Number.NaN)];
  return Math.abs(north) <= 90 && Math.abs(east) <= 180
    ? { latitude: Math.round(north), longitude: Math.round(east) }
    : undefined;
}

function rangeOf(network: string): { first: string; last: string } | undefined {
  const [address = '', prefix = ''] = network.split('/');
  const first = hexOf(address);
  const bits = Number(prefix || Number.NaN) + (isIP(address) === 4 ? 96 : 0);
  if (first === undefined || !Number.isInteger(bits) || bits < 0 || bits > 128) {
    return undefined;
  }
  const host = (1n << BigInt(128 - bits)) - 1n;
  const value = BigInt(`0x${first}`);
  const hex = (number: bigint) => number.toString(16).padStart(32, '0');
  return { first: hex(value & ~host), last: hex(value | host) };
}

/** An address as 128 bits; an IPv4 address as the part of IPv6 that stands for them. */
function hexOf(address: string): string | undefined {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(bare) === 4) {
    const bytes = bare.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0'));
    return `00000000000000000000ffff${bytes.join('')}`;
  }
  return isIP(bare) === 6 ? hexOfIpv6(bare) : undefined;
}

function hexOfIpv6(address: string): string {
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').flatMap((group) => (group.includes('.') ? ofIpv4(group) : [group]));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].map((group) => group.padStart(4, '0').toLowerCase()).join('');
}

function ofIpv4(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return [((a << 8) | b).toString(16), ((c << 8) | d).toString(16)];
}

/** How far two places lie apart, in kilometres, over the ground. */
export function kilometresBetween(one: Place, other: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const [north, south] = [radians(one.latitude), radians(other.latitude)];
  const chord =
    Math.sin((south - north) / 2) ** 2 +
    Math.cos(north) * Math.cos(south) * Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(chord)));
}
