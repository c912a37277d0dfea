import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { grantIn } from '../credits/grant-credits.ts';
import { notify } from '../notices/notify.ts';
import type { PaymentState } from './payment-port.ts';
import { insertNoticeOnce, type OrderRow, selectOrder, updateOrder } from './queries.ts';

type TakeDeps = Pick<Deps, 'db' | 'envelope' | 'settings' | 'log'>;

/**
 * What came of it. `wrong-amount` and `paid-twice` are for the operator: money came in that stands for no credits.
 */
export type PaymentOutcome =
  | 'credited'
  | 'known'
  | 'closed'
  | 'pending'
  | 'heard-before'
  | 'no-such-order'
  | 'wrong-amount'
  | 'paid-twice';

/**
 * Takes what a provider, or an operator, says of an order. Credits are given in the transaction that marks the order as
 * paid: both happen, once, whoever says it how often and at the same moment. Money for a closed order counts too.
 */
export async function takePayment(
  deps: TakeDeps,
  { orderId, state, noticeId }: { orderId: string; state: PaymentState; noticeId?: string | undefined },
): Promise<PaymentOutcome> {
  const outcome = await deps.db.asSystem(async (tx) => {
    const order = await selectOrder(tx, orderId, true);
    if (noticeId !== undefined && !(await insertNoticeOnce(tx, { id: noticeId, orderId, outcome: state.status }))) {
      return 'heard-before';
    }
    return order === undefined ? 'no-such-order' : apply(tx, deps, order, state);
  });
  if (outcome === 'wrong-amount' || outcome === 'paid-twice' || outcome === 'no-such-order') {
    deps.log.error({ order: orderId, noticeId, outcome }, 'a payment does not fit its order: see to it by hand');
  } else {
    deps.log.info({ order: orderId, noticeId, outcome }, 'a payment was told');
  }
  return outcome;
}

async function apply(
  tx: Transaction,
  deps: Pick<Deps, 'envelope' | 'settings'>,
  order: OrderRow,
  state: PaymentState,
): Promise<PaymentOutcome> {
  if (state.status === 'pending') {
    return 'pending';
  }
  if (order.status === 'paid') {
    return state.status === 'paid' && state.payment !== order.payment ? 'paid-twice' : 'known';
  }
  if (state.status === 'closed') {
    await updateOrder(tx, order.id, { status: 'closed' });
    return 'closed';
  }
  if (state.amountFen !== order.amountFen) {
    return 'wrong-amount';
  }
  const { id, teamId, userId, credits } = order;
  await updateOrder(tx, id, { status: 'paid', paidAt: state.paidAt, payment: state.payment });
  await grantIn(tx, { teamId, amount: credits, reference: id, reason: 'recharge' });
  const values = { credits, order: id };
  await notify(tx, deps, { userId, template: 'recharge-paid', values });
  return 'credited';
}
