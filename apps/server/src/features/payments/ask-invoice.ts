import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { type InvoiceRow, insertInvoice, lockOrders, selectInvoicedOrders } from './queries.ts';

/** For whom an invoice is. A company has a tax number, a person has none. */
export interface InvoiceBuyer {
  kind: 'person' | 'company';
  title: string;
  taxNumber?: string | undefined;
  email: string;
}

/**
 * Asks for one invoice of paid orders. What was refunded is not invoiced, and no order is invoiced twice.
 * @throws ClipoError conflict, invalid_input naming the order
 */
export async function askInvoice(
  deps: Pick<Deps, 'db' | 'envelope'>,
  wish: { teamId: string; userId: string; orderIds: readonly string[]; buyer: InvoiceBuyer },
): Promise<InvoiceRow> {
  const { teamId, userId, buyer } = wish;
  const orderIds = [...new Set(wish.orderIds)].sort();
  const buyerSealed = await deps.envelope.seal(JSON.stringify(buyer), 'invoices.buyer');
  return deps.db.asTeam(teamId, async (tx) => {
    const orders = await lockOrders(tx, teamId, orderIds);
    const invoiced = await selectInvoicedOrders(tx, teamId);
    const wrong = orderIds.find((id) => invoiced.has(id) || orders.find((order) => order.id === id)?.status !== 'paid');
    if (wrong !== undefined) {
      const problem = invoiced.has(wrong) ? `${wrong} has its invoice` : `${wrong} is no paid order`;
      throw new ClipoError('invalid_input', `orderIds: ${problem}`, { details: { field: 'orderIds', problem } });
    }
    const amountFen = orders.reduce((sum, order) => sum + order.amountFen - order.refundedFen, 0);
    if (amountFen < 1) {
      const problem = 'all of it was refunded';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    return insertInvoice(tx, { id: newId('ivc'), teamId, userId, orderIds, amountFen, buyerSealed });
  });
}
