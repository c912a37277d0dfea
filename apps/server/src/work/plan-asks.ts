import type { OutsideMeans } from '@clipo/batch';
import { ClipoError } from '@clipo/contract';
import type { OrderBook } from '@clipo/presenter/engines';

/** What the thread with the database does for orders: keeps them, and lends engines the files that they fetch. */
export interface OutsideBook extends OrderBook {
  /** A public address of a file of this machine. */
  publish(file: string): Promise<string>;
}

/** The book as engines' work takes it. */
export function outsideMeans({ publish, ...orders }: OutsideBook): Pick<OutsideMeans, 'orders' | 'publish'> {
  return { orders, publish };
}

/** What the planning thread asks of the one that has the database: one of the book's verbs. */
export interface PlanAsk {
  ask: number;
  verb: keyof OutsideBook;
  given: unknown[];
}

/** What the planning thread is told. */
export type FromMain = { kind: 'stop' } | { kind: 'reply'; ask: number; value?: unknown; problem?: string };

/** The thread's side: a book whose every verb is a question. */
export function openAsking(send: (ask: PlanAsk) => void): {
  outside: Pick<OutsideMeans, 'orders' | 'publish'>;
  hear(reply: FromMain & { kind: 'reply' }): void;
} {
  const waiting = new Map<number, (reply: FromMain & { kind: 'reply' }) => void>();
  let count = 0;
  const asks =
    (verb: keyof OutsideBook) =>
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
    outside: { orders, publish: asks('publish') },
    hear(reply) {
      waiting.get(reply.ask)?.(reply);
      waiting.delete(reply.ask);
    },
  };
}

/** The other side: what the book says. */
export async function answerAsk({ ask, verb, given }: PlanAsk, orders: OutsideBook | undefined): Promise<FromMain> {
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
