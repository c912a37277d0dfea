import type { Argument, Command, Help } from 'commander';
import type { MessageKey } from './i18n/en.ts';
import type { Say } from './i18n/translate.ts';
import { widthOf, wrapText } from './progress/text-width.ts';

/** Commander's headings of a help page, in the person's language. */
const headings: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'help.usage',
  'Arguments:': 'help.arguments',
  'Options:': 'help.options',
  'Commands:': 'help.commands',
};

/** How help pages are written: commander's own words in the person's language, lines no wider than the terminal. */
export function helpPageIn(say: Say): Partial<Help> {
  return {
    displayWidth: widthOf,
    // Narrower columns than commander's 40 are still read better than lines that run out of the terminal.
    minWidthToWrap: 20,
    boxWrap: (text, width) => wrapText(text, width).join('\n'),
    styleTitle: (title) => {
      const key = headings[title];
      return key === undefined ? title : say(key);
    },
    commandUsage: (command) => `${pathOf(command)} ${usageOf(command, say)}`.trimEnd(),
    // Which options there are is told by the verb's own page.
    subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(placeOf)].join(' '),
    optionDescription: ({ description, defaultValue }) =>
      defaultValue === undefined ? description : say('help.default', { description, value: String(defaultValue) }),
  };
}

/** The words that a verb is called by: `clipo copy score`. */
function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function usageOf(command: Command, say: Say): string {
  return [
    ...(command.options.length > 0 ? [say('help.usage.options')] : []),
    ...(command.commands.length > 0 ? [say('help.usage.verb')] : []),
    ...command.registeredArguments.map(placeOf),
  ].join(' ');
}

/** An argument as help pages write it: `<needed>`, `[may be left out]`, `<several...>`. */
function placeOf(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}
