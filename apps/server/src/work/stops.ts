/** Work in progress that may be told to stop. */
export interface Stops {
  /**
   * Runs work that ends early where `isWanted` says no after somebody stopped a batch, or `signal` is aborted.
   * @throws ClipoError `cancelled` from the work itself
   */
  run<T>(isWanted: () => Promise<boolean>, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Somebody stopped a batch: everything that runs is asked whether it is still wanted. */
  ask(): void;
}

export function openStops(): Stops {
  const running = new Set<{ isWanted(): Promise<boolean>; controller: AbortController }>();
  return {
    async run(isWanted, signal, work) {
      const entry = { isWanted, controller: new AbortController() };
      running.add(entry);
      try {
        return await work(AbortSignal.any([signal, entry.controller.signal]));
      } finally {
        running.delete(entry);
      }
    },
    ask() {
      for (const { isWanted, controller } of running) {
        // A database that is away says neither yes nor no: the work goes on.
        isWanted().then(
          (yes) => {
            if (!yes) {
              controller.abort();
            }
          },
          () => undefined,
        );
      }
    },
  };
}
