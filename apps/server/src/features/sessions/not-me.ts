import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { updateUser } from '../accounts/queries.ts';
import { deleteDevices, deleteSessions } from '../accounts/queries-security.ts';
import { notify } from '../notices/notify.ts';
import { readLinkToken } from './link-token.ts';

/**
 * "This wasn't me": ends all sessions, forgets all devices, and locks every way to sign in but a code to the verified
 * contact.
 */
export async function lockAccount(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  userId: string,
  now = new Date(),
): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    await deleteSessions(tx, userId);
    await deleteDevices(tx, userId);
    await updateUser(tx, userId, { lockedAt: now });
    await notify(tx, deps, { userId, template: 'locked', urgency: 'urgent', isPopup: true, values: {} });
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
