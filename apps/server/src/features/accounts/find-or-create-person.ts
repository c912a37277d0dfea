import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { recordTicks } from '../agreements/accept-texts.ts';
import type { LegalText } from '../agreements/read-texts.ts';
import { insertTeamOf } from '../teams/queries.ts';
import type { Client } from './client.ts';
import type { Contact } from './contact.ts';
import { insertUser, lockContact, selectUserByContact, updateUser, upsertAccount } from './queries.ts';

/** How the first team of a person is called. */
export const teamNames = { 'zh-CN': '我的团队', en: 'My team' } as const;

/**
 * The person behind a contact that was just proven, made with a team of their own where there is none yet. What they
 * ticked is written down.
 * @throws ClipoError conflict where a password is given and the person is there already
 */
export async function findOrCreatePerson(
  { db, envelope }: Pick<Deps, 'db' | 'envelope'>,
  person: { contact: Contact; texts: readonly LegalText[]; client: Client; passwordHash?: string | undefined },
): Promise<{ userId: string; isNew: boolean }> {
  const { contact, texts, client, passwordHash } = person;
  const index = await envelope.indexOf(contact.value, contact.channel);
  const sealed = await envelope.seal(contact.value, contact.channel === 'email' ? 'users.email' : 'users.phone');
  const userId = newId('usr');
  const none = `${userId}@no-email.invalid`;
  const without = {
    email: await envelope.indexOf(none, 'email'),
    emailSealed: await envelope.seal(none, 'users.email'),
  };
  return db.asSystem(async (tx) => {
    await lockContact(tx, index);
    const known = await selectUserByContact(tx, contact.channel, index);
    if (known !== undefined) {
      if (passwordHash !== undefined) {
        const problem = 'there is an account with this address already: sign in with a code, then set a password';
        throw new ClipoError('conflict', problem, { details: { problem } });
      }
      // Whoever proves the contact unlocks what "this wasn't me" had locked.
      await updateUser(tx, known.id, { lockedAt: null });
      await recordTicks(tx, known.id, texts, client);
      return { userId: known.id, isNew: false };
    }
    await insertUser(tx, {
      id: userId,
      language: client.language,
      ...(contact.channel === 'email'
        ? { email: index, emailSealed: sealed, emailVerified: true }
        : { ...without, phoneNumber: index, phoneSealed: sealed }),
    });
    if (passwordHash !== undefined) {
      const id = newId('acc');
      await upsertAccount(tx, { id, userId, accountId: userId, providerId: 'credential', password: passwordHash });
    }
    await insertTeamOf(tx, { id: newId('team'), name: teamNames[client.language] }, userId);
    await recordTicks(tx, userId, texts, client);
    return { userId, isNew: true };
  });
}
