import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { foundOr } from '../../http/job-shape.ts';
import { selectUser } from '../accounts/queries.ts';
import { recordAct } from '../measures/record-act.ts';
import { type HoldRow, insertHold, lockHold, markEvidence, updateHold } from './queries.ts';

/** Puts an account under a legal hold. Nobody is told: orders of authorities often forbid it. @throws ClipoError no_such_thing */
export async function placeHold(
  tx: Transaction,
  given: Pick<HoldRow, 'userId' | 'ground' | 'reference' | 'note' | 'placedBy'>,
  now = new Date(),
): Promise<HoldRow> {
  foundOr(await selectUser(tx, given.userId), 'person', given.userId);
  const row = await insertHold(tx, { id: newId('lgh', now.getTime()), createdAt: now, ...given });
  await markEvidence(tx, given.userId);
  const { userId, placedBy: by, ground, reference } = given;
  await recordAct(tx, { aboutId: row.id, userId, act: 'legal hold placed', by, ground, after: { reference } }, now);
  return row;
}

/**
 * Lifts a hold; what was kept by it alone goes by its own term again.
 * @throws ClipoError no_such_thing; conflict where it was lifted, or by who placed it
 */
export async function liftHold(
  tx: Transaction,
  { id, by, why }: { id: string; by: string; why: string },
  now = new Date(),
): Promise<HoldRow> {
  const row = foundOr(await lockHold(tx, id), 'hold', id);
  const problem =
    row.liftedAt !== null
      ? 'it was lifted before'
      : row.placedBy === by
        ? 'another operator lifts it: you placed it'
        : undefined;
  if (problem !== undefined) {
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  const lifted = await updateHold(tx, id, { liftedAt: now, liftedBy: by, liftedWhy: why });
  await markEvidence(tx, row.userId);
  await recordAct(tx, { aboutId: id, userId: row.userId, act: 'legal hold lifted', by, ground: why }, now);
  return lifted;
}
