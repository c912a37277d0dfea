import type { StoredError } from '../db/schema/index.ts';
import { insertEvents } from '../features/events/queries.ts';
import { pauseBatchesOf } from './queries.ts';
import type { WorkDeps } from './work-deps.ts';

/**
 * A full disk fails nothing: the batches that need the piece or the video are paused and say why. Whoever has made room
 * resumes them; what was at work before that and fails of the disk as it was then pauses nothing again.
 */
export async function pauseForDisk(
  { db }: Pick<WorkDeps, 'db'>,
  teamId: string,
  failed: { hashOrVideo: string /** The database's time when the work began. */; since: string; error: StoredError },
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    const paused = await pauseBatchesOf(tx, teamId, failed);
    await insertEvents(
      tx,
      teamId,
      paused.map((batchId) => ({ batchId, type: 'batch-pause', data: { error: failed.error } })),
    );
  });
}
