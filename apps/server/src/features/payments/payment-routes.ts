import { ClipoError } from '@clipo/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mustOperate } from '../../http/actor.ts';
import { clientAddressBy } from '../../http/client-address.ts';
import { named } from '../../http/document.ts';
import { idParams } from '../../http/id-params.ts';
import { readText } from '../../http/read-json.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { Invoice, Order, Refund, viewInvoice, viewOrder, viewRefund } from './payment-shapes.ts';
import { endInvoice, selectAskedInvoices, selectOrder, selectPendingOrders, selectRefundsBy } from './queries.ts';
import { decideRefund } from './refund-order.ts';
import { refundUnused } from './refund-unused.ts';
import { takePayment } from './take-payment.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const OfTeam = { teamId: z.string() };
const Buyer = z.strictObject({
  kind: z.enum(['person', 'company']),
  title: z.string(),
  taxNumber: z.string().optional(),
  email: z.string(),
});
const Cases = named(
  'PaymentCases',
  z.strictObject({
    transfers: z.array(z.strictObject({ ...Order.shape, ...OfTeam })),
    refunds: z.array(
      z.strictObject({
        ...Refund.shape,
        ...OfTeam,
        reason: z.string(),
        evidence: z.string().nullable().describe('Of a guardian, as JSON'),
      }),
    ),
    invoices: z.array(z.strictObject({ ...Invoice.shape, ...OfTeam, buyer: Buyer })),
  }),
);
const Confirm = named('ConfirmTransfer', z.strictObject({ payment: text(100).describe('Number of the transfer') }));
const DecideRefund = named(
  'DecideRefund',
  z.strictObject({ isAccepted: z.boolean(), answer: text(500), amountFen: z.int().min(1).optional() }),
);
const DecideInvoice = named(
  'DecideInvoice',
  z.strictObject({
    status: z.enum(['issued', 'declined']),
    number: z.string().trim().max(50).default(''),
    answer: z.string().trim().max(500).default(''),
  }),
);

const Closing = named('CloseService', z.strictObject({ reason: text(500).describe('What buyers are told') }));
const Closed = named('ClosedService', z.strictObject({ refunds: z.int(), amountFen: z.int() }));

const tag = 'Credits';
const mostNoticeBytes = 64 * 1024;

type PaymentDeps = Pick<Deps, 'db' | 'payments' | 'envelope' | 'secrets' | 'settings' | 'log'>;

