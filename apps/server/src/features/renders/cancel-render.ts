import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { tellStop } from '../../work/queries.ts';
import { closeRender } from '../credits/charge-render.ts';
import { insertEvents } from '../events/queries.ts';
import { loseUnmarkedCopy } from '../undertakings/queries.ts';
import { type RenderRow, selectRender, updateOpenRender } from './queries.ts';

/**
 * Ends a render for good; what runs of it is stopped.
 * @throws ClipoError no_such_thing, conflict where it has ended
 */
export async function cancelRender({ db }: Pick<Deps, 'db'>, teamId: string, id: string): Promise<RenderRow> {
  return db.asTeam(teamId, async (tx) => {
    const row = foundOr(await selectRender(tx, id), 'render', id);
    const ended = await updateOpenRender(tx, id, { status: 'cancelled', endedAt: new Date() });
    if (ended === undefined) {
      const problem = `the render has ended (${row.status})`;
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await closeRender(tx, { teamId, renderId: id, isMade: false });
    if (row.kind === 'unmarked') {
      await loseUnmarkedCopy(tx, row);
    }
    await tellStop(tx);
    await insertEvents(tx, teamId, [
      { batchId: null, type: 'render-end', data: { id, kind: row.kind, status: 'cancelled' } },
    ]);
    return ended;
  });
}
