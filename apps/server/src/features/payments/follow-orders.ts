import type { Deps } from '../../deps.ts';
import { type OrderRow, selectOrder, selectPendingOrders, selectRefundsBy } from './queries.ts';
import { endRefund } from './refund-order.ts';
import { takePayment } from './take-payment.ts';

type FollowDeps = Pick<Deps, 'db' | 'payments' | 'envelope' | 'settings' | 'log'>;

const everyMs = 60_000;
/** A buyer needs a moment; until then the notice is faster than asking. */
const patienceMs = 30_000;

/**
 * Asks the provider what became of an order, for when its notice got lost, and closes it when its time is over. Before
 * and after closing it is asked: somebody may pay at the last moment.
 */
export async function followOrder(deps: FollowDeps, order: OrderRow, now = new Date()): Promise<OrderRow> {
  const provider = deps.payments.get(order.way);
  const isOver = order.expiresAt <= now;
  const orderId = order.id;
  if (provider === undefined) {
    // A transfer, or a provider that the operator has done away with.
    if (isOver) {
      await takePayment(deps, { orderId, state: { status: 'closed' } });
    }
  } else {
    const state = await provider.ask(orderId);
    await takePayment(deps, { orderId, state });
    if (state.status === 'pending' && isOver) {
      await provider.close(orderId);
      const after = await provider.ask(orderId);
      await takePayment(deps, { orderId, state: after.status === 'pending' ? { status: 'closed' } : after });
    }
  }
  return (await deps.db.asTeam(order.teamId, (tx) => selectOrder(tx, orderId))) ?? order;
}

/** Looks after all orders and refunds that are on their way. What fails is tried again a minute later. */
export async function followPayments(deps: FollowDeps, now = new Date()): Promise<void> {
  const before = new Date(now.getTime() - patienceMs);
  const orders = await deps.db.asSystem((tx) => selectPendingOrders(tx, before, 200));
  const refunds = await deps.db.asSystem((tx) => selectRefundsBy(tx, 'sending'));
  for (const order of orders) {
    await followOrder(deps, order, now).catch((cause: unknown) =>
      deps.log.warn({ cause, order: order.id }, 'could not ask for an order'),
    );
  }
  for (const refund of refunds) {
    await endRefund(deps, refund).catch((cause: unknown) =>
      deps.log.warn({ cause, refund: refund.id }, 'could not ask for a refund'),
    );
  }
}

/** Follows payments each minute. @returns what ends it */
export function startFollowing(deps: FollowDeps): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => followPayments(deps))
      .catch((cause: unknown) => deps.log.warn({ cause }, 'could not follow payments'));
  }, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    return running;
  };
}
