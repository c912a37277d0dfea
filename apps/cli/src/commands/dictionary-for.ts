import { resolve } from 'node:path';
import { ClipoError, type Dictionary } from '@clipo/contract';

/**
 * The dictionary of pronunciations for a text: the file that an option names, or else `dictionary.json` where one lies in the
 * folder, as beside a brief.
 * @throws ClipoError `not_found` where a named one is missing, `invalid_input`
 */
export async function dictionaryFor(named: string | undefined, cwd: string): Promise<Dictionary | undefined> {
  const { loadDictionary } = await import('@clipo/speech');
  const dictionary = await loadDictionary(resolve(cwd, named ?? 'dictionary.json'));
  if (dictionary === undefined && named !== undefined) {
    throw new ClipoError('not_found', `${named}: not found`, { details: { file: named } });
  }
  return dictionary;
}
