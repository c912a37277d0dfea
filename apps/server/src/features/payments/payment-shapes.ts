import { z } from 'zod';
import { orderStatuses, paymentWays, refundStatuses } from '../../db/schema/index.ts';
import { named } from '../../http/document.ts';
import { pageOf } from '../../http/page.ts';
import type { InvoiceRow, OrderRow, RefundRow } from './queries.ts';

const time = z.iso.datetime();
const fen = z.int().min(0);
const text = (most: number) => z.string().trim().min(1).max(most);

export const RechargeOffers = named(
  'RechargeOffers',
  z.strictObject({
    ways: z
      .array(z.enum(paymentWays))
      .describe('`operator`: a transfer that the operator confirms; it is always there'),
    packs: z.array(z.strictObject({ id: z.string(), credits: z.int(), amountFen: fen })),
    minors: z
      .strictObject({ orderFen: fen, monthFen: fen })
      .describe('Most that somebody of 14 to 17 may pay at once and in a month'),
  }),
);
export const NewOrder = named(
  'NewRechargeOrder',
  z.strictObject({ pack: z.string().min(1).max(50), way: z.enum(paymentWays) }),
);
export const Order = named(
  'RechargeOrder',
  z.strictObject({
    id: z.string(),
    createdAt: time,
    way: z.enum(paymentWays),
    status: z.enum(orderStatuses),
    credits: z.int(),
    amountFen: fen,
    refundedFen: fen,
    payUrl: z.string().nullable().describe('Alipay: a page to open; WeChat Pay: what a QR code holds'),
    expiresAt: time,
    paidAt: time.nullable(),
  }),
);
export const OrderPage = named('RechargeOrderPage', pageOf(Order));

export const NewRefund = named(
  'NewRefund',
  z.strictObject({
    reason: text(500),
    guardian: z
      .strictObject({
        name: text(100),
        relation: text(100),
        contact: text(254).describe('Where `POST /me/guardian/codes` sent a code'),
        code: z.string().regex(/^\d{6}$/, 'must be the six digits that were sent'),
        evidence: text(2000).describe('What shows the relation, and that the minor paid'),
      })
      .optional()
      .describe("For a minor's purchase: who asks, with a code that was sent to them"),
  }),
);
export const Refund = named(
  'Refund',
  z.strictObject({
    id: z.string(),
    createdAt: time,
    orderId: z.string(),
    ground: z.enum(['unused', 'guardian']),
    amountFen: fen,
    credits: z.int(),
    status: z.enum(refundStatuses),
    answer: z.string(),
    dueAt: time.describe('Until when it is answered'),
  }),
);
export const RefundList = named('RefundList', z.strictObject({ items: z.array(Refund) }));

export const NewInvoice = named(
  'NewInvoice',
  z.strictObject({
    orderIds: z.array(z.string().min(1).max(60)).min(1).max(100),
    buyer: z
      .strictObject({
        kind: z.enum(['person', 'company']),
        title: text(100),
        taxNumber: z
          .string()
          .regex(/^[0-9A-Z]{15,20}$/, 'must be 15 to 20 digits and capital letters')
          .optional(),
        email: z.email().max(254),
      })
      .refine(({ kind, taxNumber }) => kind === 'person' || taxNumber !== undefined, {
        path: ['taxNumber'],
        message: 'a company has one',
      }),
  }),
);
export const Invoice = named(
  'Invoice',
  z.strictObject({
    id: z.string(),
    createdAt: time,
    orderIds: z.array(z.string()),
    amountFen: fen,
    status: z.enum(['asked', 'issued', 'declined']),
    number: z.string(),
    answer: z.string(),
  }),
);
export const InvoiceList = named('InvoiceList', z.strictObject({ items: z.array(Invoice) }));

export function viewOrder(row: OrderRow): z.infer<typeof Order> {
  const { id, createdAt, way, status, credits, amountFen, refundedFen, payUrl, expiresAt, paidAt } = row;
  return {
    id,
    createdAt: createdAt.toISOString(),
    way,
    status,
    credits,
    amountFen,
    refundedFen,
    payUrl: status === 'pending' ? payUrl : null,
    expiresAt: expiresAt.toISOString(),
    paidAt: paidAt?.toISOString() ?? null,
  };
}

export function viewRefund(row: RefundRow): z.infer<typeof Refund> {
  const { id, createdAt, orderId, ground, amountFen, credits, status, answer, dueAt } = row;
  return {
    id,
    createdAt: createdAt.toISOString(),
    orderId,
    ground,
    amountFen,
    credits,
    status,
    answer,
    dueAt: dueAt.toISOString(),
  };
}

export function viewInvoice(row: InvoiceRow): z.infer<typeof Invoice> {
  const { id, createdAt, orderIds, amountFen, status, number, answer } = row;
  return { id, createdAt: createdAt.toISOString(), orderIds, amountFen, status, number, answer };
}
