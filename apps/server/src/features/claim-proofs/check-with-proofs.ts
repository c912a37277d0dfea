import { type Content, check, type Looked } from '../../check/check.ts';
import { checkAgain } from '../../check/check-again.ts';
import { hasProvable, liftProven } from '../../check/lift-proven.ts';
import type { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { selectKnownProofs } from './queries.ts';

/**
 * Checks a content and lifts what its team has proven of the products that it speaks of.
 * @param skus all products of the content; `skusOf` those that one field speaks of, where it is not all
 * @param looked what was seen in it
 */
export async function checkWithProofs(
  tx: Transaction,
  teamId: string,
  content: Content,
  skus: readonly string[],
  skusOf: (field: string) => readonly string[] = () => skus,
  looked?: Looked,
): Promise<Verdict> {
  return liftWithin(tx, teamId, check(content, looked), skus, skusOf);
}

/**
 * The same for a content that was judged before: what was seen in it, a reviewer's ruling, and what took it down stay; only its
 * words are judged anew.
 */
export async function checkAgainWithProofs(
  tx: Transaction,
  teamId: string,
  content: Content,
  skus: readonly string[],
  before: Verdict | undefined,
): Promise<Verdict> {
  return liftWithin(tx, teamId, checkAgain(content, before), skus, () => skus);
}

async function liftWithin(
  tx: Transaction,
  teamId: string,
  verdict: Verdict,
  skus: readonly string[],
  skusOf: (field: string) => readonly string[],
): Promise<Verdict> {
  if (!hasProvable(verdict)) {
    return verdict;
  }
  const proofs = await selectKnownProofs(tx, teamId, skus);
  return proofs.length === 0 ? verdict : liftProven(verdict, proofs, skusOf);
}
