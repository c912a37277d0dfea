import { ClipoError } from '@clipo/contract';

/** Lets at most so many pieces of work run at a time; the others wait in order. Who is cancelled waits no longer. */
export function limitWork(most: number): <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T> {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work, signal) => {
    if (running >= most) {
      await new Promise<void>((resolve) => queue.push(resolve));
    }
    running += 1;
    try {
      if (signal.aborted) {
        throw new ClipoError('cancelled', 'speaking was cancelled');
      }
      return await work();
    } finally {
      running -= 1;
      queue.shift()?.();
    }
  };
}
