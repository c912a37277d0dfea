import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ClipoError } from '@clipo/contract';
import { makeLabelKey, type SignatureAlgorithm } from '@clipo/label';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';

const algorithms: readonly SignatureAlgorithm[] = ['sm2', 'ed25519'];

/** Adds `clipo label-key`: makes a key that signs labels. */
export function addLabelKey(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('label-key')
    .description(say('help.labelKey'))
    .argument('<file>', say('help.labelKey.file'))
    .option('--algorithm <name>', say('help.labelKey.algorithm'), 'sm2')
    .action((file: string, options: { algorithm: string }) => labelKey(file, options, context));
}

async function labelKey(name: string, options: { algorithm: string }, { terminal, say, cwd }: CliContext) {
  const algorithm = algorithms.find((known) => known === options.algorithm);
  if (algorithm === undefined) {
    throw inputFault('--algorithm', 'rule.not_one_of', { values: algorithms.join(', ') });
  }
  const path = resolve(cwd, name);
  const key = makeLabelKey(algorithm);
  // Never over an older key: files that it signed could no longer be told to be ours.
  const file = await open(path, 'wx', 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EEXIST'
      ? inputFault(name, 'rule.key_exists', {}, cause)
      : new ClipoError('output_unwritable', cause.message, { details: { folder: path }, cause });
  });
  try {
    await file.writeFile(`${JSON.stringify(key, null, 2)}\n`);
  } finally {
    await file.close();
  }
  terminal.out(`${say('labelKey.made', { file: name, publicKey: key.publicKey })}\n`);
  terminal.note(`${say('labelKey.use', { setting: `CLIPO_LABEL_KEY=${path}` })}\n`);
}
