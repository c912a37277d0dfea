import { type DocumentName, documents, jsonSchemaOf } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo schema`: JSON Schema (draft 2020-12) of what users write and read. */
export function addSchema(program: Command, context: CliContext): void {
  const { say, terminal } = context;
  program
    .command('schema')
    .description(say('help.schema'))
    .argument('<document>', say('help.schema.name'))
    .action(async (name: string) => {
      if (context.server !== undefined) {
        const { schemaOf } = await import('../remote/catalog.ts');
        terminal.out(`${JSON.stringify(await schemaOf(context.server, name), null, name === 'api' ? 1 : 2)}\n`);
        return;
      }
      if (name === 'api') {
        // Loaded only here: the service's libraries would slow every other verb down.
        const { apiDocumentText } = await import('./api-document.ts');
        terminal.out(apiDocumentText());
        return;
      }
      if (!isDocument(name)) {
        throw inputFault('document', 'rule.not_one_of', { values: [...Object.keys(documents), 'api'].join(', ') });
      }
      terminal.out(`${JSON.stringify(jsonSchemaOf(name), null, 2)}\n`);
    });
}

function isDocument(name: string): name is DocumentName {
  return Object.hasOwn(documents, name);
}
