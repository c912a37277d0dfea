import { apiDocument } from '@clipo/server';

/** The committed OpenAPI document of the service, as `docs/openapi.json` holds it. */
export function apiDocumentText(): string {
  return `${JSON.stringify(apiDocument(), null, 1)}\n`;
}
