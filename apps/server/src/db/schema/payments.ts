import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { ofTheService } from './of-the-service.ts';
import { made, ofItsTeam, teamOwned } from './team-owned.ts';

const at = (name: string) => timestamp(name, { withTimezone: true });
const whole = (name: string) => bigint(name, { mode: 'number' }).notNull();

/** How an order can be paid: through a provider, or by a transfer that an operator confirms. */
export const paymentWays = ['alipay', 'wechat', 'operator'] as const;
export type PaymentWay = (typeof paymentWays)[number];

export const orderStatuses = ['pending', 'paid', 'closed'] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Orders of credits. Sums are whole fen. An order is paid once: `paid_at` never changes, and a payment pays one order. */
export const rechargeOrders = pgTable(
  'recharge_orders',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    userId: text('user_id').notNull(),
    way: text('way', { enum: paymentWays }).notNull(),
    status: text('status', { enum: orderStatuses }).notNull().default('pending'),
    credits: whole('credits'),
    amountFen: whole('amount_fen'),
    refundedFen: whole('refunded_fen').default(0),
    /** Where the buyer pays: a page to open, or what a QR code holds; null for a transfer. */
    payUrl: text('pay_url'),
    expiresAt: at('expires_at').notNull(),
    paidAt: at('paid_at'),
    /** The provider's own number of the payment. */
    payment: text('payment'),
  },
  (table) => [
    uniqueIndex('recharge_orders_payment').on(table.way, table.payment).where(sql`payment is not null`),
    index('recharge_orders_team').on(table.teamId, table.id),
    index('recharge_orders_pending').on(table.createdAt).where(sql`status = 'pending'`),
    index('recharge_orders_user').on(table.userId, table.paidAt),
    check('recharge_orders_refund_within', sql`${table.refundedFen} between 0 and ${table.amountFen}`),
    ofItsTeam('recharge_orders', table.teamId),
  ],
).enableRLS();

/** Notices of providers that were heard, by their own ids: the same one does nothing twice. */
export const paymentNotices = pgTable(
  'payment_notices',
  {
    id: text('id').primaryKey(),
    ...made,
    orderId: text('order_id').notNull(),
    outcome: text('outcome').notNull(),
  },
  (table) => [index('payment_notices_order').on(table.orderId), ofTheService('payment_notices')],
).enableRLS();

export const refundStatuses = ['asked', 'declined', 'sending', 'done', 'failed'] as const;
export type RefundStatus = (typeof refundStatuses)[number];

/** Wishes for money back, and what came of them. */
export const refunds = pgTable(
  'refunds',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    orderId: text('order_id')
      .notNull()
      .references(() => rechargeOrders.id),
    userId: text('user_id').notNull(),
    /** `guardian`: for a minor's purchase that the guardian had not allowed. */
    ground: text('ground', { enum: ['unused', 'guardian'] }).notNull(),
    reason: text('reason').notNull(),
    /** Of a guardian: name, contact and what proves it, sealed, as JSON. */
    evidenceSealed: text('evidence_sealed'),
    amountFen: whole('amount_fen'),
    credits: whole('credits'),
    status: text('status', { enum: refundStatuses }).notNull().default('asked'),
    answer: text('answer').notNull().default(''),
    /** End of the 15th working day after the wish, in Beijing. */
    dueAt: at('due_at').notNull(),
    endedAt: at('ended_at'),
  },
  (table) => [
    uniqueIndex('refunds_open').on(table.orderId).where(sql`status in ('asked', 'sending')`),
    index('refunds_team').on(table.teamId, table.id),
    index('refunds_sending').on(table.id).where(sql`status = 'sending'`),
    ofItsTeam('refunds', table.teamId),
  ],
).enableRLS();

/** Wishes for invoices (发票) of paid orders. */
export const invoices = pgTable(
  'invoices',
  {
    id: text('id').primaryKey(),
    ...teamOwned,
    ...made,
    userId: text('user_id').notNull(),
    orderIds: jsonb('order_ids').$type<string[]>().notNull(),
    amountFen: whole('amount_fen'),
    /** Title, tax number and where it is sent, sealed, as JSON. */
    buyerSealed: text('buyer_sealed').notNull(),
    status: text('status', { enum: ['asked', 'issued', 'declined'] })
      .notNull()
      .default('asked'),
    number: text('number').notNull().default(''),
    answer: text('answer').notNull().default(''),
    endedAt: at('ended_at'),
  },
  (table) => [index('invoices_team').on(table.teamId, table.id), ofItsTeam('invoices', table.teamId)],
).enableRLS();
