/** Work in progress that may be told to stop. */
export interface Stops {
  /**
   * The moment before somebody asked whether work is wanted: given to `run`, a stop that came between that answer and
   * the work's begin is not missed.
   */
  now(): number;
  /**
   * Runs work that ends early where `isWanted` says no after somebody stopped a batch, or `signal` is aborted.
   * @param since what `now` gave before it was found that the work is wanted
   * @throws ClipoError `cancelled` from the work itself
   */
  run<T>(
    wish: { isWanted: () => Promise<boolean>; signal: AbortSignal; since: number },
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Somebody stopped a batch: everything that runs is asked whether it is still wanted. */
  ask(): void;
}

export function openStops(): Stops {
  const running = new Set<() => void>();
  let asked = 0;
  return {
    now: () => asked,
    async run({ isWanted, signal, since }, work) {
      const controller = new AbortController();
      const ask = () => {
        // A database that is away says neither yes nor no: the work goes on.
        isWanted().then(
          (yes) => {
            if (!yes) {
              controller.abort();
            }
          },
          () => undefined,
        );
      };
      running.add(ask);
      if (since !== asked) {
        ask();
      }
      try {
        return await work(AbortSignal.any([signal, controller.signal]));
      } finally {
        running.delete(ask);
      }
    },
    ask() {
      asked += 1;
      for (const each of running) {
        each();
      }
    },
  };
}
