import { ClipoError } from '@clipo/contract';
import { createMiddleware } from 'hono/factory';
import type { ApiEnv } from './api-env.ts';

/** How many requests one key, or one address without a key, may make in a window. */
export interface RateRule {
  keyPerMinute: number;
  addressPerMinute: number;
}

const windowMs = 60_000;
const mostCounters = 100_000;

/**
 * Counts requests in windows of a minute, for each process of its own, and tells where a caller stands with the
 * `RateLimit-*` headers. 0 counts nothing.
 */
export function limitRate(rule: RateRule, clientAddress: (request: Request) => string) {
  const counters = new Map<string, { used: number; resetAt: number }>();
  return createMiddleware<ApiEnv>(async (c, next) => {
    const actor = c.get('actor');
    const limit = actor === undefined ? rule.addressPerMinute : rule.keyPerMinute;
    if (limit === 0) {
      await next();
      return;
    }
    const now = Date.now();
    const who = actor?.keyId ?? `address ${clientAddress(c.req.raw)}`;
    let counter = counters.get(who);
    if (counter === undefined || counter.resetAt <= now) {
      if (counters.size >= mostCounters) {
        dropOld(counters, now);
      }
      counter = { used: 0, resetAt: now + windowMs };
      counters.set(who, counter);
    }
    counter.used += 1;
    const seconds = Math.max(1, Math.ceil((counter.resetAt - now) / 1000));
    c.header('RateLimit-Limit', String(limit));
    c.header('RateLimit-Remaining', String(Math.max(0, limit - counter.used)));
    c.header('RateLimit-Reset', String(seconds));
    if (counter.used > limit) {
      throw new ClipoError('rate_limited', `${who} made ${counter.used} requests`, {
        details: { seconds },
        isRetryable: true,
      });
    }
    await next();
  });
}

/** Windows that are over make room; where all are running, the oldest go. */
function dropOld(counters: Map<string, { resetAt: number }>, now: number): void {
  for (const [who, { resetAt }] of counters) {
    if (resetAt <= now || counters.size >= mostCounters) {
      counters.delete(who);
    }
  }
}
