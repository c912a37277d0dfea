import { readFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';

/**
 * The certificates of those whose content credentials a check trusts, where a file of them is set. Read anew each time: it
 * is small, and who is added is known at once.
 * @throws ClipoError `internal` where the file that is set can't be read
 */
export async function anchorsOf({
  CLIPO_CREDENTIALS_TRUST: path,
}: Pick<Deps['settings'], 'CLIPO_CREDENTIALS_TRUST'>): Promise<string | undefined> {
  if (path === undefined) {
    return undefined;
  }
  return readFile(path, 'utf8').catch((cause: Error) => {
    throw new ClipoError('internal', `CLIPO_CREDENTIALS_TRUST: ${cause.message}`, { cause });
  });
}
