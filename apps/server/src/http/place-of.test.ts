import { expect, it } from 'vitest';
import { kilometresBetween, placeOf, readPlaces } from './place-of.ts';

it('a table of networks tells where an address is, the narrowest network first, of both kinds of addresses', () => {
  const table = readPlaces(
    [
      'network,geoname_id,latitude,longitude',
      '1.2.0.0/16,1,39.9042,116.4074',
      '1.2.3.0/24,2,31.2304,121.4737',
      '2001:db8::/32,3,-33.87,151.21',
      '9.9.9.0/24,4,,',
      'nonsense,5,1,1',
    ].join('\n'),
  );
  expect(table).toHaveLength(3);
  expect(table.map(({ latitude, longitude }) => [latitude, longitude])).toEqual([
    [40, 116],
    [31, 121],
    [-34, 151],
  ]);
  expect(table[1]?.first).toBe('00000000000000000000ffff01020300');
  expect(table[2]?.last).toBe(`20010db8${'f'.repeat(24)}`);
});

it('headers of a proxy count where one is trusted, and only a place that is one', () => {
  const settings = { CLIPO_PLACE_HEADERS: 'x-lat, x-lon', CLIPO_PLACES: undefined, CLIPO_TRUSTED_PROXIES: 1 };
  const headers = new Headers({ 'x-lat': '48.8566', 'x-lon': '2.3522' });
  expect(placeOf(settings, headers, '1.1.1.1')).toEqual({ latitude: 49, longitude: 2 });
  expect(placeOf({ ...settings, CLIPO_TRUSTED_PROXIES: 0 }, headers, '1.1.1.1')).toBeUndefined();
  expect(placeOf(settings, new Headers({ 'x-lat': '91', 'x-lon': '2' }), '1.1.1.1')).toBeUndefined();
  expect(placeOf(settings, new Headers(), '1.1.1.1')).toBeUndefined();
});

it('places lie as far apart as on a map', () => {
  const beijing = { latitude: 40, longitude: 116 };
  expect(kilometresBetween(beijing, beijing)).toBe(0);
  // Beijing to Paris, about 8,200 km.
  expect(Math.abs(kilometresBetween(beijing, { latitude: 49, longitude: 2 }) - 8200)).toBeLessThan(150);
});
