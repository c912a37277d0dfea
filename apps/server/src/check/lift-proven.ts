import { isProvable } from '@clipo/safety';
import { outcomeOf } from './check.ts';
import type { Finding, Verdict } from './verdict.ts';

/** A proof of a claim, as a check knows it. */
export interface KnownProof {
  id: string;
  sku: string;
  rule: string;
  /** The wording, folded by `foldTerm`. */
  folded: string;
  endsAt: Date | null;
}

/** How the wording of a finding is compared with that of a proof: width, case and spaces make no other claim. */
export function foldTerm(term: string): string {
  return term.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** Whether a verdict has something that a proof could lift: only then is it worth to look for one. */
export function hasProvable({ findings }: Pick<Verdict, 'findings'>): boolean {
  return findings.some(isLiftable);
}

/**
 * The verdict with what was proven lifted: just that wording of just that product, while the proof holds. What is forbidden
 * stays so, whatever is shown.
 * @param skusOf the products that a field speaks of; each of them needs its proof
 */
export function liftProven(
  verdict: Verdict,
  proofs: readonly KnownProof[],
  skusOf: (field: string) => readonly string[],
  now = new Date(),
): Verdict {
  const findings = verdict.findings.map((finding) => {
    const proof = isLiftable(finding) ? proofOf(proofs, skusOf(finding.field), finding, now) : undefined;
    return proof === undefined ? finding : { ...finding, proof };
  });
  return { ...verdict, findings, outcome: outcomeOf(findings, verdict.ruling, verdict.takenDown) };
}

/** The proof of a wording under a rule: undefined unless each of the products has one that holds. */
export function proofOf(
  proofs: readonly KnownProof[],
  skus: readonly string[],
  { rule, term }: Pick<Finding, 'rule' | 'term'>,
  now = new Date(),
): string | undefined {
  const folded = foldTerm(term);
  const found = skus.map((sku) =>
    proofs.find(
      (proof) =>
        proof.sku === sku &&
        proof.rule === rule &&
        proof.folded === folded &&
        (proof.endsAt === null || proof.endsAt > now),
    ),
  );
  return found.includes(undefined) ? undefined : found[0]?.id;
}

function isLiftable({ severity, category }: Finding): boolean {
  return isProvable({ level: severity, category });
}
