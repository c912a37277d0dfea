import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { guardAttempts } from '../sessions/guard-attempts.ts';
import type { Client } from './client.ts';
import type { Contact } from './contact.ts';
import { selectPassword, selectUserByContact } from './queries.ts';

/** The hash of a password that nobody has: who is not known is given the same work as who is. */
let nobodys: Promise<string> | undefined;

/**
 * Whose password it is.
 * @returns the person's id
 * @throws ClipoError sign_in_failed, the same and as slowly for an unknown contact as for a wrong password; rate_limited
 */
export async function checkPassword(
  deps: Pick<Deps, 'db' | 'envelope' | 'accounts'>,
  { contact, password, client }: { contact: Contact; password: string; client: Client },
): Promise<string> {
  const { db, envelope, accounts } = deps;
  const index = await envelope.indexOf(contact.value, contact.channel);
  const { user, hash } = await db.asSystem(async (tx) => {
    const known = await selectUserByContact(tx, contact.channel, index);
    // Asked for whom nobody knows too: the same questions in the same order.
    return { user: known, hash: await selectPassword(tx, known?.id ?? 'nobody') };
  });
  return guardAttempts(deps, { target: index, userId: user?.id, way: 'password', client }, async () => {
    nobodys ??= accounts.hashPassword('nobody has this password');
    const fits = await accounts.verifyPassword(hash ?? (await nobodys), password);
    if (user === undefined || hash === undefined || !fits || user.lockedAt !== null) {
      throw new ClipoError('sign_in_failed', 'a password did not fit');
    }
    return user.id;
  });
}
