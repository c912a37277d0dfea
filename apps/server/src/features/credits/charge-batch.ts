import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Settings } from '../../env.ts';
import { editHold } from './charge-edit.ts';
import { holdCredits } from './hold-credits.ts';
import type { Quote } from './prices.ts';
import { selectEditPrices, selectOpenHoldsOf, selectPriceEach, sumOfMonth } from './queries-batches.ts';
import { releaseHold, settleHold } from './settle-hold.ts';

/** Who starts a batch, where that is a member with a limit. */
export interface Spender {
  userId: string;
  monthlyLimit: number | null;
}

/**
 * Sets the price of a batch aside, in the transaction that starts it.
 * @param attempt a batch whose failed videos are made once more is held for anew
 * @throws ClipoError insufficient_credits, forbidden past a cap or the member's limit
 */
export async function holdForBatch(
  tx: Transaction,
  settings: Pick<Settings, 'CLIPO_CREDITS' | 'CLIPO_BATCH_CREDITS_MOST'>,
  batch: { teamId: string; batchId: string; quote: Quote; attempt: number; by?: Spender | undefined },
  now = new Date(),
): Promise<void> {
  const { teamId, batchId, quote, attempt, by } = batch;
  if (settings.CLIPO_CREDITS === 'off') {
    return;
  }
  if (quote.total > settings.CLIPO_BATCH_CREDITS_MOST) {
    throw tooMuch(`at most ${settings.CLIPO_BATCH_CREDITS_MOST} credits in one batch`);
  }
  if (by?.monthlyLimit != null) {
    const spent = await sumOfMonth(tx, teamId, by.userId, now);
    if (spent + quote.total > by.monthlyLimit) {
      throw tooMuch(`a monthly limit of ${spent + quote.total} credits or more`);
    }
  }
  await holdCredits(tx, { teamId, reference: `${batchId}#${attempt}`, amount: quote.total }, now);
}

/** Sets aside what a part of a priced batch costs that is made once more. @throws ClipoError insufficient_credits */
export async function holdAgain(
  tx: Transaction,
  { teamId, id, priceEach }: { teamId: string; id: string; priceEach: number },
  amount: number,
  now = new Date(),
): Promise<void> {
  if (priceEach > 0 && amount > 0) {
    await holdCredits(tx, { teamId, reference: `${id}#${now.getTime()}`, amount }, now);
  }
}

/** Spends what finished videos cost, each once. Where nothing is held, nothing is charged. */
export async function settleVideos(
  tx: Transaction,
  teamId: string,
  batchId: string,
  videoIds: readonly string[],
): Promise<void> {
  const holds = videoIds.length === 0 ? [] : await selectOpenHoldsOf(tx, teamId, batchId);
  const each = holds.length === 0 ? 0 : await selectPriceEach(tx, teamId, batchId);
  if (each === 0) {
    return;
  }
  const edited = await selectEditPrices(tx, teamId, videoIds);
  for (const id of videoIds) {
    const edit = edited.get(id);
    const own = edit && editHold(batchId, id, edit.renders);
    // What is made anew with its edits has a hold and a price of its own.
    const hold = own ?? holds.find((reference) => !reference.includes('#vid_'));
    if (hold !== undefined && holds.includes(hold)) {
      const reference = edit === undefined ? `video ${id}` : `video ${id}#${edit.renders}`;
      await settleHold(tx, { teamId, hold, reference, amount: edit?.price ?? each });
    }
  }
}

/** Gives back what a batch that has ended still holds. */
export async function releaseBatch(tx: Transaction, teamId: string, batchId: string): Promise<void> {
  for (const reference of await selectOpenHoldsOf(tx, teamId, batchId)) {
    await releaseHold(tx, { teamId, reference });
  }
}

function tooMuch(need: string): ClipoError {
  return new ClipoError('forbidden', need, { details: { need } });
}
