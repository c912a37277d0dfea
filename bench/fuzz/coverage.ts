import { Session } from 'node:inspector/promises';

/** Tells which parts of some code were run, and about how often, as V8 counts it block by block. */
export interface Coverage {
  /** What was run since it was asked last: a text for every block and how often (1, 2, 3 to 4, 5 to 8 …). */
  take(): Promise<Set<string>>;
  stop(): Promise<void>;
}

/** Watches the scripts of this thread whose address `isWatched` wants. */
export async function watchCoverage(isWatched: (url: string) => boolean): Promise<Coverage> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async take() {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      const seen = new Set<string>();
      for (const { url, scriptId, functions } of result) {
        if (!isWatched(url)) {
          continue;
        }
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            if (count > 0) {
              seen.add(`${scriptId} ${startOffset} ${endOffset} ${Math.ceil(Math.log2(count))}`);
            }
          }
        }
      }
      return seen;
    },
    async stop() {
      await session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
