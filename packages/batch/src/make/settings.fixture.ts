import type { MakeSettings } from './types.ts';

/** Settings as a fresh machine has them, with a home of the test's own. */
export function settingsIn(home: string): MakeSettings {
  return {
    home,
    language: 'en',
    providerCode: undefined,
    watermarkKey: undefined,
    labelKeyFile: undefined,
    credentials: { mode: undefined, chain: undefined, key: undefined, timeStampUrl: undefined },
    cacheGiB: 20,
    encoder: undefined,
    variable: () => undefined,
  };
}
