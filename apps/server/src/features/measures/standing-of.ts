import type { Transaction } from '../../db/database.ts';
import type { Standing } from '../../guard/assert-standing.ts';
import { selectHolding } from './queries.ts';

/** What holds against a person now; undefined where nothing does. */
export async function standingOf(tx: Transaction, userId: string, now: Date): Promise<Standing | undefined> {
  const rows = await selectHolding(tx, userId, now);
  if (rows.length === 0) {
    return undefined;
  }
  const stop = rows.find(({ kind }) => kind !== 'limit');
  const limits = rows.filter(({ kind }) => kind === 'limit').map(({ id, functions }) => ({ id, functions }));
  return { ...(stop !== undefined && { stop: { id: stop.id, kind: stop.kind } }), limits };
}
