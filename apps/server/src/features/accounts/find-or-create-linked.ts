import { ClipoError } from '@clipo/contract';
import { newId } from '../../db/new-id.ts';
import type { Deps } from '../../deps.ts';
import { recordTicks } from '../agreements/accept-texts.ts';
import type { LegalText } from '../agreements/read-texts.ts';
import { insertTeamOf } from '../teams/queries.ts';
import type { Client } from './client.ts';
import { teamNames } from './find-or-create-person.ts';
import { insertUser, lockContact, selectUser, upsertAccount } from './queries.ts';
import { selectLinked } from './queries-security.ts';

const provider = 'wechat';

/**
 * The person behind an account of WeChat, made with a team of their own where there is none yet.
 * @throws ClipoError sign_in_failed where the account is locked
 */
export async function findOrCreateLinked(
  { db, envelope }: Pick<Deps, 'db' | 'envelope'>,
  { accountId, texts, client }: { accountId: string; texts: readonly LegalText[]; client: Client },
): Promise<string> {
  const userId = newId('usr');
  const none = `${userId}@no-email.invalid`;
  const without = {
    email: await envelope.indexOf(none, 'email'),
    emailSealed: await envelope.seal(none, 'users.email'),
  };
  return db.asSystem(async (tx) => {
    await lockContact(tx, `${provider} ${accountId}`);
    const linked = await selectLinked(tx, { accountId }, provider);
    if (linked !== undefined) {
      if ((await selectUser(tx, linked.userId))?.lockedAt != null) {
        throw new ClipoError('sign_in_failed', 'the account is locked');
      }
      await recordTicks(tx, linked.userId, texts, client);
      return linked.userId;
    }
    await insertUser(tx, { id: userId, language: client.language, ...without });
    await upsertAccount(tx, { id: newId('acc'), userId, accountId, providerId: provider });
    await insertTeamOf(tx, { id: newId('team'), name: teamNames[client.language] }, userId);
    await recordTicks(tx, userId, texts, client);
    return userId;
  });
}

/** Links an account of WeChat to a person. @throws ClipoError conflict where it is somebody else's */
export async function linkAccount({ db }: Pick<Deps, 'db'>, userId: string, accountId: string): Promise<void> {
  await db.asSystem(async (tx) => {
    await lockContact(tx, `${provider} ${accountId}`);
    const linked = await selectLinked(tx, { accountId }, provider);
    const own = await selectLinked(tx, { userId }, provider);
    if ((linked !== undefined && linked.userId !== userId) || (own !== undefined && own.accountId !== accountId)) {
      const problem = 'this WeChat account is bound to another account';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    await upsertAccount(tx, { id: newId('acc'), userId, accountId, providerId: provider });
  });
}
