import { basename, dirname, extname, isAbsolute, resolve } from 'node:path';
import { formats, type Language } from '@clipo/contract';
import { inputFault, sentenceIn } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import { dictionaryFor } from './dictionary-for.ts';

interface PresentOptions {
  text?: string;
  presenter?: string;
  voice?: string;
  lang?: string;
  layout?: string;
  format?: string;
  size?: string;
  side?: string;
  dictionary?: string;
  output?: string;
}

/** Adds `clipo presenters` (who there is) and `clipo present` (one of them says a text). */
export function addPresenters(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('presenters')
    .description(say('help.presenters'))
    .option('--json', say('help.json'))
    .action((options: { json?: true }) => list(options, context));
  program
    .command('present')
    .description(say('help.present'))
    .option('--text <text>', say('help.present.text'))
    .option('--presenter <id>', say('help.present.presenter'))
    .option('--voice <id>', say('help.present.voice'))
    .option('--lang <language>', say('help.present.lang'))
    .option('--layout <layout>', say('help.present.layout'))
    .option('--side <side>', say('help.present.side'))
    .option('--format <shape>', say('help.present.format'))
    .option('--size <pixels>', say('help.present.size'))
    .option('--dictionary <file>', say('help.speak.dictionary'))
    .option('-o, --output <file>', say('help.present.output'))
    .action((options: PresentOptions) => present(options, context));
}

async function list({ json }: { json?: true }, { say, terminal, server }: CliContext): Promise<void> {
  const cards =
    server === undefined
      ? (await import('@clipo/presenter')).listCharacters()
      : await (await import('../remote/catalog.ts')).presentersOf(server);
  if (json === true) {
    terminal.out(`${JSON.stringify(cards, null, 2)}\n`);
    return;
  }
  for (const { id, name, description } of cards) {
    terminal.out(`${id.padEnd(8)} ${name[say.language]}: ${description[say.language]}\n`);
  }
  terminal.note(`${say('presenters.use', { example: '"presenter": "lin"' })}\n`);
}

async function present(options: PresentOptions, context: CliContext): Promise<void> {
  const { cwd, env, say, signal, terminal, server } = context;
  // Loaded only here: the engine's libraries would slow every other verb down.
  const { presentLayouts } = await import('@clipo/agent');
  const { listCharacters } = await import('@clipo/presenter');
  const { text, output } = options;
  if (text === undefined) {
    throw inputFault('--text', 'rule.option_value_missing');
  }
  if (output === undefined) {
    throw inputFault('--output', 'rule.option_value_missing');
  }
  const language = oneOf('--lang', options.lang ?? languageOf(text), ['zh-CN', 'en'] as const);
  const out = resolve(cwd, output);
  const place = placeOf(options.presenter ?? listCharacters()[0]?.id ?? '', cwd);
  const wish = {
    text,
    language,
    voice: options.voice ?? 'default',
    layout: oneOf('--layout', options.layout ?? 'full', presentLayouts),
    side: oneOf('--side', options.side ?? 'right', ['left', 'right'] as const),
    format: oneOf('--format', (options.format ?? '9x16').replace(':', 'x'), formats),
    resolution: Number(oneOf('--size', options.size ?? '1080', ['540', '720', '1080'] as const)) as 540 | 720 | 1080,
  };
  const tellDone = ({ durationMs, frames }: { durationMs: number; frames: number }) => {
    terminal.note(`${say('present.done', { seconds: (durationMs / 1000).toFixed(1), frames })}\n`);
    terminal.out(`${out}\n`);
  };
  if (server !== undefined) {
    if (!listCharacters().some(({ id }) => id === place.character)) {
      // A person's picture and consent stay on the machine where the consent was given.
      throw inputFault('--presenter', 'rule.not_remote', { verb: place.character });
    }
    if (options.dictionary !== undefined) {
      throw inputFault('--dictionary', 'rule.not_remote', { verb: '--dictionary' });
    }
    const container = oneOf('--output', extname(out).slice(1).toLowerCase(), ['mp4', 'webm'] as const);
    const { presentThere } = await import('../remote/renders.ts');
    const onPercent = (done: number) =>
      terminal.isLive && terminal.note(`\r${say('present.progress', { done: `${done} %`, total: '100 %' })}`);
    const order = { out, signal, onPercent };
    tellDone(await presentThere(server, { ...wish, presenter: place.character, container }, order));
    return;
  }
  const { presentText } = await import('@clipo/batch');
  const dictionary = await dictionaryFor(options.dictionary, cwd);
  const made = await presentText(
    { ...wish, ...place, dictionary, out },
    {
      env: { ...env, language: say.language },
      signal,
      onCost: (notice) => terminal.note(`${notice}\n`),
      onFrames: (done, total) => terminal.isLive && terminal.note(`\r${say('present.progress', { done, total })}`),
    },
  );
  for (const notice of made.notices) {
    terminal.note(`${terminal.isLive ? '\n' : ''}${sentenceIn(say.language, notice)}\n`);
  }
  tellDone(made);
}

/** A person's picture, film or folder may lie anywhere; an id stays one. */
function placeOf(presenter: string, cwd: string): { character: string; folder: string } {
  const isElsewhere = isAbsolute(presenter) || presenter.startsWith('..');
  return isElsewhere
    ? { character: basename(presenter), folder: dirname(resolve(cwd, presenter)) }
    : { character: presenter, folder: cwd };
}

/** Chinese where there is a hanzi in it. */
function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en';
}

function oneOf<T extends string>(field: string, value: string, known: readonly T[]): T {
  const found = known.find((each) => each === value);
  if (found === undefined) {
    throw inputFault(field, 'rule.present_option', { value, known: known.join(', ') });
  }
  return found;
}
