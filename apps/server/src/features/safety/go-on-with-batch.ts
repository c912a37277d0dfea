import { statementsOf, type Transaction } from '../../db/database.ts';
import type { Ruling } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { lockBatch, updateBatch } from '../batches/queries.ts';
import { releaseBatch } from '../credits/charge-batch.ts';
import { insertEvents } from '../events/queries.ts';
import { rejectedBy } from './rejected-by.ts';

/**
 * What becomes of a batch that waited for a reviewer: allowed, it is planned at once; blocked, it ends, nothing was made and
 * its credits are given back.
 */
export async function goOnWithBatch(
  tx: Transaction,
  { queue }: Pick<Deps, 'queue'>,
  { teamId, batchId, ruling, note }: { teamId: string; batchId: string; ruling: Ruling; note: string },
): Promise<void> {
  const batch = await lockBatch(tx, teamId, batchId);
  if (batch?.status !== 'planning') {
    return;
  }
  if (ruling === 'allowed') {
    await updateBatch(tx, teamId, batchId, { isPaused: false, error: null });
    await queue.add(statementsOf(tx), 'plan-batch', [{ payload: { teamId, batchId } }]);
    await insertEvents(tx, teamId, [{ batchId, type: 'batch-resume', data: {} }]);
    return;
  }
  const error = rejectedBy(note, 'brief');
  await releaseBatch(tx, teamId, batchId);
  await updateBatch(tx, teamId, batchId, { status: 'failed', isPaused: false, error, endedAt: new Date() });
  await insertEvents(tx, teamId, [{ batchId, type: 'batch-end', data: { status: 'failed', error } }]);
}
