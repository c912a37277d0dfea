import { developmentProviderCode } from '@clipo/label';
import { expect, it } from 'vitest';
import { requireProvider } from './require-provider.ts';

const own = '001191110102MACQD9K64010000';
const open = 'https://clipo.example.com';

it.each([
  [open, undefined],
  [open, developmentProviderCode],
  ['http://8.8.4.4:8080', undefined],
  [undefined, '001191110102MACQD9K64010001x'],
])('a service at %s with the code %s does not start, and is told which setting it lacks (L1)', (url, code) => {
  expect(() => requireProvider({ CLIPO_URL: url, CLIPO_PROVIDER_CODE: code })).toThrow(/CLIPO_PROVIDER_CODE/);
});

it.each([
  [open, own],
  [undefined, undefined],
  ['http://localhost:8080', undefined],
  ['http://192.168.1.7:8080', undefined],
  ['http://clipo.internal', developmentProviderCode],
])('a service at %s with the code %s starts', (url, code) => {
  expect(() => requireProvider({ CLIPO_URL: url, CLIPO_PROVIDER_CODE: code })).not.toThrow();
});
