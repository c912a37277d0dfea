import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { foundOr } from '../../http/job-shape.ts';
import { recordAct } from '../measures/record-act.ts';
import { notify } from '../notices/notify.ts';
import { type DeletionRow, selectDeletion, updateDeletion } from '../privacy/queries.ts';

/** Withdraws a deletion that was not carried out; one that was, or was withdrawn before, stays as it is. */
export async function stopDeletion(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  { id, by, why }: { id: string; by: string; why: string },
  now: Date,
): Promise<DeletionRow> {
  const row = foundOr(await selectDeletion(tx, id, true), 'deletion', id);
  if (row.withdrawnAt !== null || row.erasedAt !== null) {
    return row;
  }
  const { userId } = row;
  const stopped = await updateDeletion(tx, id, { withdrawnAt: now, withdrawnWhy: why });
  const changed = { before: { erasesAt: row.erasesAt }, after: { withdrawnAt: now } };
  await recordAct(tx, { aboutId: id, userId, act: 'deletion withdrawn', by, ground: why, ...changed }, now);
  await notify(tx, deps, { userId, template: 'deletion-stopped', values: { reason: why } }, now);
  return stopped;
}
