import { statementsOf, type Transaction } from '../db/database.ts';
import type { StoredError } from '../db/schema/index.ts';
import { countEndedVideos } from '../features/batches/queries.ts';
import { settleVideos } from '../features/credits/charge-batch.ts';
import { insertEvents, type NewEvent } from '../features/events/queries.ts';
import type { Queue } from './queue.ts';

/** A video that has just ended. */
export interface EndedVideo {
  id: string;
  name: string;
  batchId: string;
  status: 'done' | 'failed';
  error?: StoredError;
}

/** Counts videos that ended in this transaction, tells of them, and ends each batch that has none left. */
export async function endVideosOf(
  tx: Transaction,
  queue: Queue,
  teamId: string,
  videos: readonly EndedVideo[],
): Promise<void> {
  const events: NewEvent[] = [];
  // In the order of their ids, as all lock them.
  for (const batchId of [...new Set(videos.map((video) => video.batchId))].sort()) {
    const own = videos.filter((video) => video.batchId === batchId);
    const failed = own.filter(({ status }) => status === 'failed').length;
    const {
      left,
      total,
      status: batchStatus,
    } = await countEndedVideos(tx, teamId, batchId, { ended: own.length, failed });
    const done = own.filter(({ status }) => status === 'done').map(({ id }) => id);
    await settleVideos(tx, teamId, batchId, done);
    own.forEach(({ id, name, status, error }, index) => {
      const ended = total - left - own.length + index + 1;
      events.push({
        batchId,
        type: 'video-end',
        data: { id, name, status, done: ended, total, ...(error && { error }) },
      });
    });
    if (left === 0 && batchStatus === 'running') {
      await queue.add(statementsOf(tx), 'end-batch', [{ payload: { teamId, batchId } }]);
    }
  }
  await insertEvents(tx, teamId, events);
}
