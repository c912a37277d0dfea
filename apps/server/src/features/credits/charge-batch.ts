import { ClipoError } from '@clipo/contract';
import type { Transaction } from '../../db/database.ts';
import type { Settings } from '../../env.ts';
import { editHold } from './charge-edit.ts';
import { holdCredits } from './hold-credits.ts';
import type { Quote } from './prices.ts';
import { selectEditPrices, selectOpenHoldsOf, selectPriceEach } from './queries-batches.ts';
import { releaseHold, settleHold } from './settle-hold.ts';
import type { Spender } from './spender-of.ts';

/**
 * Sets the price of a batch aside, in the transaction that starts it.
 * @param attempt a batch whose failed videos are made once more is held for anew
 * @throws ClipoError insufficient_credits, over_limit past a monthly limit or what one batch may cost
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
    const most = settings.CLIPO_BATCH_CREDITS_MOST;
    const details = { whose: 'batch', limit: most, left: most, need: quote.total };
    throw new ClipoError('over_limit', `at most ${most} credits in one batch`, { details });
  }
  const work = { teamId, reference: `${batchId}#${attempt}`, amount: quote.total, userId: by?.userId };
  await holdCredits(tx, work, now);
}

/**
 * Sets aside what a part of a priced batch costs that is made once more, on the limit of who asks for that.
 * @throws ClipoError insufficient_credits, over_limit
 */
export async function holdAgain(
  tx: Transaction,
  { teamId, id, priceEach }: { teamId: string; id: string; priceEach: number },
  { amount, by }: { amount: number; by: Spender | undefined },
  now = new Date(),
): Promise<void> {
  if (priceEach > 0 && amount > 0) {
    await holdCredits(tx, { teamId, reference: `${id}#${now.getTime()}`, amount, userId: by?.userId }, now);
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
