import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { idParams } from '../../http/id-params.ts';
import { afterOf, cutPage, PageQuery } from '../../http/page.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { readContact } from '../accounts/contact.ts';
import { personOf } from '../accounts/me-routes.ts';
import { packs } from '../credits/prices.ts';
import { askInvoice } from './ask-invoice.ts';
import { followOrder } from './follow-orders.ts';
import {
  Invoice,
  InvoiceList,
  NewInvoice,
  NewOrder,
  NewRefund,
  Order,
  OrderPage,
  RechargeOffers,
  Refund,
  RefundList,
  viewInvoice,
  viewOrder,
  viewRefund,
} from './payment-shapes.ts';
import { placeOrder } from './place-order.ts';
import { type OrderRow, selectInvoices, selectOrder, selectOrders, selectRefunds } from './queries.ts';
import { askRefund, type GuardianClaim, proveGuardian } from './refund-order.ts';

const tag = 'Credits';
/** A page asks each few seconds while somebody pays; the provider need not hear of each. */
const askAgainMs = 5000;

type OrderDeps = Pick<Deps, 'db' | 'payments' | 'envelope' | 'settings' | 'secrets' | 'log'>;

/** Adds the routes by which a team buys credits, asks for money back and for invoices. */
export function addOrderRoutes(app: Api, deps: OrderDeps): void {
  const askedAt = new Map<string, number>();
  const follow = async (order: OrderRow): Promise<OrderRow> => {
    const now = Date.now();
    const isDue = now - (askedAt.get(order.id) ?? order.createdAt.getTime()) >= askAgainMs;
    if (order.status !== 'pending' || !isDue) {
      return order;
    }
    if (askedAt.size > 10_000) {
      askedAt.clear();
    }
    askedAt.set(order.id, now);
    return followOrder(deps, order).catch((cause: unknown) => {
      // What is known here is told all the same; the provider is asked again.
      deps.log.warn({ cause, order: order.id }, 'could not ask for an order');
      return order;
    });
  };
  addRoute(
    app,
    {
      id: 'getRechargeOffers',
      method: 'get',
      path: '/api/v1/credits/offers',
      tag,
      summary: 'What credits are sold for, and how they can be paid',
      answer: RechargeOffers,
    },
    async () => ({
      ways: [...deps.payments.keys(), 'operator' as const],
      packs: packs.map((pack) => ({ ...pack })),
      minors: {
        orderFen: deps.settings.CLIPO_MINOR_ORDER_YUAN * 100,
        monthFen: deps.settings.CLIPO_MINOR_MONTH_YUAN * 100,
      },
    }),
  );
  addRoute(
    app,
    {
      id: 'placeRechargeOrder',
      method: 'post',
      path: '/api/v1/credits/orders',
      tag,
      summary: 'Order credits; the answer says where to pay',
      scope: 'write',
      person: true,
      body: NewOrder,
      status: 201,
      answer: Order,
      errors: ['step_needed', 'fetch_failed', 'unavailable'],
    },
    async ({ actor, body }) => {
      const { userId } = personOf(actor);
      return viewOrder(await placeOrder(deps, { teamId: actor.teamId, userId, ...body }));
    },
  );
  addRoute(
    app,
    {
      id: 'listRechargeOrders',
      method: 'get',
      path: '/api/v1/credits/orders',
      tag,
      summary: "The team's orders",
      scope: 'read',
      query: PageQuery,
      answer: OrderPage,
    },
    async ({ actor, query }) => {
      const wanted = { limit: query.limit, after: afterOf(query) };
      const rows = await deps.db.asTeam(actor.teamId, (tx) => selectOrders(tx, actor.teamId, wanted));
      return cutPage(rows, query, viewOrder);
    },
  );
  addRoute(
    app,
    {
      id: 'getRechargeOrder',
      method: 'get',
      path: '/api/v1/credits/orders/{id}',
      tag,
      summary: 'An order; one that waits is asked for at the provider',
      scope: 'read',
      params: idParams('ord'),
      answer: Order,
      errors: ['no_such_thing'],
    },
    async ({ actor, params }) => {
      const order = await deps.db.asTeam(actor.teamId, (tx) => selectOrder(tx, params.id));
      if (order === undefined) {
        throw new ClipoError('no_such_thing', 'no such order', { details: { kind: 'order', id: params.id } });
      }
      return viewOrder(await follow(order));
    },
  );
  addRoute(
    app,
    {
      id: 'askRefund',
      method: 'post',
      path: '/api/v1/credits/orders/{id}/refunds',
      tag,
      summary: 'Ask for the money of an order back (owner), or for that of a minor (guardian)',
      scope: 'admin',
      person: true,
      params: idParams('ord'),
      body: NewRefund,
      status: 201,
      answer: Refund,
      errors: ['no_such_thing', 'conflict', 'sign_in_failed'],
    },
    async ({ actor, params, body }) => {
      const { userId } = personOf(actor);
      let guardian: GuardianClaim | undefined;
      if (body.guardian !== undefined) {
        const { code, contact, ...claim } = body.guardian;
        const proven = readContact(contact, 'guardian.contact');
        await proveGuardian(deps, userId, { contact: proven, code });
        guardian = { ...claim, contact: proven.value };
      }
      const wish = { teamId: actor.teamId, userId, orderId: params.id, reason: body.reason, guardian };
      return viewRefund(await askRefund(deps, wish));
    },
  );
  addRoute(
    app,
    {
      id: 'listRefunds',
      method: 'get',
      path: '/api/v1/credits/refunds',
      tag,
      summary: 'Wishes for money back, and what came of them',
      scope: 'read',
      answer: RefundList,
    },
    async ({ actor }) => ({
      items: (await deps.db.asTeam(actor.teamId, (tx) => selectRefunds(tx, actor.teamId))).map(viewRefund),
    }),
  );
  addRoute(
    app,
    {
      id: 'askInvoice',
      method: 'post',
      path: '/api/v1/credits/invoices',
      tag,
      summary: 'Ask for an invoice of paid orders (owner)',
      scope: 'admin',
      person: true,
      body: NewInvoice,
      status: 201,
      answer: Invoice,
      errors: ['conflict'],
    },
    async ({ actor, body }) =>
      viewInvoice(await askInvoice(deps, { teamId: actor.teamId, userId: personOf(actor).userId, ...body })),
  );
  addRoute(
    app,
    {
      id: 'listInvoices',
      method: 'get',
      path: '/api/v1/credits/invoices',
      tag,
      summary: 'Invoices that were asked for',
      scope: 'read',
      answer: InvoiceList,
    },
    async ({ actor }) => ({
      items: (await deps.db.asTeam(actor.teamId, (tx) => selectInvoices(tx, actor.teamId))).map(viewInvoice),
    }),
  );
}
