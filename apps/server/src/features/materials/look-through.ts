import { z } from 'zod';
import { statementsOf } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { named } from '../../http/document.ts';
import { takeToLookAt } from './queries-seen.ts';

/** So many are looked through at a request, or in an hour: whoever uploads meanwhile waits behind them. */
const mostAtOnce = 1000;
/** What came a short while ago is in the queue already. */
const newMs = 3600_000;

/** What is asked, and how many materials will be looked through for it. */
export const Looks = {
  body: named(
    'MaterialLooks',
    z.strictObject({ which: z.enum(['unseen', 'all']).describe('`all`: also those that were looked through before') }),
  ),
  answer: named(
    'QueuedLooks',
    z.strictObject({ queued: z.int().describe(`${mostAtOnce} at most, the oldest look first`) }),
  ),
};

/** Has a team's pictures and clips looked through by the workers. @returns how many */
export async function lookThrough(
  { db, queue }: Pick<Deps, 'db' | 'queue'>,
  teamId: string,
  which: 'unseen' | 'all',
): Promise<number> {
  return db.asTeam(teamId, async (tx) => {
    const rows = await takeToLookAt(tx, { limit: mostAtOnce, unseen: which === 'unseen' });
    await queue.add(
      statementsOf(tx),
      'see-material',
      rows.map(({ id }) => ({ payload: { teamId, materialId: id, again: which === 'all' } })),
    );
    return rows.length;
  });
}

/**
 * Has the materials of all teams looked through that came before materials were: each is asked for once by itself, so that
 * one that can't be looked through is no work every hour.
 */
export async function lookThroughOld({ db, queue }: Pick<Deps, 'db' | 'queue'>, now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - newMs);
  return db.asSystem(async (tx) => {
    const rows = await takeToLookAt(tx, { limit: mostAtOnce, unseen: true, neverTriedBefore: before });
    await queue.add(
      statementsOf(tx),
      'see-material',
      rows.map(({ id, teamId }) => ({ payload: { teamId, materialId: id } })),
    );
    return rows.length;
  });
}
