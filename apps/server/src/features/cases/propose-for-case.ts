import type { Transaction } from '../../db/database.ts';
import { proposeMeasure } from '../measures/propose-measure.ts';
import { selectOwnerOf } from '../teams/queries.ts';
import type { CaseDeps } from './act-on-case.ts';
import { countStrikes, type FiledCase, selectCaseFiles } from './queries.ts';

const yearMs = 365 * 86_400_000;
/** So many infringements in a year make somebody a repeat infringer. */
const repeatFrom = 3;
const limitDays = 30;

/** Proposes to limit who infringes again and again; an operator decides. */
export async function proposeForStrikes(tx: Transaction, deps: CaseDeps, row: FiledCase, now: Date): Promise<void> {
  const owner = row.teamId === null ? undefined : await selectOwnerOf(tx, row.teamId);
  if (row.teamId === null || owner === undefined) {
    return;
  }
  const strikes = await countStrikes(tx, row.teamId, new Date(now.getTime() - yearMs));
  if (strikes >= repeatFrom) {
    const because = `${row.number}: ${strikes} infringements upheld within a year`;
    const limit = { kind: 'limit', functions: ['create', 'upload'], days: limitDays } as const;
    const said = { userId: owner.id, reason: 'breach', rule: 'repeat-infringer', because, caseId: row.id } as const;
    await proposeMeasure(tx, deps, { ...said, ...limit }, now);
  }
}

/** Proposes a freeze where an owner left a notice with proof unanswered: one of the agreement's five reasons. */
export async function proposeForSilence(tx: Transaction, deps: CaseDeps, row: FiledCase, now: Date): Promise<void> {
  const owner = row.teamId === null ? undefined : await selectOwnerOf(tx, row.teamId);
  const hasProof = (await selectCaseFiles(tx, row.id)).some(({ party }) => party === 'sender');
  if (owner !== undefined && row.kind === 'infringement' && hasProof) {
    const because = `${row.number}: a notice with proof was left unanswered`;
    const said = { userId: owner.id, reason: 'complaint', rule: 'notice-unanswered', because, caseId: row.id } as const;
    await proposeMeasure(tx, deps, { ...said, kind: 'freeze' }, now);
  }
}
