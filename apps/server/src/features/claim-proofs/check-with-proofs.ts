import { type Content, check } from '../../check/check.ts';
import { hasProvable, liftProven } from '../../check/lift-proven.ts';
import type { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { selectKnownProofs } from './queries.ts';

/**
 * Checks a content and lifts what its team has proven of the products that it speaks of.
 * @param skus all products of the content; `skusOf` those that one field speaks of, where it is not all
 */
export async function checkWithProofs(
  tx: Transaction,
  teamId: string,
  content: Content,
  skus: readonly string[],
  skusOf: (field: string) => readonly string[] = () => skus,
): Promise<Verdict> {
  const verdict = check(content);
  if (!hasProvable(verdict)) {
    return verdict;
  }
  const proofs = await selectKnownProofs(tx, teamId, skus);
  return proofs.length === 0 ? verdict : liftProven(verdict, proofs, skusOf);
}
