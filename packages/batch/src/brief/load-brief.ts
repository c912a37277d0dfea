import { stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Brief, ClipoError, InputProblems, musicFilesOf, parseInput } from '@clipo/contract';
import { inputFault } from '@clipo/messages';
import { guardPath } from './guard-path.ts';
import { loadTemplates } from './load-template.ts';
import { parseDocument } from './parse-document.ts';
import { readText } from './read-text.ts';

/** The longest that the schema lets a person write is well below. */
const mostMiB = 2;
const briefNames = ['brief.json', 'brief.yaml', 'brief.yml'] as const;

/** A brief as its file says, with defaults filled. */
export interface LoadedBrief {
  /** Absolute folder that holds the brief: its materials' paths start here. */
  folder: string;
  /** Name of the brief's file, for messages. */
  file: string;
  brief: Brief;
}

/**
 * Loads a brief: a folder that holds brief.json, brief.yaml or brief.yml, or such a file itself. All faults are told at
 * once. Materials' paths are looked at as text only; whether they can be read is found out when they are.
 * @throws ClipoError `not_found`, `invalid_input`, `outside_folder`; InputProblems
 */
export async function loadBrief(path: string): Promise<LoadedBrief> {
  const file = await findBrief(resolve(path));
  const name = basename(file);
  const { text } = await readText(file, { mostMiB });
  const value = parseDocument(text, name, extname(file).toLowerCase() === '.json' ? 'json' : 'yaml');
  const brief = parseInput(Brief, value);
  const problems = [
    ...brief.materials.map((material, index) => guardPath(material.file, `materials[${index}].file`)),
    brief.brand?.logo === undefined ? undefined : guardPath(brief.brand.logo, 'brand.logo'),
    ...(brief.brand?.fonts ?? []).map(({ file }, index) => guardPath(file, `brand.fonts[${index}].file`)),
    ...musicFilesOf(brief).map(({ file, field }) => guardPath(file, field)),
    typeof brief.voice === 'object' && !Array.isArray(brief.voice)
      ? guardPath(brief.voice.file, 'voice.file')
      : undefined,
    ...repeatsOf(brief),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) {
    throw new InputProblems(problems);
  }
  await loadTemplates(brief, dirname(file));
  return { folder: dirname(file), file: name, brief };
}

/** A material, language or format that is listed twice is a slip: it would be counted or rendered twice. */
function repeatsOf(brief: Brief): ClipoError[] {
  const lists: [string, readonly string[]][] = [
    ['materials', brief.materials.map((material) => material.file)],
    ['languages', brief.languages],
    ['formats', brief.formats],
  ];
  return lists.flatMap(([list, values]) =>
    values.flatMap((value, index) => {
      const first = values.indexOf(value);
      return first === index ? [] : [inputFault(`${list}[${index}]`, 'rule.listed_twice', { value })];
    }),
  );
}

async function findBrief(path: string): Promise<string> {
  const info = await statOf(path);
  if (info === undefined) {
    throw new ClipoError('not_found', `${path} does not exist`, { details: { file: path } });
  }
  if (!info.isDirectory()) {
    if (!/\.(json|ya?ml)$/i.test(path)) {
      throw inputFault(path, 'rule.not_a_brief');
    }
    return path;
  }
  const found = [];
  for (const name of briefNames) {
    if ((await statOf(join(path, name))) !== undefined) {
      found.push(name);
    }
  }
  const [name, second] = found;
  if (name === undefined) {
    const file = join(path, 'brief.json');
    throw new ClipoError('not_found', `${path} holds no brief.json or brief.yaml`, { details: { file } });
  }
  if (second !== undefined) {
    throw inputFault(path, 'rule.both_files', { first: name, second });
  }
  return join(path, name);
}

async function statOf(path: string) {
  return stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') {
      return undefined;
    }
    throw inputFault(path, 'rule.unreadable', { reason: error.code ?? error.message }, error);
  });
}
