import { and, asc, desc, eq, gte, inArray, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { invoices, paymentNotices, rechargeOrders, refunds, users } from '../../db/schema/index.ts';

export type OrderRow = typeof rechargeOrders.$inferSelect;
export type RefundRow = typeof refunds.$inferSelect;
export type InvoiceRow = typeof invoices.$inferSelect;
type OrderChange = Partial<Pick<OrderRow, 'status' | 'payUrl' | 'paidAt' | 'payment' | 'refundedFen'>>;
interface Wanted {
  limit: number;
  after: string | undefined;
}

export async function insertOrder(tx: Transaction, row: typeof rechargeOrders.$inferInsert): Promise<OrderRow> {
  const [made] = await tx.insert(rechargeOrders).values(row).returning();
  return made as OrderRow;
}

/** An order; locked, where it is about to change. */
export async function selectOrder(tx: Transaction, id: string, isLocked = false): Promise<OrderRow | undefined> {
  const query = tx.select().from(rechargeOrders).where(eq(rechargeOrders.id, id));
  const [row] = await (isLocked ? query.for('update') : query);
  return row;
}

export async function updateOrder(tx: Transaction, id: string, change: OrderChange): Promise<OrderRow> {
  const [row] = await tx.update(rechargeOrders).set(change).where(eq(rechargeOrders.id, id)).returning();
  return row as OrderRow;
}

/** Orders of a team, newest first; one more than asked for. */
export async function selectOrders(tx: Transaction, teamId: string, { limit, after }: Wanted): Promise<OrderRow[]> {
  return tx
    .select()
    .from(rechargeOrders)
    .where(and(eq(rechargeOrders.teamId, teamId), after === undefined ? undefined : lt(rechargeOrders.id, after)))
    .orderBy(desc(rechargeOrders.id))
    .limit(limit + 1);
}

/** Orders that wait since a moment or longer, oldest first. */
export async function selectPendingOrders(tx: Transaction, before: Date, limit: number): Promise<OrderRow[]> {
  return tx
    .select()
    .from(rechargeOrders)
    .where(and(eq(rechargeOrders.status, 'pending'), lte(rechargeOrders.createdAt, before)))
    .orderBy(asc(rechargeOrders.createdAt))
    .limit(limit);
}

/** Paid orders of which money is left, newest first. */
export async function selectRefundable(tx: Transaction): Promise<Pick<OrderRow, 'id' | 'teamId' | 'userId'>[]> {
  const { id, teamId, userId, status, refundedFen, amountFen } = rechargeOrders;
  return tx
    .select({ id, teamId, userId })
    .from(rechargeOrders)
    .where(and(eq(status, 'paid'), lt(refundedFen, amountFen)))
    .orderBy(desc(id));
}

/** Paid orders of a person, newest first, each with the newest wish for its money. */
export async function selectPaidOrdersOf(
  tx: Transaction,
  userId: string,
): Promise<{ order: OrderRow; refund: RefundRow | null }[]> {
  return tx
    .selectDistinctOn([rechargeOrders.id], { order: rechargeOrders, refund: refunds })
    .from(rechargeOrders)
    .leftJoin(refunds, eq(refunds.orderId, rechargeOrders.id))
    .where(and(eq(rechargeOrders.userId, userId), eq(rechargeOrders.status, 'paid')))
    .orderBy(desc(rechargeOrders.id), desc(refunds.id))
    .limit(200);
}

/** What a person has paid since a moment, and what they could still pay: open orders count. The person is locked. */
export async function sumOfPerson(tx: Transaction, userId: string, since: Date): Promise<number> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
  const [row] = await tx
    .select({ sum: sql<string>`coalesce(sum(${rechargeOrders.amountFen} - ${rechargeOrders.refundedFen}), 0)` })
    .from(rechargeOrders)
    .where(
      and(
        eq(rechargeOrders.userId, userId),
        or(
          eq(rechargeOrders.status, 'pending'),
          and(eq(rechargeOrders.status, 'paid'), gte(rechargeOrders.paidAt, since)),
        ),
      ),
    );
  return Number(row?.sum ?? 0);
}

/** @returns false where this notice was heard before */
export async function insertNoticeOnce(tx: Transaction, row: typeof paymentNotices.$inferInsert): Promise<boolean> {
  const made = await tx.insert(paymentNotices).values(row).onConflictDoNothing().returning({ id: paymentNotices.id });
  return made.length > 0;
}

/** @returns undefined where a refund of the order is open already */
export async function insertRefund(tx: Transaction, row: typeof refunds.$inferInsert): Promise<RefundRow | undefined> {
  const [made] = await tx.insert(refunds).values(row).onConflictDoNothing().returning();
  return made;
}

export async function selectRefund(tx: Transaction, id: string): Promise<RefundRow | undefined> {
  const [row] = await tx.select().from(refunds).where(eq(refunds.id, id)).for('update');
  return row;
}

export async function updateRefund(tx: Transaction, id: string, change: Partial<RefundRow>): Promise<RefundRow> {
  const [row] = await tx.update(refunds).set(change).where(eq(refunds.id, id)).returning();
  return row as RefundRow;
}

export async function selectRefunds(tx: Transaction, teamId: string): Promise<RefundRow[]> {
  return tx.select().from(refunds).where(eq(refunds.teamId, teamId)).orderBy(desc(refunds.id)).limit(200);
}

export async function selectRefundsBy(tx: Transaction, status: RefundRow['status']): Promise<RefundRow[]> {
  return tx.select().from(refunds).where(eq(refunds.status, status)).orderBy(asc(refunds.id)).limit(200);
}

export async function insertInvoice(tx: Transaction, row: typeof invoices.$inferInsert): Promise<InvoiceRow> {
  const [made] = await tx.insert(invoices).values(row).returning();
  return made as InvoiceRow;
}

export async function selectInvoices(tx: Transaction, teamId: string): Promise<InvoiceRow[]> {
  return tx.select().from(invoices).where(eq(invoices.teamId, teamId)).orderBy(desc(invoices.id)).limit(200);
}

/** Orders of a team for which an invoice was issued or is being asked for. */
export async function selectInvoicedOrders(tx: Transaction, teamId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ ids: invoices.orderIds })
    .from(invoices)
    .where(and(eq(invoices.teamId, teamId), ne(invoices.status, 'declined')));
  return new Set(rows.flatMap(({ ids }) => ids));
}

export async function selectAskedInvoices(tx: Transaction): Promise<InvoiceRow[]> {
  return tx.select().from(invoices).where(eq(invoices.status, 'asked')).orderBy(asc(invoices.id)).limit(200);
}

/** Paid orders of a team by their ids, locked, so that no two invoices are asked for one. */
export async function lockOrders(tx: Transaction, teamId: string, ids: readonly string[]): Promise<OrderRow[]> {
  return tx
    .select()
    .from(rechargeOrders)
    .where(and(eq(rechargeOrders.teamId, teamId), inArray(rechargeOrders.id, [...ids])))
    .orderBy(asc(rechargeOrders.id))
    .for('update');
}

/** Ends an invoice that was asked for. @returns undefined where there is none that is open */
export async function endInvoice(
  tx: Transaction,
  id: string,
  change: Pick<InvoiceRow, 'status' | 'number' | 'answer' | 'endedAt'>,
): Promise<InvoiceRow | undefined> {
  const [row] = await tx
    .update(invoices)
    .set(change)
    .where(and(eq(invoices.id, id), eq(invoices.status, 'asked')))
    .returning();
  return row;
}
