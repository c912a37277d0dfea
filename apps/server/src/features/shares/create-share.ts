import { check } from '../../check/check.ts';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { assertAllowed } from '../../guard/assert-allowed.ts';
import type { Actor } from '../../http/actor.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectBatchSummary } from '../batches/queries.ts';
import { hashOfSecret, newSecret } from '../keys/secret.ts';
import { assertPeopleConsented } from '../materials/assert-people-consented.ts';
import { insertShare, type ShareRow } from './queries.ts';

/** For whom a link is, how long it holds, and what it allows besides looking. */
export interface NewShare {
  name: string;
  days: number;
  mayComment: boolean;
  mayDecide: boolean;
}

/**
 * Makes a link by which a client without account sees a batch. The secret is told this once; only its hash is kept.
 * @throws ClipoError no_such_thing, content_rejected, consent_needed
 */
export async function createShare(
  { db }: Pick<Deps, 'db'>,
  { teamId, person, keyId }: Actor,
  batchId: string,
  { name, days, mayComment, mayDecide }: NewShare,
): Promise<{ row: ShareRow; secret: string }> {
  const content = { kind: 'document', document: { name } } as const;
  assertAllowed(content, check(content));
  const secret = newSecret();
  const row = await db.asTeam(teamId, async (tx) => {
    foundOr(await selectBatchSummary(tx, teamId, batchId), 'batch', batchId);
    await assertPeopleConsented(tx, teamId, { batchId });
    return insertShare(tx, {
      id: newId('shr'),
      teamId,
      createdBy: person?.userId ?? keyId,
      batchId,
      name,
      secretHash: hashOfSecret(secret),
      mayComment,
      mayDecide,
      expiresAt: new Date(Date.now() + days * 86_400_000),
    });
  });
  return { row, secret };
}
