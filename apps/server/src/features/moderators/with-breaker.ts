import { ClipoError } from '@clipo/contract';
import type { Moderator } from './moderator.ts';

/** So many failures in a row, and it is not asked for a while: a queue of films need not wait for each time-out. */
const mostFailures = 5;
const restMs = 30_000;

/** The same engine, which is given so long for an answer and is left alone for a while once it keeps failing. */
export function withBreaker(
  moderator: Moderator,
  { timeoutMs, now = Date.now }: { timeoutMs: number; now?: () => number },
): Moderator {
  let failures = 0;
  let restsUntil = 0;
  return {
    ...moderator,
    async judge(text, signal) {
      if (now() < restsUntil) {
        throw unreachable(moderator.name, 'it kept failing and is not asked for half a minute');
      }
      try {
        const found = await moderator.judge(text, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]));
        failures = 0;
        return found;
      } catch (cause) {
        signal.throwIfAborted();
        failures += 1;
        if (failures >= mostFailures) {
          failures = 0;
          restsUntil = now() + restMs;
        }
        throw unreachable(moderator.name, (cause as Error).message, cause);
      }
    },
  };
}

function unreachable(name: string, problem: string, cause?: unknown): ClipoError {
  return new ClipoError('fetch_failed', `${name}: ${problem}`, {
    details: { url: name, problem },
    cause,
    isRetryable: true,
  });
}
