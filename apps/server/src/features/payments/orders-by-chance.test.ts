import { ClipoError } from '@clipo/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../db/database.ts';
import { newId } from '../../db/new-id.ts';
import { startApi, type TestApi } from '../../testing/api.fixture.ts';
import { Crash, expectWholeBook, seededNumbers } from '../credits/interleavings.fixture.ts';
import { insertOrder, selectRefundsBy } from './queries.ts';
import { askRefund, decideRefund } from './refund-order.ts';
import { takePayment } from './take-payment.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

const teamId = 'team_bychance';

/** The database whose transactions die, or not, when all is written and nothing is committed. */
function crashing(db: Database, dies: boolean): Database {
  const dying =
    (as: Database['asSystem']): Database['asSystem'] =>
    (run) =>
      as(async (tx) => {
        await run(tx);
        throw new Crash();
      });
  return dies
    ? { ...db, asSystem: dying(db.asSystem), asTeam: (team, run) => dying((inner) => db.asTeam(team, inner))(run) }
    : db;
}

async function actByChance(orders: readonly string[], next: (below: number) => number): Promise<unknown> {
  const deps = { ...api.deps, db: crashing(api.deps.db, next(8) === 0) };
  const orderId = orders[next(orders.length)] as string;
  switch (next(5)) {
    case 0:
    case 1: {
      // The same payment is told again and again, with few ids of notices; at times another payment of the same order.
      const payment = next(10) === 0 ? `other ${orderId}` : `payment ${orderId}`;
      const amountFen = next(12) === 0 ? 99 : 100;
      const noticeId = next(3) === 0 ? undefined : `${orderId} ${amountFen} ${next(4)}`;
      const state = { status: 'paid', payment, amountFen, paidAt: new Date() } as const;
      return takePayment(deps, { orderId, state, noticeId });
    }
    case 2:
      return takePayment(deps, { orderId, state: { status: next(4) === 0 ? 'closed' : 'pending' } });
    case 3:
      return askRefund(deps, { teamId, userId: 'usr_none', orderId, reason: 'by chance' });
    default: {
      const asked = await api.deps.db.asSystem((tx) => selectRefundsBy(tx, 'asked'));
      const refund = asked[next(Math.max(1, asked.length))];
      return refund === undefined
        ? undefined
        : decideRefund(deps, refund.id, { isAccepted: next(3) > 0, answer: '', amountFen: 1 + next(refund.amountFen) });
    }
  }
}

it('no order is paid twice and none refunded past its sum, whatever comes at once and dies half way (O1)', async () => {
  const next = seededNumbers(7);
  const orders = Array.from({ length: 12 }, () => newId('ord'));
  await api.deps.db.asSystem(async (tx) => {
    for (const id of orders) {
      const order = { id, teamId, userId: 'usr_none', way: 'operator', credits: 50, amountFen: 100 } as const;
      await insertOrder(tx, { ...order, expiresAt: new Date() });
    }
  });
  let left = 240;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await actByChance(orders, next).catch((error: unknown) => {
        if (!(error instanceof Crash) && !(error instanceof ClipoError && error.code !== 'internal')) {
          throw error;
        }
      });
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  expect(await expectWholeBook(api.deps.db, teamId)).toBeGreaterThan(10);
  const { rows } = await api.deps.db.asTeam(teamId, (tx) =>
    tx.execute(sql`
      select o.status, o.amount_fen as amount, o.refunded_fen as refunded,
        (select count(*)::int from credit_transactions t where t.kind = 'grant' and t.reference = o.id) as grants,
        (select coalesce(sum(amount_fen), 0)::int from refunds r where r.order_id = o.id and r.status in ('done', 'sending')) as sent
      from recharge_orders o`),
  );
  const found = rows as { status: string; amount: number; refunded: number; grants: number; sent: number }[];
  expect(found.filter(({ status }) => status === 'paid').length).toBeGreaterThan(6);
  for (const { status, amount, refunded, grants, sent } of found) {
    expect(grants).toBe(status === 'paid' ? 1 : 0);
    expect(Number(refunded)).toBeLessThanOrEqual(Number(amount));
    expect(sent).toBeLessThanOrEqual(Number(amount));
  }
}, 120_000);
