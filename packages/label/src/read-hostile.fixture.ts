import { openSource } from './byte-source.ts';
import { checkFile } from './check-file.ts';
import { findCredentials } from './credentials/find-credentials.ts';

/**
 * Reads bytes as anybody's file, by all that reads labels. Whatever they are, the answer is data.
 * @throws Error where it is not, or contradicts itself
 */
export async function readHostile(bytes: Uint8Array): Promise<void> {
  const { verdict, kind, problems, implicit } = await checkFile(bytes);
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  if (kind !== 'unknown' && (verdict === 'valid') === hasErrors) {
    throw new Error(`${verdict} with problems ${problems.map(({ rule }) => rule).join(', ')}`);
  }
  if (implicit !== null && !['1', '2', '3'].includes(implicit.Label)) {
    throw new Error(`a label of kind ${implicit.Label}`);
  }
  await findCredentials(await openSource(bytes), kind);
}
