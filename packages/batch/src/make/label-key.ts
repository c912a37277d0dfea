import { readFile } from 'node:fs/promises';
import { ClipoError } from '@clipo/contract/errors';
import { type LabelKey, parseLabelKey } from '@clipo/label';

/**
 * The key that signs labels, if a file of one is set.
 * @throws ClipoError `not_found`, `invalid_input` naming CLIPO_LABEL_KEY
 */
export async function readLabelKey(path: string | undefined): Promise<LabelKey | undefined> {
  if (path === undefined) {
    return undefined;
  }
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new ClipoError('not_found', cause.message, { details: { file: path }, cause });
  });
  return parseLabelKey(text, 'CLIPO_LABEL_KEY');
}
