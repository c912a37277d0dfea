import { inputFault, type RuleKey } from '@clipo/messages';
import { Command, CommanderError } from 'commander';
import packageJson from '../package.json' with { type: 'json' };
import type { CliContext } from './context.ts';
import { helpPageIn } from './help-page.ts';
import { serverOf } from './remote/server-of.ts';
import { verbGroups } from './verbs.ts';

/** What commander finds wrong with a command line, as rules of ours; the nearest known word has a rule of its own. */
const usageRules: Readonly<Record<string, { rule: RuleKey; near?: RuleKey }>> = {
  'commander.unknownOption': { rule: 'rule.unknown_option', near: 'rule.unknown_option_near' },
  'commander.unknownCommand': { rule: 'rule.unknown_verb', near: 'rule.unknown_verb_near' },
  'commander.missingArgument': { rule: 'rule.argument_missing' },
  'commander.missingMandatoryOptionValue': { rule: 'rule.argument_missing' },
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
  let told = '';
  program
    .description(say('help.program'))
    .version(packageJson.version, '--version', say('help.version'))
    .helpOption('-h, --help', say('help.help'))
    .helpCommand(false)
    .exitOverride()
    .configureHelp(helpPageIn(say))
    .configureOutput({ writeOut: terminal.out, writeErr: (text) => (told += text) })
    .showSuggestionAfterError()
    .option('--server <url>', say('help.server'))
    .addHelpText('after', `\n${say('help.after')}`)
    .hook('preAction', (_program, command) => {
      const { server } = program.opts<{ server?: string }>();
      const verb = verbOf(command);
      if (server === undefined) {
        return;
      }
      if (!isRemote(verb)) {
        throw inputFault('--server', 'rule.not_remote', { verb });
      }
      context.server = serverOf(server, context);
    });
  await addVerbs(program, words, context);
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
    if (error.code === 'commander.help') {
      // A verb that has verbs below it, without one of them: its help page says which.
      terminal.note(told);
      context.setExit(2);
    } else if (error.exitCode !== 0) {
      throw usageFault(error);
    }
  }
}

/** Every verb has its line on the help page; those that the words name are read and can run. */
async function addVerbs(program: Command, words: readonly string[], context: CliContext): Promise<void> {
  for (const { heading, files } of verbGroups) {
    program.commandsGroup(context.say(heading));
    for (const { verbs, load } of files) {
      if (Object.keys(verbs).some((verb) => words.includes(verb))) {
        const add = await load();
        add(program, context);
      } else {
        for (const [verb, key] of Object.entries(verbs)) {
          program.command(verb).description(context.say(key));
        }
      }
    }
  }
}

/** Verbs that a service can do as well, each with all that is below it unless that is named too. */
const remoteVerbs: Readonly<Record<string, boolean>> = {
  make: true,
  copy: true,
  check: true,
  schema: true,
  music: true,
  voices: true,
  // Weights are installed on the machine that speaks.
  'voices pull': false,
  speak: true,
  templates: true,
  template: true,
  presenters: true,
  present: true,
  verify: true,
  deliver: true,
  label: true,
};

function isRemote(verb: string): boolean {
  return remoteVerbs[verb] ?? remoteVerbs[verb.split(' ')[0] ?? ''] ?? false;
}

/** A verb as it is typed, such as `copy score`. */
function verbOf(command: Command): string {
  const { parent } = command;
  return parent === null || parent.parent === null ? command.name() : `${verbOf(parent)} ${command.name()}`;
}

function usageFault(error: CommanderError) {
  const { rule, near } = usageRules[error.code] ?? { rule: 'rule.argument_extra' as const };
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? error.message.replace(/^error: /, '');
  const nearest = /Did you mean (?:one of )?([^,?)]+)/.exec(error.message)?.[1];
  return nearest !== undefined && near !== undefined ? inputFault(word, near, { nearest }) : inputFault(word, rule);
}
