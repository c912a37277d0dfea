import { readFile, stat } from 'node:fs/promises';
import { ClipoError, Dictionary } from '@clipo/contract';
import { dictionaryRules } from './front-end/dictionary-rules.ts';

const mostBytes = 2 * 1024 * 1024;

/**
 * Reads a dictionary of pronunciations; undefined where there is no such file.
 * @throws ClipoError invalid_input that names the file and the word
 */
export async function loadDictionary(file: string): Promise<Dictionary | undefined> {
  const size = await stat(file).then(
    (found) => found.size,
    () => undefined,
  );
  if (size === undefined) {
    return undefined;
  }
  const wrong = (problem: string, cause?: unknown) =>
    new ClipoError('invalid_input', `${file}: ${problem}`, { details: { field: file, problem }, cause });
  if (size > mostBytes) {
    throw wrong('is larger than 2 MiB');
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw wrong(`is no JSON: ${(cause as Error).message}`, cause);
  }
  const read = Dictionary.safeParse(value);
  if (!read.success) {
    throw wrong(
      read.error.issues
        .slice(0, 5)
        .map(({ path, message }) => `${path.join('.')}: ${message}`)
        .join('; '),
    );
  }
  // What only making the rules finds, such as a syllable that Chinese does not have, is told now.
  dictionaryRules(read.data);
  return read.data;
}