/** Adds the routes at which providers tell of payments, and those by which operators see to what people must decide. */
export function addPaymentRoutes(app: Api, deps: PaymentDeps): void {
  const addressOf = clientAddressBy(deps.settings);
  addRoute(
    app,
    {
      id: 'takePaymentNotice',
      method: 'post',
      path: '/api/v1/payments/{way}/notices',
      tag,
      summary: 'What a payment provider tells; only what it signed is heard',
      params: z.object({ way: z.enum(['alipay', 'wechat']) }),
      rawBody: {
        types: ['application/json', 'application/x-www-form-urlencoded'],
        description: "The provider's notice",
      },
      rawAnswer: { types: ['text/plain', 'application/json'], description: 'What the provider wants to hear' },
    },
    async ({ c, params: { way } }) => {
      const provider = deps.payments.get(way);
      if (provider === undefined) {
        throw new ClipoError('no_such_thing', `nobody pays by ${way}`, { details: { kind: 'way to pay', id: way } });
      }
      const answer = (isTaken: boolean) => {
        const { status, type, body } = provider.answerTo(isTaken);
        return new Response(body, { status, headers: { 'content-type': type } });
      };
      const body = await readText(c.req.raw, mostNoticeBytes);
      try {
        const { id, orderId, state } = await provider.readNotice({ header: (name) => c.req.header(name), body });
        await takePayment(deps, { orderId, state, noticeId: id });
        return answer(true);
      } catch (cause) {
        if (cause instanceof ClipoError && cause.code === 'forbidden') {
          deps.log.warn({ way, address: addressOf(c.req.raw), problem: cause.message }, 'a payment notice was refused');
          return answer(false);
        }
        throw cause;
      }
    },
  );
  addRoute(
    app,
    {
      id: 'listPaymentCases',
      method: 'get',
      path: '/api/v1/payments/cases',
      tag,
      summary: 'Transfers, refunds and invoices that wait for a decision (operators)',
      scope: 'admin',
      answer: Cases,
    },
    async ({ actor }) => {
      mustOperate(actor);
      const found = await deps.db.asSystem(async (tx) => ({
        orders: await selectPendingOrders(tx, new Date(), 200),
        refunds: await selectRefundsBy(tx, 'asked'),
        invoices: await selectAskedInvoices(tx),
      }));
      const open = async (sealed: string | null, place: string) =>
        sealed === null ? null : deps.envelope.unseal(sealed, place);
      return {
        transfers: found.orders
          .filter(({ way }) => way === 'operator')
          .map((row) => ({ ...viewOrder(row), teamId: row.teamId })),
        refunds: await Promise.all(
          found.refunds.map(async (row) => ({
            ...viewRefund(row),
            teamId: row.teamId,
            reason: row.reason,
            evidence: await open(row.evidenceSealed, 'refunds.evidence'),
          })),
        ),
        invoices: await Promise.all(
          found.invoices.map(async (row) => ({
            ...viewInvoice(row),
            teamId: row.teamId,
            buyer: Buyer.parse(JSON.parse((await open(row.buyerSealed, 'invoices.buyer')) ?? '')),
          })),
        ),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'confirmTransfer',
      method: 'post',
      path: '/api/v1/payments/orders/{id}/confirm',
      tag,
      summary: 'Confirm that the money of an order arrived by transfer (operators)',
      scope: 'admin',
      params: idParams('ord'),
      body: Confirm,
      answer: Order,
      errors: ['no_such_thing', 'conflict'],
    },
    async ({ actor, params: { id }, body: { payment } }) => {
      mustOperate(actor);
      const order = await deps.db.asSystem((tx) => selectOrder(tx, id));
      if (order === undefined) {
        throw new ClipoError('no_such_thing', 'no such order', { details: { kind: 'order', id } });
      }
      if (order.way !== 'operator') {
        throw conflict('the provider tells of this order');
      }
      const { amountFen } = order;
      const outcome = await takePayment(deps, {
        orderId: id,
        state: { status: 'paid', payment, amountFen, paidAt: new Date() },
      }).catch((cause: unknown) => {
        throw isTaken(cause) ? conflict('this transfer has paid another order') : cause;
      });
      if (outcome === 'paid-twice') {
        throw conflict('the order was paid by another transfer');
      }
      return viewOrder((await deps.db.asSystem((tx) => selectOrder(tx, id))) ?? order);
    },
  );
  addRoute(
    app,
    {
      id: 'decideRefund',
      method: 'put',
      path: '/api/v1/payments/refunds/{id}',
      tag,
      summary: 'Accept or decline a refund (operators)',
      scope: 'admin',
      params: idParams('ref'),
      body: DecideRefund,
      answer: Refund,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      return viewRefund(await decideRefund(deps, params.id, body));
    },
  );
  addRoute(
    app,
    {
      id: 'decideInvoice',
      method: 'put',
      path: '/api/v1/payments/invoices/{id}',
      tag,
      summary: 'Say that an invoice was issued, or why not (operators)',
      scope: 'admin',
      params: idParams('ivc'),
      body: DecideInvoice,
      answer: Invoice,
      errors: ['conflict'],
    },
    async ({ actor, params, body }) => {
      mustOperate(actor);
      const row = await deps.db.asSystem((tx) => endInvoice(tx, params.id, { ...body, endedAt: new Date() }));
      if (row === undefined) {
        throw conflict('there is no such invoice that waits');
      }
      return viewInvoice(row);
    },
  );
  addRoute(
    app,
    {
      id: 'refundUnused',
      method: 'post',
      path: '/api/v1/payments/closing',
      tag,
      summary:
        'Pay back what is unused of every order, as the service or a function is closed (operators, freshly proven)',
      scope: 'admin',
      fresh: true,
      body: Closing,
      answer: Closed,
    },
    async ({ actor, body }) => {
      mustOperate(actor);
      return refundUnused(deps, body.reason);
    },
  );
}

/** PostgreSQL: a row with this payment is there. */
function isTaken(cause: unknown): boolean {
  return cause instanceof Error && (cause.cause as { code?: string } | undefined)?.code === '23505';
}

function conflict(problem: string): ClipoError {
  return new ClipoError('conflict', problem, { details: { problem } });
}
