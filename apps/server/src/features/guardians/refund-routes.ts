import { ClipoError } from '@clipo/contract';
import type { Context } from 'hono';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/api-env.ts';
import { named } from '../../http/document.ts';
import { type Api, addRoute } from '../../http/route.ts';
import { Order, Refund, viewOrder, viewRefund } from '../payments/payment-shapes.ts';
import { selectPaidOrdersOf } from '../payments/queries.ts';
import { askRefund } from '../payments/refund-order.ts';
import { wardOf } from './find-wards.ts';
import type { WardRow } from './queries.ts';
import { guardianOf } from './withdraw-guardian.ts';

const text = (most: number) => z.string().trim().min(1).max(most);
const ForWard = z.strictObject({ token: z.string().min(1).max(300), userId: z.string().min(1).max(60) });
const WhoseOrders = named('WhoseOrders', ForWard);
const WardOrders = named(
  'WardOrders',
  z.strictObject({ items: z.array(z.strictObject({ order: Order, refund: Refund.nullable() })) }),
);
const WardRefund = named(
  'WardRefund',
  ForWard.extend({
    orderId: z.string().min(1).max(60),
    relation: text(100),
    evidence: text(2000).describe('What shows the relation, and that the minor paid'),
    reason: text(500),
  }),
);

const tag = 'Privacy';

/**
 * Adds the routes by which a guardian sees what a minor bought and asks for the money back, also once the minor's own pages
 * are closed for want of the consent.
 * @param writeDown notes the act in the minor's team
 */
export function addGuardianRefundRoutes(
  app: Api,
  deps: Deps,
  writeDown: (c: Context<ApiEnv>, ward: WardRow) => Promise<void>,
): void {
  addRoute(
    app,
    {
      id: 'listWardOrders',
      method: 'post',
      path: '/api/v1/guardians/orders',
      tag,
      summary: 'What the minor paid for, for the guardian, and what was asked back of it',
      body: WhoseOrders,
      answer: WardOrders,
      errors: ['link_expired', 'no_such_thing'],
    },
    async ({ body, c }) => {
      const { user } = await wardOf(deps, body);
      c.header('cache-control', 'no-store');
      const rows = await deps.db.asSystem((tx) => selectPaidOrdersOf(tx, user.id));
      return {
        items: rows.map(({ order, refund }) => ({
          order: viewOrder(order),
          refund: refund === null ? null : viewRefund(refund),
        })),
      };
    },
  );
  addRoute(
    app,
    {
      id: 'askWardRefund',
      method: 'post',
      path: '/api/v1/guardians/refunds',
      tag,
      summary: 'Ask, as the guardian, for all the money of an order of the minor back',
      body: WardRefund,
      status: 201,
      answer: Refund,
      errors: ['link_expired', 'no_such_thing', 'conflict'],
    },
    async ({ body, c }) => {
      const { token, userId, orderId, reason, ...claim } = body;
      const ward = await wardOf(deps, { token, userId });
      const guardian = await guardianOf(deps, ward.act.subject);
      const orders = await deps.db.asSystem((tx) => selectPaidOrdersOf(tx, userId));
      const bought = orders.find(({ order }) => order.id === orderId)?.order;
      if (guardian === undefined || bought === undefined) {
        throw new ClipoError('no_such_thing', 'no such order of the minor', {
          details: { kind: 'order', id: orderId },
        });
      }
      const asked = await askRefund(deps, {
        teamId: bought.teamId,
        userId,
        orderId,
        reason,
        guardian: { ...claim, name: guardian.name, contact: guardian.value },
      });
      await writeDown(c, ward);
      return viewRefund(asked);
    },
  );
}
