import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { hasContact } from '../accounts/change-contact.ts';
import { selectUser, updateUser } from '../accounts/queries.ts';
import { deleteDevices, deleteSessions } from '../accounts/queries-security.ts';
import { takeBackRecent } from '../accounts/take-back-recent.ts';
import { notify } from '../notices/notify.ts';
import { endRemoval } from '../people/queries.ts';
import { readLinkToken } from './link-token.ts';

/** As long as the link of a notice is good: what was added before it came, its owner had seen. */
const recentMs = 7 * 24 * 3_600_000;

/**
 * "This wasn't me": ends all sessions, forgets all devices, takes back what was added to sign in with in the last week,
 * and locks every way to sign in but a code to the verified contact. Without such a contact nothing is locked: nobody
 * could unlock it.
 */
export async function lockAccount(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  userId: string,
  now = new Date(),
): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    await deleteSessions(tx, userId);
    await deleteDevices(tx, userId);
    await endRemoval(tx, userId, { end: 'locked', endedBy: userId });
    const user = await selectUser(tx, userId, true);
    if (user === undefined) {
      return;
    }
    // Told before its contacts change: the one that may be somebody else's hears of it too, its owner in any case.
    await notify(tx, deps, { userId, template: 'locked', isPopup: true, values: {} });
    await takeBackRecent(tx, deps, user, new Date(now.getTime() - recentMs));
    if (hasContact(user, 'email') || hasContact(user, 'sms')) {
      await updateUser(tx, userId, { lockedAt: now });
    }
  });
}

/** Whose link of a message it is. @throws ClipoError link_expired */
export function personOfLink({ secrets }: Pick<Deps, 'secrets'>, token: string, now = new Date()): string {
  const userId = readLinkToken(secrets, 'not-me', token, now);
  if (userId === undefined) {
    throw new ClipoError('link_expired', 'no such link');
  }
  return userId;
}
