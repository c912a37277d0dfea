import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import { expireDue } from './expire-credits.ts';
import { changeLot, closeHold, isMoved, lockBook, move, selectOpenHold, takeFromHold } from './queries.ts';

/**
 * Spends a part of what is held for work, such as the price of one video of a batch; the same part is spent once.
 * @throws ClipoError `conflict` where no such hold is open, or it holds less
 */
export async function settleHold(
  tx: Transaction,
  { teamId, hold, reference, amount }: { teamId: string; hold: string; reference: string; amount: number },
): Promise<void> {
  await lockBook(tx, teamId);
  if (await isMoved(tx, teamId, 'settle', reference)) {
    return;
  }
  const open = await selectOpenHold(tx, teamId, hold);
  const held = open?.lots.reduce((sum, lot) => sum + lot.held, 0) ?? 0;
  if (open === undefined || held < amount) {
    const problem = `${hold} holds ${held} credits, ${amount} were to be spent`;
    throw new ClipoError('conflict', problem, { details: { problem } });
  }
  let left = amount;
  for (const { lotId, held: part } of open.lots) {
    const taken = Math.min(left, part);
    if (taken > 0) {
      await takeFromHold(tx, open.id, lotId, taken);
      left -= taken;
    }
  }
  await move(tx, teamId, { kind: 'settle', reference, from: 'held', to: 'spent', amount });
}

/**
 * Gives back what is still held for work that has ended: to the lots that it came from, so that it expires when it would
 * have. A hold that is closed, or never was, gives nothing.
 */
export async function releaseHold(
  tx: Transaction,
  { teamId, reference }: { teamId: string; reference: string },
  now = new Date(),
): Promise<void> {
  await lockBook(tx, teamId);
  const open = await selectOpenHold(tx, teamId, reference);
  if (open === undefined) {
    return;
  }
  const amount = open.lots.reduce((sum, { held }) => sum + held, 0);
  for (const { lotId, held } of open.lots) {
    await takeFromHold(tx, open.id, lotId, held);
    await changeLot(tx, lotId, held);
  }
  await closeHold(tx, open.id, now);
  if (amount > 0) {
    await move(tx, teamId, { kind: 'release', reference, from: 'held', to: 'available', amount });
  }
  await expireDue(tx, teamId, now);
}
