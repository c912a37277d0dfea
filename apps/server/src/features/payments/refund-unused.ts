import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { selectRefundable } from './queries.ts';
import { askRefund, decideRefund } from './refund-order.ts';

/**
 * Gives back what is unused of every paid order: the service, or a function that credits were sold for, is closed. The
 * newest order first, as credits that were bought last are spent last. Run again, it goes on with what is left; an order
 * whose refund is open already is passed over.
 * @returns how many refunds were made, and how many fen
 */
export async function refundUnused(
  deps: Pick<Deps, 'db' | 'payments' | 'envelope' | 'settings' | 'secrets' | 'log'>,
  reason: string,
): Promise<{ refunds: number; amountFen: number }> {
  const orders = await deps.db.asSystem((tx) => selectRefundable(tx));
  let refunds = 0;
  let amountFen = 0;
  for (const { id: orderId, teamId, userId } of orders) {
    try {
      const asked = await askRefund(deps, { teamId, userId, orderId, reason });
      await decideRefund(deps, asked.id, { isAccepted: true, answer: reason });
      refunds += 1;
      amountFen += asked.amountFen;
    } catch (error) {
      if (!(error instanceof ClipoError && error.code === 'conflict')) {
        throw error;
      }
      // Nothing of it is left, or somebody asked for it a moment ago.
      deps.log.info({ order: orderId, problem: error.message }, 'nothing was refunded');
    }
  }
  return { refunds, amountFen };
}
