import { ClipoError } from '@clipo/contract';
import type { Deps } from '../../deps.ts';
import { selectUser, updateUser } from '../accounts/queries.ts';
import { deleteSessions, hasTotp, selectPasskeys } from '../accounts/queries-security.ts';
import { notify } from '../notices/notify.ts';

/**
 * Makes a person an operator, or takes that away. Who has neither passkey nor authenticator can not be one. Their sessions
 * end: what was opened before knows nothing of it.
 * @throws ClipoError no_such_thing, conflict
 */
export async function makeOperator(
  deps: Pick<Deps, 'db' | 'envelope' | 'settings'>,
  userId: string,
  isOperator: boolean,
): Promise<void> {
  await deps.db.asSystem(async (tx) => {
    const user = await selectUser(tx, userId);
    if (user === undefined) {
      throw new ClipoError('no_such_thing', 'no such person', { details: { kind: 'person', id: userId } });
    }
    const isSafe = (await hasTotp(tx, userId)) || (await selectPasskeys(tx, userId)).length > 0;
    if (isOperator && !isSafe) {
      const problem = 'an operator needs a passkey or an authenticator: have them set one up first';
      throw new ClipoError('conflict', problem, { details: { problem } });
    }
    if (user.isOperator === isOperator) {
      return;
    }
    await updateUser(tx, userId, { isOperator });
    await deleteSessions(tx, userId);
    const template = isOperator ? 'operator-made' : 'operator-ended';
    await notify(tx, deps, { userId, template, values: {}, urgency: 'urgent', isPopup: true });
  });
}
