import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import type { Client } from '../accounts/client.ts';
import { countFailures, deleteAttempt, insertAttempt, lockAttempts } from '../accounts/queries-security.ts';

const quarterMs = 15 * 60_000;
const mostOfTarget = 10;
const mostOfAddress = 50;

/** Something that is given to get in, and can be guessed at. */
interface Attempt {
  /** What is guessed at: a keyed hash of a contact, a person's id, a passkey's id. */
  target: string;
  userId?: string | undefined;
  way: string;
  client: Client;
  /** It counts its own guesses, as codes do: only those from one address are limited here. */
  countsItself?: boolean;
}

/**
 * Runs a check of a password, code or second factor. It stands written down as a failure before it is looked at, and is
 * taken out again where it fits: of many guesses at the same moment no more are looked at than of one after the other.
 * Past the limit nothing is checked, also not what would fit.
 * @throws ClipoError rate_limited, or what the check throws
 */
export async function guardAttempts<T>(
  { db }: Pick<Deps, 'db'>,
  { target, userId, way, client, countsItself = false }: Attempt,
  check: () => Promise<T>,
  now = new Date(),
): Promise<T> {
  const { address, userAgent } = client;
  const since = new Date(now.getTime() - quarterMs);
  const id = await db.asSystem(async (tx) => {
    await lockAttempts(tx, [target, address]);
    const ofTarget = countsItself ? 0 : await countFailures(tx, 'target', target, since);
    const ofAddress = await countFailures(tx, 'address', address, since);
    if (ofTarget >= mostOfTarget || ofAddress >= mostOfAddress) {
      throw new ClipoError('rate_limited', 'too many failures', {
        details: { seconds: quarterMs / 1000 },
        isRetryable: true,
      });
    }
    return insertAttempt(tx, { way, isGood: false, target, userId: userId ?? null, address, userAgent });
  });
  try {
    const found = await check();
    await db.asSystem((tx) => deleteAttempt(tx, id));
    return found;
  } catch (error) {
    if (!(error instanceof ClipoError && error.code === 'sign_in_failed')) {
      await db.asSystem((tx) => deleteAttempt(tx, id));
    }
    throw error;
  }
}
