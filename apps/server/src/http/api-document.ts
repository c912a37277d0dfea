import type { Deps } from '../deps.ts';
import { readSettings } from '../env.ts';
import { createApp } from './app.ts';
import { openApiDocument } from './document.ts';

/** The OpenAPI document of this version, without a service: it is committed, and clients are generated from it. */
export function apiDocument(): object {
  // Routes touch what they work with when they are asked, never when they are added.
  const deps = { settings: readSettings({}), uploads: { protocol: 's3' } } as unknown as Deps;
  return openApiDocument(createApp(deps));
}
