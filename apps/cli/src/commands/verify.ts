import { resolve } from 'node:path';
import { providerOf } from '@clipo/batch/brief';
import { type BrokenRule, checkFile, type LabelReport, labelRules, sarifOf } from '@clipo/label';
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
    .addHelpText('after', `\n${say('help.verify.after')}`)
    .action((files: string[], options: { json?: true; sarif?: true }) => verify(files, options, context));
}

async function verify(files: readonly string[], options: { json?: true; sarif?: true }, context: CliContext) {
  const { terminal, say, cwd } = context;
  const provider = providerOf(context.env.providerCode).code;
  const checked: { file: string; report: LabelReport }[] = [];
  for (const name of files) {
    const file = resolve(cwd, name);
    const { server, signal } = context;
    const report =
      server === undefined
        ? await checkFile(file, { provider })
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
        explicit: report.explicit,
        implicit: report.implicit,
        signature: report.signature,
        problems: report.problems,
      },
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

function linesOf(file: string, report: LabelReport, say: Say): string[] {
  const { implicit, explicit, signature, problems } = report;
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
    ...(report.verdict === 'unknown'
      ? []
      : [`  ${explicit === null ? say('verify.unseen') : say('verify.explicit', { text: explicit })}`]),
    ...problems.map((broken) => `  ${say(`verify.${broken.severity}`)} ${ruleLine(broken, say)}`),
  ];
}

/** What a file breaks. What exactly is wrong is stated in English; who reads Chinese is told the rule itself. */
function ruleLine({ rule, clause, message }: BrokenRule, say: Say): string {
  const says = Object.values(labelRules).find(({ id }) => id === rule)?.says;
  return say('verify.rule', {
    rule,
    clause,
    message: say.language === 'zh-CN' ? (says?.['zh-CN'] ?? message) : message,
  });
}
