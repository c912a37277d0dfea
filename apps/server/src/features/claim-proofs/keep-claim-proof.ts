import { ClipoError } from '@clipo/contract';
import { isProvable } from '@clipo/safety';
import { foldTerm } from '../../check/lift-proven.ts';
import { rulesInForce } from '../../check/rules-in-force.ts';
import { newId } from '../../db/new-id.ts';
import type { ClaimProofKind } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { assertRights } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import type { Scan } from '../../http/read-scan.ts';
import { type ClaimProofRow, insertClaimProof } from './queries.ts';

/** What a scan is to prove. */
export interface NewClaimProof {
  sku: string;
  rule: string;
  /** The wording as it was found. */
  term: string;
  kind: ClaimProofKind;
  source: string;
  endsAt: Date | null;
  name: string;
}

/**
 * Keeps a proof, sealed. It counts from the next check on.
 * @throws ClipoError `invalid_input` where the wording asks for no proof, or the proof has ended; `content_rejected`
 */
export async function keepClaimProof(
  { db, envelope }: Pick<Deps, 'db' | 'envelope'>,
  { teamId, keyId, person }: Actor,
  proof: NewClaimProof,
  { file, mediaType, sha256 }: Scan,
): Promise<ClaimProofRow> {
  const { sku, rule, term, kind, source, endsAt, name } = proof;
  assertRights({ sku, source, name });
  if (
    !rulesInForce()
      .checkText(term)
      .some((finding) => finding.rule === rule && isProvable(finding))
  ) {
    throw invalid('term', `nothing in it asks for a proof by the rule ${rule}: what is forbidden can only be left out`);
  }
  if (endsAt !== null && endsAt <= new Date()) {
    throw invalid('endsAt', 'has passed');
  }
  const sealed = await envelope.seal(file.toString('base64'), 'claim_proofs');
  const row = { sku, rule, term, folded: foldTerm(term), kind, source, endsAt, name, mediaType, sha256, sealed };
  const addedBy = person?.userId ?? keyId;
  return db.asTeam(teamId, (tx) => insertClaimProof(tx, { id: newId('clp'), teamId, addedBy, ...row }));
}

function invalid(field: string, problem: string): ClipoError {
  return new ClipoError('invalid_input', `${field}: ${problem}`, { details: { field, problem } });
}
