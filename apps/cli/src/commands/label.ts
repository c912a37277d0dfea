import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { providerOf } from '@clipo/batch/brief';
import { ClipoError, type ImplicitLabel } from '@clipo/contract';
import { labelFile, makeImplicitLabel, parseLabelKey, signLabel } from '@clipo/label';
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
  const tell = (made: ImplicitLabel) =>
    terminal.out(
      options.json === true
        ? `${JSON.stringify({ file: options.out, label: made }, null, 2)}\n`
        : `${say('label.done', { file: options.out, id: made.ProduceID })}\n`,
    );
  if (context.server !== undefined) {
    const { labelThere } = await import('../remote/labels.ts');
    const files = { path: resolve(cwd, file), out: resolve(cwd, options.out) };
    tell(await labelThere(context.server, files, signal));
    return;
  }
  const { code, isDevelopment } = providerOf(context.env.providerCode);
  const plain = makeImplicitLabel({ providerCode: code, produceId: randomUUID() });
  const keyFile = context.env.labelKeyFile;
  const made = keyFile === undefined ? plain : signLabel(plain, await readKey(resolve(cwd, keyFile)));
  await labelFile(resolve(cwd, file), resolve(cwd, options.out), made, { signal });
  if (isDevelopment) {
    terminal.note(`${say('label.development')}\n`);
  }
  tell(made);
}

async function readKey(path: string) {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new ClipoError('not_found', cause.message, { details: { file: path }, cause });
  });
  return parseLabelKey(text, 'CLIPO_LABEL_KEY');
}
