import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { readText } from '@clipo/batch/brief';
import { inputFault } from '@clipo/messages';
import type { Finding } from '@clipo/safety';
import type { Command } from 'commander';
import type { CliContext } from '../context.ts';
import type { Say } from '../i18n/translate.ts';
import { wrapText } from '../progress/text-width.ts';
import type { LookedMedia } from './check-pictures.ts';

interface CheckOptions {
  text?: string;
  json?: true;
}

/** A text that is checked, and where it comes from. */
interface CheckedText {
  text: string;
  file?: string;
  /** Path inside the file, such as `product.name`. */
  field?: string;
}

export type PlacedFinding = Finding & Pick<CheckedText, 'file' | 'field'>;

/** Exit codes: a person must look at it; it may not be used. */
const exits = { pass: 0, review: 3, block: 4 } as const;
/** What is looked at, by the ending of its name. */
export const stillTypes = ['.jpg', '.jpeg', '.png', '.webp', '.gif', '.bmp', '.tif', '.tiff', '.avif', '.heic'];
export const soundTypes = ['.mp3', '.wav', '.m4a', '.aac', '.ogg', '.opus', '.flac'];
const mediaTypes = [...stillTypes, ...soundTypes, '.mp4', '.mov', '.m4v', '.mkv', '.webm', '.avi', '.flv'];
const textTypes = ['.txt', '.md', '.csv', '.json', '.srt', '.vtt'];
/** A folder with more files is no brief. */
const mostFiles = 2000;

/** Adds `clipo check`: whether texts and files may be published as they are. */
export function addCheck(program: Command, context: CliContext): void {
  const { say } = context;
  program
    .command('check')
    .description(say('help.check'))
    .argument('[files...]', say('help.check.files'))
    .option('--text <text>', say('help.check.text'))
    .option('--json', say('help.json'))
    .addHelpText('after', `\n${wrapText(say('help.check.after'), 80).join('\n')}`)
    .action((files: string[], options: CheckOptions) => checkAll(files, options, context));
}

async function checkAll(files: readonly string[], options: CheckOptions, context: CliContext): Promise<void> {
  // Loaded only here: the lists would slow every other verb down.
  const { checkText, outcomeOf } = await import('@clipo/safety');
  if (files.length === 0 && options.text === undefined) {
    throw inputFault('--text', 'rule.argument_missing');
  }
  const found = await Promise.all(files.map((name) => filesOf(resolve(context.cwd, name), name)));
  const all = found.flat();
  const media = all.filter(({ path }) => isOf(mediaTypes, path));
  const texts: CheckedText[] = options.text === undefined ? [] : [{ text: options.text }];
  for (const { path, file, isNamed } of all) {
    texts.push(...(isNamed ? [{ text: basename(file), file, field: 'name' }] : []));
    texts.push(...(isOf(mediaTypes, path) ? [] : await textsOfFile(path, file)));
  }
  const { server, signal } = context;
  const there =
    server === undefined
      ? undefined
      : await (await import('../remote/check-texts.ts')).checkTextsThere(
          server,
          texts.map(({ text }) => text),
          signal,
        );
  const seen = media.length === 0 ? { findings: [], unchecked: [] } : await lookAndListen(media, context);
  const findings = [
    ...texts.flatMap(({ text, file, field }, index) =>
      (there?.[index] ?? checkText(text)).map((finding): PlacedFinding => ({ ...finding, file, field })),
    ),
    ...seen.findings,
  ];
  const { unchecked } = seen;
  const verdict = outcomeOf(findings);
  const { say, terminal } = context;
  terminal.out(
    options.json === true
      ? `${JSON.stringify({ verdict, findings: findings.map((finding) => rowOf(finding, say)), ...(unchecked.length > 0 && { unchecked }) }, null, 2)}\n`
      : [
          say(`check.${verdict}`),
          ...findings.map((finding) => lineOf(finding, say)),
          ...unchecked.map(({ file, what }) => say(`check.unchecked.${what}`, { file })),
        ]
          .map((line) => `${line}\n`)
          .join(''),
  );
  context.setExit(exits[verdict]);
}

/** Loaded only where there is something to see or hear. */
async function lookAndListen(media: readonly CheckedFile[], { env, signal }: CliContext): Promise<LookedMedia> {
  const [{ lookAtMedia }, { openEar }] = await Promise.all([import('./check-pictures.ts'), import('./check-sound.ts')]);
  return lookAtMedia(media, { ear: await openEar(env), signal });
}

/** A file that is checked, and whether it was named itself: then its name is checked with it. */
interface CheckedFile {
  path: string;
  file: string;
  isNamed: boolean;
}

/** The file of a path, or all texts, pictures and clips of a folder. */
async function filesOf(path: string, name: string): Promise<CheckedFile[]> {
  const info = await stat(path).catch(() => undefined);
  if (info?.isDirectory() !== true) {
    return [{ path, file: name, isNamed: true }];
  }
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const inside = entries
    .filter((entry) => entry.isFile() && isOf([...textTypes, ...mediaTypes], entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  if (inside.length > mostFiles) {
    throw inputFault(name, 'rule.too_many', { maximum: mostFiles });
  }
  return inside.map((file) => ({ path: file, file: join(name, file.slice(path.length + 1)), isNamed: false }));
}

function isOf(types: readonly string[], path: string): boolean {
  return types.includes(extname(path).toLowerCase());
}

async function textsOfFile(path: string, file: string): Promise<CheckedText[]> {
  const type = extname(path).toLowerCase();
  if (!textTypes.includes(type)) {
    throw inputFault(file, 'rule.not_one_of', { values: [...textTypes, ...mediaTypes].join(', ') });
  }
  const { text } = await readText(path, { isChineseAllowed: true });
  if (type !== '.json') {
    return [{ text, file }];
  }
  const { textsOf } = await import('@clipo/safety');
  return textsOf(parsed(text, file)).map(([field, value]) => ({ text: value, file, field }));
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw inputFault(file, 'rule.not_json', { reason: (cause as Error).message }, cause as Error);
  }
}

function rowOf({ rule, category, level, span, text, why, suggestion, file, field }: PlacedFinding, { language }: Say) {
  return { rule, category, level, span, text, why: why[language], suggestion: suggestion[language], file, field };
}

function lineOf({ level, span, text, why, suggestion, file, field }: PlacedFinding, say: Say): string {
  return say('check.finding', {
    place: [file, field, span.join('–')].filter((part) => part !== undefined).join(' '),
    text,
    level: say(`check.level.${level}`),
    why: why[say.language],
    suggestion: suggestion[say.language],
  });
}
