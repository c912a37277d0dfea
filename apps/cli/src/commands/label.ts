import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { openCredentialSigner, providerOf, readLabelKey } from '@clipo/batch/label';
import type { ImplicitLabel } from '@clipo/contract';
import {
  assertLabelled,
  coverLabel,
  explicitLabel,
  labelFile,
  makeImplicitLabel,
  readLabels,
  signCredentials,
  signLabel,
} from '@clipo/label';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliContext } from '../context.ts';

/** Adds `clipo label`: writes the implicit AI label into a file that others made. */
export function addLabel(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('label')
    .description(say('help.label'))
    .argument('<file>', say('help.label.file'))
    .requiredOption('-o, --out <file>', say('help.label.out'))
    .option('--burn', say('help.label.burn'))
    .option('--json', say('help.json'))
    .action((file: string, options: LabelWish) => label(file, options, context));
}

interface LabelWish {
  out: string;
  burn?: true;
  json?: true;
}

async function label(file: string, options: LabelWish, context: CliContext): Promise<void> {
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
  const { labelKeyFile } = context.env;
  const key = await readLabelKey(labelKeyFile === undefined ? undefined : resolve(cwd, labelKeyFile));
  const made = key === undefined ? plain : signLabel(plain, key);
  const [from, out] = [resolve(cwd, file), resolve(cwd, options.out)];
  if (options.burn === true) {
    await burnAndLabel(from, out, made, context);
  } else {
    await labelFile(from, out, made, { signal });
  }
  const signer = await openCredentialSigner(context.env.home, context.env.credentials);
  if (signer !== undefined && ['mp4', 'png', 'jpeg', 'webp'].includes((await readLabels(out)).kind)) {
    const ingredients = [{ title: basename(from), path: from, relation: 'parent' }] as const;
    await signCredentials(out, out, { title: basename(out), version: packageJson.version, ingredients }, signer);
    await assertLabelled(out, made);
  }
  if (isDevelopment) {
    terminal.note(`${say('label.development')}\n`);
  }
  tell(made);
}

/** Draws the explicit label first: the implicit one is written last, or encoding would lose it. */
async function burnAndLabel(from: string, out: string, made: ImplicitLabel, { say, signal }: CliContext) {
  const { burnableEndings, burnLabel, lookAtPicture } = await import('@clipo/engine');
  const { kind } = await readLabels(from);
  const isStill = ['png', 'jpeg', 'webp'].includes(kind);
  if (!isStill && !['mp4', 'matroska', 'flv'].includes(kind)) {
    throw inputFault(from, 'rule.not_burnable', {});
  }
  const endings = burnableEndings.filter((ending) => ['.png', '.jpg', '.jpeg', '.webp'].includes(ending) === isStill);
  if (!endings.includes(extname(out).toLowerCase())) {
    throw inputFault('--out', 'rule.not_one_of', { values: endings.join(', ') });
  }
  const picture = await lookAtPicture(from, isStill, signal);
  const frame = { language: say.language, width: picture.width, height: picture.height };
  const burned = `${out}.burned.part`;
  try {
    const explicit = isStill ? coverLabel(frame) : explicitLabel(frame);
    await burnLabel({ path: from, out: burned, as: out, picture, label: explicit }, signal);
    await labelFile(burned, out, made, { signal });
  } finally {
    await rm(burned, { force: true });
  }
}
