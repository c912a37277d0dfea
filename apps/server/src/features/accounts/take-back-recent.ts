import type { Transaction } from '../../db/database.ts';
import type { Deps } from '../../deps.ts';
import { unsetContact } from './change-contact.ts';
import type { UserRow } from './queries.ts';
import { deleteWaysSince, endContactChanges, selectBoundAtOnce } from './queries-security.ts';

/**
 * Takes away what somebody else may have added to an account to come back by: changes of contact that wait, and the
 * contacts, passkeys, links, authenticators and passwords that came since a moment. Where every contact came since then,
 * nobody can say whose they are, and all that was added stays.
 */
export async function takeBackRecent(
  tx: Transaction,
  deps: Pick<Deps, 'envelope'>,
  user: UserRow,
  since: Date,
): Promise<void> {
  await endContactChanges(tx, user.id, 'email');
  await endContactChanges(tx, user.id, 'sms');
  const added = await selectBoundAtOnce(tx, user.id, since);
  const contacts = [
    ...(user.emailVerified ? [{ channel: 'email' as const, index: user.email }] : []),
    ...(user.phoneNumber === null ? [] : [{ channel: 'sms' as const, index: user.phoneNumber }]),
  ];
  const isAdded = ({ index }: { index: string }) => added.includes(index);
  if (contacts.every(isAdded)) {
    return;
  }
  for (const { channel } of contacts.filter(isAdded)) {
    await unsetContact(tx, deps, user.id, channel);
  }
  await deleteWaysSince(tx, user.id, since);
}
