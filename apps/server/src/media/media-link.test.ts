import { expect, it } from 'vitest';
import { rangeOf } from './byte-range.ts';
import { readMediaLink, signMediaLink } from './media-link.ts';

const link = {
  hash: 'a'.repeat(64),
  teamId: 'team-1',
  of: 'vid_1',
  type: 'video/mp4',
  name: '保温杯 & more.mp4',
  use: 'inline',
  expiresAt: new Date('2026-01-01T01:00:00Z'),
} as const;
const now = new Date('2026-01-01T00:00:00Z');
const secret = 'a secret of the service';

function partsOf(path: string) {
  const url = new URL(path, 'http://local');
  return { hash: url.pathname.split('/').at(-1) ?? '', query: url.searchParams };
}

it('a link opens what it was made for, until it expires', () => {
  const { hash, query } = partsOf(signMediaLink(link, secret));
  expect(readMediaLink(hash, query, [secret], now)).toEqual(link);
  expect(() => readMediaLink(hash, query, [secret], link.expiresAt)).toThrow('no longer');
});

it('a link that anybody changed opens nothing', () => {
  const { hash, query } = partsOf(signMediaLink(link, secret));
  const changed = (key: string, value: string) => {
    const copy = new URLSearchParams(query);
    copy.set(key, value);
    return copy;
  };
  const wrong: [string, URLSearchParams, string][] = [
    ['b'.repeat(64), query, secret],
    [hash, query, 'another secret'],
    ...['team', 'of', 'type', 'name', 'use', 'expires', 'signature', 'extra'].map(
      (key): [string, URLSearchParams, string] => [hash, changed(key, '9999999999'), secret],
    ),
    [hash, new URLSearchParams(), secret],
  ];
  for (const [path, asked, key] of wrong) {
    expect(() => readMediaLink(path, asked, [key], now)).toThrow('not valid');
  }
});

it.each([
  [undefined, undefined],
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=900-', { start: 900, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=0-5000', { start: 0, end: 999 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=5-2', undefined],
  ['bytes=0-1,5-6', undefined],
  ['lines=0-1', undefined],
  ['bytes=', undefined],
  ['bytes=-', undefined],
  ['bytes=1e3-', undefined],
])('Range: %s of a file of 1000 bytes', (header, expected) => {
  expect(rangeOf(header, 1000)).toEqual(expected);
});

it.each(['bytes=1000-', 'bytes=999999999999999-', 'bytes=-0'])(
  'Range: %s lies outside a file of 1000 bytes',
  (header) => {
    expect(() => rangeOf(header, 1000)).toThrow('1000 bytes');
  },
);
