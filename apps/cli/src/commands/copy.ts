import { resolve } from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import type { CopyScore, hooksFor as HooksFor, ImprovedCopy, TermFinding } from '@clipo/agent';
import { loadBrief, loadProducts, readText } from '@clipo/batch/brief';
import { type Channel, type Language, languages, platforms } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import type { Say } from '../i18n/translate.ts';

interface CopyOptions {
  file?: string;
  language?: string;
  platform?: string;
  brief?: string;
  seconds?: string;
  count?: string;
  json?: true;
}

/** Shown where a text is longer. */
const mostShown = 60;

/** Adds `clipo copy score|improve|hooks`: help with a person's own words. */
export function addCopy(program: Command, context: CliContext): void {
  const { say } = context;
  const copy = program.command('copy').description(say('help.copy')).helpCommand(false);
  const withText = (name: 'score' | 'improve') =>
    copy
      .command(name)
      .description(say(`help.copy.${name}`))
      .argument('[text...]', say('help.copy.text'))
      .option('--file <file>', say('help.copy.file'))
      .option('--language <language>', say('help.copy.language'))
      .option('--platform <platform>', say('help.copy.platform'))
      .option('--brief <brief>', say('help.copy.brief'))
      .option('--seconds <n>', say('help.copy.seconds'))
      .option('--json', say('help.json'));
  withText('score').action((words: string[], options: CopyOptions) => score(words, options, context));
  withText('improve').action((words: string[], options: CopyOptions) => improve(words, options, context));
  copy
    .command('hooks')
    .description(say('help.copy.hooks'))
    .argument('<brief>', say('help.make.brief'))
    .option('--count <n>', say('help.copy.count'))
    .option('--language <language>', say('help.copy.hooks.language'))
    .option('--json', say('help.json'))
    .action((brief: string, options: CopyOptions) => hooks(brief, options, context));
}

async function score(words: readonly string[], options: CopyOptions, context: CliContext): Promise<void> {
  const { text, scoring } = await readInput(words, options, context);
  const { server } = context;
  // Loaded only here: what the planner needs would slow every other verb down.
  const result =
    server === undefined
      ? (await import('@clipo/agent')).scoreCopy(text, scoring)
      : await (await import('../remote/catalog.ts')).scoreThere(server, text, scoring);
  context.terminal.out(
    options.json === true
      ? `${JSON.stringify([{ text, ...result }], null, 2)}\n`
      : scoreLines(result, context.say)
          .map((line) => `${line}\n`)
          .join(''),
  );
}

async function improve(words: readonly string[], options: CopyOptions, context: CliContext): Promise<void> {
  const { text, scoring } = await readInput(words, options, context);
  const { server } = context;
  const result =
    server === undefined
      ? (await import('@clipo/agent')).improveCopy(text, scoring)
      : await (await import('../remote/catalog.ts')).improveThere(server, text, scoring);
  context.terminal.out(
    options.json === true ? `${JSON.stringify([result], null, 2)}\n` : improvedText(result, context.say),
  );
  context.terminal.note(`${context.say('copy.generated')}\n`);
}

async function hooks(path: string, options: CopyOptions, context: CliContext): Promise<void> {
  const suggest = await hooksBy(context);
  const { brief, products } = await readBrief(path, context);
  const wanted = options.language === undefined ? brief.languages : [oneOf('--language', options.language, languages)];
  const count = options.count === undefined ? 10 : wholeNumber('--count', options.count);
  const ideas = [];
  for (const product of products) {
    for (const language of wanted) {
      const found = await suggest(brief, product, { language, count });
      ideas.push(...found.map((idea) => ({ product: product.id, language, ...idea })));
    }
  }
  context.terminal.out(
    options.json === true ? `${JSON.stringify(ideas, null, 2)}\n` : ideaLines(ideas).join('\n').concat('\n'),
  );
  context.terminal.note(`${context.say('copy.generated')}\n`);
}

/** Openings as lines; where there are several products or languages, each under its heading. */
function ideaLines(
  ideas: readonly { product: string; language: Language; score: number; text: string; angle: string }[],
): string[] {
  const headingOf = ({ product, language }: (typeof ideas)[number]) => `${product} · ${language}`;
  const isMany = new Set(ideas.map(headingOf)).size > 1;
  return ideas.flatMap((idea, place) => {
    const before = ideas[place - 1];
    const isNew = isMany && (before === undefined || headingOf(before) !== headingOf(idea));
    const line = `${String(idea.score).padStart(3)}  ${idea.text}  (${idea.angle})`;
    return isNew ? [...(before === undefined ? [] : ['']), headingOf(idea), line] : [line];
  });
}

