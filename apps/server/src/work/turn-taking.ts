import { ClipoError } from '@clipo/contract';

/** Lets so many pieces of work of one process run at once; of those that wait, the lowest turn goes first. */
export interface TurnTaking {
  /** @throws ClipoError `cancelled` where the signal is aborted while it waits, and what `work` throws */
  run<T>(turn: number, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/**
 * Pieces and finished videos come from queues of their own, and all of them at once would be more than the cores can
 * carry: a team's last few would then be slowed down by every other job, whatever the order in the queues.
 */
export function openTurnTaking(most: number): TurnTaking {
  const waiting: { turn: number; begin(): void }[] = [];
  let running = 0;
  const next = () => {
    const first = waiting.shift();
    if (first !== undefined) {
      running += 1;
      first.begin();
    }
  };
  const wait = (turn: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const entry = {
        turn,
        begin() {
          signal.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        waiting.splice(waiting.indexOf(entry), 1);
        reject(new ClipoError('cancelled', 'cancelled'));
      };
      signal.addEventListener('abort', abort, { once: true });
      const later = waiting.findIndex((other) => other.turn > turn);
      waiting.splice(later < 0 ? waiting.length : later, 0, entry);
    });
  return {
    async run(turn, signal, work) {
      if (signal.aborted) {
        throw new ClipoError('cancelled', 'cancelled');
      }
      if (running < most) {
        running += 1;
      } else {
        await wait(turn, signal);
      }
      try {
        return await work();
      } finally {
        running -= 1;
        next();
      }
    },
  };
}
