import { isOfRules, isSeen } from '../../check/check.ts';
import type { Verdict } from '../../check/verdict.ts';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import type { SafetySubject } from '../../db/schema/index.ts';
import { insertCase } from './queries-cases.ts';

/** What a reviewer is to look at. */
export interface HeldThing {
  teamId: string;
  subject: SafetySubject;
  subjectId: string;
  name: string;
  sha256: string;
  mediaType: string;
  verdict: Verdict;
}

/** What two people have to agree on. */
const gravest: ReadonlySet<string> = new Set(['indecent_picture']);

/** How grave what is held may be: 3 where it takes two reviewers, 1 where only morals are in doubt. */
function severityOf({ findings }: Pick<Verdict, 'findings'>): number {
  if (findings.filter(isSeen).some(({ rule }) => gravest.has(rule))) {
    return 3;
  }
  return findings.filter((finding) => !isOfRules(finding)).some(({ category }) => category !== 'morals') ? 2 : 1;
}

/** Puts what a verdict holds before the reviewers, in the transaction that keeps it. Whatever is not held passes by. */
export async function openCase(tx: Transaction, thing: HeldThing): Promise<void> {
  const { verdict, ...about } = thing;
  if (verdict.outcome !== 'held') {
    return;
  }
  await insertCase(tx, { id: newId('sfc'), ...about, findings: verdict.findings, severity: severityOf(verdict) });
}
