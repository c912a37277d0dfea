import { inputFault, type RuleKey } from '@clipo/messages';
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import { addAuditDeps } from './commands/audit-deps.ts';
import { addBackup, addRestore } from './commands/backup.ts';
import { addBench } from './commands/bench.ts';
import { addConsent } from './commands/consent.ts';
import { addCopy } from './commands/copy.ts';
import { addDoctor } from './commands/doctor.ts';
import { addLabel } from './commands/label.ts';
import { addLabelKey } from './commands/label-key.ts';
import { addMake } from './commands/make.ts';
import { addMusic } from './commands/music.ts';
import { addPresenter } from './commands/presenter.ts';
import { addPresenters } from './commands/presenters.ts';
import { addSchema } from './commands/schema.ts';
import { addSpeak } from './commands/speak.ts';
import { addStart } from './commands/start.ts';
import { addTemplates } from './commands/templates.ts';
import { addTest } from './commands/test.ts';
import { addVerify } from './commands/verify.ts';
import { addVoices } from './commands/voices.ts';
import { addWorker } from './commands/worker.ts';
import type { CliContext } from './context.ts';
import type { MessageKey } from './i18n/en.ts';

/** Commander's headings of a help page, in the person's language. */
const headings: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
};

/** What commander finds wrong with a command line, as rules of ours; the nearest known word has a rule of its own. */
const usageRules: Readonly<Record<string, { rule: RuleKey; near?: RuleKey }>> = {
  'commander.unknownOption': { rule: 'rule.unknown_option', near: 'rule.unknown_option_near' },
  'commander.unknownCommand': { rule: 'rule.unknown_verb', near: 'rule.unknown_verb_near' },
  'commander.missingArgument': { rule: 'rule.argument_missing' },
  'commander.excessArguments': { rule: 'rule.argument_extra' },
  'commander.optionMissingArgument': { rule: 'rule.option_value_missing' },
};

/**
 * Runs one command line (without program names).
 * @throws ClipoError
 */
export async function runCommandLine(words: readonly string[], context: CliContext): Promise<void> {
  const { say, terminal } = context;
  const program = new Command('clipo');
  program
    .description(say('help.program'))
    .version(packageJson.version, '--version', say('help.version'))
    .helpOption('-h, --help', say('help.help'))
    .helpCommand(false)
    .exitOverride()
    .configureHelp({
      styleTitle: (title) => {
        const key = headings[title];
        return key === undefined ? title : say(key);
      },
      optionDescription: ({ description, defaultValue }) =>
        defaultValue === undefined ? description : say('help.default', { description, value: String(defaultValue) }),
    })
    .configureOutput({ writeOut: terminal.out, writeErr: () => undefined })
    .showSuggestionAfterError()
    .option('--server <url>', say('help.server'))
    .hook('preAction', (_program, command) => {
      if (program.opts<{ server?: string }>().server !== undefined && command.name() !== 'make') {
        throw inputFault('--server', 'rule.not_remote', { verb: command.name() });
      }
    });
  for (const add of [
    addMake,
    addCopy,
    addSchema,
    addMusic,
    addVoices,
    addSpeak,
    addTemplates,
    addPresenters,
    addVerify,
    addLabel,
    addLabelKey,
    addPresenter,
    addConsent,
    addStart,
    addWorker,
    addBackup,
    addRestore,
    addDoctor,
    addBench,
    addAuditDeps,
    addTest,
  ]) {
    add(program, context);
  }
  for (const command of program.commands) {
    command.helpOption('-h, --help', say('help.help')).copyInheritedSettings(program);
  }
  if (words.length === 0) {
    program.outputHelp();
    return;
  }
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      throw error;
    }
    if (error.exitCode !== 0) {
      throw usageFault(error);
    }
  }
}

function usageFault(error: CommanderError) {
  const { rule, near } = usageRules[error.code] ?? { rule: 'rule.argument_extra' as const };
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? error.message.replace(/^error: /, '');
  const nearest = /Did you mean (?:one of )?([^,?)]+)/.exec(error.message)?.[1];
  return nearest !== undefined && near !== undefined ? inputFault(word, near, { nearest }) : inputFault(word, rule);
}
