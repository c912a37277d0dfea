import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { providerOf } from '@clipo/batch/brief';
import { labelFile, makeImplicitLabel } from '@clipo/label';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

/** Adds `clipo label`: writes the implicit AI label into a file that others made. */
export function addLabel(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('label')
    .description(say('help.label'))
    .argument('<file>', say('help.label.file'))
    .requiredOption('-o, --out <file>', say('help.label.out'))
    .option('--json', say('help.json'))
    .action((file: string, options: { out: string; json?: true }) => label(file, options, context));
}

async function label(file: string, options: { out: string; json?: true }, context: CliContext): Promise<void> {
  const { terminal, say, cwd, signal } = context;
  const { code, isDevelopment } = providerOf(context.env.providerCode);
  const made = makeImplicitLabel({ providerCode: code, produceId: randomUUID() });
  await labelFile(resolve(cwd, file), resolve(cwd, options.out), made, { signal });
  if (isDevelopment) {
    terminal.note(`${say('label.development')}\n`);
  }
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ file: options.out, label: made }, null, 2)}\n`
      : `${say('label.done', { file: options.out, id: made.ProduceID })}\n`,
  );
}
