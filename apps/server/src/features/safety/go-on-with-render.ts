import { statementsOf, type Transaction } from '../../db/database.ts';
import type { Ruling } from '../../db/schema/index.ts';
import type { Deps } from '../../deps.ts';
import { closeRender } from '../credits/charge-render.ts';
import { insertEvents } from '../events/queries.ts';
import { selectRender, updateRender } from '../renders/queries.ts';
import { rejectedBy } from './rejected-by.ts';

/**
 * What becomes of a single file that waited for a reviewer. Before it is made its words waited: allowed, it is made; blocked,
 * it ends and its credits are given back. Once it is made, it may be fetched, or has failed with the reason; its team hears
 * of either as of any that ends.
 */
export async function goOnWithRender(
  tx: Transaction,
  { queue }: Pick<Deps, 'queue'>,
  { teamId, renderId, ruling, note }: { teamId: string; renderId: string; ruling: Ruling; note: string },
): Promise<void> {
  const row = await selectRender(tx, renderId);
  if (row === undefined || row.status === 'cancelled') {
    return;
  }
  const { kind, file } = row;
  if (ruling === 'blocked') {
    const error = rejectedBy(note, file === null ? 'text' : 'file');
    await updateRender(tx, renderId, { status: 'failed', error, endedAt: row.endedAt ?? new Date() });
    await closeRender(tx, { teamId, renderId, isMade: false });
    await insertEvents(tx, teamId, [
      { batchId: null, type: 'render-end', data: { id: renderId, kind, status: 'failed', error } },
    ]);
  } else if (file === null) {
    // Where an appeal brought it back, what was held for it was given back: the service erred, and it costs nothing.
    await updateRender(tx, renderId, { status: 'queued', error: null, endedAt: null });
    await queue.add(statementsOf(tx), 'make-render', [{ payload: { teamId, renderId } }]);
  } else {
    await updateRender(tx, renderId, { status: 'done', error: null });
    await insertEvents(tx, teamId, [
      { batchId: null, type: 'render-end', data: { id: renderId, kind, status: 'done' } },
    ]);
  }
}
