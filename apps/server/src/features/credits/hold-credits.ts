import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { assertWithinLimits } from './assert-within-limits.ts';
import { expireDue } from './expire-credits.ts';
import { changeLot, insertHold, isMoved, lockBook, move, selectOpenLots } from './queries.ts';

/**
 * Sets credits aside for work before it starts, in the transaction that starts it. Those that expire first are used
 * first. The same work is held for once.
 * @param work `userId` is the member who asks for it, left out where a key does
 * @throws ClipoError `over_limit` past a monthly limit of the member or the team, `insufficient_credits`
 */
export async function holdCredits(
  tx: Transaction,
  work: { teamId: string; reference: string; amount: number; userId?: string | undefined },
  now = new Date(),
): Promise<void> {
  const { teamId, reference, amount, userId = null } = work;
  await lockBook(tx, teamId);
  if (await isMoved(tx, teamId, 'hold', reference)) {
    return;
  }
  await assertWithinLimits(tx, { teamId, userId, amount }, now);
  await expireDue(tx, teamId, now);
  const open = await selectOpenLots(tx, teamId);
  const lots = takeFromLots(open, amount);
  if (lots === undefined) {
    const details = { need: amount, have: open.reduce((sum, { remaining }) => sum + remaining, 0) };
    throw new ClipoError('insufficient_credits', `needs ${amount} credits`, { details });
  }
  for (const { id, amount: taken } of lots) {
    await changeLot(tx, id, -taken);
  }
  await move(tx, teamId, { kind: 'hold', reference, from: 'available', to: 'held', amount });
  await insertHold(tx, { teamId, reference, userId, lots, createdAt: now });
}

/** What is taken of which lot, in their order; undefined where all of them together hold less. */
export function takeFromLots(
  lots: readonly { id: string; remaining: number }[],
  amount: number,
): { id: string; amount: number }[] | undefined {
  const taken: { id: string; amount: number }[] = [];
  let left = amount;
  for (const { id, remaining } of lots) {
    if (left === 0) {
      break;
    }
    const part = Math.min(left, remaining);
    taken.push({ id, amount: part });
    left -= part;
  }
  return left === 0 ? taken : undefined;
}
