import type { OutsideMeans } from '@clipo/batch';
import { ClipoError } from '@clipo/contract';
import type { OrderBook } from '@clipo/presenter/engines';

/** What the planning thread asks of the one that has the database: one of the order book's verbs. */
export interface PlanAsk {
  ask: number;
  verb: keyof OrderBook;
  given: unknown[];
}

/** What the planning thread is told. */
export type FromMain = { kind: 'stop' } | { kind: 'reply'; ask: number; value?: unknown; problem?: string };

/** The thread's side: an order book whose every verb is a question. */
export function openAsking(send: (ask: PlanAsk) => void): {
  outside: Pick<OutsideMeans, 'orders'>;
  hear(reply: FromMain & { kind: 'reply' }): void;
} {
  const waiting = new Map<number, (reply: FromMain & { kind: 'reply' }) => void>();
  let count = 0;
  const asks =
    (verb: keyof OrderBook) =>
    (...given: unknown[]): Promise<never> =>
      new Promise((resolve, reject) => {
        const ask = ++count;
        waiting.set(ask, ({ value, problem }) =>
          problem === undefined
            ? resolve(value as never)
            : reject(new ClipoError('internal', `orders: ${verb}: ${problem}`, { isRetryable: true })),
        );
        send({ ask, verb, given });
      });
  const orders: OrderBook = {
    read: asks('read'),
    write: asks('write'),
    drop: asks('drop'),
    lay: asks('lay'),
    keep: asks('keep'),
  };
  return {
    outside: { orders },
    hear(reply) {
      waiting.get(reply.ask)?.(reply);
      waiting.delete(reply.ask);
    },
  };
}

/** The other side: what the book says. */
export async function answerAsk({ ask, verb, given }: PlanAsk, orders: OrderBook | undefined): Promise<FromMain> {
  try {
    const does = orders?.[verb] as ((...given: unknown[]) => Promise<unknown>) | undefined;
    if (does === undefined) {
      throw new ClipoError('internal', 'there is no order book');
    }
    return { kind: 'reply', ask, value: await does(...given) };
  } catch (cause) {
    return { kind: 'reply', ask, problem: cause instanceof Error ? cause.message : String(cause) };
  }
}
