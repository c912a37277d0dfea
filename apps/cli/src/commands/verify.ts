import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type MediaReport, readMarkRecord, verifyMedia } from '@clipo/batch';
import { providerOf } from '@clipo/batch/brief';
import { ClipoError } from '@clipo/contract';
import { type BrokenRule, sarifOf, sentenceOf } from '@clipo/label';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import type { Say } from '../i18n/translate.ts';

/** Exit code where a file's label is not valid. */
const notValid = 3;

/** Adds `clipo verify`: whether files carry the AI label that the law asks for, whoever made them. */
export function addVerify(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('verify')
    .description(say('help.verify'))
    .argument('<files...>', say('help.verify.files'))
    .option('--json', say('help.json'))
    .option('--sarif', say('help.verify.sarif'))
    .option('--batch <folder...>', say('help.verify.batch'))
    .addHelpText('after', `\n${say('help.verify.after')}`)
    .action((files: string[], options: VerifyWish) => verify(files, options, context));
}

interface VerifyWish {
  json?: true;
  sarif?: true;
  batch?: string[];
}

async function verify(files: readonly string[], options: VerifyWish, context: CliContext) {
  const { terminal, say, cwd } = context;
  const provider = providerOf(context.env.providerCode).code;
  const { credentialTrustFile } = context.env;
  const anchors = credentialTrustFile && (await readTrust(resolve(cwd, credentialTrustFile)));
  const checked: { file: string; report: MediaReport }[] = [];
  for (const name of files) {
    const file = resolve(cwd, name);
    const { server, signal } = context;
    const report =
      server === undefined
        ? await verifyMedia(file, {
            provider,
            watermarkKey: context.env.watermarkKey,
            anchors,
            findRecords: () => recordsFor(file, options.batch ?? [], cwd),
            signal,
          })
        : await (await import('../remote/labels.ts')).verifyThere(server, file, signal);
    checked.push({ file, report });
  }
  if (options.sarif === true) {
    terminal.out(`${JSON.stringify(sarifOf(checked), null, 2)}\n`);
  } else if (options.json === true) {
    const rows = checked.map(({ report }, index) => ({
      file: files[index],
      ours: report.isOurs,
      verdict: report.verdict,
      label: {
        explicit: report.explicit ?? report.seen?.text ?? null,
        seen: report.seen?.state ?? null,
        implicit: report.implicit,
        signature: report.signature,
        problems: report.problems,
      },
      credentials: report.credentials,
      watermark: report.watermark,
      altered: report.altered,
    }));
    terminal.out(`${JSON.stringify(rows, null, 2)}\n`);
  } else {
    for (const [index, { report }] of checked.entries()) {
      terminal.out(`${linesOf(files[index] ?? '', report, say).join('\n')}\n`);
    }
  }
  if (checked.some(({ report }) => report.verdict !== 'valid')) {
    context.setExit(notValid);
  }
}

/** Records of batches: those that were named, and those beside the file, where `make` leaves them. */
async function recordsFor(file: string, folders: readonly string[], cwd: string) {
  const near = [dirname(file), dirname(dirname(file))];
  const all = new Set([...folders.map((folder) => resolve(cwd, folder)), ...near]);
  return (await Promise.all([...all].map(readMarkRecord))).filter((record) => record !== undefined);
}

function linesOf(file: string, report: MediaReport, say: Say): string[] {
  const { implicit, signature, credentials, watermark, altered, problems } = report;
  return [
    say('verify.file', { file, verdict: say(`verify.${report.verdict}`) }),
    ...(implicit === null
      ? []
      : [
          `  ${say('verify.made', { producer: implicit.ContentProducer, id: implicit.ProduceID })}`,
          `  ${say(report.isOurs ? 'verify.ours' : 'verify.other')}`,
        ]),
    ...(signature?.isValid === true
      ? [`  ${say('verify.signed', { algorithm: signature.algorithm.toUpperCase(), keyId: signature.keyId })}`]
      : []),
    ...(report.verdict === 'unknown' ? [] : [`  ${explicitLine(report, say)}`]),
    ...(credentials === null ? [] : [`  ${credentialLine(credentials, say)}`]),
    ...(watermark === null ? [] : markLines(watermark, say)),
    ...(altered === null ? [] : [`  ${say(altered ? 'verify.altered' : 'verify.unaltered')}`]),
    ...problems.map((broken) => `  ${say(`verify.${broken.severity}`)} ${ruleLine(broken, say)}`),
  ];
}

function explicitLine({ explicit, seen }: MediaReport, say: Say): string {
  const text = explicit ?? seen?.text;
  if (text !== undefined && text !== null) {
    return say('verify.explicit', { text });
  }
  return say(seen?.state === 'unseen' ? 'verify.notSeen' : 'verify.unseen');
}

function credentialLine(
  { state, signer, issuer, generator, problems }: NonNullable<MediaReport['credentials']>,
  say: Say,
): string {
  const by = [signer, issuer].filter((name) => name !== null).join(', ');
  return say(`verify.credentials.${state}`, { by, generator: generator ?? '—', problems: problems.join(', ') });
}

/** The certificates of those whose credentials are trusted. */
async function readTrust(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: Error) => {
    throw new ClipoError('not_found', cause.message, {
      details: { file: path, field: 'CLIPO_CREDENTIALS_TRUST' },
      cause,
    });
  });
}

function markLines({ found, key, score, pieces, record }: NonNullable<MediaReport['watermark']>, say: Say): string[] {
  if (!found) {
    return [`  ${say('verify.unmarked')}`];
  }
  return [
    `  ${say(key === 'own' ? 'verify.marked' : 'verify.markedOpen', { pieces: pieces.length, score })}`,
    ...(record === null
      ? []
      : [`  ${say('verify.candidates', { names: record.videos.map(({ name }) => name).join(', ') })}`]),
  ];
}

function ruleLine(broken: BrokenRule, say: Say): string {
  const { rule, clause } = broken;
  return say('verify.rule', { rule, clause, message: sentenceOf(broken, say.language) });
}