/** Who suggests openings: this machine, or the service. */
async function hooksBy({ server }: CliContext) {
  if (server === undefined) {
    return (await import('@clipo/agent')).hooksFor;
  }
  const { hooksThere } = await import('../remote/catalog.ts');
  return (...[brief, product, wanted]: Parameters<typeof HooksFor>) => hooksThere(server, brief, product, wanted);
}

async function readInput(words: readonly string[], options: CopyOptions, context: CliContext) {
  const text = await readWords(words, options, context);
  const language: Language =
    options.language === undefined
      ? /\p{Script=Han}/u.test(text)
        ? 'zh-CN'
        : 'en'
      : oneOf('--language', options.language, languages);
  const platform: Channel['platform'] | undefined =
    options.platform === undefined ? undefined : oneOf('--platform', options.platform, platforms);
  const durationSeconds = options.seconds === undefined ? undefined : wholeNumber('--seconds', options.seconds);
  const product = options.brief === undefined ? undefined : (await readBrief(options.brief, context)).products[0];
  return { text, scoring: { language, platform, durationSeconds, product } };
}

/** The text: words of the command line, a file, or standard input. */
async function readWords(words: readonly string[], { file }: CopyOptions, { cwd }: CliContext): Promise<string> {
  const text =
    file !== undefined
      ? (await readText(resolve(cwd, file), { isChineseAllowed: true })).text
      : words.length > 0
        ? words.join(' ')
        : process.stdin.isTTY === true
          ? ''
          : await readAll(process.stdin);
  if (text.trim() === '') {
    throw inputFault('text', 'rule.argument_missing');
  }
  if (!/[\p{L}\p{N}]/u.test(text)) {
    throw inputFault('text', 'rule.no_words');
  }
  return text.trim();
}

/** A brief with its products, as `make` reads them. */
async function readBrief(path: string, { cwd }: CliContext) {
  const loaded = await loadBrief(resolve(cwd, path));
  const { products } = await loadProducts(loaded.folder, loaded.brief);
  return { brief: loaded.brief, products: products.map(({ product }) => product) };
}

function oneOf<T extends string>(field: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate === value);
  if (found === undefined) {
    throw inputFault(field, 'rule.not_one_of', { values: known.join(', ') });
  }
  return found;
}

function wholeNumber(field: string, value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) {
    throw inputFault(field, 'rule.not_whole');
  }
  return Number(value);
}

function scoreLines(result: CopyScore, say: Say): string[] {
  const parts = (['hook', 'clarity', 'length', 'factUse', 'platformFit'] as const).flatMap((part) => [
    say('copy.part', { name: say(`copy.part.${part}`), points: result.parts[part] }),
    ...result.reasons
      .filter((reason) => reason.part === part)
      .map(({ code, points, values }) => `    ${signed(points)} ${say(`copy.reason.${code}`, values)}`),
  ]);
  return [
    say('copy.score', { score: result.score, seconds: result.seconds }),
    ...parts,
    ...result.terms.map((finding) => termLine(finding, say)),
  ];
}

function improvedText({ text, changes, before, after }: ImprovedCopy, say: Say): string {
  const lines = [
    text,
    '',
    say('copy.improved', { before: before.score, after: after.score }),
    ...(changes.length === 0 ? [say('copy.unchanged')] : []),
    ...changes.map(
      (change) =>
        `  ${say(`copy.change.${change.code}`, { before: short(change.before), after: short(change.after) })}`,
    ),
    ...after.terms.map((finding) => termLine(finding, say)),
  ];
  return `${lines.join('\n')}\n`;
}

function termLine({ term, rule, severity, why, rewrite }: TermFinding, say: Say): string {
  const line = say('copy.term', {
    term,
    rule: say(`copy.rule.${rule}`),
    severity: say(`copy.severity.${severity}`),
    why,
  });
  return rewrite === null
    ? line
    : `${line} ${rewrite === '' ? say('copy.term.cut') : say('copy.term.rewrite', { rewrite })}`;
}

function signed(points: number): string {
  return (points > 0 ? `+${points}` : String(points)).padStart(4);
}

function short(text: string): string {
  return text.length > mostShown ? `${text.slice(0, mostShown - 1)}…` : text;
}
