import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * A file with a part of Roboto (Apache-2.0), from the tests of the library that unpacks fonts: `woff2` draws Latin letters
 * and figures, `ttf` five of them, `woff` is of a kind that is not taken.
 */
export function sampleFont(kind: 'ttf' | 'woff2' | 'woff'): string {
  const subset = createRequire(import.meta.url).resolve('subset-font');
  return join(dirname(createRequire(subset).resolve('fontverter')), 'testdata', `Roboto-400.${kind}`);
}
