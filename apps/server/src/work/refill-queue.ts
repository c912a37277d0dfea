import { type Database, statementsOf } from '../db/database.ts';
import { requeueBatch } from '../features/batches/steer-batch.ts';
import { holdOpenWork, selectOpenBatches } from './queries.ts';
import type { Queue } from './queue.ts';

/** Adds the jobs of all batches that have not ended, where the queue is empty: after a restore, which brings rows alone. */
export async function refillQueue({ db, queue }: { db: Database; queue: Queue }): Promise<void> {
  const open = await db.asSystem((tx) => selectOpenBatches(tx));
  for (const { id: batchId, teamId, status, videosLeft, isPaused } of open) {
    await db.asTeam(teamId, async (tx) => {
      const statements = statementsOf(tx);
      if (status === 'planning') {
        await queue.add(statements, 'plan-batch', [{ payload: { teamId, batchId } }]);
      } else if (videosLeft === 0) {
        await queue.add(statements, 'end-batch', [{ payload: { teamId, batchId } }]);
      } else {
        await holdOpenWork(tx, teamId, batchId);
        if (!isPaused) {
          await requeueBatch(tx, { queue }, teamId, batchId);
        }
      }
    });
  }
}
