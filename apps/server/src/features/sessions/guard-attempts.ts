import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import { countFailures, insertAttempt } from '../accounts/queries-security.ts';

const quarterMs = 15 * 60_000;
const mostOfTarget = 10;
const mostOfAddress = 50;

/**
 * Runs a check of a password or second factor that can be guessed at: a failure is counted against the target and the
 * address, and past the limit nothing is checked, also not what would fit.
 * @throws ClipoError rate_limited, or what the check throws
 */
export async function guardAttempts<T>(
  { db }: Pick<Deps, 'db'>,
  attempt: { target: string; userId?: string | undefined; way: string; client: Client },
  check: () => Promise<T>,
  now = new Date(),
): Promise<T> {
  const { target, userId = null, way, client } = attempt;
  const since = new Date(now.getTime() - quarterMs);
  await db.asSystem(async (tx) => {
    const ofTarget = await countFailures(tx, 'target', target, since);
    const ofAddress = await countFailures(tx, 'address', client.address, since);
    if (ofTarget >= mostOfTarget || ofAddress >= mostOfAddress) {
      throw new ClipoError('rate_limited', 'too many failures', {
        details: { seconds: quarterMs / 1000 },
        isRetryable: true,
      });
    }
  });
  try {
    return await check();
  } catch (error) {
    if (error instanceof ClipoError && error.code === 'sign_in_failed') {
      const { address, userAgent } = client;
      await db.asSystem((tx) => insertAttempt(tx, { way, isGood: false, target, userId, address, userAgent }));
    }
    throw error;
  }
}
