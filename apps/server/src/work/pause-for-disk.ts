import type { StoredError } from '../db/schema/index.ts';
import { insertEvents } from '../features/events/queries.ts';
import { pauseBatchesOf } from './queries.ts';
import type { WorkDeps } from './work-deps.ts';

/**
 * A full disk fails nothing: the batches that need the piece or the video are paused and say why. Whoever has made room
 * resumes them.
 */
export async function pauseForDisk(
  { db }: Pick<WorkDeps, 'db'>,
  teamId: string,
  hashOrVideo: string,
  error: StoredError,
): Promise<void> {
  await db.asTeam(teamId, async (tx) => {
    const paused = await pauseBatchesOf(tx, teamId, hashOrVideo, error);
    await insertEvents(
      tx,
      teamId,
      paused.map((batchId) => ({ batchId, type: 'batch-pause', data: { error } })),
    );
  });
}
