import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { documents, jsonSchemaOf } from '@clipo/contract';

/** The committed JSON Schema of a document, for editors and for readers of the repository. */
function schemaFile(root: string, name: string): string {
  return join(root, 'docs', 'schema', `${name}.json`);
}

/**
 * Makes the committed JSON Schemas anew and compares. Each difference is one line that says how to mend it. (The
 * compositor's module is compared by a test that stands beside its source.)
 */
export async function checkGenerated(root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const name of Object.keys(documents) as (keyof typeof documents)[]) {
    const committed = await readFile(schemaFile(root, name), 'utf8').catch(() => '');
    if (committed !== `${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`) {
      stale.push(`docs/schema/${name}.json differs: ./clipo schema ${name} > docs/schema/${name}.json`);
    }
  }
  const { apiDocumentText } = await import('./api-document.ts');
  const document = await readFile(join(root, 'docs', 'openapi.json'), 'utf8').catch(() => '');
  if (document !== apiDocumentText()) {
    const again = './clipo schema api > docs/openapi.json && npm run generate -w packages/client';
    stale.push(`docs/openapi.json differs: ${again}`);
  }
  return stale;
}
