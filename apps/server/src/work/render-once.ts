import pg from 'pg';
import type { Log } from '../log.ts';

/** Runs work on a piece while nobody else on any machine works on the same one. */
export type RenderOnce = <T>(hash: string, signal: AbortSignal, work: () => Promise<T>) => Promise<T>;

type LockVerb = 'pg_try_advisory_lock' | 'pg_advisory_unlock';

/** So long another may take; then it is taken for lost, and the same is made twice rather than not at all. */
const mostWaitMs = 60_000;
const askEveryMs = 250;

/**
 * Locks by content hash, held by one connection of this process: when it dies, or is cut off, PostgreSQL lets go of them.
 * Without the database work goes on unlocked, as it can't be told finished anyway.
 */
export function openRenderOnce(url: string, log: Log): { renderOnce: RenderOnce; close(): Promise<void> } {
  const own = new Set<string>();
  let client: Promise<pg.Client> | undefined;
  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: 20_000,
    });
    fresh.on('error', () => {
      client = undefined;
    });
    await fresh.connect();
    return fresh;
  };
  // One after another: a connection answers one question at a time.
  let before: Promise<unknown> = Promise.resolve();
  const ask = (verb: LockVerb, hash: string): Promise<boolean> => {
    const answer = before.then(() => askNow(verb, hash));
    before = answer;
    return answer;
  };
  const askNow = async (verb: LockVerb, hash: string): Promise<boolean> => {
    try {
      client ??= connect();
      const { rows } = await (await client).query<{ is: boolean }>(`select ${verb}(hashtextextended($1, 0)) as is`, [
        hash,
      ]);
      return rows[0]?.is === true;
    } catch (cause) {
      client?.then((lost) => lost.end()).catch(() => undefined);
      client = undefined;
      log.warn({ cause }, 'a piece could not be locked');
      return true;
    }
  };
  return {
    async renderOnce(hash, signal, work) {
      const deadline = performance.now() + mostWaitMs;
      // A connection may lock twice what it has locked: threads of one process are told apart here.
      while (own.has(hash) || !(await ask('pg_try_advisory_lock', hash))) {
        if (performance.now() > deadline) {
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, askEveryMs));
        signal.throwIfAborted();
      }
      own.add(hash);
      try {
        return await work();
      } finally {
        own.delete(hash);
        await ask('pg_advisory_unlock', hash);
      }
    },
    async close() {
      await client?.then((open) => open.end()).catch(() => undefined);
    },
  };
}
